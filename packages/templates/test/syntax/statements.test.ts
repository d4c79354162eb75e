import { describe, expect, test } from "vitest";
import { parseWith, show } from "./show.ts";

describe.each([
  [
    "for",
    [
      ["{% for a in b %}x{% endfor %}", '(for a in b { "x" })'],
      ["{% for a, (b, c) in d %}{% endfor %}", "(for (a (b c)) in d)"],
      ["{% for a in b, c %}{% endfor %}", "(for a in (tuple b c))"],
      ["{% for a in b if a > 1 recursive %}{% endfor %}", "(for a in b if (a > 1) recursive)"],
      ["{% for a in b recursive %}{{ loop(a) }}{% endfor %}", "(for a in b recursive { (call loop a) })"],
      ["{% for a in b %}x{% else %}y{% endfor %}", '(for a in b { "x" } else { "y" })'],
      ["{% for a in (b if c else d) %}{% endfor %}", "(for a in (? c b d))"],
      ["{% for a in b: %}{% endfor %}", "(for a in b)"],
    ],
  ],
  [
    "if",
    [
      ["{% if a %}x{% endif %}", '(if a { "x" })'],
      [
        "{% if a %}x{% elif b %}y{% elif c %}{% else %}z{% endif %}",
        '(if a { "x" } elif b { "y" } elif c else { "z" })',
      ],
      ["{% if a, b %}{% endif %}", "(if (tuple a b))"],
      ["{% if (a if b else c) %}{% endif %}", "(if (? b a c))"],
    ],
  ],
  [
    "set",
    [
      ["{% set a = 1 %}", "(set a 1)"],
      ["{% set a, b = 1, 2 %}", "(set (a b) (tuple 1 2))"],
      ["{% set (a, b) = c %}", "(set (a b) c)"],
      ["{% set ns.a = 1 %}", "(set ns.a 1)"],
      ["{% set ns.a, b = c %}", "(set (ns.a b) c)"],
      ["{% set a %}x{% endset %}", '(set a { "x" })'],
      ["{% set a | b | c(1) %}x{% endset %}", '(set a (|c (|b _) 1) { "x" })'],
    ],
  ],
  [
    "macro, call and filter",
    [
      ["{% macro m() %}{% endmacro %}", "(macro m())"],
      ["{% macro m(a, b=1, c=a) %}x{% endmacro %}", '(macro m(a b=1 c=a) { "x" })'],
      ["{% macro m(caller=none) %}{{ caller() }}{% endmacro %}", "(macro m(caller=null) { (call caller) })"],
      ["{% call m(1) %}x{% endcall %}", '(call () (call m 1) { "x" })'],
      ["{% call(a, b=2) m() %}{% endcall %}", "(call (a b=2) (call m))"],
      ["{% filter a %}x{% endfilter %}", '(filter (|a _) { "x" })'],
      ["{% filter a(1)|b %}{% endfilter %}", "(filter (|b (|a _ 1)))"],
    ],
  ],
  [
    "extends and block",
    [
      ["{% extends 'a' %}", "(extends 'a')"],
      ["{% extends a if b else c %}", "(extends (? b a c))"],
      ["{% block a %}x{% endblock %}", '(block a { "x" })'],
      ["{% block a scoped %}{% endblock a %}", "(block a scoped)"],
      ["{% block a required %} {# c #}\n{% endblock %}", '(block a required { " \\n" })'],
      ["{% block a scoped required %}{% endblock %}", "(block a scoped required)"],
      ["{% block a %}{% block b %}{% endblock b %}{% endblock a %}", "(block a { (block b) })"],
    ],
  ],
  [
    "include and import",
    [
      ["{% include 'a' %}", "(include 'a' context)"],
      ["{% include ['a', b] ignore missing %}", "(include ['a' b] missing context)"],
      ["{% include a ignore missing without context %}", "(include a missing)"],
      ["{% include a with context %}", "(include a context)"],
      ["{% import 'a' as b %}", "(import 'a' as b)"],
      ["{% import 'a' as b with context %}", "(import 'a' as b context)"],
      ["{% from 'a' import b, c as d %}", "(from 'a' import b, c as d)"],
      ["{% from 'a' import b with context %}", "(from 'a' import b context)"],
      ["{% from 'a' import b, without context %}", "(from 'a' import b)"],
      ["{% from 'a' import with, without %}", "(from 'a' import with, without)"],
    ],
  ],
  [
    "the rest",
    [
      ["{% with %}x{% endwith %}", '(with  { "x" })'],
      ["{% with a = 1, b = a %}{% endwith %}", "(with a=1 b=a)"],
      ["{% autoescape false %}x{% endautoescape %}", '(autoescape false { "x" })'],
      ["{% print a, b + 1 %}", "a (+ b 1)"],
      ["{% raw %}{{ a }}{% endraw %}", '"{{ a }}"'],
    ],
  ],
] as [string, [string, string][]][])("%s", (_, rows) => {
  test.each(rows)("%s", (source, tree) => {
    expect(show(source)).toBe(tree);
  });
});

test("text around raw blocks and comments is one text", () => {
  expect(show("a{# #}b{% raw %}{{{% endraw %}c")).toBe('"ab{{c"');
});

test("words of the language are names where a name is expected", () => {
  expect(show("{{ for.if }}")).toBe("for.if");
  expect(show("{% set block = endfor %}")).toBe("(set block endfor)");
});

test("blocks are listed in the order in which they begin, from whatever depth", () => {
  const source =
    "{% block a %}{% if x %}{% block b %}{% endblock %}{% endif %}{% endblock %}{% block c %}{% endblock %}";
  const { blocks } = parseWith(source);
  expect([...blocks.keys()]).toEqual(["a", "b", "c"]);
  expect(blocks.get("b")).toMatchObject({ type: "Block", name: "b", span: { line: 1, column: 27 } });
});

test("a block named as a property of all objects is a block as any other", () => {
  const { blocks } = parseWith("{% block __proto__ %}{% endblock %}{% block constructor %}{% endblock %}");
  expect([...blocks.keys()]).toEqual(["__proto__", "constructor"]);
});
