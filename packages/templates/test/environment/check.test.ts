import { describe, expect, test } from "vitest";
import { checkTemplates, DictLoader, Environment } from "../../src/index.ts";

function check(templates: Readonly<Record<string, string>>) {
  const env = new Environment({ loader: new DictLoader(templates) });
  return checkTemplates(env, env.listTemplates()).map(({ templateName, line, code }) => ({ templateName, line, code }));
}

describe("checkTemplates says what is wrong before a visitor asks", () => {
  test("of each template that cannot be compiled, and of none that can", () => {
    const errors = check({
      "good.html": "<p>{{ name }}</p>",
      "open.html": "<p>\n{% if name %}",
      "unknown.html": "{{ name|nosuch }}",
      "place.html": "<script>x = /{{ name }}/</script>",
    });
    expect(errors.map(({ templateName, line }) => [templateName, line])).toEqual([
      ["open.html", 2],
      ["place.html", 1],
      ["unknown.html", 1],
    ]);
  });

  test("nothing of a part that is a page nowhere, where a page uses it, whichever comes first", () => {
    const part = '" class="{{ kind }}';
    expect(check({ "a.html": part, "b.html": '<p title="{% include "a.html" %}">x</p>' })).toEqual([]);
    expect(check({ "b.html": part, "a.html": '<p title="{% include "b.html" %}">x</p>' })).toEqual([]);
    expect(check({ "a.html": '<p title="{{ kind }}' })).toMatchObject([{ templateName: "a.html" }]);
  });

  test("a mistake in a part once, not for each page that has it", () => {
    const errors = check({
      "a.html": '{% include "part.html" %}',
      "b.html": '{% include "part.html" %}',
      "part.html": "\n{{ oops",
    });
    expect(errors).toMatchObject([{ templateName: "part.html", line: 2 }]);
  });

  test("what a template names and nobody has, at its place, unless it may be missing", () => {
    const errors = check({
      "a.html": "{% extends 'nowhere.html' %}\n{% block b %}\n{% include ['no.html', 'neither.html'] %}{% endblock %}",
      "b.html": "{% include 'no.html' ignore missing %}{% include ['no.html', 'c.html'] %}{% include name %}",
      "c.html": "{% import 'macros.html' as m %}",
      "sub/d.html": "{% include './e.html' %}",
      "sub/e.html": "",
    });
    expect(errors).toEqual([
      { templateName: "a.html", line: 1, code: "TEMPLATE_NOT_FOUND" },
      { templateName: "a.html", line: 3, code: "TEMPLATE_NOT_FOUND" },
      { templateName: "c.html", line: 1, code: "TEMPLATE_NOT_FOUND" },
    ]);
  });

  test("what has been compiled stays compiled", () => {
    let loads = 0;
    const loader = new DictLoader({ "a.html": "<p>{{ x }}</p>" });
    const load = (name: string) => {
      loads++;
      return loader.load(name);
    };
    const env = new Environment({ loader: { load }, autoReload: false });
    expect(checkTemplates(env, ["a.html"])).toEqual([]);
    expect(env.getTemplate("a.html").render({ x: "<" })).toBe("<p>&lt;</p>");
    expect(loads).toBe(1);
  });

  test("names that are missing are errors as well", () => {
    const env = new Environment({ loader: new DictLoader({}) });
    expect(checkTemplates(env, ["gone.html"])).toMatchObject([{ code: "TEMPLATE_NOT_FOUND" }]);
  });
});
