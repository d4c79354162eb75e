import { describe, expect, test } from "vitest";
import { failureOf, python, renderAll, type Setting } from "../backends.ts";

const cases: readonly (readonly [name: string, source: string, expected: string])[] = [
  [
    "arguments by place and by name",
    "{% macro m(a, b) %}{{ a }}-{{ b }}{% endmacro %}{{ m(1, b=2) }} {{ m(b=1, a=2) }}",
    "1-2 2-1",
  ],
  ["defaults", "{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}", "12"],
  ["defaults may use the parameters before them", "{% macro m(a, b=a) %}{{ b }}{% endmacro %}{{ m(1) }}", "1"],
  [
    "a parameter that is not given is undefined",
    "{% macro m(a) %}[{{ a }}{{ a is defined }}]{% endmacro %}{{ m() }}",
    "[False]",
  ],
  [
    "further arguments",
    "{% macro m(a) %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, 3, x=4) }}",
    "(2, 3){'x': 4}",
  ],
  ["spread arguments", "{% macro m(a, b, c) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ m(*[1, 2], **{'c': 3}) }}", "123"],
  ["caller", "{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}x{% endcall %}", "[x]"],
  [
    "caller with arguments",
    "{% macro m() %}{{ caller(1, b=2) }}{% endmacro %}{% call(a, b, c=3) m() %}{{ a }}{{ b }}{{ c }}{% endcall %}",
    "123",
  ],
  [
    "caller as a value",
    "{% macro m() %}{{ caller()|upper }}{% set x = caller() %}{{ x ~ x }}{% endmacro %}{% call m() %}a{% endcall %}",
    "Aaa",
  ],
  [
    "is there a caller",
    "{% macro m() %}{{ caller() if caller else 'none' }}{% endmacro %}{{ m() }}{% call m() %}x{% endcall %}",
    "nonex",
  ],
  [
    "an explicit caller with a default",
    "{% macro m(caller=none) %}{{ caller() if caller else '-' }}{% endmacro %}{{ m() }}{% call m() %}x{% endcall %}",
    "-x",
  ],
  [
    "call blocks within each other",
    "{% macro a() %}a{{ caller() }}{% endmacro %}{% macro b() %}b{{ caller() }}{% endmacro %}{% call a() %}{% call b() %}c{% endcall %}{% endcall %}",
    "abc",
  ],
  ["recursion", "{% macro m(n) %}{{ n }}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3) }}", "3210"],
  [
    "macros are values",
    "{% macro m(x) %}<{{ x }}>{% endmacro %}{% set f = m %}{{ f(1) }}{{ [m][0](2) }}{{ {'m': m}.m(3) }}",
    "<1><2><3>",
  ],
  ["macros as arguments", "{% macro a() %}A{% endmacro %}{% macro b(f) %}{{ f() }}{% endmacro %}{{ b(a) }}", "A"],
  [
    "what is known of a macro",
    "{% macro m(a, b) %}{{ varargs }}{{ caller() }}{% endmacro %}{{ m.name }} {{ m.arguments }} {{ m.catch_varargs }} {{ m.catch_kwargs }} {{ m.caller }} {{ m }}",
    "m ('a', 'b') True False True <Macro 'm'>",
  ],
];

describe("macro", () => {
  test.each(cases)("%s", async (_name, source, expected) => {
    expect(await renderAll(source, {}, python)).toBe(expected);
  });

  const errors: readonly (readonly [name: string, source: string, message: string])[] = [
    [
      "too many arguments",
      "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}",
      "macro 'm' takes not more than 1 argument(s)",
    ],
    ["an unknown keyword", "{% macro m(a) %}{% endmacro %}{{ m(x=1) }}", "macro 'm' takes no keyword argument 'x'"],
    [
      "a caller for one that has no use for it",
      "{% macro m() %}{% endmacro %}{% call m() %}{% endcall %}",
      "macro 'm' was invoked with two values for the special caller argument. This is most likely a bug.",
    ],
    ["a caller that is not there", "{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}", "No caller defined"],
  ];
  test.each(errors)("%s is an error", async (_name, source, message) => {
    expect((await failureOf(source, {}, python)).message).toBe(message);
  });

  test("a value of a macro is HTML where output is escaped, and text where it is not", async () => {
    const source = "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m('<') }}{{ m('<')|upper }}{{ m('<') ~ '<' }}";
    const html: Setting = { options: { autoescape: "html" } };
    expect(await renderAll(source, {}, html)).toBe("<b>&lt;</b><B>&LT;</B><b>&lt;</b>&lt;");
    expect(await renderAll(source)).toBe("<b>&lt;</b><B>&LT;</B><b>&lt;</b>&lt;");
    expect(await renderAll(source, {}, { options: { autoescape: false } })).toBe("<b><</b><B><</B><b><</b><");
  });

  test("what a macro includes sees its caller in JavaScript printing, as in nunjucks", async () => {
    const templates = {
      main: "{% macro m(p) %}{% include 'inside' %}{% endmacro %}{% call m(1) %}x{% endcall %}{{ m(2) }}",
      inside: "[{{ p }}{{ caller() if caller }}]",
    };
    expect(await renderAll(templates)).toBe("[1x][2]");
  });
});
