import { describe, expect, test } from "vitest";
import { Environment, TemplateAssertionError } from "../../src/index.ts";
import { caught, failureOf, python, renderAll, type Templates } from "../backends.ts";

const base = "<{% block a %}A{% endblock %}|{% block b %}B{% endblock %}>";

const cases: readonly [name: string, templates: Templates, expected: string, variables?: Record<string, unknown>][] = [
  ["a child fills some blocks", { base, main: "{% extends 'base' %}{% block a %}x{% endblock %}" }, "<x|B>"],
  [
    "what a child prints outside of blocks is dropped",
    { base, main: "{% extends 'base' %}dropped{% block a %}x{% endblock %}" },
    "<x|B>",
  ],
  ["what stands before extends is printed", { base, main: "kept{% extends 'base' %}" }, "kept<A|B>"],
  ["super", { base, main: "{% extends 'base' %}{% block a %}({{ super() }}){% endblock %}" }, "<(A)|B>"],
  [
    "the name of the template that is rendered, by the private context of self that templates read it from",
    {
      base: "{{ self._TemplateReference__context.name }}:{% include 'part' %}:{% block a %}{% endblock %}",
      part: "{{ self._TemplateReference__context.name }}",
      main: "{% extends 'base' %}{% block a %}{{ self._TemplateReference__context.name }}{% endblock %}",
    },
    "main:part:main",
  ],
  [
    "three levels",
    {
      base,
      middle: "{% extends 'base' %}{% block a %}m{{ super() }}{% endblock %}",
      main: "{% extends 'middle' %}{% block a %}c{{ super() }}{% endblock %}{% block b %}{{ super() }}!{% endblock %}",
    },
    "<cmA|B!>",
  ],
  [
    "super over two levels",
    {
      base,
      middle: "{% extends 'base' %}{% block a %}m{% endblock %}",
      main: "{% extends 'middle' %}{% block a %}{{ super.super() }}{{ super() }}{% endblock %}",
    },
    "<Am|B>",
  ],
  [
    "super as a value",
    { base, main: "{% extends 'base' %}{% block a %}{{ super()|lower ~ '!' }}{% endblock %}" },
    "<a!|B>",
  ],
  ["a block again", { main: "{% block a %}x{% endblock %}{{ self.a() }}{{ self.a()|upper }}" }, "xxX"],
  [
    "self means the block of the child",
    { base: "{% block a %}A{% endblock %}{{ self.a() }}", main: "{% extends 'base' %}{% block a %}x{% endblock %}" },
    "xx",
  ],
  [
    "blocks in blocks",
    {
      base: "{% block o %}({% block i %}I{% endblock %}){% endblock %}",
      main: "{% extends 'base' %}{% block i %}x{% endblock %}",
    },
    "(x)",
  ],
  [
    "what a child sets is seen by the parent",
    {
      base: "{{ x }}{% block a %}{% endblock %}",
      main: "{% extends 'base' %}{% set x = 1 %}{% block a %}{{ x }}{% endblock %}",
    },
    "11",
  ],
  [
    "what a child imports is seen by its blocks",
    {
      base,
      m: "{% macro f(x) %}[{{ x }}]{% endmacro %}",
      main: "{% extends 'base' %}{% from 'm' import f %}{% block a %}{{ f(1) }}{% endblock %}",
    },
    "<[1]|B>",
  ],
  [
    "a parent that is chosen at run time",
    { base, main: "{% extends parent %}{% block a %}x{% endblock %}" },
    "<x|B>",
    { parent: "base" },
  ],
  [
    "a parent that is extended only sometimes",
    { base, main: "{% if yes %}{% extends 'base' %}{% endif %}[{% block a %}x{% endblock %}]" },
    "[x]",
    { yes: false },
  ],
  [
    "and then it is",
    { base, main: "{% if yes %}{% extends 'base' %}{% endif %}[{% block a %}x{% endblock %}]" },
    "<x|B>",
    { yes: true },
  ],
  [
    "scoped blocks keep their scope in a child",
    {
      base: "{% for i in [1, 2] %}{% block a scoped %}{% endblock %}{% endfor %}",
      main: "{% extends 'base' %}{% block a %}{{ i }}{% endblock %}",
    },
    "12",
  ],
  [
    "a required block that is there",
    { base: "{% block a required %}{% endblock %}", main: "{% extends 'base' %}{% block a %}x{% endblock %}" },
    "x",
  ],
  [
    "include of a template that extends",
    { base, part: "{% extends 'base' %}{% block a %}p{% endblock %}", main: "({% include 'part' %})" },
    "(<p|B>)",
  ],
  [
    "an include of what is false is one of nothing",
    {
      a: "A",
      main: "{% include (no and 'a') ignore missing %}{% include 0 ignore missing %}{% include (yes and 'a') %}",
    },
    "A",
    { no: false, yes: true },
  ],
  ["the first that exists", { a: "A", main: "{% include ['x', 'a'] %}{% include 'x' ignore missing %}" }, "A"],
  [
    "a block in a loop of a child is printed there, as in Jinja2",
    { base, main: "{% extends 'base' %}{% for x in [1] %}{% block a %}x{% endblock %}{% endfor %}" },
    "x<x|B>",
  ],
];

describe("extends, block, include", () => {
  test.each(cases)("%s", async (_name, templates, expected, variables = {}) => {
    expect(await renderAll(templates, variables, python)).toBe(expected);
  });

  const errors: readonly [name: string, templates: Templates, error: object][] = [
    [
      "a required block that is missing",
      { main: "{% block a required %}{% endblock %}" },
      { message: "Required block 'a' not found" },
    ],
    [
      "super without a parent",
      { main: "{% block a %}{{ super() }}{% endblock %}" },
      { message: "there is no parent block called 'a'.", name: "UndefinedError" },
    ],
    ["a parent that is missing", { main: "\n{% extends 'x' %}" }, { name: "TemplateNotFound", message: "x", line: 2 }],
    ["an include that is missing", { main: "{% include 'x' %}" }, { name: "TemplateNotFound", templates: ["x"] }],
    [
      "none of several",
      { main: "{% include ['x', 'y'] %}" },
      { name: "TemplatesNotFound", message: "none of the templates given were found: x, y" },
    ],
    ["two parents", { base, main: "{% extends 'base' %}{% extends 'base' %}" }, { message: "extended multiple times" }],
    [
      "a name that is undefined",
      { main: "{% include nope %}" },
      { name: "UndefinedError", message: "'nope' is undefined" },
    ],
    ["T38 an object for a name", { main: "{% include obj %}" }, { name: "TypeError" }],
  ];
  test.each(errors)("%s is an error", async (_name, templates, error) => {
    expect(await failureOf(templates, { obj: { type: "Program", body: [] } }, python)).toMatchObject(error);
  });

  test("extends has to be at the top level", () => {
    const error = caught(() => new Environment().fromString("{% for x in [] %}{% extends 'a' %}{% endfor %}"));
    expect(error).toBeInstanceOf(TemplateAssertionError);
    expect(error.message).toBe("cannot use extend from a non top-level scope");
  });

  test("T38 extends and import of an object are refused before anything else happens", async () => {
    const program = { type: "Program", body: [{ type: "Output" }], toString: () => "base" };
    for (const tag of [
      "{% extends obj %}",
      "{% import obj as o %}",
      "{% from obj import x %}",
      "{% include [obj] %}",
    ]) {
      const error = await failureOf({ main: tag, base }, { obj: program }, python);
      expect(error, tag).toBeInstanceOf(TypeError);
    }
  });

  test("an error in an included template tells the way there", async () => {
    const error = await failureOf({
      main: "{% extends 'base' %}\n{% block a %}{% include 'part' %}{% endblock %}",
      base: "\n\n{% block a %}{% endblock %}",
      part: "a\n{{ x.y }}",
    });
    expect(error).toMatchObject({ templateName: "part", line: 2, column: 4 });
    expect(Reflect.get(error, "chain")).toEqual([
      { template: "main", line: 2, what: "include 'part'" },
      { template: "base", line: 3, what: "block 'a'" },
      { template: "main", line: 1, what: "extends 'base'" },
    ]);
  });
});
