import { createMarkup } from "@ampoule/markup/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ops } from "../../src/runtime/values/contract.ts";
import { Undefined } from "../../src/runtime/values/undefined.ts";
import { PyFloat, tuple } from "../../src/runtime/values/values.ts";
import { javascript, python } from "./harness.ts";

const { ops } = python;
const float = (value: number): PyFloat => new PyFloat(value);
type Binary = "add" | "subtract" | "multiply" | "divide" | "floorDivide" | "modulo" | "power";

describe("results print as Python's", () => {
  test.each<[left: unknown, op: Binary, right: unknown, text: string]>([
    [7, "divide", 2, "3.5"],
    [6, "divide", 2, "3.0"],
    [7, "floorDivide", 2, "3"],
    [-7, "floorDivide", 2, "-4"],
    [7, "floorDivide", -2, "-4"],
    [float(6), "floorDivide", 4, "1.0"],
    [-7.5, "floorDivide", 2, "-4.0"],
    [float(-0), "floorDivide", -1, "0.0"],
    [7, "modulo", 3, "1"],
    [-7, "modulo", 3, "2"],
    [7, "modulo", -3, "-2"],
    [-7.5, "modulo", 2, "0.5"],
    [2, "power", 100, "1267650600228229401496703205376"],
    [2, "power", -1, "0.5"],
    [float(2), "power", 3, "8.0"],
    [0, "power", 0, "1"],
    [2, "multiply", 0.5, "1.0"],
    [true, "add", true, "2"],
    [0.1, "multiply", 3, "0.30000000000000004"],
    [9007199254740991, "add", 2, "9007199254740993"],
    [9007199254740993n, "subtract", 9007199254740992n, "1"],
    [99999999999999999999n, "divide", 3, "3.333333333333333e+19"],
    [10n ** 400n, "divide", 10n ** 399n, "10.0"],
    [99999999999999999999n, "floorDivide", -7, "-14285714285714285715"],
    ["a", "add", "b", "ab"],
    ["ab", "multiply", 3, "ababab"],
    [3, "multiply", "ab", "ababab"],
    ["ab", "multiply", -1, ""],
    ["ab", "multiply", true, "ab"],
    [[1], "add", [2], "[1, 2]"],
    [[1], "multiply", 2, "[1, 1]"],
    [tuple([1]), "add", tuple([2]), "(1, 2)"],
    [tuple([1]), "multiply", 2, "(1, 1)"],
    [createMarkup("<b>"), "add", "<", "<b>&lt;"],
    ["<", "add", createMarkup("<b>"), "&lt;<b>"],
    [createMarkup("<b>"), "multiply", 2, "<b><b>"],
  ])("%o %s %o", (left, op, right, text) => {
    expect(ops.text(ops[op](left, right))).toBe(text);
  });

  test("signs", () => {
    expect(ops.text(ops.negate(float(0)))).toBe("-0.0");
    expect(ops.text(ops.negate(true))).toBe("-1");
    expect(ops.text(ops.positive(true))).toBe("1");
    expect(ops.text(ops.negate(10n ** 20n))).toBe("-100000000000000000000");
  });

  test("the javascript mode has no boxes", () => {
    expect(javascript.ops.divide(6, 2)).toBe(3);
    expect(javascript.ops.add(0.5, 0.5)).toBe(1);
    expect(javascript.ops.floorDivide(7.5, 2)).toBe(3);
    expect(javascript.ops.power(2, 60)).toBe(2n ** 60n);
  });
});

describe("mistakes are told in Python's words", () => {
  const unknown = new Undefined({ name: "x" });
  test.each<[left: unknown, op: Binary, right: unknown, message: string]>([
    [1, "divide", 0, "division by zero"],
    [1.5, "divide", 0, "float division by zero"],
    [1, "floorDivide", 0, "integer division or modulo by zero"],
    [1, "modulo", 0, "integer modulo by zero"],
    [1.5, "modulo", 0, "float modulo"],
    [0, "power", -1, "0.0 cannot be raised to a negative power"],
    [1, "add", "a", "unsupported operand type(s) for +: 'int' and 'str'"],
    ["a", "add", 1, 'can only concatenate str (not "int") to str'],
    [[1], "add", tuple([1]), 'can only concatenate list (not "tuple") to list'],
    [null, "add", 1, "unsupported operand type(s) for +: 'NoneType' and 'int'"],
    ["a", "subtract", "b", "unsupported operand type(s) for -: 'str' and 'str'"],
    ["a", "multiply", 1.5, "can't multiply sequence by non-int of type 'float'"],
    [{}, "multiply", 2, "unsupported operand type(s) for *: 'dict' and 'int'"],
    [-8, "power", 0.5, "a negative number cannot be raised to a fractional power"],
    [unknown, "add", 1, "'x' is undefined"],
    [1, "divide", unknown, "'x' is undefined"],
    ["a", "multiply", unknown, "'x' is undefined"],
  ])("%o %s %o", (left, op, right, message) => {
    expect(() => ops[op](left, right)).toThrow(expect.objectContaining({ message }));
  });

  test("an operand of the wrong type says how to join text", () => {
    expect(() => ops.add("a", 1)).toThrow(expect.objectContaining({ cure: expect.stringContaining("~") }));
  });
});

describe("one expression cannot eat the machine", () => {
  test.each<[name: string, run: (ops: Ops) => unknown]>([
    ["a long text", (o) => o.multiply("a", 10 ** 10)],
    ["a long list", (o) => o.multiply([1], 10 ** 9)],
    ["a long tuple", (o) => o.multiply(tuple([1]), 10 ** 9)],
    ["a tower of powers", (o) => o.power(10, o.power(10, 10))],
    ["a negative tower", (o) => o.power(-10, 10n ** 30n)],
    ["a wide field", (o) => o.modulo("%999999999d", 1)],
    ["many digits", (o) => o.modulo("%.999999f", 1.5)],
  ])("%s", (_name, run) => {
    expect(() => run(ops)).toThrow(/more than|too large/);
  });

  test("doubling a text again and again ends", () => {
    let text: unknown = "ab";
    const double = (join: (value: unknown) => unknown): void => {
      for (let round = 0; round < 60; round++) text = join(text);
    };
    expect(() => double((value) => ops.add(value, value))).toThrow("more than");
    text = "ab";
    expect(() => double((value) => ops.concat([value, value], false))).toThrow("more than");
  });

  test("squaring again and again ends", () => {
    let value: unknown = 3;
    expect(() => {
      for (let round = 0; round < 60; round++) value = ops.multiply(value, value);
    }).toThrow("the integer is too large");
  });
});

describe("laws", () => {
  const integer = fc.oneof(fc.integer(), fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }));
  const exact = (value: unknown): bigint => BigInt(value as number | bigint);

  test("integers are exact", () => {
    fc.assert(
      fc.property(integer, integer, (a, b) => {
        expect(exact(ops.add(a, b))).toBe(exact(a) + exact(b));
        expect(exact(ops.subtract(a, b))).toBe(exact(a) - exact(b));
        expect(exact(ops.multiply(a, b))).toBe(exact(a) * exact(b));
      }),
    );
  });

  test("(a // b) * b + a % b is a, and the rest has the divisor's sign", () => {
    fc.assert(
      fc.property(integer, integer, (a, b) => {
        fc.pre(exact(b) !== 0n);
        const rest = exact(ops.modulo(a, b));
        expect(exact(ops.floorDivide(a, b)) * exact(b) + rest).toBe(exact(a));
        expect(rest === 0n || rest < 0n === exact(b) < 0n).toBe(true);
      }),
    );
  });

  test("dividing integers rounds once", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (a, b) => {
        fc.pre(b !== 0);
        // Beyond 2^53, so that the exact division is the one at work.
        const far = 2n ** 60n;
        expect(Number(javascript.ops.divide(BigInt(a) * far, BigInt(b) * far))).toBe(a / b);
      }),
    );
  });
});
