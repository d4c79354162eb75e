import { describe, expect, test } from "vitest";
import { cpuTime } from "../../../../scripts/cpu-time.ts";
import { isUtf8, parseContentType } from "../../src/http/content-type.ts";
import { Cursor, parseDigits, parseParameters } from "../../src/http/grammar.ts";

describe("Content-Type", () => {
  test("is parsed into a frozen value", () => {
    const type = parseContentType('Text/HTML; Charset="utf-8" ; a=b;');
    expect(type).toMatchObject({ essence: "text/html", type: "text", subtype: "html" });
    expect([...(type?.parameters ?? [])]).toEqual([
      ["charset", "utf-8"],
      ["a", "b"],
    ]);
    expect(Object.isFrozen(type)).toBe(true);
    expect(type !== null && isUtf8(type)).toBe(true);
  });

  test("R22 what is not exactly a media type is none: no leading space, no tab, no trailing text", () => {
    for (const header of [
      " application/json",
      "application/json\ta",
      "application/json garbage",
      "application/json,text/html",
      "application /json",
      "application/",
      "/json",
      "application",
      "",
      "application/json; charset",
      "application/json; charset=utf-8; charset=utf-7",
      'application/json; a="b',
      "application/json\0",
      "\u00a0application/json",
    ]) {
      expect(parseContentType(header), JSON.stringify(header)).toBeNull();
    }
    expect(parseContentType("Application/JSON;")?.essence).toBe("application/json");
    expect(parseContentType("application/json \t; charset=utf-8")?.essence).toBe("application/json");
  });

  test("R32 another charset is seen", () => {
    for (const charset of ["utf-16", "utf-7", "iso-8859-1"]) {
      const type = parseContentType(`application/json; charset=${charset}`);
      expect(type !== null && isUtf8(type)).toBe(false);
    }
  });

  test("R45 quoted parameters full of escapes take linear time", () => {
    const header = `a/b; x="${'\\"'.repeat(8192)}"`;
    const start = cpuTime();
    for (let i = 0; i < 10; i++) {
      expect(parseContentType(header)?.parameters.get("x")).toHaveLength(8192);
      expect(parseContentType(`${header}\\`)).toBeNull();
      expect(parseParameters(new Cursor('; a="\\"'.repeat(2048)))).toBeNull();
    }
    expect(cpuTime() - start).toBeLessThan(500);
  });

  test("R08 parameters named like members of Object.prototype are parameters", () => {
    const type = parseContentType("a/b; __proto__=1; constructor=2; toString=3");
    expect(type?.parameters.get("__proto__")).toBe("1");
    expect(type?.parameters.get("valueOf")).toBeUndefined();
  });

  test("digits are digits only", () => {
    expect(parseDigits("0012")).toBe(12);
    for (const text of ["", "1e3", "0x1", " 1", "1 ", "-1", "1.0", "１", "1".repeat(16)])
      expect(parseDigits(text)).toBeNull();
  });
});
