import fc from "fast-check";
import { expect, test } from "vitest";
import { visible } from "../src/index.ts";

test.each([
  ["a backspace that rubs out what was read", "curl evil\b\b\b\bgood", "curl evil[U+0008][U+0008][U+0008][U+0008]good"],
  ["an escape sequence of a terminal", "\x1b[2Jls", "[U+001B][2Jls"],
  ["a carriage return that goes back in the line", "rm -rf /\rls", "rm -rf /[U+000D]ls"],
  ["a right-to-left override", "gpj.\u202eexe", "gpj.[U+202E]exe"],
  ["isolates", "\u2066a\u2069", "[U+2066]a[U+2069]"],
  ["characters without width", "pay\u200bpal \u2060\ufeff\u00ad", "pay[U+200B]pal [U+2060][U+FEFF][U+00AD]"],
  ["tags that spell hidden text", "hi\u{e0041}", "hi[U+E0041]"],
  ["variation selectors that smuggle bytes", "a\u{e0100}b\ufe00", "a[U+E0100]b[U+FE00]"],
  ["line separators", "a\u2028b\u2029", "a[U+2028]b[U+2029]"],
  ["half of a pair", "a\ud800b", "a[U+D800]b"],
  ["joiners between Latin letters", "a\u200db", "a[U+200D]b"],
])("%s is shown", (_, text, shown) => {
  expect(visible(text)).toBe(shown);
  expect(visible(text, { mode: "strip" })).toBe(shown.replace(/\[U\+[0-9A-F]+\]/g, ""));
});

test.each([
  ["line feeds and tabs", "a\n\tb", "a\n\tb"],
  ["line ends of Windows, as line feeds", "a\r\nb", "a\nb"],
  ["families of emoji", "👩‍👩‍👧 ❤️ 👍🏽", "👩‍👩‍👧 ❤️ 👍🏽"],
  ["joiners of Persian and Hindi", "می‌خواهم क्‍ष", "می‌خواهم क्‍ष"],
  ["letters with marks", "e\u0301 ñ 漢", "e\u0301 ñ 漢"],
])("%s stay", (_, text, shown) => {
  expect(visible(text)).toBe(shown);
});

test("V07 whatever comes in, what comes out has no control but line feed and tab", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom("show" as const, "strip" as const), (text, mode) => {
      expect(visible(text, { mode })).not.toMatch(
        /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
      );
    }),
  );
});
