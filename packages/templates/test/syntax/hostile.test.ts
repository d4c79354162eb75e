import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTime } from "../../../../scripts/cpu-time.ts";
import { TemplateSyntaxError } from "../../src/errors.ts";
import { i18n } from "../../src/extensions/i18n.ts";
import { loopControls } from "../../src/extensions/loopcontrols.ts";
import type { SyntaxOptions } from "../../src/syntax/options.ts";
import { childrenOf, descendants, type Node } from "../../src/syntax/visit.ts";
import { parseWith } from "./show.ts";

const MANY = 100_000;
/** Far more than any of these takes, far less than quadratic time would. */
const SECONDS = 5;

/** The tree, or the message of the syntax error that came instead; anything else is a failure of the test. */
function outcome(source: string, syntax: Partial<SyntaxOptions> = {}): string {
  const start = cpuTime();
  try {
    parseWith(source, syntax, { extensions: [i18n(), loopControls] });
    return "parsed";
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    return error.message;
  } finally {
    expect(cpuTime() - start).toBeLessThan(SECONDS * 1000);
  }
}

describe("ten thousand within each other end in a clear error, not in an overflow of the stack", () => {
  const tooDeep = "expression is nested too deeply (limit 200)";
  const tooHigh = "expression has too many parts within each other (limit 500)";
  test.each<[string, string]>([
    [`{{ ${"(".repeat(10_000)}`, tooDeep],
    [`{{ ${"[".repeat(10_000)}`, tooDeep],
    [`{{ ${"{".repeat(10_000)}`, tooDeep],
    [`{{ ${"a[".repeat(10_000)}`, tooDeep],
    [`{{ ${"a(".repeat(10_000)}`, tooDeep],
    [`{{ ${"not ".repeat(10_000)}a }}`, tooDeep],
    [`{{ ${"-".repeat(10_000)}a }}`, tooDeep],
    [`{{ ${"a if b else ".repeat(10_000)}c }}`, tooDeep],
    [`{% set ${"(".repeat(10_000)}`, tooDeep],
    [`{{ a${" if b".repeat(10_000)} }}`, tooHigh],
    [`{{ a${".b".repeat(10_000)} }}`, tooHigh],
    [`{{ a${"|b".repeat(10_000)} }}`, tooHigh],
    [`{{ a${"+b".repeat(10_000)} }}`, tooHigh],
    [`{{ a${" and b".repeat(10_000)} }}`, tooHigh],
    [`{% filter ${"a|".repeat(10_000)}a %}`, tooHigh],
    ["{% if a %}".repeat(10_000), "statements are nested too deeply (limit 100)"],
    ["{% for a in b %}".repeat(10_000), "statements are nested too deeply (limit 100)"],
    ["{% block a %}".repeat(10_000), "statements are nested too deeply (limit 100)"],
  ])("%.24j", (source, message) => {
    expect(outcome(source)).toBe(message);
  });

  test("what the limits allow can be walked through recursively", () => {
    const inner = `{{ ${"(".repeat(190)}a${"+b".repeat(290)}${")".repeat(190)} }}`;
    const { body } = parseWith("{% if a %}".repeat(100) + inner + "{% endif %}".repeat(100));
    const height = (node: Node): number => 1 + Math.max(0, ...childrenOf(node).map(height));
    expect(height(body[0]!)).toBe(100 + 1 + 291);
  });
});

describe("a hundred thousand beside each other take linear time", () => {
  test.each<[string, string, (string | undefined)?, Partial<SyntaxOptions>?]>([
    ["text", "a line of text\n".repeat(MANY)],
    ["prints on one line", "{{ a }}".repeat(MANY)],
    ["statements", "{% set a = 1 %}\n".repeat(MANY)],
    ["blocks", Array.from({ length: 30_000 }, (_, index) => `{% block b${index} %}{% endblock %}`).join("")],
    ["duplicate blocks", "{% block a %}{% endblock %}".repeat(30_000), "block 'a' defined twice"],
    ["elif", `{% if a %}${"{% elif b %}".repeat(MANY)}{% endif %}`, "a condition has too many branches (limit 1000)"],
    [
      "cases",
      `{% switch a %}${"{% case b %}".repeat(MANY)}c{% endswitch %}`,
      "a condition has too many branches (limit 1000)",
      { nunjucks: true },
    ],
    ["breaks outside of a loop", "{% break %}".repeat(MANY), "'break' outside loop"],
    ["comments", "{# a #}".repeat(MANY)],
    ["items", `{{ [${"1,".repeat(MANY)}] }}`],
    ["pairs", `{{ {${"1:2,".repeat(MANY)}} }}`],
    ["arguments", `{{ a(${"b=1,".repeat(MANY)}) }}`],
    ["parameters", `{% macro m(${"a,".repeat(MANY)}b) %}{% endmacro %}`, "duplicate argument 'a' in macro definition"],
    ["comparisons", `{{ a${" < b".repeat(MANY)} }}`],
    ["joined texts", `{{ a${" ~ b".repeat(MANY)} }}`],
    ["strings side by side", `{{ ${"'a' ".repeat(MANY)} }}`],
    ["targets", `{% set ${"a,".repeat(MANY)}b = c %}`],
    ["messages", `{% trans trimmed %}${"{{ a }} b\n".repeat(MANY)}{% endtrans %}`],
    ["line statements", "  # set a = 1\n".repeat(MANY), undefined, { lineStatementPrefix: "#" }],
    ["tags before text", "  {% set a = 1 %} ".repeat(MANY), undefined, { lstripBlocks: true, trimBlocks: true }],
    ["a text of 5 MB", `{{ '${"x".repeat(5_000_000)}' }}`],
    ["escapes", `{{ '${"\\n".repeat(1_000_000)}' }}`],
    ["whitespace in a tag", `{{${" ".repeat(1_000_000)}a }}`],
    ["whitespace before a tag", `${" ".repeat(1_000_000)}{%- set a = 1 %}`],
    ["whitespace in a message", `{% trans trimmed %}a${" \n".repeat(500_000)}b{% endtrans %}`],
    ["whitespace before a line comment", `${" ".repeat(1_000_000)}a`, undefined, { lineCommentPrefix: "##" }],
    [
      "newlines after a line statement",
      `# set a = 1${"\n ".repeat(500_000)}b`,
      undefined,
      { lineStatementPrefix: "#" },
    ],
    ["mixed newlines", "\r\n\r".repeat(300_000)],
    ["one delimiter for both ends", "@a@".repeat(MANY), undefined, { variableStart: "@", variableEnd: "@" }],
  ])("%s", (_, source, message = "parsed", syntax = {}) => {
    expect(outcome(source, syntax)).toBe(message);
  });
});

describe("what is never closed takes linear time", () => {
  test.each<[string, string, string]>([
    ["comments", "{#".repeat(MANY), "Missing end of comment tag"],
    ["raw", "{% raw %}".repeat(MANY), "Missing end of raw directive"],
    ["almost endraw", `{% raw %}${"{%    endra".repeat(MANY)}`, "Missing end of raw directive"],
    ["spaces after a beginning", `{% raw %}${("{%" + " ".repeat(50)).repeat(20_000)}`, "Missing end of raw directive"],
    ["tags", "{%".repeat(MANY), "tag name expected"],
    ["a string", `{{ '${String.raw`\'`.repeat(1_000_000)}`, `unexpected char "'" at 3`],
    ["a string of backslashes", `{{ '${"\\".repeat(2_000_001)}'`, `unexpected char "'" at 3`],
    [
      "a number",
      `{{ ${"9".repeat(1_000_000)}`,
      "Exceeds the limit (4300 digits) for integers: value has 1000000 digits",
    ],
  ])("%s", (_, source, message) => {
    expect(outcome(source)).toBe(message);
  });

  test("an error about a tag of a megabyte is short", () => {
    expect(outcome(`{% ${"x".repeat(1_000_000)} %}`).length).toBeLessThan(300);
  });
});

describe("whatever a source is made of", () => {
  const piece = fc.constantFrom(
    ..."{{|}}|{%|%}|{#|#}|-%}|{%-|{{-|-}}|(|)|[|]|{|}|.|,|:|=|==|+|-|*|**|~|<|'|\"|\\|%|/|\n|\r\n| |  |#|##".split("|"),
    ..."a b c if else elif endif for in endfor is not and or set endset block endblock macro endmacro call endcall".split(
      " ",
    ),
    ..."filter endfilter raw endraw with endwith include import from as extends trans pluralize endtrans break 1 1.5 0x é".split(
      " ",
    ),
    "|",
  );
  const soup = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(" "));
  const syntax = fc.record({
    trimBlocks: fc.boolean(),
    lstripBlocks: fc.boolean(),
    keepTrailingNewline: fc.boolean(),
    nunjucks: fc.boolean(),
    lineStatementPrefix: fc.constantFrom(null, "#", "%"),
    lineCommentPrefix: fc.constantFrom(null, "##", "//"),
  });

  test("it is parsed or refused with a syntax error", () => {
    fc.assert(
      fc.property(soup, syntax, (source, options) => void outcome(source, options)),
      { numRuns: 2000 },
    );
  });

  test("every place in its tree is a place in the source", () => {
    fc.assert(
      fc.property(soup, (source) => {
        let body: readonly Node[];
        try {
          body = parseWith(source).body;
        } catch {
          return;
        }
        const lines = source.split(/\r\n|\r|\n/);
        for (const { span } of descendants(body)) {
          expect(span.line).toBeLessThanOrEqual(lines.length);
          expect(span.column).toBeLessThanOrEqual(lines[span.line - 1]!.length + 1);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("text without delimiters comes out as it went in", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        fc.pre(!/\{[{%#]|\r/.test(text));
        const { body } = parseWith(text, { keepTrailingNewline: true });
        expect(body.flatMap((node) => (node.type === "Output" ? node.parts : []))).toMatchObject(
          text === "" ? [] : [{ type: "Text", text }],
        );
      }),
    );
  });
});
