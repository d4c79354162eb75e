import { createMarkup } from "@ampoule/markup/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixed, significant } from "../../src/runtime/values/format/decimal.ts";
import { StrictUndefined, Undefined } from "../../src/runtime/values/undefined.ts";
import { PyFloat, tuple } from "../../src/runtime/values/values.ts";
import { javascript, milliseconds, python } from "./harness.ts";

const { ops } = python;
const nothing = new Undefined({ name: "x" });

describe("template % values", () => {
  test.each<[template: string, values: unknown, text: string]>([
    ["%s-%d", tuple(["a", 3]), "a-3"],
    ["%5.2f|", 3.149, " 3.15|"],
    ["%-5d|%05d|%+d|% d", tuple([1, 2, 3, 4]), "1    |00002|+3| 4"],
    ["%x %#x %X %o %#o", tuple([255, 255, 255, 8, 8]), "ff 0xff FF 10 0o10"],
    ["%.3d", 7, "007"],
    ["%d", 3.99, "3"],
    ["%d", -(10n ** 20n), "-100000000000000000000"],
    ["%i%u", tuple([1, 2]), "12"],
    ["%e %.2E", tuple([12345.678, 0.00012]), "1.234568e+04 1.20E-04"],
    ["%f %.0f %#.0f", tuple([0.1, 2.5, 2.5]), "0.100000 2 2."],
    ["%g %g %g %.3g %#g", tuple([0.0001, 0.00001, 1e10, 12345.678, 1.5]), "0.0001 1e-05 1e+10 1.23e+04 1.50000"],
    ["%f %e", tuple([Number.POSITIVE_INFINITY, Number.NaN]), "inf nan"],
    ["%s %r", tuple(["a", "a"]), "a 'a'"],
    ["%a", "é😀", "'\\xe9\\U0001f600'"],
    ["%.2s|%5s|%-5s|", tuple(["abc", "😀", "b"]), "ab|    😀|b    |"],
    ["%c%c", tuple(["x", 0x1f600]), "x😀"],
    ["%%", tuple([]), "%"],
    ["%(a)s-%(b)03d", { a: 1, b: 2 }, "1-002"],
    ["%(a(b))s", { "a(b)": 1 }, "1"],
    ["%*d|%-*d|%.*f", tuple([4, 1, 4, 2, 1, 2.55]), "   1|2   |2.5"],
    ["%s", [1, "a"], "[1, 'a']"],
    ["%s", null, "None"],
    ["%s %s", tuple([true, new PyFloat(1)]), "True 1.0"],
    ["no conversion", { a: 1 }, "no conversion"],
    ["no conversion", [1], "no conversion"],
    ["%s", nothing, ""],
  ])("%j %% %o", (template, values, text) => {
    expect(ops.modulo(template, values)).toBe(text);
  });

  test.each<[template: string, values: unknown, message: string]>([
    ["%d", "x", "%d format: a real number is required, not str"],
    ["%x", 1.5, "%x format: an integer is required, not float"],
    ["%f", "x", "must be real number, not str"],
    ["%c", "xy", "%c requires int or char"],
    ["%s %s", tuple([1]), "not enough arguments for format string"],
    ["%s", tuple([1, 2]), "not all arguments converted during string formatting"],
    ["a", 5, "not all arguments converted during string formatting"],
    ["%(a)s", {}, "'a'"],
    ["%(a)s", 1, "format requires a mapping"],
    ["%z", 1, "unsupported format character 'z' (0x7a) at index 1"],
    ["%", 1, "incomplete format"],
    ["%(a", {}, "incomplete format key"],
    ["%d", nothing, "'x' is undefined"],
    ["%s", new StrictUndefined({ name: "x" }), "'x' is undefined"],
  ])("%j %% %o is an error", (template, values, message) => {
    expect(() => ops.modulo(template, values)).toThrow(expect.objectContaining({ message }));
  });

  test("T43 Markup escapes what is put in, and cuts text before it escapes it", () => {
    const html = ops.modulo(createMarkup("<b>%s</b>%r%.2s%c%d"), tuple(["<", "<", "<<<", "<", 5]));
    expect(ops.repr(html)).toBe("Markup('<b>&lt;</b>&#39;&lt;&#39;&lt;&lt;&lt;5')");
    const cut = ops.modulo(createMarkup("%.2s"), createMarkup("&lt;b&gt;"));
    expect(ops.text(cut)).toBe("&lt;b");
    expect(ops.text(ops.modulo(createMarkup("%(a)s"), { a: "<" }))).toBe("&lt;");
  });

  test("the mode decides how values print", () => {
    expect(javascript.ops.modulo("%s %s %s", tuple([true, null, [1, "a"]]))).toBe('true  [1, "a"]');
  });
});

describe("str.format", () => {
  const format = (template: string, ...args: unknown[]): unknown => python.method(template, "format", args);

  test.each<[template: string, args: readonly unknown[], text: string]>([
    ["{} {} {{}}", [1, "a"], "1 a {}"],
    ["{1}{0}", ["a", "b"], "ba"],
    ["{0.a} {0[a]}", [{ a: 1 }], "1 1"],
    ["{0[1]}", [[5, 6]], "6"],
    ["{!r:>5}|{!s}", ["a", "b"], "  'a'|b"],
    ["{:>{}}|", ["a", 4], "   a|"],
    ["{:*^7}|{:<3}|{:>3}", ["a", "b", "c"], "***a***|b  |  c"],
    ["{:,} {:_} {:,.2f}", [1234567, 1234567, 1234.5], "1,234,567 1_234_567 1,234.50"],
    ["{:05} {:+} {: }", [-42, 1, 1], "-0042 +1  1"],
    ["{:b} {:#x} {:o} {:c} {:n}", [5, 255, 8, 97, 7], "101 0xff 10 a 7"],
    ["{:_x}", [0xdeadbeef], "dead_beef"],
    ["{:010,}", [1234], "00,001,234"],
    ["{:=+6}", [42], "+   42"],
    ["{:.2f} {:.1%} {:e} {:g}", [2.675, 0.125, 1500, 0.0001], "2.67 12.5% 1.500000e+03 0.0001"],
    ["{} {:.3}", [new PyFloat(1), 1.23456], "1.0 1.23"],
    ["{:.2}", ["abc"], "ab"],
    ["{:d}", [true], "1"],
    ["{}", [true], "True"],
    ["{:f}", [Number.NaN], "nan"],
    ["{:z.0f}", [-0.4], "0"],
  ])("%j.format(*%o)", (template, args, text) => {
    expect(format(template, ...args)).toBe(text);
  });

  test.each<[template: string, args: readonly unknown[], message: string]>([
    ["{}", [], "Replacement index 0 out of range for positional args tuple"],
    ["{a}", [], "'a'"],
    ["{} {0}", [1], "cannot switch from automatic field numbering to manual field specification"],
    ["{0} {}", [1], "cannot switch from manual field specification to automatic field numbering"],
    ["{", [], "Single '{' encountered in format string"],
    ["}", [], "Single '}' encountered in format string"],
    ["{:d}", ["a"], "Unknown format code 'd' for object of type 'str'"],
    ["{:.2}", [5], "Precision not allowed in integer format specifier"],
    ["{:>5}", [null], "unsupported format string passed to NoneType.__format__"],
    ["{:q!}", [5], "Invalid format specifier 'q!' for object of type 'int'"],
    ["{!x}", [5], "Unknown conversion specifier x"],
    ["{:{:{}}}", [1, 2, 3], "Max string recursion exceeded"],
    ["{:999999999}", [1], "the text would have more than 16777216 characters"],
    ["{0.}", [1], "Empty attribute in format string"],
    ["{0[a]}", [{}], "'a'"],
    ["{0[2]}", [[1]], "list index out of range"],
    ["{0[2]}", ["a"], "string index out of range"],
    ["{0[2]}", [tuple([])], "tuple index out of range"],
  ])("%j.format(*%o) is an error", (template, args, message) => {
    expect(() => format(template, ...args)).toThrow(expect.objectContaining({ message }));
  });
});

describe("decimals", () => {
  test("are rounded half to even on the exact value, unlike toFixed", () => {
    expect([0.5, 1.5, 2.5, 0.125].map((value) => fixed(value, value === 0.125 ? 2 : 0))).toEqual([
      "0",
      "2",
      "2",
      "0.12",
    ]);
    expect((0.5).toFixed(0)).not.toBe("0.0");
    expect((2.5).toFixed(0)).toBe("3");
  });

  test("are exact beyond JavaScript's own reach", () => {
    expect(fixed(1e22, 2)).toBe("10000000000000000000000.00");
    expect(fixed(5e-324, 3)).toBe("0.000");
    expect(significant(5e-324, 3)).toEqual(["494", -324]);
    expect(significant(9.9996, 4)).toEqual(["1000", 1]);
  });

  test("read back as the value", () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 });
    fc.assert(
      fc.property(double, (value) => {
        const [digits, exponent] = significant(value, 17);
        expect(Number(`${digits[0]}.${digits.slice(1)}e${exponent}`)).toBe(value);
      }),
    );
  });
});

test("hostile templates take linear time", () => {
  const time = milliseconds(() => {
    ops.modulo("%%".repeat(200_000), tuple([]));
    python.method("{{".repeat(200_000), "format", []);
    expect(() => python.method("{".repeat(200_000), "format", [])).not.toThrow(RangeError);
    expect(() => python.method(`{0${"[0]".repeat(50_000)}}`, "format", [[]])).toThrow();
    expect(() => ops.modulo(`%${"(".repeat(200_000)}`, {})).toThrow();
  });
  expect(time).toBeLessThan(2000);
});
