/** Joins of ways through a template: what ESCAPING.md accepts is accepted, and comes out as its author means it. */
import { describe, expect, test } from "vitest";
import { DictLoader, Environment, EscapeError } from "../../src/index.ts";
import { caught, failureOf, renderAll, type Setting, type Templates } from "../backends.ts";

const hostile = `x" onx='1' <i>`;
const escaped = "x&#34; onx=&#39;1&#39; &lt;i&gt;";
const setting: Setting = { options: { extensions: ["loopcontrols"] } };

type Case = [name: string, templates: Templates | string, expected: string, variables?: Record<string, unknown>];

const accepted: readonly Case[] = [
  ["a conditional attribute", "<option{% if s %} selected{% endif %}>", "<option selected>", { s: 1 }],
  ["a conditional attribute name alone", "<option {% if s %}selected{% endif %}>", "<option >"],
  [
    "a conditional attribute with a value",
    '<html{% if v %} lang="{{ v }}"{% endif %} class="a">',
    `<html lang="${escaped}" class="a">`,
  ],
  [
    "a quote that is closed in each branch",
    '<li class="item{% if a %} active" aria-current="page{% endif %}">{{ v }}',
    `<li class="item active" aria-current="page">${escaped}`,
    { a: 1 },
  ],
  [
    "and without it",
    '<li class="item{% if a %} active" aria-current="page{% endif %}">{{ v }}',
    `<li class="item">${escaped}`,
  ],
  [
    "attributes glued to a name that is a value",
    '{% set all %} id="{{ v }}"{% endset %}<{{ t }} {{- all | safe }}>x</{{ t }}>',
    `<p id="${escaped}">x</p>`,
    { t: "p" },
  ],
  [
    "a value glued to one",
    "<{{ t }}{{ v }}></{{ t }}><h{{ n }}{{ w }}></h{{ n }}>",
    "<p></p><h2 hidden></h2>",
    { t: "p", n: 2, w: "hidden" },
  ],
  [
    "an image or a film",
    '<{% if a %}img{% else %}video{% endif %} src="{{ u }}">',
    '<img src="about:invalid#blocked">',
    { a: 1, u: "data:image/png;base64,AA" },
  ],
  [
    "an image or nothing of a URL",
    '{% if a %}<img{% else %}<p{% endif %} src="{{ u }}">',
    '<p src="/a?b=c">',
    { u: "/a?b=c" },
  ],
  [
    "an unquoted value at the end of a branch",
    "<a{% if a %} target=_top{% endif %}>{{ v }}",
    `<a target="_top" >${escaped}`,
    { a: 1 },
  ],
  [
    "an unquoted value before a branch",
    "<input value={{ v }}{% if a %} checked{% endif %}>",
    `<input value="${escaped}"  checked>`,
    { a: 1 },
  ],
  ["and without the branch", "<input value={{ v }}{% if a %} checked{% endif %}>", `<input value="${escaped}" >`],
  [
    "an unquoted value in a branch before a loop",
    "<p{% if a %} id={{ v }}{% endif %}{% for x in xs %} data-{{ x }}{% endfor %}>",
    `<p id="${escaped}"  data-1>`,
    { a: 1, xs: [1] },
  ],
  [
    "unquoted values in a loop",
    "<p{% for x in xs %} data-{{ x }}={{ v }}{% endfor %}>",
    `<p data-1="${escaped}"  data-2="${escaped}" >`,
    { xs: [1, 2] },
  ],
  [
    "an unquoted choice before a branch",
    "<input value={{ 'a' if a else v }}{% if a %} checked{% endif %}>",
    `<input value="a"  checked>`,
    { a: 1 },
  ],
  [
    "a constant of a conditional expression is the author's",
    "<input {{ 'checked' if a }} class=\"{{ 'a b' if a else v }}\">",
    '<input checked class="a b">',
    { a: 1 },
  ],
  ["and its other branch a value", "<p title=\"{{ 'a b' if a else v }}\">", `<p title="${escaped}">`],
  ["a constant in text is text", "{{ '<b>' if a else v }}", "&lt;b&gt;", { a: 1 }],
  [
    "attributes in a loop",
    '<p{% for k, w in at %} data-{{ k }}="{{ w }}"{% endfor %}>',
    `<p data-a="${escaped}" data-b="1">`,
    { at: { a: hostile, b: 1 } },
  ],
  [
    "names and optional values in a loop",
    '<p{% for k, w in at %} {{ k }}{% if w %}="{{ w }}"{% endif %}{% endfor %}>',
    `<p id="${escaped}" hidden>`,
    { at: { id: hostile, hidden: "" } },
  ],
  [
    "continue and break where they are in text",
    "{% for x in xs %}<i>{% if x == 1 %}{{ v }}</i>{% continue %}{% endif %}{{ x }}</i>{% if x == 2 %}{% break %}{% endif %}{% endfor %}",
    `<i>${escaped}</i><i>2</i>`,
    { xs: [1, 2, 3] },
  ],
  [
    "different tags with the same attributes",
    "<{{ 'button' if b else 'a' }} class=\"{{ v }}\">",
    `<a class="${escaped}">`,
  ],
  ["parts of a URL", '<a href="{% if b %}/a/{% endif %}{{ u }}">', '<a href="#blocked">', { u: "javascript:alert(1)" }],
  [
    "with blocks and filter blocks keep the place",
    "<p title='{% with w = v %}{{ w }}{% endwith %}{% filter upper %}{{ v }}{% endfilter %}'>",
    `<p title='${escaped}X&#34; ONX=&#39;1&#39; &LT;I&GT;'>`,
  ],
];

const fragments: readonly Case[] = [
  [
    "a macro inside of a tag",
    '{% macro at(c) %}class="{{ c }}" href="{{ u }}"{% endmacro %}<a {{ at(v) }}>',
    `<a class="${escaped}" href="about:invalid#blocked">`,
    { u: "javascript:x" },
  ],
  [
    "the same macro in text and in an attribute",
    "{% macro m(x) %}{{ x }}{% endmacro %}<p title='{{ m(v) }}'>{{ m(v) }}<script>s = '{{ m(v) }}'</script>",
    `<p title='${escaped}'>${escaped}<script>s = 'x\\u0022\\u0020onx\\u003d\\u00271\\u0027\\u0020\\u003ci\\u003e'</script>`,
  ],
  [
    "an imported macro inside of a tag",
    { main: "{% import 'm' as m %}<a {{ m.at(v) }}>", m: "{% macro at(c) %}title='{{ c }}'{% endmacro %}" },
    `<a title='${escaped}'>`,
  ],
  [
    "a macro imported by name, in a block",
    {
      main: "{% extends 'b' %}{% from 'm' import at %}{% block x %}<a {{ at(v) }}>{% endblock %}",
      b: "{% block x %}{% endblock %}",
      m: "{% macro at(c) %}title='{{ c }}'{% endmacro %}",
    },
    `<a title='${escaped}'>`,
  ],
  [
    "a call block inside of an attribute",
    "{% macro m() %}<p title='{{ caller() }}'>{% endmacro %}{% call m() %}{{ v }}{% endcall %}",
    `<p title='${escaped}'>`,
  ],
  [
    "a call block in two places",
    "{% macro m() %}<p title='{{ caller() }}'>{{ caller() }}{% endmacro %}{% call m() %}{{ v }}{% endcall %}",
    `<p title='${escaped}'>${escaped}`,
  ],
  [
    "captured output inside of a tag",
    '{% set at %}title="{{ v }}" href="{{ u }}"{% endset %}<a {{ at }}>',
    `<a title="${escaped}" href="about:invalid#blocked">`,
    { u: "javascript:x" },
  ],
  [
    "the same through |safe",
    '{% set at %}title="{{ v }}" href="{{ u }}"{% endset %}<a {{ at|safe }}>',
    `<a title="${escaped}" href="about:invalid#blocked">`,
    { u: "javascript:x" },
  ],
  [
    "captured output in text and inside of a tag",
    '{% set at %}title="{{ v }}"{% endset %}<a {{ at }}>{{ at }}',
    `<a title="${escaped}">title="${escaped}"`,
  ],
  [
    "captured output that opens a tag",
    '{% set open %}<a title="{{ v }}"{% endset %}{{ open }}>',
    `<a title="${escaped}">`,
  ],
  [
    "captured output as a document",
    "{% set doc %}<b>{{ v }}</b>{% endset %}<iframe srcdoc='{{ doc }}'></iframe>",
    "<iframe srcdoc='&lt;b&gt;x&amp;#34; onx=&amp;#39;1&amp;#39; &amp;lt;i&amp;gt;&lt;/b&gt;'></iframe>",
  ],
  [
    "a block inside of a tag, filled by a child",
    { main: "{% extends 'b' %}{% block at %}lang='{{ v }}'{% endblock %}", b: "<html {% block at %}{% endblock %}>" },
    `<html lang='${escaped}'>`,
  ],
  [
    "a block in a URL, filled by a grandchild",
    {
      main: "{% extends 'c' %}{% block u %}{{ u }}{% endblock %}",
      c: "{% extends 'b' %}",
      b: "<a href='{% block u %}/{% endblock %}'>",
    },
    "<a href='about:invalid#blocked'>",
    { u: "javascript:x" },
  ],
  [
    "super inside of an attribute",
    {
      main: "{% extends 'b' %}{% block t %}{{ v }}{{ super() }}{% endblock %}",
      b: "<p title='{% block t %}{{ v }}{% endblock %}'>",
    },
    `<p title='${escaped}${escaped}'>`,
  ],
  [
    "an include inside of an attribute",
    { main: "<p title='{% include 'i' %}'>", i: "{{ v }}" },
    `<p title='${escaped}'>`,
  ],
  [
    "an include that leaves an attribute open, and one that closes it",
    { main: "{% include 'a' %}{{ v }}{% include 'z' %}", a: "<p title='", z: "'>" },
    `<p title='${escaped}'>`,
  ],
  [
    "one of two includes",
    { main: "<p {% include 'a' if b else 'z' %}>", a: "id='1'", z: "title='{{ v }}'" },
    `<p title='${escaped}'>`,
  ],
  [
    "a recursive loop",
    "<ul>{% for x in xs recursive %}<li title='{{ x.n }}'>{{ loop(x.c) }}</li>{% endfor %}</ul>",
    `<ul><li title='${escaped}'><li title='1'></li></li></ul>`,
    { xs: [{ n: hostile, c: [{ n: 1, c: [] }] }] },
  ],
  [
    "a macro that calls itself",
    "{% macro m(n) %}<i>{{ v }}{% if n %}{{ m(n - 1) }}{% endif %}</i>{% endmacro %}{{ m(1) }}",
    `<i>${escaped}<i>${escaped}</i></i>`,
  ],
  [
    "a template that includes itself",
    { main: "{% include 'i' %}", i: "<i title='{{ v }}'>{% if n %}{% set n = 0 %}{% include 'i' %}{% endif %}" },
    `<i title='${escaped}'><i title='${escaped}'>`,
    { n: 1 },
  ],
  [
    "a macro from nobody knows where, as a value",
    {
      main: "{% import name as m %}{{ m.f(v) }}<p title='{{ m.f(v) }}'>",
      m: "{% macro f(x) %}<b>{{ x }}</b>{% endmacro %}",
    },
    `<b>${escaped}</b><p title='&lt;b&gt;${escaped}&lt;/b&gt;'>`,
    { name: "m" },
  ],
  [
    "a macro in a loop whose name means something outside",
    "{% for x in xs %}{% macro m() %}<b>{{ x }}{{ v }}</b>{% endmacro %}{{ m() }}{% endfor %}{{ m }}",
    `<b>1${escaped}</b>-`,
    { xs: [1], m: "-" },
  ],
  [
    "a macro in another one, as a value",
    "{% macro o() %}{% macro m() %}<b>{{ v }}</b>{% endmacro %}{% set f = m %}{{ f() }}{{ m()|length > 9 }}{% endmacro %}{{ o() }}",
    `<b>${escaped}</b>true`,
  ],
  [
    "and where it is called by its name inside of a tag only",
    "{% macro o() %}{% macro at() %}title='{{ v }}'{% endmacro %}<p {{ at() }}>{% endmacro %}{{ o() }}",
    `<p title='${escaped}'>`,
  ],
  [
    "a macro handed to another one",
    "{% macro a(x) %}<b>{{ x }}</b>{% endmacro %}{% macro b(f) %}{{ f(v) }}{% endmacro %}{{ b(a) }}",
    `<b>${escaped}</b>`,
  ],
  [
    "a text template as a part of a page",
    { main: "<p title='{% include 'i.txt' %}'>", "i.txt": "{{ v }}" },
    `<p title='${escaped}'>`,
  ],
];

describe("what is accepted", () => {
  test.each([...accepted, ...fragments])("%s", async (_name, templates, expected, variables = {}) => {
    expect(await renderAll(templates, { v: hostile, ...variables }, setting)).toBe(expected);
  });
});

const refused: readonly [name: string, templates: Templates | string, code: string, line?: number][] = [
  ["T47 branches that end in different places", '{% if a %}<a href="{% endif %}\n{{ v }}', "ESCAPE_BRANCHES", 2],
  [
    "T47 a loop that does not return to where it began",
    "\n{% for x in xs %}<a title='{% endfor %}{{ v }}",
    "ESCAPE_BRANCHES",
    2,
  ],
  [
    "T47 two continues in one loop",
    "<script>{% for x in xs %}{% if a %}'{% continue %}{% endif %}{% if b %}/*{% continue %}{% endif %}{% endfor %}{{ v }}</script>",
    "ESCAPE_BRANCHES",
  ],
  ["T47 a page that ends inside of a tag", "<a title='{{ v }}", "ESCAPE_END"],
  ["T47 a page that ends inside of a script", "<script>{{ v }}", "ESCAPE_END"],
  ["T47 captured output that ends inside of a tag and is never printed", "{% set x %}<a {% endset %}", "ESCAPE_END"],
  ["T47 a filtered body that ends inside of a tag", "{% filter upper %}<a {% endfilter %}", "ESCAPE_END"],
  [
    "T47 a block whose override ends elsewhere",
    { main: "{% extends 'b' %}\n{% block x %}<a title='{% endblock %}", b: "{% block x %}{% endblock %}" },
    "ESCAPE_FRAGMENT_END",
    2,
  ],
  [
    "T47 a call block that ends elsewhere",
    "{% macro m() %}<p>{{ caller() }}</p>{% endmacro %}{% call m() %}<a {% endcall %}",
    "ESCAPE_FRAGMENT_END",
  ],
  [
    "a macro that calls itself in another place than it began",
    "{% macro m(n) %}<a title='{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(1) }}",
    "ESCAPE_FRAGMENT_END",
  ],
  [
    "a recursive loop that is called in another place",
    "{% for x in xs recursive %}<a title='{{ loop(x) }}'>{% endfor %}",
    "ESCAPE_RECURSION",
  ],
  ["an unknown include inside of a tag", "<p {% include name %}>", "ESCAPE_DYNAMIC_TEMPLATE"],
  ["an unknown parent inside of a tag", "<p {% extends name %}", "ESCAPE_DYNAMIC_TEMPLATE"],
  ["T14 a value in a regular expression", "<script>r=/[{{ v }}]/</script>", "ESCAPE_REGEXP"],
  ["T15 behind yield", "<script>function*g(){yield /{{ v }}/}</script>", "ESCAPE_REGEXP"],
  ["T50 raw text", "<iframe>{{ v }}</iframe>", "ESCAPE_RAW_TEXT"],
  [
    "an included template with its own place",
    { main: "\n{% include 'i' %}", i: "\n\n<iframe>{{ v }}</iframe>" },
    "ESCAPE_RAW_TEXT",
    3,
  ],
];

describe("what is refused when the template is compiled", () => {
  test.each(refused)("%s", (_name, templates, code, line) => {
    const sources = typeof templates === "string" ? { main: templates } : templates;
    const env = new Environment({ loader: new DictLoader(sources), extensions: ["loopcontrols"] });
    const error = caught(() => env.getTemplate("main"));
    expect(error).toBeInstanceOf(EscapeError);
    expect(error).toMatchObject({ code, cure: expect.stringMatching(/\S/), line: line ?? expect.any(Number) });
    expect((error as EscapeError).contexts.length).toBeGreaterThan(0);
    expect((error as EscapeError).frame).toContain("^");
  });

  test("with plain HTML escaping all of them compile", () => {
    for (const [, templates] of refused) {
      const sources = typeof templates === "string" ? { main: templates } : templates;
      const env = new Environment({
        loader: new DictLoader(sources),
        autoescape: "html",
        extensions: ["loopcontrols"],
      });
      env.getTemplate("main");
    }
  });
});

describe("what turns out at run time only", () => {
  test("a parent that is chosen at run time: its block must end where the parent goes on", async () => {
    const parents = { a: "{% block x %}{% endblock %}", b: "<p title='{% block x %}{% endblock %}'>" };
    const good = { ...parents, main: "{% extends name %}{% block x %}{{ v }}{% endblock %}" };
    expect(await renderAll(good, { name: "b", v: hostile })).toBe(`<p title='${escaped}'>`);
    const bad = { ...parents, main: "{% extends name %}{% block x %}<b {% endblock %}" };
    expect(await failureOf(bad, { name: "a" })).toMatchObject({ name: "EscapeError", code: "ESCAPE_FRAGMENT_END" });
    expect(await renderAll(bad, { name: "b" })).toBe("<p title='<b '>");
  });

  test("a template that changes under one that relies on it is never printed in the wrong place", () => {
    const sources: Record<string, string> = { main: "<p title='{% include 'i' %}'>", i: "{{ v }}" };
    const env = new Environment({ loader: new DictLoader(sources) });
    const held = env.getTemplate("main");
    expect(held.render({ v: hostile })).toBe(`<p title='${escaped}'>`);
    sources["i"] = "'><script>{{ v }}";
    expect(caught(() => held.render({ v: hostile }))).toMatchObject({ code: "ESCAPE_FRAGMENT_END" });
    expect(caught(() => env.getTemplate("main"))).toBeInstanceOf(EscapeError);
  });

  test("what stands where a macro was expected", async () => {
    const source = "{% macro m() %}title='{% endmacro %}{% set m2 = m %}<a {{ m() }}x'>";
    expect(await renderAll(source)).toBe("<a title='x'>");
    // The name comes from the top level of this template, but the rendering is given another one.
    const sources = { main: "{% block b %}<a {{ m() }}x'>{% endblock %}{% macro m() %}title='{% endmacro %}" };
    const error = await failureOf(sources, { m: () => "v" });
    expect(error).toMatchObject({ name: "EscapeError", code: "ESCAPE_FRAGMENT_END" });
  });
});
