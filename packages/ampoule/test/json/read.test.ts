import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTime } from "../../../../scripts/cpu-time.ts";
import { HttpError } from "../../src/errors.ts";
import { readJson } from "../../src/json/read.ts";

function codeOf(text: string): string {
  try {
    readJson(text);
  } catch (error) {
    if (error instanceof HttpError && error.status === 400) return error.code;
    throw error;
  }
  return "accepted";
}

describe("what is refused", () => {
  test.each([
    ['{"__proto__": {"admin": true}}', "json_forbidden_key"],
    ['{"a": [{"__proto__": 1}]}', "json_forbidden_key"],
    ['{"\\u005f_proto__": 1}', "json_forbidden_key"],
    ['{"constructor": {"prototype": {"x": 1}}}', "json_forbidden_key"],
    ['{"constructor": "a word"}', "accepted"],
    ['{"constructor": {"name": "a word"}}', "accepted"],
    ['{"prototype": 1}', "accepted"],
    ['["__proto__"]', "accepted"],
  ])("J03 %s: %s", (text, code) => {
    expect(codeOf(text)).toBe(code);
    expect(({} as { x?: unknown; admin?: unknown }).admin).toBeUndefined();
  });

  test.each([
    ["[".repeat(64) + "]".repeat(64), "accepted"],
    ["[".repeat(65) + "]".repeat(65), "json_depth"],
    ["[".repeat(100_000), "json_depth"],
    ['{"a":'.repeat(100_000), "json_depth"],
  ])("J04 depth (%#): %s", (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  test.each([
    ['{"a":1,"a":2}', "json_duplicate_key"],
    ['{"a":1,"\\u0061":2}', "json_duplicate_key"],
    ['{"a":{"b":1},"c":{"b":1}}', "accepted"],
    ['[{"a":1},{"a":1}]', "accepted"],
    ['{"x":[1,2],"y":"a,\\"x\\":1"}', "accepted"],
    ['{"a\\\\":1,"a\\\\":2}', "json_duplicate_key"],
  ])("J05 %s: %s", (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  test.each([
    ["9007199254740991", "accepted"],
    ["9007199254740993", "json_number"],
    ['{"id": -9007199254740993}', "json_number"],
    ["1e400", "json_number"],
    ["1e20", "accepted"],
    ["-0", "accepted"],
    ["0.1", "accepted"],
    ["1.50e1", "accepted"],
    ["1e23", "accepted"],
    ["123456789.123456789123456789", "accepted"],
    ["12345678901234567890e0", "json_number"],
    ["9007199254740993.0", "json_number"],
    ["900719925474099.3e1", "json_number"],
    ["0.9007199254740993e16", "json_number"],
    ["1e20", "accepted"],
    ['"9007199254740993"', "accepted"],
  ])("J06 %s: %s", (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  test.each([
    ['"\\ud800"', "json_text"],
    ['{"\\udc00": 1}', "json_text"],
    ['"\\ud83d\\ude00"', "accepted"],
  ])("J08 %s: %s", (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  test.each(["", "{", "nul", "[1,]", "{'a':1}", '"a', '"\\x"', "1 2", "01", "+1", "NaN", "]", "\ufeff1"])(
    "%s is not JSON",
    (text) => {
      expect(codeOf(text)).toBe("json_syntax");
    },
  );
});

test("everything else is read as JSON.parse reads it, however it is written", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      const code = codeOf(text);
      if (code === "accepted") expect(readJson(text)).toEqual(JSON.parse(text));
      else expect(["json_forbidden_key", "json_number", "json_text"]).toContain(code);
    }),
    { numRuns: 1000 },
  );
});

test("what JSON.parse refuses is refused, whatever the scan makes of it", () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "\\", "1", "-", "e", ".", "a", " "),
        maxLength: 16,
      }),
      (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        if (!valid) expect(codeOf(text)).not.toBe("accepted");
      },
    ),
    { numRuns: 5000 },
  );
});

test("the scan is linear in backslashes, quotes and keys", () => {
  for (const text of [`"${"\\\\".repeat(500_000)}"`, `"${'\\"'.repeat(500_000)}"`, `[${'"a",'.repeat(300_000)}1]`]) {
    const start = cpuTime();
    readJson(text);
    expect(cpuTime() - start).toBeLessThan(1500);
  }
});
