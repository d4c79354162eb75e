/**
 * Python's arithmetic on numbers. An int is a safe integer or a bigint and stays exact; everything else is a float.
 */
import { maxIntegerBits } from "./bounds.ts";
import type { Printing } from "./contract.ts";
import { limit, overflow, valueError, zeroDivision } from "./failures.ts";
import { PyFloat } from "./values.ts";

/** An int or a float, unboxed: `float` tells an integral float from an int. */
export interface Numeric {
  readonly value: number | bigint;
  readonly float: boolean;
}

/** The number that `value` is; booleans are 0 and 1. `undefined` for everything that is no number. */
export function numeric(value: unknown): Numeric | undefined {
  switch (typeof value) {
    case "number":
      return { value, float: !Number.isSafeInteger(value) };
    case "bigint":
      return { value, float: false };
    case "boolean":
      return { value: value ? 1 : 0, float: false };
    case "object":
      return PyFloat.is(value) ? { value: value.value, float: true } : undefined;
  }
  return undefined;
}

/** A bigint as a number, where it fits. */
export function shrink(value: bigint): number | bigint {
  const near = Number(value);
  return Number.isSafeInteger(near) ? near : value;
}

/** A float result of a mode: boxed where it would be taken for an int. */
export function makeFloat(printing: Printing, value: number): unknown {
  return printing === "python" && Number.isSafeInteger(value) ? new PyFloat(value) : value;
}

/** @throws TemplateRuntimeError where Python raises OverflowError. */
export function toFloat(value: number | bigint): number {
  const near = Number(value);
  if (typeof value === "bigint" && !Number.isFinite(near)) throw overflow("int too large to convert to float");
  return near;
}

function bits(value: bigint): number {
  return (value < 0n ? -value : value).toString(16).length * 4;
}

function floorDivideExact(left: bigint, right: bigint): bigint {
  const quotient = left / right;
  return left % right !== 0n && left < 0n !== right < 0n ? quotient - 1n : quotient;
}

/** The remainder with the divisor's sign. */
function floatModulo(left: number, right: number): number {
  const rest = left % right;
  if (rest !== 0 && rest < 0 !== right < 0) return rest + right;
  return rest === 0 ? (right < 0 || Object.is(right, -0) ? -0 : 0) : rest;
}

function floatFloorDivide(left: number, right: number): number {
  const rest = left % right;
  const quotient = (left - rest) / right - (rest !== 0 && rest < 0 !== right < 0 ? 1 : 0);
  if (quotient === 0) return left / right < 0 || Object.is(left / right, -0) ? -0 : 0;
  const rounded = Math.floor(quotient);
  return quotient - rounded > 0.5 ? rounded + 1 : rounded;
}

function multiplyExact(left: bigint, right: bigint): bigint {
  if (bits(left) + bits(right) > maxIntegerBits) throw limit("the integer is too large");
  return left * right;
}

function powerExact(base: bigint, exponent: bigint): bigint {
  const size = base < 0n ? -base : base;
  if (size > 1n && BigInt(bits(size)) * exponent > BigInt(maxIntegerBits)) {
    throw limit("the integer is too large", `Powers are limited to ${maxIntegerBits} bits.`);
  }
  return base ** exponent;
}

function floatPower(base: number, exponent: number): number {
  if (base === 0 && exponent < 0) throw zeroDivision("0.0 cannot be raised to a negative power");
  if (base === 1 || exponent === 0) return 1;
  // Python knows |-1| ** inf, JavaScript does not.
  if (base === -1 && !Number.isFinite(exponent) && !Number.isNaN(exponent)) return 1;
  if (base < 0 && Number.isFinite(base) && Number.isFinite(exponent) && !Number.isInteger(exponent)) {
    throw valueError("a negative number cannot be raised to a fractional power");
  }
  const result = base ** exponent;
  if (!Number.isFinite(result) && Number.isFinite(base) && Number.isFinite(exponent) && !Number.isNaN(result)) {
    throw overflow("(34, 'Numerical result out of range')");
  }
  return result;
}

/** One arithmetic operator: on floats, on small ints where that is exact, and on all ints. */
interface Operator {
  float(left: number, right: number): number;
  exact(left: bigint, right: bigint): bigint;
  /** `undefined`: compute exactly. */
  small?(left: number, right: number): number | undefined;
  /** What to say of a zero on the right: [for ints, for floats]. */
  readonly zero?: readonly [string, string];
}

const safe = (value: number): number | undefined => (Number.isSafeInteger(value) ? value : undefined);

export type ArithmeticOperator = "+" | "-" | "*" | "//" | "%";

const operators: Readonly<Record<ArithmeticOperator, Operator>> = {
  "+": { float: (a, b) => a + b, exact: (a, b) => a + b, small: (a, b) => safe(a + b) },
  "-": { float: (a, b) => a - b, exact: (a, b) => a - b, small: (a, b) => safe(a - b) },
  "*": { float: (a, b) => a * b, exact: multiplyExact, small: (a, b) => safe(a * b) },
  "//": {
    float: floatFloorDivide,
    exact: floorDivideExact,
    small: (a, b) => (safe(Math.floor(a / b) * b) === a ? Math.floor(a / b) : undefined),
    zero: ["integer division or modulo by zero", "float floor division by zero"],
  },
  "%": {
    float: floatModulo,
    exact: (a, b) => a - floorDivideExact(a, b) * b,
    small: (a, b) => floatModulo(a, b) + 0,
    zero: ["integer modulo by zero", "float modulo"],
  },
};

/** `left op right` for two numbers. */
export function arithmetic(printing: Printing, op: ArithmeticOperator, left: Numeric, right: Numeric): unknown {
  const operator = operators[op];
  const float = left.float || right.float;
  // biome-ignore lint/suspicious/noDoubleEquals: 0 and 0n alike
  if (operator.zero !== undefined && right.value == 0) throw zeroDivision(operator.zero[float ? 1 : 0]);
  if (float) return makeFloat(printing, operator.float(toFloat(left.value), toFloat(right.value)));
  if (typeof left.value === "number" && typeof right.value === "number" && operator.small !== undefined) {
    const result = operator.small(left.value, right.value);
    // An int has no negative zero.
    if (result !== undefined) return result === 0 ? 0 : result;
  }
  return shrink(operator.exact(BigInt(left.value), BigInt(right.value)));
}

/** `left / right`: always a float. */
export function divide(printing: Printing, left: Numeric, right: Numeric): unknown {
  const float = left.float || right.float;
  // biome-ignore lint/suspicious/noDoubleEquals: 0 and 0n alike
  if (right.value == 0) throw zeroDivision(float ? "float division by zero" : "division by zero");
  if (float || (typeof left.value === "number" && typeof right.value === "number")) {
    return makeFloat(printing, toFloat(left.value) / toFloat(right.value));
  }
  return makeFloat(printing, divideExact(BigInt(left.value), BigInt(right.value)));
}

/** The float nearest to a quotient of ints of any size. */
function divideExact(left: bigint, right: bigint): number {
  const negative = left < 0n !== right < 0n;
  const dividend = left < 0n ? -left : left;
  const divisor = right < 0n ? -right : right;
  // 66 significant bits and a sticky one: enough for the final rounding to be the only one.
  const shift = BigInt(Math.max(0, 66 - (bits(dividend) - bits(divisor)) + 4));
  const scaled = dividend << shift;
  const quotient = scaled / divisor;
  const sticky = scaled % divisor === 0n ? quotient : quotient | 1n;
  const result =
    shift > 1000n ? Number(sticky) / 2 ** 1000 / 2 ** Number(shift - 1000n) : Number(sticky) / 2 ** Number(shift);
  if (!Number.isFinite(result)) throw overflow("integer division result too large for a float");
  return negative ? -result : result;
}

/** `left ** right` */
export function power(printing: Printing, left: Numeric, right: Numeric): unknown {
  if (left.float || right.float) return floatResult(printing, left.value, right.value);
  if (right.value < 0) {
    // biome-ignore lint/suspicious/noDoubleEquals: 0 and 0n alike
    if (left.value == 0) throw zeroDivision("0.0 cannot be raised to a negative power");
    return floatResult(printing, left.value, right.value);
  }
  return shrink(powerExact(BigInt(left.value), BigInt(right.value)));
}

function floatResult(printing: Printing, left: number | bigint, right: number | bigint): unknown {
  return makeFloat(printing, floatPower(toFloat(left), toFloat(right)));
}

/** `-value` */
export function negate(printing: Printing, { value, float }: Numeric): unknown {
  if (float) return makeFloat(printing, -Number(value));
  if (typeof value === "number") return value === 0 ? 0 : -value;
  return shrink(-value);
}

/** `+value`: a boolean becomes an int. */
export function positive(printing: Printing, { value, float }: Numeric): unknown {
  return float ? makeFloat(printing, Number(value)) : value;
}
