import { describe, expect, test } from "vitest";
import { TemplateSyntaxError } from "../../src/errors.ts";
import { show } from "./show.ts";

/** Each is read so with `nunjucks: true`, and refused or read otherwise without. */
describe.each<[string, [source: string, tree: string, inJinja: string | null][]]>([
  [
    "operators and literals",
    [
      ["{{ a === b }}", "(a === b)", null],
      ["{{ a !== b and c }}", "(and (a !== b) c)", null],
      ["{{ null }}", "null", "null"],
      ["{{ 'item-' ~ index + 1 }}", "(~ 'item-' (+ index 1))", "(+ (~ 'item-' index) 1)"],
      ["{{ { a: b, 'c': d, [e]: f } }}", "{'a':b 'c':d [e]:f}", "{a:b 'c':d [e]:f}"],
      ["{{ { a.b: c } }}", "{a.b:c}", "{a.b:c}"],
      ["{{ f(a=1, b) }}", "(call f b a=1)", null],
      ["{{ a is b if c }}", "(? c (is-b a))", null],
    ],
  ],
  [
    "conditions and loops",
    [
      ["{% if a %}x{% elseif b %}y{% endif %}", '(if a { "x" } elif b { "y" })', null],
      ["{% ifAsync a %}x{% endif %}", '(if a { "x" })', null],
      ["{% if a if b else c %}{% endif %}", "(if (? b a c))", null],
      ["{% asyncEach a in b %}{{ a }}{% endeach %}", "(for a in b { a })", null],
      ["{% asyncAll a in b %}{{ a }}{% else %}x{% endall %}", '(for a in b { a } else { "x" })', null],
      ["{% for a in b if c else d %}{% endfor %}", "(for a in (? c b d))", null],
      ["{% for a in b if c %}{% endfor %}", "(for a in b if c)", "(for a in b if c)"],
    ],
  ],
  [
    "switch",
    [
      [
        "{% switch a %}ignored{% case 1 %}x{% case 2 %}{% case 3 %}y{% default %}z{% endswitch %}",
        '(if (a === 1) { "x" } elif (a === 2) { "y" } elif (a === 3) { "y" } else { "z" })',
        null,
      ],
      ["{% switch a %}{% default %}z{% endswitch %}", '(if true { "z" })', null],
    ],
  ],
  [
    "the rest",
    [
      ["{% verbatim %}{{ a }}{% endverbatim %}", '"{{ a }}"', null],
      ["{% for a, null in b %}{% endfor %}", "(for (a null) in b)", "(for (a null) in b)"],
      ["{% macro m(a=1, b) %}{% endmacro %}", "(macro m(a=1 b))", null],
      ["{% set a = {\n  b: 'c',\n  d: [e,],\n} %}", "(set a {'b':'c' 'd':[e]})", "(set a {b:'c' d:[e]})"],
    ],
  ],
])("%s", (_, rows) => {
  test.each(rows)("%j", (source, tree, inJinja) => {
    expect(show(source, { nunjucks: true })).toBe(tree);
    if (inJinja === null) expect(() => show(source)).toThrow(TemplateSyntaxError);
    else expect(show(source)).toBe(inJinja);
  });
});

describe("a regular expression", () => {
  test.each([
    "{{ r/a/ }}",
    "{{ text|replace(r/[^'\"]+/gi, '') }}",
    "{{ r/\\/x{2}\\//.test(text) }}",
    "{% set re = r/^foo.*/g -%}",
    "{{ {a: r/x/} }}",
  ])("%s is refused, and the cure says what to write", (source) => {
    const error = failure(source);
    expect(error?.message).toContain("regular expressions are not part of the language");
    expect(error?.cure).toContain("put spaces around `/`");
    expect(error?.column).toBe(source.indexOf("r/") + 1);
  });

  test.each([
    "{{ r/2 }}",
    "{{ r/a/b }}",
    "{{ r // 2 }}",
    "{{ r / a / g }}",
    "{{ ar/a/g }}",
    "{{ r/a/g - 1 }}",
    "{{ x.r/a/g }}",
  ])("%s is a division", (source) => expect(failure(source)).toBeNull());

  test("in Jinja2's mode all of them are", () => {
    expect(show("{{ r/a/g }}")).toBe(show("{{ r / a / g }}"));
  });

  test("is looked for in linear time", () => {
    expect(failure(`{{ ${"r/a ".repeat(20_000)} }}`)?.message).not.toContain("regular");
  });
});

function failure(source: string): TemplateSyntaxError | null {
  try {
    show(source, { nunjucks: true });
    return null;
  } catch (error) {
    if (error instanceof TemplateSyntaxError) return error;
    throw error;
  }
}
