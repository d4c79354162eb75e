import { describe, expect, test } from "vitest";
import { type AutoescapeMode, DictLoader, Environment, type TemplateError } from "../../src/index.ts";
import { caught } from "../backends.ts";

const sources = {
  broken: "a\nb\n{% endif %}",
  refused: "<script>/{{ x }}/</script>",
  unknown: "{{ x|nope }}",
  includes: "1\n{% include 'broken' %}",
  further: "1\n2\n{% include 'includes' %}",
  extends: "{% extends 'broken' %}",
  imports: "\n{% import 'broken' as b %}",
  chooses: "{% include ['broken', 'other'] %}",
  page: "<p>\n{% include 'refused' %}",
  child: "{% extends 'page' %}",
  filters: "\n{% include 'unknown' %}",
};

type Step = readonly [template: string, line: number, what: string];

const ways: readonly (readonly [main: string, error: string, at: readonly [string, number], chain: readonly Step[]])[] =
  [
    ["broken", "TemplateSyntaxError", ["broken", 3], []],
    ["includes", "TemplateSyntaxError", ["broken", 3], [["includes", 2, "include 'broken'"]]],
    [
      "further",
      "TemplateSyntaxError",
      ["broken", 3],
      [
        ["includes", 2, "include 'broken'"],
        ["further", 3, "include 'includes'"],
      ],
    ],
    ["extends", "TemplateSyntaxError", ["broken", 3], [["extends", 1, "extends 'broken'"]]],
    ["imports", "TemplateSyntaxError", ["broken", 3], [["imports", 2, "import 'broken'"]]],
    ["chooses", "TemplateSyntaxError", ["broken", 3], [["chooses", 1, "include a template chosen at run time"]]],
    ["filters", "TemplateAssertionError", ["unknown", 1], [["filters", 2, "include 'unknown'"]]],
  ];

const refusals: typeof ways = [
  ["page", "EscapeError", ["refused", 1], [["page", 2, "include 'refused'"]]],
  [
    "child",
    "EscapeError",
    ["refused", 1],
    [
      ["page", 2, "include 'refused'"],
      ["child", 1, "extends 'page'"],
    ],
  ],
];

function check(autoescape: AutoescapeMode, [main, name, [template, line], chain]: (typeof ways)[number]): void {
  const env = new Environment({ loader: new DictLoader(sources), autoescape });
  // Again, since what is kept of the first time must not be told twice.
  for (let round = 0; round < 2; round++) {
    const error = caught(() => env.getTemplate(main).render()) as TemplateError;
    expect([error.name, error.templateName, error.line]).toEqual([name, template, line]);
    expect(error.chain.map((step) => [step.template, step.line, step.what])).toEqual(chain);
  }
}

describe("a mistake in a template tells the way to it", () => {
  test.each(ways)("%s, found when the places are analysed", (...way) => check("contextual", way));
  test.each(refusals)("%s, which is refused", (...way) => check("contextual", way));
  test.each(ways)("%s, found when it is rendered", (...way) => check("html", way));
});
