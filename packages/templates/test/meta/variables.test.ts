import { describe, expect, test } from "vitest";
import { findReferencedTemplates, findUndeclaredVariables } from "../../src/meta.ts";
import { parse } from "../../src/syntax/parser.ts";

describe("the variables that a template looks up", () => {
  test.each<[string, string[]]>([
    ["{% set a = 1 %}{{ a + b }}", ["b"]],
    ["{{ a }}{% set a = 1 %}", ["a"]],
    ["{% if a %}{% set b = 1 %}{% endif %}{{ b }}", ["a", "b"]],
    ["{% if a %}{% set b = 1 %}{% else %}{% set b = 2 %}{% endif %}{{ b }}", ["a", "b"]],
    ["{% for x in y if x > z %}{{ x }}{{ loop.index }}{% else %}{{ x }}{% endfor %}", ["x", "y", "z"]],
    ["{% macro m(a, b=c) %}{{ a }}{{ d }}{{ caller() }}{{ varargs }}{% endmacro %}{{ m() }}", ["c", "d"]],
    ["{% macro m() %}{{ x }}{% for i in y %}{{ x }}{% endfor %}{% endmacro %}{% set x = 1 %}", ["y"]],
    ["{% set x = 1 %}{% block b %}{{ x }}{{ super() }}{% endblock %}", ["x"]],
    ["{% with a = b %}{{ a }}{{ c }}{% endwith %}", ["b", "c"]],
    ["{% filter replace(q, w) %}{{ a }}{% endfilter %}", ["a", "q", "w"]],
    ["{% call(u) m(n) %}{{ u }}{{ v }}{% endcall %}", ["m", "n", "v"]],
    ["{% import a as b %}{{ b.c }}{% from d import e as f %}{{ e }}{{ f }}", ["a", "d", "e"]],
    ["{{ self.b() }}{% block b %}{% endblock %}", []],
    ["{{ __proto__ }}{{ constructor }}", ["__proto__", "constructor"]],
  ])("%s", (source, names) => {
    expect([...findUndeclaredVariables(parse(source))].sort()).toEqual(names);
  });

  test("are without those that are known anyway", () => {
    expect([...findUndeclaredVariables(parse("{{ range(a) }}"), ["range"])]).toEqual(["a"]);
  });
});

test("the templates that a template names, in their order", () => {
  const source =
    "{% extends 'base' %}{% block a %}{% include helper %}{% include ['b', c, 1] ignore missing %}{% endblock %}" +
    "{% macro m() %}{% import 'd' as d %}{% endmacro %}{% from 'e' ~ f import g %}{% include 1 %}";
  expect([...findReferencedTemplates(parse(source))]).toEqual(["base", null, "b", null, "d", null, null]);
});
