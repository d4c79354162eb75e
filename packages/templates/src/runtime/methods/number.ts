/** The methods and attributes of `int` and `float`. */
import { makeFloat, type Numeric, numeric } from "../numbers.ts";
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

const none = { params: [] };

export const integerMembers: MemberTable = new Map<string, Method | Property>([
  ...methodTable([
    ["bit_length", none, (_tools, self: unknown) => magnitude(self).length],
    ["bit_count", none, (_tools, self: unknown) => magnitude(self).replaceAll("0", "").length],
    ["conjugate", none, integer],
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
  ]),
  ...propertyTable([
    ["real", float],
    ["imag", (tools) => makeFloat(tools.printing, 0)],
  ]),
]);
