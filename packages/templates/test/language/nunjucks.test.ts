/** Where nunjucks' templates mean something else than Jinja2's, the default mode follows nunjucks, and python printing Jinja2. */
import { describe, expect, test } from "vitest";
import { python, renderAll } from "../backends.ts";

type Case = [name: string, template: string, nunjucks: string, jinja: string];

const scopes: readonly Case[] = [
  [
    "set in a loop sets the variable outside",
    "{% set all = '' %}{% for x in 'abc' %}{% set all = all ~ x %}{% endfor %}{{ all }}",
    "abc",
    "",
  ],
  [
    "two loops deep",
    "{% set n = 0 %}{% for x in [1, 2] %}{% for y in [1, 2] %}{% set n = n + x * y %}{% endfor %}{% endfor %}{{ n }}",
    "9",
    "0",
  ],
  ["in the else of a loop", "{% set n = 0 %}{% for x in [] %}{% else %}{% set n = 1 %}{% endfor %}{{ n }}", "1", "0"],
  [
    "in a loop of a macro",
    "{% macro sum(l) %}{% set n = 0 %}{% for x in l %}{% set n = n + x %}{% endfor %}{{ n }}{% endmacro %}{{ sum([1, 2]) }}",
    "3",
    "0",
  ],
  [
    "in a branch in a loop",
    "{% set found = 'no' %}{% for x in [1, 2, 3] %}{% if x == 2 %}{% set found = 'yes' %}{% endif %}{% endfor %}{{ found }}",
    "yes",
    "no",
  ],
  [
    "in a recursive loop",
    "{% set n = 0 %}{% for x in [[], [[]]] recursive %}{% set n = n + 1 %}{{ loop(x) }}{% endfor %}{{ n }}",
    "3",
    "0",
  ],
  ["in captured output", "{% set n = 1 %}{% set text %}{% set n = 2 %}x{% endset %}{{ text }}{{ n }}", "x2", "x1"],
  [
    "captured output in a loop",
    "{% set all %}{% endset %}{% for x in [1, 2] %}{% set all %}{{ all }}<b>{{ x }}</b>{% endset %}{% endfor %}{{ all }}",
    "<b>1</b><b>2</b>",
    "",
  ],
  [
    "what macros and blocks see of the top level",
    "{% set n = 0 %}{% for x in [7] %}{% set n = x %}{% endfor %}{% macro m() %}{{ n }}{% endmacro %}{{ m() }}{% block b %}{{ n }}{% endblock %}",
    "77",
    "00",
  ],
];

const same: readonly (readonly [string, string, string])[] = [
  ["a variable of the loop alone ends with it", "{% for x in [1] %}{% set y = x %}{% endfor %}[{{ y }}]", "[]"],
  [
    "and begins anew in each round",
    "{% for x in [1, 2] %}{% if x == 1 %}{% set y = 'a' %}{% endif %}[{{ y }}]{% endfor %}",
    "[a][]",
  ],
  [
    "the loop's own variable is another one",
    "{% set x = 0 %}{% for x in [1] %}{% set x = 2 %}{% endfor %}{{ x }}",
    "0",
  ],
  [
    "the body of a macro sets variables of its own",
    "{% set x = 0 %}{% macro m() %}{% set x = 1 %}{% endmacro %}{{ m() }}{{ x }}",
    "0",
  ],
  [
    "the body of a call too",
    "{% macro m() %}{{ caller() }}{% endmacro %}{% set x = 0 %}{% call m() %}{% set x = 1 %}{% endcall %}{{ x }}",
    "0",
  ],
  ["with is a scope of its own", "{% set x = 0 %}{% with %}{% set x = 1 %}{% endwith %}{{ x }}", "0"],
  [
    "a variable of the context is not set from a loop",
    "{% for x in [1] %}{% set given = 1 %}{% endfor %}{{ given }}",
    "ctx",
  ],
];

describe("set", () => {
  test.each(scopes)("%s", async (_, template, nunjucks, jinja) => {
    expect(await renderAll(template)).toBe(nunjucks);
    expect(await renderAll(template, {}, python)).toBe(jinja);
  });

  test.each(same)("%s, in both", async (_, template, expected) => {
    expect(await renderAll(template, { given: "ctx" })).toBe(expected);
    expect(await renderAll(template, { given: "ctx" }, python)).toBe(expected);
  });
});

describe("attributes that are put together as text", () => {
  const attributes = `{% macro attributes(all) -%}
    {% set html = "" %}
    {%- for name, value in all %}{% set html = html + " " + name|escape + '="' + value|escape + '"' %}{% endfor %}
    {{- html | safe -}}
  {%- endmacro %}`;
  const hostile = { title: '"><script>alert(1)</script>', "data-a": "x' y=\"" };
  const page = '<p title="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" data-a="x&#39; y=&#34;"></p>';

  test("are those of the author, with values that stay in theirs", async () => {
    expect(await renderAll(`${attributes}<p{{ attributes(all) }}></p>`, { all: hostile })).toBe(page);
  });

  test("with ~ as well", async () => {
    const joined = attributes.replace(
      /html \+ .* %}{% endfor/,
      `html ~ " " ~ name|escape ~ '="' ~ value|escape ~ '"' %}{% endfor`,
    );
    expect(joined).not.toBe(attributes);
    expect(await renderAll(`${joined}<p{{ attributes(all) }}></p>`, { all: hostile })).toBe(page);
  });

  test("without safe the author's quotes are text", async () => {
    expect(await renderAll("<p>{{ name|escape + '=\"' + value }}</p>", { name: "a", value: '"<' })).toBe(
      "<p>a=&#34;&#34;&lt;</p>",
    );
  });

  test("only the author's own texts are taken as HTML by safe", async () => {
    const template = "<p>{{ (('<b>'|safe) + '<i>' + value + '</i>' ~ value)|safe }}</p>";
    expect(await renderAll(template, { value: "<u>" })).toBe("<p><b><i>&lt;u&gt;</i>&lt;u&gt;</p>");
    const jinja = { options: { printing: "python" } } as const;
    expect(await renderAll("<p>{{ (('<b>'|safe) + '<i>')|safe }}</p>", {}, jinja)).toBe("<p><b>&lt;i&gt;</p>");
  });
});

describe("a macro around a macro", () => {
  const inner = '{% macro inner() %}<b title="{{ caller() }}">{{ caller() }}</b>{% endmacro %}';
  const outer =
    "{% macro outer() %}{% if caller %}{% call inner() %}[{{ caller() }}]{% endcall %}{% else %}none{% endif %}{% endmacro %}";

  test("hands its caller on to the body of the call, for the place where it is printed", async () => {
    const page = await renderAll(`${inner}${outer}{% call outer() %}{{ v }}{% endcall %}|{{ outer() }}`, { v: '<"' });
    expect(page).toBe('<b title="[&lt;&#34;]">[&lt;&#34;]</b>|none');
  });

  test("also between attributes", async () => {
    const source =
      "{% macro i() %}<b {{ caller() }}></b>{% endmacro %}{% macro o() %}{% call i() %}{{ caller() }}{% endcall %}{% endmacro %}";
    const page = await renderAll(`${source}{% call o() %}title="{{ v }}"{% endcall %}`, { v: '" onclick="' });
    expect(page).toBe('<b title="&#34; onclick=&#34;"></b>');
  });
});

describe("a macro that is given more than it takes", () => {
  test.each([
    ["{% macro m(a) %}[{{ a }}]{% endmacro %}{{ m(1, 2) }}", "[1]"],
    ["{% macro m(a) %}[{{ a }}]{% endmacro %}{% call m(1) %}body{% endcall %}", "[1]"],
  ])("%s", async (template, expected) => {
    expect(await renderAll(template)).toBe(expected);
    await expect(renderAll(template, {}, python)).rejects.toThrow(/not more than|special caller/);
  });

  test("a keyword that it does not know is a mistake", async () => {
    await expect(renderAll("{% macro m(a) %}{% endmacro %}{{ m(b=1) }}")).rejects.toThrow(/takes no keyword argument/);
  });
});

describe("methods of data", () => {
  test.each([
    ["{{ item.title or item }}", "text"],
    ["{{ item.title() }}", "Text"],
    ["{% if list.count %}a{% else %}b{% endif %}{{ list.count(1) }}", "b1"],
    ["{{ item['upper'] }}{{ (item|safe).upper }}", ""],
    ["{{ list.length }}{{ item.length }}", "14"],
  ])("%s: they are there when they are called", async (template, expected) => {
    expect(await renderAll(template, { item: "text", list: [1] })).toBe(expected);
  });

  test("in python printing they are there", async () => {
    expect(await renderAll("{{ item.title is defined }}", { item: "text" }, python)).toBe("True");
  });
});

test.each([
  ["0 in [false]", "false", "True"],
  ["1 in [true]", "false", "True"],
  ["0 in [0.0]", "true", "True"],
  ["[0].includes(false)", "false", null],
])("%s", async (expression, nunjucks, jinja) => {
  expect(await renderAll(`{{ ${expression} }}`)).toBe(nunjucks);
  if (jinja !== null) expect(await renderAll(`{{ ${expression} }}`, {}, python)).toBe(jinja);
});
