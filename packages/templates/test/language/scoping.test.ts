import { describe, expect, test } from "vitest";
import { failureOf, python, renderAll, type Templates } from "../backends.ts";

type Case = [name: string, templates: Templates | string, expected: string, variables?: Record<string, unknown>];

const cases: readonly Case[] = [
  ["what an if sets stays set", "{% if true %}{% set x = 1 %}{% endif %}{{ x }}", "1"],
  [
    "what no branch sets is what it was outside",
    "{% if false %}{% set x = 1 %}{% endif %}{{ x }}",
    "ctx",
    { x: "ctx" },
  ],
  [
    "a name that is read before it is set has the value from outside",
    "{{ x }}{% set x = 1 %}{{ x }}",
    "ctx1",
    { x: "ctx" },
  ],
  ["a name that is set first is nothing before", "{% set x = x or 1 %}{{ x }}", "1"],
  ["with is a scope", "{% with a = 1, b = 2 %}{{ a }}{{ b }}{% endwith %}{{ a }}", "12"],
  [
    "the values of with see the names outside",
    "{% set a = 1 %}{% with a = 2, b = a %}{{ a }}{{ b }}{% endwith %}",
    "21",
  ],
  ["what with sets is gone behind it", "{% with %}{% set x = 1 %}{{ x }}{% endwith %}{{ x }}", "1"],
  ["tuples are unpacked", "{% set a, (b, c) = 1, (2, 3) %}{{ a }}{{ b }}{{ c }}", "123"],
  [
    "a namespace carries values out of loops",
    "{% set ns = namespace(n=0) %}{% for i in [1, 2] %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}",
    "3",
  ],
  [
    "several attributes of a namespace at once",
    "{% set ns = namespace() %}{% set ns.a, ns.b = 1, 2 %}{{ ns.a }}{{ ns.b }}",
    "12",
  ],
  ["captured output", "{% set x %}<{{ 1 + 1 }}>{% endset %}{{ x }}{{ x|length }}", "<2>3"],
  ["captured output through filters", "{% set x | upper | replace('B', 'x') %}ab{% endset %}{{ x }}", "Ax"],
  ["what captured output sets stays inside", "{% set x %}{% set y = 1 %}{{ y }}{% endset %}{{ x }}{{ y }}", "1"],
  ["filter blocks", "{% filter upper %}a{{ x }}{% endfilter %}", "AB", { x: "b" }],
  ["filter blocks with arguments", "{% filter replace('a', x) %}banana{% endfilter %}", "bxnxnx", { x: "x" }],
  ["do evaluates and prints nothing", "{% set l = [] %}{% do l.append(1) %}{{ l }}", "[1]"],
  ["blocks see top-level names of their template", "{% set x = 1 %}{% block b %}{{ x }}{% endblock %}", "1"],
  [
    "blocks do not see the names around them",
    "{% for x in [1] %}{% block b %}[{{ x }}]{% endblock %}{% endfor %}",
    "[]",
  ],
  [
    "what is included sees the loop where the loop or its else holds a scoped block",
    {
      main: "{% for x in [1, 2] %}{% include 'i' %}{% else %}{% block b scoped %}{% endblock %}{% endfor %}",
      i: "[{{ x }}{{ loop.index }}]",
    },
    "[11][22]",
  ],
  [
    "scoped blocks do",
    "{% for x in [1, 2] %}{% block b scoped %}[{{ x }}{{ loop.index }}]{% endblock %}{% endfor %}",
    "[11][22]",
  ],
  [
    "macros see top-level names, also those set later",
    "{% macro m() %}{{ x }}{% endmacro %}{% set x = 1 %}{{ m() }}",
    "1",
  ],
  [
    "macros in a loop see the loop's names",
    "{% for x in [1, 2] %}{% macro m() %}{{ x }}{% endmacro %}{{ m() }}{% endfor %}",
    "12",
  ],
  ["macros see names of the context", "{% macro m() %}{{ x }}{% endmacro %}{{ m() }}", "ctx", { x: "ctx" }],
  ["parameters hide names", "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(1) }}{{ x }}", "1ctx", { x: "ctx" }],
  [
    "includes see the names around them",
    { main: "{% set a = 1 %}{% for b in [2] %}{% include 'i' %}{% endfor %}", i: "{{ a }}{{ b }}{{ c }}" },
    "12ctx",
    { c: "ctx" },
  ],
  [
    "includes without context see nothing of them",
    { main: "{% set a = 1 %}{% include 'i' without context %}", i: "[{{ a }}{{ c }}]" },
    "[]",
    { c: "ctx" },
  ],
  ["what an include sets does not come out", { main: "{% include 'i' %}{{ a }}", i: "{% set a = 1 %}{{ a }}" }, "1"],
  [
    "imports see nothing",
    { main: "{% import 'i' as i %}{{ i.m() }}", i: "{% macro m() %}[{{ c }}]{% endmacro %}" },
    "[]",
    { c: "ctx" },
  ],
  [
    "imports with context do",
    {
      main: "{% set a = 1 %}{% import 'i' as i with context %}{{ i.m() }}",
      i: "{% macro m() %}[{{ a }}{{ c }}]{% endmacro %}",
    },
    "[1ctx]",
    { c: "ctx" },
  ],
  [
    "imported names",
    {
      main: "{% from 'i' import a, m as n %}{{ a }}{{ n(2) }}",
      i: "{% set a = 1 %}{% macro m(x) %}{{ x }}{% endmacro %}",
    },
    "12",
  ],
  [
    "names with an underscore are not exported",
    { main: "{% import 'i' as i %}[{{ i._a }}{{ i.b }}]", i: "{% set _a = 1 %}{% set b = 2 %}" },
    "[2]",
  ],
  [
    "what is imported is not exported again",
    { main: "{% import 'i' as i %}[{{ i.j }}]", i: "{% import 'j' as j %}", j: "" },
    "[]",
  ],
  ["the text of a module", { main: "{% import 'i' as i %}{{ i }}|{{ i|string }}", i: "a{{ 1 }}" }, "a1|a1"],
];

describe("names", () => {
  test.each(cases)("%s", async (_name, templates, expected, variables = {}) => {
    const options = { ...python.options, extensions: ["do"] as const };
    expect(await renderAll(templates, variables, { options })).toBe(expected);
  });

  test("the context is not changed by what a template sets", async () => {
    const variables = Object.freeze({ x: 1 });
    expect(await renderAll("{% set x = 2 %}{{ x }}", variables)).toBe("2");
    expect(variables).toEqual({ x: 1 });
  });

  test.each([
    "{% set d = {} %}{% set d.x = 1 %}",
    "{% set d = {} %}{% set d.x %}1{% endset %}",
    "{% set d.x|upper %}a{% endset %}",
    "{% for d in [1] %}{{ loop.index }}{% set loop.x = 1 %}{% endfor %}",
    "{% for d in [1] %}{{ loop.index }}{% set loop.x %}1{% endset %}{% endfor %}",
  ])("only a namespace can be assigned to: %s", async (source) => {
    const error = await failureOf(source);
    expect(error.message).toBe("cannot assign attribute on non-namespace object");
  });

  test("an imported name that does not exist says so when it is used, with the nearest one", async () => {
    const error = await failureOf({
      main: "{% from 'i' import inptu %}\n{{ inptu() }}",
      i: "{% macro input() %}{% endmacro %}",
    });
    expect(error).toMatchObject({
      name: "UndefinedError",
      message: "the template 'i' (imported on line 1 in 'main') does not export the requested name 'inptu'",
      line: 2,
      cure: expect.stringContaining("input"),
    });
  });
});
