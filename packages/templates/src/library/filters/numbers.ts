/** Filters on numbers: abs, int, float, round, sum, filesizeformat. */
import { isMarkup } from "@ampoule/markup";
import { FilterArgumentError } from "../../errors.ts";
import type { FilterState } from "../../runtime/values/contract.ts";
import { overflow, typeError, valueError } from "../../runtime/values/failures.ts";
import { fixed, scaled } from "../../runtime/values/format/decimal.ts";
import { givenInteger } from "../../runtime/values/methods/given.ts";
import { type Numeric, numeric, shrink, toFloat } from "../../runtime/values/numbers.ts";
import { parseFloatText, parseInteger } from "../../runtime/values/parsing.ts";
import { isUndefined } from "../../runtime/values/undefined.ts";
import { attributeGetter } from "../attributes.ts";
import { awaiting } from "../awaiting.ts";
import { type Entry, entry } from "../entry.ts";

function abs(state: FilterState, value: unknown): unknown {
  const number = numeric(value);
  if (number === undefined) throw typeError(`bad operand type for abs(): '${state.ops.typeName(value)}'`);
  const isNegative = number.value < 0 || Object.is(number.value, -0);
  return isNegative ? state.ops.negate(value) : state.ops.positive(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : isMarkup(value) ? value.toString() : undefined;
}

/** A float cut off at the point; null for one that is no number. */
function truncated(value: number): number | bigint | null {
  if (Number.isNaN(value)) return null;
  if (!Number.isFinite(value)) throw overflow("cannot convert float infinity to integer");
  return shrink(BigInt(Math.trunc(value)));
}

/** Python's `int(text, base)` refuses every other base with a TypeError, which the filter takes for "no integer". */
function isInteger(value: unknown): boolean {
  return typeof value === "boolean" || typeof value === "bigint" || Number.isSafeInteger(value);
}

function int(_state: FilterState, value: unknown, otherwise: unknown = 0, base: unknown = 10): unknown {
  if (isUndefined(value)) return value.fail();
  const text = textOf(value);
  if (text !== undefined) {
    const parsed = isInteger(base) ? parseInteger(text, givenInteger(base)) : null;
    if (parsed !== null) return parsed;
    // "42.23" is 42.
    const float = parseFloatText(text);
    return float === null || !Number.isFinite(float) ? otherwise : (truncated(float) ?? otherwise);
  }
  const number = numeric(value);
  if (number === undefined) return otherwise;
  return number.float ? (truncated(Number(number.value)) ?? otherwise) : number.value;
}

function float(state: FilterState, value: unknown, otherwise: unknown = state.ops.float(0)): unknown {
  if (isUndefined(value)) return value.fail();
  const text = textOf(value);
  const number = text === undefined ? numericFloat(value) : parseFloatText(text);
  return number === null ? otherwise : state.ops.float(number);
}

function numericFloat(value: unknown): number | null {
  const number = numeric(value);
  return number === undefined ? null : toFloat(number.value);
}

/** Half to even at a power of ten of an int. */
function roundInteger(value: number | bigint, places: number): number | bigint {
  if (places >= 0) return value;
  const unit = 10n ** BigInt(Math.min(-places, 5000));
  const integer = BigInt(value);
  const size = integer < 0n ? -integer : integer;
  const rest = size % unit;
  const isUp = rest * 2n > unit || (rest * 2n === unit && (size / unit) % 2n === 1n);
  const rounded = size - rest + (isUp ? unit : 0n);
  return shrink(integer < 0n ? -rounded : rounded);
}

/** `round(value, places)` of a float: correctly rounded, half to even on the exact value. */
function roundFloat(value: number, places: number): number {
  if (!Number.isFinite(value) || places > 340) return value;
  if (places < -330) return 0 * value;
  const size = places >= 0 ? Number(fixed(value, places)) : Number(scaled(value, places) * 10n ** BigInt(-places));
  return value < 0 || Object.is(value, -0) ? -size : size;
}

const directions: ReadonlyMap<unknown, (value: number) => number> = new Map([
  ["ceil", Math.ceil],
  ["floor", Math.floor],
]);

/** Up or down at a decimal place, computed as Jinja2 does: `ceil(value * 10 ** precision) / 10 ** precision`. */
function roundTo(
  state: FilterState,
  number: Numeric,
  precision: unknown,
  direction: (value: number) => number,
): unknown {
  const { ops } = state;
  const original = number.float ? ops.float(Number(number.value)) : number.value;
  const factor = ops.power(10, precision);
  const shifted = numeric(ops.multiply(original, factor));
  const whole = shifted?.float ? truncated(direction(Number(shifted.value))) : shifted?.value;
  if (whole === null) throw valueError("cannot convert float NaN to integer");
  return ops.divide(whole, factor);
}

function round(state: FilterState, value: unknown, precision: unknown = 0, method: unknown = "common"): unknown {
  const direction = directions.get(method);
  if (direction === undefined && method !== "common") {
    throw new FilterArgumentError("method must be common, ceil or floor");
  }
  const number = numeric(value);
  if (direction !== undefined) {
    if (number !== undefined) return roundTo(state, number, precision, direction);
    // As Jinja2: the multiplication says what is wrong.
    state.ops.multiply(value, state.ops.power(10, precision));
    throw typeError(`must be real number, not ${state.ops.typeName(value)}`);
  }
  if (number === undefined) {
    throw typeError(
      `type ${state.ops.typeName(value)} doesn't define __round__ method`,
      "`|float|round` rounds a text.",
    );
  }
  if (precision === null) {
    const whole = number.float ? truncated(roundFloat(Number(number.value), 0)) : number.value;
    if (whole === null) throw valueError("cannot convert float NaN to integer");
    return whole;
  }
  const places = givenInteger(precision);
  return number.float ? state.ops.float(roundFloat(Number(number.value), places)) : roundInteger(number.value, places);
}

function sum(state: FilterState, value: unknown, attribute: unknown = null, start: unknown = 0): unknown {
  if (typeof start === "string" || isMarkup(start)) {
    throw typeError("sum() can't sum strings [use ''.join(seq) instead]", "Use the filter `join`.");
  }
  const get = attribute === null ? (item: unknown): unknown => item : attributeGetter(state, attribute);
  let total = start;
  for (const item of state.ops.iterate(value)) total = state.ops.add(total, get(item));
  return total;
}

const decimalUnits = ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
const binaryUnits = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"];

/** The size as a float. @throws TemplateRuntimeError where Python's `float()` does. */
function size(state: FilterState, value: unknown): number {
  if (isUndefined(value)) return value.fail();
  const text = textOf(value);
  const bytes = text === undefined ? numericFloat(value) : parseFloatText(text);
  if (bytes !== null) return bytes;
  if (text !== undefined) throw valueError(`could not convert string to float: ${state.ops.repr(text)}`);
  throw typeError(`float() argument must be a string or a real number, not '${state.ops.typeName(value)}'`);
}

function fileSize(state: FilterState, value: unknown, binary: unknown = false): string {
  const isBinary = state.ops.truthy(binary);
  const bytes = size(state, value);
  const base = isBinary ? 1024 : 1000;
  if (bytes === 1) return "1 Byte";
  if (bytes < base) return `${truncated(bytes)} Bytes`;
  const units = isBinary ? binaryUnits : decimalUnits;
  let index = 0;
  while (index < units.length - 1 && !(bytes < base ** (index + 2))) index++;
  const amount = (base * bytes) / base ** (index + 2);
  return `${Number.isFinite(amount) ? fixed(amount, 1) : String(amount).toLowerCase().slice(0, 3)} ${units[index]}`;
}

const none = { params: [] };

export const numberFilters: readonly Entry[] = [
  entry("abs", none, abs),
  entry("int", { params: ["default", "base"] }, int),
  entry("float", { params: ["default"] }, float),
  entry("round", { params: ["precision", "method"] }, round),
  entry(
    "sum",
    { params: ["attribute", "start"] },
    awaiting(([attribute]) => attribute, sum),
  ),
  entry("filesizeformat", { params: ["binary"] }, fileSize),
];
