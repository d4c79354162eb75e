/** Places that contextual escapers before this one leave open, html/template of Go among them. */
import { describe, expect, test } from "vitest";
import { Environment } from "../../src/index.ts";
import { badUrls, elementsOf } from "../proof/judge.ts";
import { alerts, attributesOf, count, isHarmless, refusalOf, render, textIn, twin } from "./page.ts";

const attack = "javascript:alert(1)";
const urlsOf = (template: string, data: Readonly<Record<string, unknown>>): string[] =>
  badUrls(elementsOf(render(template, data)));

test("srcdoc is a document", () => {
  const html = render("<iframe srcdoc='{{ v }}'></iframe>", { v: "<script>alert(1)</script>" });
  expect(count(attributesOf(html, "iframe")["srcdoc"]!, "script")).toBe(0);
  expect(refusalOf("<iframe srcdoc='<p>{{ v }}</p>'></iframe>")).toBe("ESCAPE_SRCDOC");
});

test.each([
  "<a href=\"javascript:f('{{ x }}')\">x</a>",
  '<a href="javascript:f({{ x }})">x</a>',
  "<a href=' JAVA\tscript:{{ x }}'>x</a>",
  "<a href='java&#115;cript&colon;{{ x }}'>x</a>",
  "<form action='javascript:{{ x }}'></form>",
])("a literal javascript: URL with a value is refused: %s", (template) => {
  expect(refusalOf(template)).toBe("ESCAPE_JAVASCRIPT_URL");
});

test("the twin of it decodes twice", () => {
  const html = twin("<a href=\"javascript:f('{{ x }}')\">x</a>", { x: "%27);alert(1)//" });
  const code = decodeURIComponent(attributesOf(html, "a")["href"]!.slice("javascript:".length));
  expect(alerts(code)).toBe(true);
});

test.each(["to", "from", "values", "by", "attributeName"])("animations do not write href by a value in %s", (name) => {
  for (const element of ["set", "animate"]) {
    expect(refusalOf(`<svg><a><${element} attributeName="href" ${name}="{{ v }}"/></a></svg>`)).toBe(
      "ESCAPE_REFUSED_ATTRIBUTE",
    );
  }
});

test("the whole content of a refresh", () => {
  for (const v of [`0;url=${attack}`, `0;${attack}`, `0 , URL = "${attack}"`]) {
    expect(urlsOf('<meta http-equiv="refresh" content="{{ v }}">', { v })).toEqual([]);
    expect(urlsOf("<meta content={{ v }} http-equiv=refresh>", { v })).toEqual([]);
  }
});

test("each URL of a ping", () => {
  expect(urlsOf('<a href="/" ping="{{ v }}">x</a>', { v: `/a ${attack}` })).toEqual([]);
});

describe("schemes that are put together", () => {
  test.each([
    ['<a href="java{{ x }}">x</a>', { x: "script:alert(1)" }],
    ['<a href="{{ x }}{{ y }}">x</a>', { x: "javascript", y: ":alert(1)" }],
    ['<a href="{{ x }}{{ y }}">x</a>', { x: "", y: attack }],
    ['<a href="{{ x }}{{ y }}">x</a>', { x: "java\n", y: "script:alert(1)" }],
    ['<a href="{{ x }}:{{ y }}">x</a>', { x: "javascript", y: "alert(1)" }],
    ['<a href="{{ x }}script:{{ y }}">x</a>', { x: "java", y: "alert(1)" }],
    ['<a href="{% if a %}java{% endif %}{{ x }}">x</a>', { a: 1, x: "script:alert(1)" }],
    ['<a href="{% for p in ps %}{{ p }}{% endfor %}">x</a>', { ps: ["java", "script", ":alert(1)"] }],
    ['<a href="{{ x ~ y }}">x</a>', { x: "javascript:", y: "alert(1)" }],
    ['{% macro m(p) %}{{ p }}{% endmacro %}<a href="{{ m(x) }}{{ m(y) }}">x</a>', { x: "javascript", y: ":alert(1)" }],
    ['{% set s %}java{% endset %}<a href="{{ s }}{{ x }}">x</a>', { x: "script:alert(1)" }],
  ] as const)("%s", (template, data) => {
    if (refusalOf(template) !== undefined) return expect(refusalOf(template)).toMatch(/^ESCAPE_/);
    expect(urlsOf(template, data)).toEqual([]);
    expect(badUrls(elementsOf(twin(template, data)))).toHaveLength(1);
  });
});

test.each(["text&#47;javascript", "text&sol;javascript", "&#116;ext/javascript"])("type=%j is JavaScript", (type) => {
  const template = `<script type="${type}">var a = {{ v }};</script>`;
  expect(isHarmless(textIn(render(template, { v: "alert(1)" }), "script"))).toBe(true);
  expect(alerts(textIn(twin(template, { v: "alert(1)" }), "script"))).toBe(true);
});

test.each(["importmap", "speculationrules"])("what %s names is the author's", (type) => {
  const template = `<script type="${type}">{"imports": {"a": "{{ v }}"}}</script>`;
  for (const v of [
    "https://evil.example/x.js",
    "//evil.example/x.js",
    "data:text/javascript,alert(1)",
    "/uploads/x.js",
  ]) {
    const { imports } = JSON.parse(textIn(render(template, { v }), "script")) as { imports: { a: string } };
    expect(new URL(imports.a, "https://own.example").href).not.toMatch(/evil|data:|uploads/);
    expect(textIn(twin(template, { v }), "script")).toContain(v);
  }
});

test("references inside of the style of an SVG image", () => {
  const template = "<svg><style>a { fill: {{ v }} }</style></svg>";
  for (const v of ["&#125;", "&rbrace; * { x: y", "red&semi;x:y", "}</style><script>alert(1)</script>"]) {
    const html = render(template, { v });
    expect(textIn(html, "style")).toMatch(/^a \{ fill: [^{};:]* \}$/);
    expect(count(html, "script")).toBe(0);
  }
});

test.each([
  "if (a) /{{ x }}/.test(b)",
  "if (a) /{{ x }}/u.test(b)",
  "a = /{{ x }}/u",
  "a = /[{{ x }}]/u",
  "a = b => /{{ x }}/",
])("a regular expression: %s", (code) => {
  const template = `<script>${code}</script>`;
  if (refusalOf(template) !== undefined) return expect(refusalOf(template)).toBe("ESCAPE_REGEXP");
  // Taken for a division: a literal in it then is letters, digits and \uXXXX between quotes.
  for (const x of ["/;alert(1)//", "/.test(alert(1))//", "]/;alert(1)//", "\\", "\n", "(?{", "{1}"]) {
    expect(alerts(textIn(render(template, { x }), "script"))).toBe(false);
  }
  return undefined;
});

test("the twin leaves the regular expression", () => {
  expect(alerts(textIn(twin("<script>a = /{{ x }}/u</script>", { x: "x/;alert(1)//" }), "script"))).toBe(true);
});

test("an end tag that is completed by a value, in a string of a script", () => {
  for (const template of [
    '<script>var s = "</{{ x }}>";</script>',
    '<script>var s = "<{{ x }}>";</script>',
    '<script>var s = "<!{{ x }}";</script>',
  ]) {
    for (const x of ["script", "/script", "SCRIPT", "--", "!--<script"]) {
      const html = render(template, { x });
      expect(count(html, "script")).toBe(1);
      expect(isHarmless(textIn(html, "script")), html).toBe(true);
    }
  }
  expect(isHarmless(textIn(twin('<script>var s = "</{{ x }}>";</script>', { x: "script" }), "script"))).toBe(false);
});

test("a name that is completed by a value", () => {
  for (const template of [
    "<a hre{{ x }}='{{ y }}'>",
    "<a on{{ x }}='{{ y }}'>",
    "<a {{ x }}f='{{ y }}'>",
    "<a {{ x }}{{ y }}=1>",
  ]) {
    let html = "";
    if (refusalOf(template) === undefined) html = render(template, { x: "hre", y: attack });
    expect(badUrls(elementsOf(html))).toEqual([]);
  }
  expect(badUrls(elementsOf(twin("<a hre{{ x }}='{{ y }}'>", { x: "f", y: attack })))).toHaveLength(1);
});

test("two continues in one loop that leave it in different places", () => {
  const source =
    "<script>{% for x in xs %}{% if x == 1 %}'{% continue %}{% endif %}{% if x == 2 %}/*{% continue %}{% endif %}{{ v }}{% endfor %}</script>";
  expect(refusalOf(source, { extensions: ["loopcontrols"] })).toBe("ESCAPE_BRANCHES");
  const same =
    "{% for x in xs %}<p title='{% if x == 1 %}a'>{% continue %}{% endif %}{% if x == 2 %}b'>{% continue %}{% endif %}{{ v }}'>{% endfor %}";
  const html = new Environment({ extensions: ["loopcontrols"] })
    .fromString(same)
    .render({ xs: [1, 2, 3], v: "' onx='1" });
  expect(
    elementsOf(html)
      .filter(({ tagName }) => tagName === "p")
      .map(({ attrs }) => attrs.map(({ value }) => value)),
  ).toEqual([["a"], ["b"], ["' onx='1"]]);
});
