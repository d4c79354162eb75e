/** Filters, methods and operators on long and hostile text take linear time; what would be too much is a clear error. */
import { describe, expect, test } from "vitest";
import { Environment, TemplateRuntimeError } from "../../src/index.ts";
import { cpuTime, expectLinear } from "./measure.ts";

/** What texts are made of that a careless algorithm would stumble over. */
const pieces: readonly string[] = [
  ..."a| |<|>|&|%|{}|-|é|😀|ß|İ|Σ|'|\"|.|,|0|_|@|(|)|//".split("|"),
  ..."<a |</|<!--|-->|<a b='|&lt;|&#|&amp|www.|http://|http://a |a@b.c|a-|a b |%%|{{|e1".split("|"),
  "\n",
  "\r\n",
  "\t",
  "\u2028",
  "a\u0301",
];

/** In each of them, `s` is the text. */
const expressions: readonly string[] = [
  "s|striptags",
  "s|urlize",
  "s|urlize(10, true)",
  "s|wordwrap(10)",
  "s|wordwrap(1)",
  "s|wordwrap(9, false, '<br>', false)",
  "s|truncate(100)",
  "s|truncate(1000000, true)",
  "s|title",
  "s|capitalize",
  "s|upper",
  "s|trim",
  "s|indent",
  "s|indent(2, true, true)",
  "s|replace('a', 'bb')",
  "s|replace('', 'b')",
  "s|wordcount",
  "s|center(9)",
  "s|format(1)",
  "s|escape|striptags",
  "s|safe|truncate(50)",
  "s|urlencode",
  "s|tojson",
  "s|pprint",
  "s|int",
  "s|float",
  "s|reverse",
  "s|list|length",
  "s|unique|list|length",
  "s.split()|length",
  "s.split('a')|length",
  "s.rsplit('a')|length",
  "s.splitlines()|length",
  "s.partition('-->')|length",
  "s.title()",
  "s.swapcase()",
  "s.strip('<a >')",
  "s.expandtabs()",
  "s.count('aa')",
  "s.rfind('zz')",
  "s.format(1)",
  "s.translate({97: 'b'})",
  "s[::-1]",
  "s % ()",
  "'%r' % s",
  "s ~ s == s * 2",
  "{'title': s}|xmlattr",
];

function render(env: Environment, expression: string, s: string): void {
  try {
    env.fromString(`{{ ${expression} }}`).render({ s });
  } catch (error) {
    // A text may be no number and no format: that is said, and nothing else.
    if (!(error instanceof TemplateRuntimeError)) throw error;
  }
}

describe.each([
  ["contextual", new Environment()],
  ["python", new Environment({ printing: "python", autoescape: "html" })],
])("%s", (_mode, env) => {
  test.each(expressions)(
    "{{ %s }} takes linear time on every kind of text",
    (expression) => {
      const run = (size: number): void => {
        for (const piece of pieces) render(env, expression, piece.repeat(Math.ceil(size / piece.length)));
      };
      expectLinear(run, 5000);
    },
    60_000,
  );

  test.each(["s|urlize", "s|striptags", "s|wordwrap", "s|truncate(5000000)", "s|title", "s|indent", "s|e", "s"])(
    "{{ %s }} of 5 MB",
    (expression) => {
      const s = "<a href='x'>word www.example.org</a>\n".repeat(135_136);
      expect(s.length).toBeGreaterThan(5_000_000);
      expect(cpuTime(() => render(env, expression, s))).toBeLessThan(10_000);
    },
    60_000,
  );
});

describe("what would eat the machine is a clear error", () => {
  const env = new Environment();
  test.each([
    "'x' * 10 ** 9",
    "[1] * 10 ** 9",
    "'x'|center(10 ** 9)",
    "'x'.ljust(10 ** 9)",
    "'%*d' % (10 ** 9, 1)",
    "'{:99999999}'.format(1)",
    "range(10 ** 9)",
    "10 ** 4000 * 10 ** 4000",
    "'a'|indent(10 ** 9)",
    "[1]|batch(10 ** 9, 1)|list",
    "[1]|slice(10 ** 9)|list",
    "lipsum(10 ** 6)",
    "('a' * 1000).replace('', 'x' * 100000)",
    "('a' * 10000).join(['a'] * 100000)",
    "[1]|tojson(10 ** 9)",
    "deep",
    "deep|tojson",
    "deep == [deep]",
    "circle|tojson",
  ])("{{ %s }}", (expression) => {
    const circle: unknown[] = [];
    circle.push(circle);
    let deep: unknown[] = [];
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    const run = (): void => void env.fromString(`{{ ${expression} }}`).render({ circle, deep });
    expect(cpuTime(() => expect(run).toThrow(TemplateRuntimeError))).toBeLessThan(2000);
  });

  test.each([
    ["a text", "'0123456789'", "space.x ~ space.x"],
    ["a list", "[1]", "space.x + space.x"],
    ["a tuple", "(1, 2)", "space.x + space.x"],
    ["bytes", "'a'.encode()", "space.x + space.x"],
  ])("%s that doubles until the memory is full", (_, start, twice) => {
    const source = `{% set space = namespace(x=${start}) %}{% for i in range(60) %}{% set space.x = ${twice} %}{% endfor %}`;
    const run = (): void => void env.fromString(source).render({});
    expect(cpuTime(() => expect(run).toThrow(TemplateRuntimeError))).toBeLessThan(4000);
  });

  test("a list in a list, each twice, is too large for a script", () => {
    const source =
      "{% set space = namespace(x=[1]) %}{% for i in range(60) %}{% set space.x = [space.x, space.x] %}{% endfor %}";
    const run = (): void => void env.fromString(`${source}<script>var a = {{ space.x }}</script>`).render({});
    expect(cpuTime(() => expect(run).toThrow("too large"))).toBeLessThan(20_000);
  }, 60_000);
});
