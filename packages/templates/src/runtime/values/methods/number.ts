/** The methods and attributes of `int` and `float`. */
import { overflow, valueError } from "../failures.ts";
import { floatRepr } from "../floats.ts";
import { makeFloat, type Numeric, numeric, shrink } from "../numbers.ts";
import { type Tuple, tuple } from "../values.ts";
import { type MemberTable, type Method, methodTable, type Property, propertyTable, type Tools } from "./method.ts";

function magnitude(value: unknown): string {
  const { value: number } = numeric(value) as Numeric;
  const integer = BigInt(number);
  return integer === 0n ? "" : (integer < 0n ? -integer : integer).toString(2);
}

function integer(_tools: Tools, self: unknown): number | bigint {
  return (numeric(self) as Numeric).value;
}

function float(tools: Tools, self: unknown): unknown {
  return makeFloat(tools.printing, Number(integer(tools, self)));
}

/** The fraction in lowest terms that a number is. */
function ratio(self: unknown): Tuple {
  const { value, float: isFloat } = numeric(self) as Numeric;
  if (!isFloat) return tuple([value, 1]);
  const number = Number(value);
  if (Number.isNaN(number)) throw valueError("cannot convert NaN to integer ratio");
  if (!Number.isFinite(number)) throw overflow("cannot convert Infinity to integer ratio");
  let numerator = number;
  let denominator = 1n;
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    denominator *= 2n;
  }
  return tuple([shrink(BigInt(numerator)), shrink(denominator)]);
}

/** The bits of a float in hexadecimal: `0x1.8000000000000p+0`. */
function hexadecimal(self: unknown): string {
  const number = Number((numeric(self) as Numeric).value);
  if (!Number.isFinite(number)) return floatRepr(number);
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(number));
  const exponent = view.getUint16(0) >> 4;
  const digits = (view.getBigUint64(0) & 0xf_ffff_ffff_ffffn).toString(16).padStart(13, "0");
  const sign = number < 0 || Object.is(number, -0) ? "-" : "";
  if (number === 0) return `${sign}0x0.0p+0`;
  const power = exponent === 0 ? -1022 : exponent - 1023;
  return `${sign}0x${exponent === 0 ? 0 : 1}.${digits}p${power < 0 ? "" : "+"}${power}`;
}

const none = { params: [] };

export const integerMembers: MemberTable = new Map<string, Method | Property>([
  ...methodTable([
    ["bit_length", none, (_tools, self: unknown) => magnitude(self).length],
    ["bit_count", none, (_tools, self: unknown) => magnitude(self).replaceAll("0", "").length],
    ["conjugate", none, integer],
    ["as_integer_ratio", none, (_tools, self: unknown) => ratio(self)],
  ]),
  ...propertyTable([
    ["real", integer],
    ["imag", () => 0],
    ["numerator", integer],
    ["denominator", () => 1],
  ]),
]);

export const floatMembers: MemberTable = new Map<string, Method | Property>([
  ...methodTable([
    ["is_integer", none, (tools, self: unknown) => Number.isInteger(Number(integer(tools, self)))],
    ["conjugate", none, float],
    ["as_integer_ratio", none, (_tools, self: unknown) => ratio(self)],
    ["hex", none, (_tools, self: unknown) => hexadecimal(self)],
  ]),
  ...propertyTable([
    ["real", float],
    ["imag", (tools) => makeFloat(tools.printing, 0)],
  ]),
]);
