/**
 * T43 Format strings that are HTML: what is put into them is escaped for its place, as in a template. The twin escapes as Jinja2
 * does, for text wherever the value stands.
 */
import { describe, expect, test } from "vitest";
import { Environment } from "../../src/index.ts";
import { caught } from "../backends.ts";
import { alerts, attributesOf, render, shapeOf, textIn, twin } from "./page.ts";

const url = "javascript:alert(1)";
const blocked = "about:invalid#blocked";

describe("a link by a format string leads to no script", () => {
  test.each([
    ["the filter", `{{ '<a href="%s">x</a>'|safe|format(v) }}`],
    ["the filter, by name", `{{ '<a href="%(u)s">x</a>'|safe|format(u=v) }}`],
    ["the operator", `{{ ('<a href="%s">x</a>'|safe) % v }}`],
    ["the method", `{{ ('<a href="{}">x</a>'|safe).format(v) }}`],
    ["the method, with a mapping", `{{ ('<a href="{u}">x</a>'|safe).format_map({'u': v}) }}`],
    ["a captured text", `{% set link %}<a href="%s">x</a>{% endset %}{{ link|format(v) }}`],
    ["padding", `{{ '<a href="%30s">x</a>'|safe|format(v) }}`],
  ])("%s", (_name, template) => {
    expect(attributesOf(render(template, { v: url }), "a")["href"]?.trim()).toBe(blocked);
    expect(attributesOf(twin(template, { v: url }), "a")["href"]?.trim()).toBe(url);
    expect(attributesOf(render(template, { v: "/cats?a=1" }), "a")["href"]?.trim()).toBe("/cats?a=1");
  });

  test("in an environment that prints as Python, too", () => {
    const env = new Environment({ printing: "python" });
    for (const format of [`('<a href="%s">'|safe) % v`, `('<a href="{}">'|safe).format(v)`])
      expect(env.fromString(`{{ ${format} }}`).render({ v: url }), format).toBe(`<a href="${blocked}">`);
  });
});

describe("a value stays in its attribute, its script, its comment", () => {
  test("without quotes", () => {
    const template = `{{ '<a title=%s>x</a>'|safe|format(v) }}`;
    const v = "x onclick=alert(1)";
    expect(shapeOf(render(template, { v }))).toMatch(/; a title$/);
    expect(attributesOf(render(template, { v }), "a")["title"]).toBe(v);
    expect(shapeOf(twin(template, { v }))).toMatch(/; a title onclick$/);
    expect(render(`{{ '<i data-n=%d>'|safe|format(2) }}`)).toBe('<i data-n="2">');
  });

  test("in scripts and handlers", () => {
    const script = `{{ '<script>f(%s)</script>'|safe|format(v) }}`;
    expect(alerts(textIn(render(script, { v: "alert(1)" }), "script"))).toBe(false);
    expect(alerts(textIn(twin(script, { v: "alert(1)" }), "script"))).toBe(true);
    const handler = `{{ ('<p onclick="f({})">'|safe).format(v) }}`;
    expect(alerts(attributesOf(render(handler, { v: "alert(1)" }), "p")["onclick"] ?? "")).toBe(false);
    expect(alerts(attributesOf(twin(handler, { v: "alert(1)" }), "p")["onclick"] ?? "")).toBe(true);
  });

  test("as the name of an attribute or an element", () => {
    expect(render(`{{ '<p %s>'|safe|format(v) }}`, { v: "onclick=alert(1)" })).toBe("<p >");
    expect(twin(`{{ '<p %s>'|safe|format(v) }}`, { v: "onclick=alert(1)" })).toBe("<p onclick=alert(1)>");
    expect(render(`{{ '<%s>'|safe|format(v) }}`, { v: "script" })).toBe("<span>");
  });
});

describe("format strings that ask for nothing special give what they give in Jinja2", () => {
  test.each([
    [`{{ '<b>%s</b> %d%%, %5.1f'|safe|format(v, 3, 2) }}`],
    [`{{ '<b>%-8s|%8s</b>'|safe|format('x', v) }}`],
    [`{{ '<b>%s</b>'|safe|format('<i>'|safe) }}`],
    [`{{ ('<b>{0!r:>8}</b> {1}'|safe).format(v, 2) }}`],
    [`{{ '%s items, %s'|safe|format(v, 2) }}`],
    [`{{ '<i title="%s" data-n="%d">'|safe|format(v, 2) }}`],
    [`{{ ('<b>{:{width}}</b>'|safe).format('x', width=4) }}`],
  ])("%s", (template) => {
    expect(render(template, { v: `<"'&` })).toBe(twin(template, { v: `<"'&` }));
  });

  test("text that is no HTML is escaped where it is printed", () => {
    expect(render(`{{ '<a href="%s">'|format(v) }}`, { v: url })).toBe(`&lt;a href=&#34;${url}&#34;&gt;`);
  });
});

test("what cannot be filled safely is refused, with a cure", () => {
  const template = new Environment().fromString(`<p>\n{{ '<a href="%s%s">'|safe|format(a, b) }}`);
  expect(caught(() => template.render({ a: "java", b: "script:alert(1)" }))).toMatchObject({
    name: "EscapeError",
    code: "ESCAPE_FORMAT",
    line: 2,
    cure: "Write the HTML into the template, with `{{ … }}` where the values are.",
  });
});
