import { describe, expect, test } from "vitest";
import { analyze, DictLoader, Environment, PrecompiledLoader, precompile } from "../../src/index.ts";
import { importModule } from "../backends.ts";

const sources = {
  page: `{% extends "base" %}
{% block main %}<a href={{ url }} title="{{ title }}">{{ text|safe }}</a>
{% autoescape false %}{{ raw }}{% endautoescape %}
{{ attributes(x) }}<p {{ attributes(x) }}>{% endblock %}
{% macro attributes(v) %}class="{{ v }}"{% endmacro %}`,
  base: "<title>{% block title %}{{ title }}{% endblock %}</title>{% block main %}{% endblock %}<script>x = {{ x }}; y = '{{ x }}'</script>",
};

describe("analyze", () => {
  const env = new Environment({ loader: new DictLoader(sources) });

  test("says of every value where it stands and how it is escaped", () => {
    const { holes } = analyze(env, "page");
    expect(holes.map(({ line, place, escaper, unquoted }) => [line, place, escaper, unquoted])).toEqual([
      [2, "before the value of the attribute href of <a>", "url", true],
      [2, "in the attribute title of <a>", "attribute", false],
      [2, "in the text of the page", "text", false],
      [3, "in the text of the page", "text", false],
      [5, "in the text of the page", "text", false],
      [5, "in the attribute class of <p>", "attribute", false],
    ]);
    expect(analyze(env, "base").holes.map(({ place, escaper }) => [place, escaper])).toEqual([
      ["in the text of <title>", "rcdata"],
      ["in a script (code)", "jsValue"],
      ["in a script (string)", "jsString"],
    ]);
  });

  test("says where the author has opted out", () => {
    expect(analyze(env, "page").optOuts.map(({ line, kind }) => [line, kind])).toEqual([
      [2, "safe"],
      [3, "autoescape"],
    ]);
    expect(analyze(env, "base").optOuts).toEqual([]);
  });

  test("knows nothing of holes where nothing is escaped for its place", () => {
    const html = new Environment({ loader: new DictLoader(sources), autoescape: "html" });
    expect(analyze(html, "page").holes).toEqual([]);
    expect(analyze(html, "page").optOuts).toHaveLength(2);
  });

  test("needs the source", async () => {
    const templates = await importModule(precompile(env, ["page", "base"]));
    const ahead = new Environment({ loader: new PrecompiledLoader(templates) });
    expect(() => analyze(ahead, "page")).toThrow("compiled ahead of time");
  });
});
