import { describe, expect, test } from "vitest";
import { Environment, TemplateAssertionError } from "../../src/index.ts";
import { caught, failureOf, python, renderAll, type Setting } from "../backends.ts";

const cases: readonly (readonly [
  name: string,
  source: string,
  variables: Record<string, unknown>,
  expected: string,
])[] = [
  ["items of a list", "{% for x in xs %}[{{ x }}]{% endfor %}", { xs: [1, 2] }, "[1][2]"],
  ["an empty list has its else", "{% for x in xs %}{{ x }}{% else %}none{% endfor %}", { xs: [] }, "none"],
  ["keys of a dict", "{% for k in d %}{{ k }}{% endfor %}", { d: { a: 1, b: 2 } }, "ab"],
  ["characters of a text", "{% for c in s %}{{ c }}.{% endfor %}", { s: "a😀" }, "a.😀."],
  ["unpacking", "{% for a, (b, c) in xs %}{{ a }}{{ b }}{{ c }}{% endfor %}", { xs: [[1, [2, 3]]] }, "123"],
  ["a filter leaves items out", "{% for x in xs if x > 1 %}{{ x }}{% endfor %}", { xs: [1, 2, 3] }, "23"],
  [
    "a filtered loop counts what is left",
    "{% for x in xs if x > 1 %}{{ loop.index }}/{{ loop.length }}:{{ x }} {% endfor %}",
    { xs: [1, 2, 3] },
    "1/2:2 2/2:3 ",
  ],
  ["else of a loop whose filter admits nothing", "{% for x in [1] if false %}x{% else %}none{% endfor %}", {}, "none"],
  [
    "every attribute of loop",
    "{% for x in xs %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.depth }}{{ loop.depth0 }} {% endfor %}",
    { xs: "ab" },
    "1021TrueFalse210 2110FalseTrue210 ",
  ],
  [
    "previous and next items",
    "{% for x in xs %}{{ loop.previtem }}<{{ x }}>{{ loop.nextitem }} {% endfor %}",
    { xs: "abc" },
    "<a>b a<b>c b<c> ",
  ],
  ["cycle", "{% for x in xs %}{{ loop.cycle('odd', 'even') }} {% endfor %}", { xs: [1, 2, 3] }, "odd even odd "],
  [
    "changed",
    "{% for x in xs %}{% if loop.changed(x) %}{{ x }}{% endif %}{% endfor %}",
    { xs: [1, 1, 2, 2, 1] },
    "121",
  ],
  [
    "an outer loop is kept in a variable",
    "{% for a in xs %}{% set outer = loop %}{% for b in xs %}{{ outer.index }}{{ loop.index }} {% endfor %}{% endfor %}",
    { xs: "ab" },
    "11 12 21 22 ",
  ],
  [
    "loop in a macro that is called in the loop",
    "{% macro m(l) %}{{ l.index }}{% endmacro %}{% for x in xs %}{{ m(loop) }}{% endfor %}",
    { xs: "ab" },
    "12",
  ],
  [
    "what a round sets is gone in the next",
    "{% for x in xs %}{{ y }}{% set y = x %}{{ y }} {% endfor %}{{ y }}",
    { xs: [1, 2] },
    "1 2 ",
  ],
  [
    "an outer variable is seen anew in each round",
    "{% set y = 0 %}{% for x in xs %}{{ y }}{% set y = x %}{% endfor %}{{ y }}",
    { xs: [1, 2] },
    "000",
  ],
  [
    "break and continue",
    "{% for x in range(9) %}{% if x == 2 %}{% continue %}{% endif %}{% if x == 4 %}{% break %}{% endif %}{{ x }}{% endfor %}",
    {},
    "013",
  ],
  [
    "break leaves the innermost loop only",
    "{% for x in [1, 2] %}{% for y in [1, 2] %}{{ x }}{{ y }} {% break %}{% endfor %}{% endfor %}",
    {},
    "11 21 ",
  ],
  [
    "recursive loops count their depth",
    "{% for x in tree recursive %}{{ loop.depth }}{{ x.n }}{% if x.c %}({{ loop(x.c) }}){% endif %}{% endfor %}",
    { tree: [{ n: "a", c: [{ n: "b" }, { n: "c", c: [{ n: "d" }] }] }] },
    "1a(2b2c(3d))",
  ],
  [
    "recursive loops with a filter and else",
    "{% for x in t if x.n recursive %}{{ x.n }}{{ loop(x.c) }}{% else %}-{% endfor %}",
    { t: [{ n: "a", c: [{ n: "" }] }] },
    "a-",
  ],
  [
    "the result of loop() is a value",
    "{% for x in t recursive %}{{ (x.n ~ loop(x.c))|upper }}{% endfor %}",
    { t: [{ n: "a", c: [{ n: "b", c: [] }] }] },
    "AB",
  ],
];

const setting: Setting = { options: { ...python.options, extensions: ["loopcontrols"] } };

describe("for", () => {
  test.each(cases)("%s", async (_name, source, variables, expected) => {
    expect(await renderAll(source, variables, setting)).toBe(expected);
  });

  test("an iterator is read as far as the loop goes, and no further", async () => {
    const read: number[] = [];
    function* numbers(): Generator<number> {
      for (let i = 0; ; i++) {
        read.push(i);
        yield i;
      }
    }
    const env = new Environment({ extensions: ["loopcontrols"] });
    const source = "{% for x in xs %}{{ x }}{% if x == 2 %}{% break %}{% endif %}{% endfor %}";
    expect(env.fromString(source).render({ xs: numbers() })).toBe("012");
    expect(read).toEqual([0, 1, 2]);
  });

  test("loop.last looks one item ahead, loop.length at all of them", async () => {
    const fresh = () => ({ xs: ["a", "b"].values() });
    expect(await renderAll("{% for x in xs %}{{ x }}{{ ',' if not loop.last }}{% endfor %}", {}, { fresh })).toBe(
      "a,b",
    );
    expect(await renderAll("{% for x in xs %}{{ loop.revindex }}/{{ loop.length }} {% endfor %}", {}, { fresh })).toBe(
      "2/2 1/2 ",
    );
  });

  test("`continue` in the only round leaves the loop without a completed round, as in Jinja2", async () => {
    expect(await renderAll("{% for x in [1] %}{% continue %}{% else %}E{% endfor %}", {}, setting)).toBe("E");
  });

  test("what cannot be walked through is an error with the place of the value", async () => {
    const error = await failureOf("a\n{% for x in 5 %}{% endfor %}");
    expect(error).toMatchObject({ message: "'int' object is not iterable", line: 2, column: 13 });
  });

  test("loop cannot be assigned to", () => {
    const error = caught(() => new Environment().fromString("{% for loop in xs %}{% endfor %}"));
    expect(error).toBeInstanceOf(TemplateAssertionError);
  });

  test("a loop that is not recursive cannot be called", async () => {
    const error = await failureOf("{% for x in [1] %}{{ loop(x) }}{% endfor %}");
    expect(error.message).toBe("The loop must have the 'recursive' marker to be called recursively.");
  });

  test.each(["loop()", "loop(x.c, 2)", "loop(x.c, iterable=x.c)", "loop(items=x.c)"])(
    "%s is an error",
    async (call) => {
      const error = await failureOf(`{% for x in [{}] recursive %}{{ ${call} }}{% endfor %}`);
      expect(error).toMatchObject({ code: "TEMPLATE_TYPE", message: "loop() takes one argument" });
    },
  );

  test("the items of a recursive loop may have their name in Python", async () => {
    const source = "{% for x in [[1, 2]] recursive %}{{ x if x is number else loop(iterable=x) }}{% endfor %}";
    expect(await renderAll(source)).toBe("12");
  });

  test("in JavaScript a dict is walked through in pairs by two variables, as in nunjucks", async () => {
    const variables = { d: { a: 1 }, m: new Map([["k", "v"]]), l: [["x", "y"]] };
    const source =
      "{% for k, v in d %}{{ k }}{{ v }}{% endfor %}{% for k, v in m %}{{ k }}{{ v }}{% endfor %}{% for k, v in l %}{{ k }}{{ v }}{% endfor %}";
    expect(await renderAll(source, variables)).toBe("a1kvxy");
  });
});
