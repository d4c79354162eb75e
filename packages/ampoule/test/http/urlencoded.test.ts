import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HttpError } from "../../src/errors.ts";
import { LimitError } from "../../src/http/limits.ts";
import { parseUrlencoded } from "../../src/http/urlencoded.ts";

const parse = (text: string) => [...parseUrlencoded(text, { maxPairs: 1000 })];

describe("application/x-www-form-urlencoded", () => {
  test("reads what URLSearchParams writes", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.string({ unit: "grapheme", maxLength: 20 }), fc.string({ unit: "grapheme", maxLength: 50 })),
        ),
        (pairs) => {
          const clean = pairs.filter((pair) => !pair.join("").includes("\0") && pair.join("").isWellFormed());
          expect(parse(new URLSearchParams(clean).toString())).toEqual(clean);
        },
      ),
    );
  });

  test("keeps order, repetition and empty values", () => {
    expect(parse("a=1&b&a=2&=x&&c=")).toEqual([
      ["a", "1"],
      ["b", ""],
      ["a", "2"],
      ["", "x"],
      ["c", ""],
    ]);
  });

  test("R41 only & separates", () => {
    expect(parse("a;b;c")).toEqual([["a;b;c", ""]]);
  });

  test("R09 R18 R19 names are literal", () => {
    for (const name of [
      "a[4294967295]",
      "a[-1]",
      "a[1e9]",
      "a.b.c",
      "__proto__[x]",
      "constructor.prototype.x",
      "a[]",
    ]) {
      expect(parse(`${encodeURIComponent(name)}=1`)).toEqual([[name, "1"]]);
      expect(parse(`${name}=1`)).toEqual([[name, "1"]]);
    }
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  test("R20 R21 the cap counts pairs in any notation, also empty ones", () => {
    expect(parse("&a".repeat(500))).toHaveLength(500);
    for (const text of ["&a".repeat(100_000), "&".repeat(1001), "a[]=1&".repeat(1001), `${"a=1&".repeat(1000)}a=1`]) {
      expect(() => parse(text)).toThrow(LimitError);
    }
    expect(parse("a=1&".repeat(1000))).toHaveLength(1000);
  });

  test("R31 malformed escapes, foreign encodings and NUL are a 400", () => {
    for (const bad of ["%", "%f", "%zz", "%ff", "%c0%ae", "%00", "%ed%a0%80", "%e2%82", "\0"]) {
      for (const text of [`a=${bad}`, `${bad}=a`, `x=1&a=${bad}&y=2`]) {
        expect(() => parse(text), text).toThrow(HttpError);
        try {
          parse(text);
        } catch (error) {
          expect((error as HttpError).status).toBe(400);
          expect((error as HttpError).message).not.toContain(bad);
        }
      }
    }
  });

  test("a name has a limit", () => {
    expect(() => parse(`${"n".repeat(256)}=1`)).toThrow(LimitError);
  });
});
