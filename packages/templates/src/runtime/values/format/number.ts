/** The presentation types of numbers that `%` and `format()` share. */
import { limit, overflow } from "../failures.ts";
import { exponentText } from "../floats.ts";
import { fixed, significant } from "./decimal.ts";

const maxPrecision = 1000;

/** @throws TemplateRuntimeError for more digits than any number has use for. */
function checkPrecision(precision: number): number {
  if (precision > maxPrecision)
    throw limit(`a precision of ${precision} digits is too large (at most ${maxPrecision})`);
  return precision;
}

function trimZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end--;
  return digits.slice(0, end);
}

function exponential(value: number, precision: number, alternate: boolean): string {
  const [digits, exponent] = significant(value, precision + 1);
  const point = precision > 0 || alternate ? "." : "";
  return `${digits[0]}${point}${digits.slice(1)}e${exponentText(exponent)}`;
}

/** Puts the decimal point into significant digits. */
function placePoint(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = digits.slice(exponent + 1);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** @param reserve Digits of the precision that are kept for what follows the point. */
function general(value: number, precision: number, alternate: boolean, reserve: number): string {
  const wanted = Math.max(precision, 1);
  const [all, exponent] = significant(value, wanted);
  const digits = alternate ? all : trimZeros(all).padEnd(1, "0");
  if (exponent < -4 || exponent >= wanted - reserve) {
    const fraction = digits.slice(1);
    return `${digits[0]}${fraction === "" && !alternate ? "" : `.${fraction}`}e${exponentText(exponent)}`;
  }
  const text = placePoint(digits, exponent);
  return alternate && !text.includes(".") ? `${text}.` : text;
}

/**
 * `|value|` in the presentation `type` (`e`, `f` or `g` of either case, or none: as `g` with a digit after the point).
 *
 * @param alternate The `#` flag: keep the point and trailing zeros.
 */
export function formatFloat(value: number, type: string, precision: number, alternate: boolean): string {
  checkPrecision(precision);
  const upper = type !== "" && type === type.toUpperCase();
  const kind = type.toLowerCase();
  let text: string;
  if (Number.isNaN(value)) text = "nan";
  else if (!Number.isFinite(value)) text = "inf";
  else if (kind === "e") text = exponential(value, precision, alternate);
  else if (kind === "f") text = fixed(value, precision) + (alternate && precision === 0 ? "." : "");
  else text = general(value, precision, alternate, kind === "" ? 1 : 0);
  return upper ? text.toUpperCase() : text;
}

const bases: ReadonlyMap<string, readonly [radix: number, prefix: string]> = new Map([
  ["b", [2, "0b"]],
  ["o", [8, "0o"]],
  ["x", [16, "0x"]],
  ["X", [16, "0X"]],
]);

/** `|value|` in a base: digits and the prefix that `#` asks for. */
export function formatInteger(value: bigint, type: string): readonly [digits: string, prefix: string] {
  const [radix, prefix] = bases.get(type) ?? [10, ""];
  const digits = (value < 0n ? -value : value).toString(radix);
  return [type === "X" ? digits.toUpperCase() : digits, prefix];
}

/** `chr(code)`: the character of a code point. */
export function characterOf(code: number | bigint): string {
  if (code < 0 || code > 0x10ffff) throw overflow("%c arg not in range(0x110000)");
  return String.fromCodePoint(Number(code));
}

/** Is the number negative, the zero with a sign included? */
export function isNegative(value: number | bigint): boolean {
  return value < 0 || Object.is(value, -0);
}
