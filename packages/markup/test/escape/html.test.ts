import fc from "fast-check";
import { expect, test } from "vitest";
import { cpuTime } from "../../../../scripts/cpu-time.ts";
import { escapeHtml } from "../../src/index.ts";
import { attributeOf, shapeOf, textOf } from "../support/tree.ts";

/** The obvious way, to judge the quick one. */
function slowly(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (character) => `&${{ "&": "amp", "<": "lt", ">": "gt", '"': "#34", "'": "#39" }[character]};`,
  );
}

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."&<>\"' abc=;!?é🎉"), maxLength: 30 }),
  // Both regimes, and the border between them.
  fc
    .tuple(fc.string({ unit: fc.constantFrom(..."&<>\"'ab") }), fc.integer({ min: 140, max: 400 }))
    .map(([text, length]) => text.padEnd(length, "a long run of nothing special ")),
  fc
    .tuple(fc.array(fc.constantFrom("&", "<", ">", '"', "'", "plain text "), { minLength: 30, maxLength: 200 }))
    .map(([parts]) => parts.join("")),
);

test("escapes the five characters, short or long, and nothing else", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(escapeHtml(text)).toBe(slowly(text));
    }),
    { numRuns: 3000 },
  );
});

test("what has nothing to escape is the same string", () => {
  for (const text of ["", "abc", "a".repeat(1000), "ünïcödé 🎉 ;=()!"]) expect(escapeHtml(text)).toBe(text);
});

test("text and quoted attributes read back unchanged, and the page keeps its shape", () => {
  // The parser itself changes these: line ends are normalised, NUL is dropped, halves of pairs have no encoding.
  const readable = anyText.map((text) => text.replace(/[\r\0\ud800-\udfff]/g, ""));
  fc.assert(
    fc.property(readable, (text) => {
      const escaped = escapeHtml(text);
      expect(textOf(`<b>${escaped}</b>`)).toBe(text);
      for (const quote of ['"', "'"]) {
        const page = `<a title=${quote}${escaped}${quote} id=b>`;
        expect(shapeOf(page)).toBe("<a title id></>");
        expect(attributeOf(page, "title")).toBe(text);
      }
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ["an array", ["<script>"], "&lt;script&gt;"],
  ["a nested array", [["<"], "&"], "&lt;,&amp;"],
  ["an object with toString", { toString: () => "<i>" }, "&lt;i&gt;"],
  ["a boxed string", new String("<i>"), "&lt;i&gt;"],
  ["a symbol", Symbol("<i>"), "Symbol(&lt;i&gt;)"],
  ["a big integer", 10n, "10"],
  ["a function", { "<i>": () => 1 }["<i>"], "() =&gt; 1"],
])("T27 %s is made text first, and escaped then", (_, value, expected) => {
  expect(escapeHtml(value as never)).toBe(expected);
});

test("T27 what says something else each time it is asked is asked once", () => {
  let asked = 0;
  const fickle = { toString: () => (asked++ === 0 ? "a" : "<script>") };
  expect(escapeHtml(fickle as never)).toBe("a");
  expect(asked).toBe(1);
});

test("the time grows with the length, whatever the text", () => {
  for (const unit of ["&", "<a", `"'`, "a".repeat(200) + "<"]) {
    const text = unit.repeat(Math.ceil(2_000_000 / unit.length));
    const start = cpuTime();
    escapeHtml(text);
    expect(cpuTime() - start).toBeLessThan(2000);
  }
});
