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
    expect(analyze(html, "page").optOuts.map(({ kind }) => kind)).toEqual(["template", "safe", "autoescape"]);
  });

  test("finds every way of writing an opt-out, and nothing else", () => {
    const optOuts = (page: string): string[] =>
      analyze(new Environment({ loader: new DictLoader({ page }) }), "page").optOuts.map(
        ({ line, column, kind }) => `${kind} at ${page.split("\n")[line - 1]!.slice(column - 1)}`,
      );
    expect(optOuts("{{ x|safe }}")).toEqual(["safe at safe }}"]);
    expect(optOuts("{{ f(a=[x|trim|safe]) }}")).toEqual(["safe at safe]) }}"]);
    expect(optOuts("{% filter safe %}{% endfilter %}")).toEqual(["safe at safe %}{% endfilter %}"]);
    expect(optOuts("{% filter upper|safe %}{% endfilter %}")).toEqual(["safe at safe %}{% endfilter %}"]);
    expect(optOuts("{% set s = x|safe %}\n{% set t|safe %}{% endset %}")).toEqual([
      "safe at safe %}",
      "safe at safe %}{% endset %}",
    ]);
    expect(optOuts('{{ xs|map("safe")|join }}')).toEqual(['safe at map("safe")|join }}']);
    expect(optOuts("{% if a %}{% for i in x|safe %}{% endfor %}{% endif %}")).toHaveLength(1);
    expect(optOuts("{% autoescape off %}{% endautoescape %}")).toEqual([
      "autoescape at autoescape off %}{% endautoescape %}",
    ]);
    expect(optOuts("{% block b %}{% macro m() %}{{ x|safe }}{% endmacro %}{% endblock %}")).toHaveLength(1);
    expect(optOuts("{% autoescape true %}{{ x|e }}{{ '<br>'|safe }}{{ xs|map('upper') }}{% endautoescape %}")).toEqual(
      [],
    );
  });

  test("names a template that by its own name is not escaped, and its holes as a part of a page", () => {
    const mail = new Environment({
      loader: new DictLoader({ "a.txt": "{{ x }}", "page.html": '<p title="{% include "a.txt" %}">' }),
    });
    expect(analyze(mail, "a.txt")).toEqual({ holes: [], optOuts: [{ line: 1, column: 1, kind: "template" }] });
    expect(analyze(mail, "page.html").optOuts).toEqual([]);
    expect(analyze(mail, "a.txt").holes.map(({ place }) => place)).toEqual(["in the attribute title of <p>"]);
    expect(mail.getTemplate("page.html").render({ x: '"' })).toBe('<p title="&#34;">');
  });

  test("needs the source", async () => {
    const templates = await importModule(precompile(env, ["page", "base"]));
    const ahead = new Environment({ loader: new PrecompiledLoader(templates) });
    expect(() => analyze(ahead, "page")).toThrow("compiled ahead of time");
  });
});
