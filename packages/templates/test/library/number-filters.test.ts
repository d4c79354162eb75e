import { describe, expect, test } from "vitest";
import { StrictUndefined, Undefined } from "../../src/runtime/values/undefined.ts";
import { PyFloat } from "../../src/runtime/values/values.ts";
import { javascript, python } from "../runtime/harness.ts";

const nothing = new Undefined({ name: "x" });

test.each<[name: string, value: unknown, args: readonly unknown[], expected: string]>([
  ["abs", -1, [], "1"],
  ["abs", -1.5, [], "1.5"],
  ["abs", new PyFloat(-0), [], "0.0"],
  ["abs", true, [], "1"],
  ["abs", -(10n ** 20n), [], "100000000000000000000"],
  ["int", "42", [], "42"],
  ["int", " 42 ", [], "42"],
  ["int", "42.9", [], "42"],
  ["int", "1_000", [], "1000"],
  ["int", "1__0", [], "0"],
  ["int", "٤٢", [], "42"],
  ["int", "0x1f", [], "0"],
  ["int", "0x1f", [0, 16], "31"],
  ["int", "ff", [0, 16], "255"],
  ["int", "0b101", [0, 2], "5"],
  ["int", "0o17", [0, 0], "15"],
  ["int", "zz", [0, 36], "1295"],
  ["int", "010", [0, 0], "10"],
  ["int", "9007199254740993", [], "9007199254740993"],
  ["int", "1e3", [], "1000"],
  ["int", "1e999", [], "0"],
  ["int", "abc", [7], "7"],
  ["int", "", [], "0"],
  ["int", null, [], "0"],
  ["int", [1], [], "0"],
  ["int", 3.99, [], "3"],
  ["int", -3.99, [], "-3"],
  ["int", 1e22, [], "10000000000000000000000"],
  ["int", Number.NaN, [5], "5"],
  ["int", true, [], "1"],
  ["float", "1.5", [], "1.5"],
  ["float", "1", [], "1.0"],
  ["float", " -1e3 ", [], "-1000.0"],
  ["float", "inf", [], "inf"],
  ["float", "-Infinity", [], "-inf"],
  ["float", "1_0.5", [], "10.5"],
  ["float", "1_.5", [], "0.0"],
  ["float", "x", [], "0.0"],
  ["float", "x", ["y"], "y"],
  ["float", "0x10", [], "0.0"],
  ["float", null, [], "0.0"],
  ["float", 5, [], "5.0"],
  ["round", 42.55, [], "43.0"],
  ["round", 42.55, [1, "floor"], "42.5"],
  ["round", 42.45, [1, "ceil"], "42.5"],
  ["round", 2.5, [], "2.0"],
  ["round", 2.675, [2], "2.67"],
  ["round", -2.5, [], "-2.0"],
  ["round", 1234.5, [-2], "1200.0"],
  ["round", 25, [-1], "20"],
  ["round", 35, [-1], "40"],
  ["round", 42, [], "42"],
  ["round", 42, [0, "ceil"], "42.0"],
  ["round", 42, [-1, "ceil"], "50.0"],
  ["round", true, [], "1"],
  ["round", 1e300, [5], "1e+300"],
  ["round", 10n ** 20n + 5n, [-1], "100000000000000000000"],
  ["filesizeformat", 0, [], "0 Bytes"],
  ["filesizeformat", 1, [], "1 Byte"],
  ["filesizeformat", 999, [], "999 Bytes"],
  ["filesizeformat", 1000, [], "1.0 kB"],
  ["filesizeformat", 1_000_000, [], "1.0 MB"],
  ["filesizeformat", 1024, [true], "1.0 KiB"],
  ["filesizeformat", 1.5e9, [], "1.5 GB"],
  ["filesizeformat", "1500", [], "1.5 kB"],
  ["filesizeformat", 1e30, [], "1000000.0 YB"],
  ["filesizeformat", -5, [], "-5 Bytes"],
])("%s of %o with %o", (name, value, args, expected) => {
  expect(python.print(name, value, args)).toBe(expected);
});

test.each<[name: string, value: unknown, args: readonly unknown[], message: string]>([
  ["abs", "a", [], "bad operand type for abs(): 'str'"],
  ["int", nothing, [], "'x' is undefined"],
  ["int", Number.POSITIVE_INFINITY, [], "cannot convert float infinity to integer"],
  ["int", new StrictUndefined({ name: "x" }), [], "'x' is undefined"],
  ["float", 10n ** 400n, [], "int too large to convert to float"],
  ["round", "a", [], "type str doesn't define __round__ method"],
  ["round", 1.5, [1, "x"], "method must be common, ceil or floor"],
  ["round", 1.5, ["x"], "'str' object cannot be interpreted as an integer"],
  ["filesizeformat", "x", [], "could not convert string to float: 'x'"],
  ["filesizeformat", null, [], "float() argument must be a string or a real number, not 'NoneType'"],
])("%s of %o with %o is an error", (name, value, args, message) => {
  expect(() => python.filter(name, value, args)).toThrow(expect.objectContaining({ message }));
});

test("hostile digits take linear time, and too many are no number", () => {
  expect(python.filter("int", "1".repeat(5000), [7])).toBe(7);
  expect(python.filter("int", "1".repeat(1_000_000), [7])).toBe(7);
  expect(python.filter("int", `${"_1".repeat(100_000)}`, [7])).toBe(7);
  expect(python.filter("float", `${"1_".repeat(100_000)}x`, [7])).toBe(7);
  expect(python.filter("int", "z".repeat(4000), [0, 36])).toBeTypeOf("bigint");
});

test("the javascript mode gives plain numbers", () => {
  expect(javascript.filter("float", "1")).toBe(1);
  expect(javascript.filter("round", 42.55)).toBe(43);
});

describe("numbers and dates for people", () => {
  const day = new Date(Date.UTC(2026, 10, 24, 15, 4, 5));
  test.each<[name: string, value: unknown, args: readonly unknown[], expected: string]>([
    ["number", 1234567.891, [], "1,234,567.891"],
    ["number", 0.256, [1, "percent"], "25.6%"],
    ["number", 1234.5, [2, "decimal", "de"], "1.234,50"],
    ["number", 10n ** 20n, [], "100,000,000,000,000,000,000"],
    ["currency", 9.5, ["EUR"], "€9.50"],
    ["date", day, [], "24 Nov 2026"],
    ["date", "2026-11-24", ["full", "UTC", "en-US"], "Tuesday, November 24, 2026"],
    ["date", day, ["medium", "Asia/Tokyo"], "25 Nov 2026"],
    ["time", day, ["short"], "15:04"],
    ["datetime", day, ["short"], "24/11/2026, 15:04"],
    ["relative", new Date(day.getTime() - 3 * 86_400_000), [day], "3 days ago"],
    ["relative", new Date(day.getTime() + 3_600_000), [day], "in 1 hour"],
  ])("%s of %o with %o", (name, value, args, expected) => {
    expect(python.print(name, value, args)).toBe(expected);
  });

  test.each<[name: string, value: unknown, args: readonly unknown[], message: string]>([
    ["number", "a", [], "a number is required, not str"],
    ["number", 1, [500], "FractionDigits value is out of range"],
    ["currency", 1, ["x"], "Invalid currency code : x"],
    ["number", 1, [1, "x"], 'style must be "decimal" or "percent"'],
    ["date", "tomorrow", [], "'tomorrow' is not a date"],
    ["date", null, [], "a date is required, not NoneType"],
    ["date", day, ["x"], 'format must be "full", "long", "medium" or "short"'],
    ["date", day, ["short", "Mars/X"], "Invalid time zone specified: Mars/X"],
  ])("%s of %o with %o is an error", (name, value, args, message) => {
    expect(() => python.filter(name, value, args)).toThrow(message);
  });
});
