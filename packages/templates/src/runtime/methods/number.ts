/** The methods of `int` and `float`. */
import { makeFloat, type Numeric, numeric } from "../numbers.ts";
import { type MethodTable, methodTable } from "./method.ts";

function magnitude(value: unknown): string {
  const { value: number } = numeric(value) as Numeric;
  const integer = BigInt(number);
  return integer === 0n ? "" : (integer < 0n ? -integer : integer).toString(2);
}

const none = { params: [] };

export const integerMethods: MethodTable = methodTable([
  ["bit_length", none, (_tools, self: unknown) => magnitude(self).length],
  ["bit_count", none, (_tools, self: unknown) => magnitude(self).replaceAll("0", "").length],
  ["conjugate", none, (_tools, self: unknown) => (numeric(self) as Numeric).value],
]);

export const floatMethods: MethodTable = methodTable([
  ["is_integer", none, (_tools, self: unknown) => Number.isInteger(Number((numeric(self) as Numeric).value))],
  ["conjugate", none, (tools, self: unknown) => makeFloat(tools.printing, Number((numeric(self) as Numeric).value))],
]);
