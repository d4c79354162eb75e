/** Compiling takes linear time, whatever a template repeats, and ends in an answer or a clear error. */
import { describe, expect, test } from "vitest";
import { DictLoader, Environment, type EnvironmentOptions, TemplateError } from "../../src/index.ts";
import { constructs } from "./constructs.ts";
import { cpuTime, expectLinear } from "./measure.ts";

const data = { a: 1, b: 2, list: [1, 2, 3], object: { x: { y: 1 } } };
const modes: readonly (readonly [string, EnvironmentOptions])[] = [
  ["contextual", {}],
  ["html", { autoescape: "html" }],
];

/** Milliseconds, on a busy machine. */
const TIMEOUT = 120_000;

function environment(options: EnvironmentOptions): Environment {
  const loader = new DictLoader({ part: "{% macro m() %}{% endmacro %}" });
  const env = new Environment({
    loader,
    extensions: ["do", "loopcontrols", "i18n"],
    lineStatementPrefix: "#",
    ...options,
  });
  env.globals.set("gettext", (message: string) => message);
  return env;
}

/** Compiles and renders; an error has to be one of the language. */
function attempt(env: Environment, source: string): string {
  try {
    return env.fromString(source).render(data);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return error.message;
  }
}

test.each(Object.entries(constructs))(
  "four times as many %s take four times as long",
  (_name, repeat) => {
    const env = environment({});
    expectLinear((count) => attempt(env, repeat(count)), 1000);
  },
  TIMEOUT,
);

describe.each(modes)("%s", (_mode, options) => {
  test(
    "a template of a megabyte compiles in linear time",
    () => {
      const env = environment(options);
      const piece =
        '<li class="{{ a }}">{% if a %}<a href="/{{ b }}?q={{ a }}">{{ list|join(", ") }}</a>{% else %}nothing{% endif %}</li>\n';
      const prose = `<p>${"The quick brown fox jumps over the lazy dog. ".repeat(20)}</p>\n`;
      const page = (size: number): string => (piece + prose).repeat(Math.ceil(size / (piece.length + prose.length)));
      expectLinear((size) => attempt(env, page(size)), 250_000);
      expect(attempt(env, page(1_000_000)).length).toBeGreaterThan(900_000);
    },
    TIMEOUT,
  );

  test.each([
    ["values", "{{ a }}"],
    ["conditions", "{% if a %}x{% endif %}"],
    ["comments", "{# x #}"],
    ["tags", "<p><b></b></p>"],
  ])(
    "a hundred thousand %s are rendered",
    (_name, piece) => {
      const env = environment(options);
      expect(cpuTime(() => attempt(env, piece.repeat(100_000)))).toBeLessThan(20_000);
      expect(attempt(env, piece.repeat(100_000))).toHaveLength(attempt(env, piece).length * 100_000);
    },
    TIMEOUT,
  );

  test("a literal of 5 MB comes out", () => {
    const literal = "x<y".repeat(1_666_667);
    const out = attempt(environment(options), `{{ '${literal}' }}`);
    expect(out).toHaveLength((literal.length / 3) * "x&lt;y".length);
  });

  test("a text of 5 MB comes out", () => {
    const text = "<p>x</p>\n".repeat(555_556);
    expect(attempt(environment(options), text)).toHaveLength(text.length - 1);
  });
});

describe("ten thousand within each other are a clear error", () => {
  test.each([
    ["brackets", `{{ ${"(".repeat(10_000)}a${")".repeat(10_000)} }}`],
    ["lists", `{{ ${"[".repeat(10_000)}a${"]".repeat(10_000)} }}`],
    ["conditions", "{% if a %}".repeat(10_000) + "{% endif %}".repeat(10_000)],
    ["loops", "{% for x in list %}".repeat(10_000) + "{% endfor %}".repeat(10_000)],
    ["negations", `{{ ${"not ".repeat(10_000)}a }}`],
    ["paths", `{{ a${".b".repeat(10_000)} }}`],
    ["filters", `{{ a${"|upper".repeat(10_000)} }}`],
  ])("%s", (_name, source) => {
    let out = "";
    expect(cpuTime(() => (out = attempt(environment({}), source)))).toBeLessThan(5000);
    expect(out).toMatch(/nested too deeply|too many parts/);
  });

  test("elements are no nesting of the template", () => {
    const out = attempt(environment({}), "<div>".repeat(10_000) + "{{ a }}" + "</div>".repeat(10_000));
    expect(out).toContain("<div>1</div>");
  });
});

describe("pathological delimiters take linear time", () => {
  const oneFor = (delimiter: string): EnvironmentOptions => ({ variableStart: delimiter, variableEnd: delimiter });
  test.each<[string, (count: number) => string, EnvironmentOptions]>([
    ["delimiters of one character", (count) => "@a@ ".repeat(count), oneFor("@")],
    ["a delimiter that is a word", (count) => "aab ".repeat(count), oneFor("aab")],
    ["almost delimiters", (count) => "{ { { {".repeat(count), {}],
    ["beginnings without an end", (count) => "{{ '".repeat(count), {}],
    ["ends without a beginning", (count) => "}} %} #}".repeat(count), {}],
    [
      "a delimiter that begins another",
      (count) => "{{{ a }}}".repeat(count),
      { variableStart: "{{{", variableEnd: "}}}" },
    ],
    [
      "characters of regular expressions",
      (count) => ".* a .+ (".repeat(count),
      { variableStart: ".*", variableEnd: ".+" },
    ],
    ["whitespace before tags", (count) => `${" ".repeat(count)}{%- set x = 1 %}`, { lstripBlocks: true }],
    [
      "lines of whitespace",
      (count) => ` ${"\n ".repeat(count)}{%- set x = 1 -%}${" \n".repeat(count)}`,
      { trimBlocks: true },
    ],
    ["whitespace inside of tags", (count) => `{{${" \n".repeat(count)}a }}`, {}],
  ])(
    "%s",
    (_name, repeat, options) => {
      const env = environment(options);
      expectLinear((count) => attempt(env, repeat(count)), 20_000);
    },
    TIMEOUT,
  );
});
