/** Literals as templates write them. */
import fc from "fast-check";

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r" };

/** A string in quotes of either kind. */
function quoted(text: string, quote: "'" | '"'): string {
  const inside = text.replace(/[\\\n\t\r]/g, (found) => escapes[found]!).replaceAll(quote, `\\${quote}`);
  return quote + inside + quote;
}

const texts = [
  "",
  "a",
  "b",
  "x",
  " ",
  "-",
  ", ",
  "<b>",
  "&",
  "abc",
  "Hello World",
  "a b c",
  "é",
  "漢",
  "😀",
  "'",
  '"',
  "\n",
  "\\",
  "%",
  "}}",
  "#",
];

/** Escapes of Python's strings. */
const escaped = fc.constantFrom(
  "'\\x41'",
  "'\\u00e9'",
  "'\\U0001f600'",
  "'\\101'",
  "'\\0'",
  "'\\q'",
  "'a\\\nb'",
  "'\\N{BULLET}'",
  "'\\a\\b\\f\\v'",
  "'a\nb'",
);

export const textLiteral: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(fc.constantFrom(...texts), fc.constantFrom<"'" | '"'>("'", '"'))
      .map(([text, quote]) => quoted(text, quote)),
  },
  { weight: 1, arbitrary: escaped },
);

export const intLiteral: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.nat(20).map(String) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("0x1f", "0b101", "0o17", "1_000", "9007199254740993", "123456789012345678901234567890"),
  },
);

export const floatLiteral: fc.Arbitrary<string> = fc.constantFrom(
  "0.5",
  "1.0",
  "2.5",
  "0.1",
  "1e3",
  "1E-3",
  "10.25",
  "3.14159",
  "1_0.5",
  "1e22",
  "1.5e300",
);

/** Formats of `%` and `format`, each with one place. */
export const percentFormat: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", "-", "+", " ", "0", "#", "-+", "0+"),
    fc.constantFrom("", "3", "8"),
    fc.constantFrom("", ".0", ".2", ".5"),
    fc.constantFrom(..."sssrddiufFeEgGxXoc%a"),
  )
  .map(([flags, width, precision, type]) => `'%${flags}${width}${precision}${type}'`);

/** Formats of `str.format`, each with one place. */
export const braceFormat: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", "<", ">", "^", "*>", "é^", "="),
    fc.constantFrom("", "+", " ", "-"),
    fc.constantFrom("", "#"),
    fc.constantFrom("", "0", ""),
    fc.constantFrom("", "5", "12"),
    fc.constantFrom("", "", ",", "_"),
    fc.constantFrom("", "", ".0", ".2"),
    fc.constantFrom("", "", "s", "d", "f", "e", "g", "x", "b", "o", "%", "n", "c", "E", "G", "X"),
  )
  .map((parts) => `'{:${parts.join("")}}'`);
