import { describe, expect, test } from "vitest";
import { TemplateSyntaxError } from "../../src/errors.ts";
import { parseExpression } from "../../src/syntax/parser.ts";

function literal(source: string): unknown {
  const node = parseExpression(source);
  if (node.type !== "Constant") throw new Error(`${node.type} instead of a literal`);
  return node.value;
}

describe("integers", () => {
  test.each<[string, number | bigint]>([
    ["0", 0],
    ["00_0", 0],
    ["42", 42],
    ["1_000_000", 1_000_000],
    ["0x1F", 31],
    ["0X_ff", 255],
    ["0b101", 5],
    ["0o17", 15],
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992n],
    ["0xffffffffffffffffff", 0xffffffffffffffffffn],
    ["123456789012345678901234567890", 123456789012345678901234567890n],
  ])("%s", (source, value) => {
    expect(literal(source)).toBe(value);
    expect(parseExpression(source)).not.toHaveProperty("float");
  });

  test("012 is two tokens", () => {
    expect(() => literal("012")).toThrow("chunk after expression");
  });

  test("a number with more digits than Python reads is refused", () => {
    expect(literal("9".repeat(4300))).toBe(BigInt("9".repeat(4300)));
    expect(() => literal("9".repeat(4301))).toThrow("Exceeds the limit (4300 digits)");
  });
});

describe("floats", () => {
  test.each([
    ["1.5", 1.5],
    ["1.0", 1],
    ["1e3", 1000],
    ["1E-2", 0.01],
    ["1_0.2_5", 10.25],
    ["0.1e+1_0", 0.1e10],
    ["1e999", Number.POSITIVE_INFINITY],
  ])("%s", (source, value) => {
    expect(parseExpression(source)).toMatchObject({ type: "Constant", value, float: true });
  });

  test("a dot without digits does not make a float", () => {
    expect(parseExpression("1.real")).toMatchObject({ type: "GetAttribute", name: "real" });
    expect(() => parseExpression("1.")).toThrow("expected name or number");
  });

  test("digits after a dot are an index", () => {
    expect(parseExpression("a.1.2")).toMatchObject({ type: "GetItem", index: { value: 2 } });
  });
});

describe("strings", () => {
  test.each([
    [String.raw`'a\nb'`, "a\nb"],
    [String.raw`"\a\b\f\r\t\v"`, "\x07\b\f\r\t\v"],
    [String.raw`'\\ \' \"'`, `\\ ' "`],
    [String.raw`'\x41\u00e9\U0001F600'`, "Aé😀"],
    [String.raw`'\101\60\7777'`, "A0ǿ7"],
    [String.raw`'\d\/'`, String.raw`\d\/`],
    ["'a\\\nb'", "ab"],
    ["'a\r\nb'", "a\nb"],
    [String.raw`'\N{BULLET}\N{latin small letter e with acute}\N{GREEK SMALL LETTER OMEGA}'`, "•éω"],
    [
      String.raw`'\N{HOT SPRINGS}\N{BLACK SUN WITH RAYS}\N{White Flag With Horizontal Middle Black Stripe}\N{snowman}'`,
      "♨☀⛿☃",
    ],
    // Python resolves escapes in a copy of the string where é is an escape itself.
    [String.raw`'\é'`, String.raw`\xe9`],
    [String.raw`'[\，]'`, String.raw`[\uff0c]`],
  ])("%s", (source, value) => {
    expect(literal(source)).toBe(value);
  });

  test.each([
    [String.raw`'\x4'`, String.raw`truncated \xXX escape`],
    [String.raw`'\u12'`, String.raw`truncated \uXXXX escape`],
    [String.raw`'\U00110000'`, "illegal Unicode character"],
    [String.raw`'\N{NO SUCH THING}'`, "unknown Unicode character name"],
    [String.raw`'\N'`, String.raw`malformed \N character escape`],
    ["'abc", `unexpected char "'" at 0`],
    [String.raw`'abc\'`, `unexpected char "'" at 0`],
  ])("%s is refused", (source, message) => {
    expect(() => literal(source)).toThrow(TemplateSyntaxError);
    expect(() => literal(source)).toThrow(message);
  });
});

describe("names", () => {
  test.each(["a", "_", "été", "名前", "a1", "𐊧"])("%s", (name) => {
    expect(parseExpression(name)).toMatchObject({ type: "Name", name });
  });

  test.each(["²", "a²", "·a", "1é²"])("%s is none", (name) => {
    expect(() => parseExpression(name)).toThrow(TemplateSyntaxError);
  });
});
