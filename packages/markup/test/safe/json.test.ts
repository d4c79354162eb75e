import fc from "fast-check";
import { expect, test } from "vitest";
import { isMarkup, toJson } from "../../src/index.ts";
import { createJson } from "../../src/trusted.ts";
import { hostile } from "../support/hostile.ts";
import { attributeOf, shapeOf, textOf } from "../support/tree.ts";

test.each(["</script>", "<!--", "]]>", "\u2028", "\u2029", "&", "'", "<script", "</style>"])(
  "T45 %j is written without a character that means something in HTML",
  (text) => {
    const json = toJson({ [text]: [text] });
    expect(isMarkup(json)).toBe(true);
    expect(json.toString()).not.toMatch(/[<>&'\u2028\u2029]/);
    expect(JSON.parse(json.toString())).toEqual({ [text]: [text] });
  },
);

test("T45 JSON holds in scripts, data blocks and single-quoted attributes, for any value", () => {
  fc.assert(
    fc.property(fc.dictionary(hostile, fc.oneof(hostile, fc.jsonValue())), (value) => {
      const json = toJson(value).toString();
      for (const host of [
        "<script>x = %</script>",
        '<script type="application/ld+json">%</script>',
        "<p data-x='%'></p>",
      ]) {
        expect(shapeOf(host.replace("%", () => json))).toBe(shapeOf(host.replace("%", "{}")));
      }
      expect(attributeOf(`<p data-x='${json}'></p>`, "data-x")).toBe(json);
      expect(textOf(`<script>${json}</script>`)).toBe(json);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 500 },
  );
});

test("T12 what a failing toJSON() says does not come out", () => {
  const value = {
    toJSON() {
      throw new Error("*/</script><script>alert(1)");
    },
  };
  expect(() => toJson(value)).toThrow(TypeError);
  try {
    toJson(value);
  } catch (error) {
    expect(String(error)).not.toContain("script>");
    expect((error as Error).cause).toBeInstanceOf(Error);
  }
  const circular: unknown[] = [];
  circular.push(circular);
  expect(() => toJson(circular)).toThrow(/circular/);
});

test("Maps, Sets, dates, big integers and undefined", () => {
  expect(toJson(new Map<string, unknown>([["a", new Set([1])]])).toString()).toBe('{"a":[1]}');
  expect(toJson(new Date(0)).toString()).toBe('"1970-01-01T00:00:00.000Z"');
  expect(toJson([5n, 99999999999999999999n]).toString()).toBe("[5,99999999999999999999]");
  expect(toJson(undefined).toString()).toBe("null");
  expect(toJson({ a: 1 }, { indent: 2 }).toString()).toBe('{\n  "a": 1\n}');
  expect(toJson(new Map([["__proto__", 1]])).toString()).toBe('{"__proto__":1}');
});

test("JSON that somebody else wrote is made safe for HTML all the same", () => {
  expect(createJson('{"a": "</script>"}').toString()).toBe('{"a": "\\u003c/script\\u003e"}');
});
