/** The converters for numbers: `int`, `float`. */

import { assertOrder, bound, type ConverterFactory, count, options } from "./converter.ts";

function isDigits(value: string, from: number): boolean {
  if (from >= value.length) return false;
  for (let i = from; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

function within(value: number, min: number | undefined, max: number | undefined): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

function assertWithin(value: number, min: number | undefined, max: number | undefined, signed: boolean): void {
  if (!within(value, min, max)) throw new RangeError(`${value} is not between ${min ?? "-∞"} and ${max ?? "∞"}`);
  if (value < 0 && !signed) throw new RangeError(`${value} is negative; write "signed=true" in the rule to allow it`);
}

/** A number, or the text of one in this grammar: `Number` reads `true`, `" 7 "` and `"0x10"` as well. Else `NaN`. */
function numberOf(value: unknown, grammar: RegExp): number {
  if (typeof value === "number") return value;
  return typeof value === "bigint" || (typeof value === "string" && grammar.test(value)) ? Number(value) : Number.NaN;
}

/** `<int(fixedDigits=…, min=…, max=…, signed=false):id>`: beyond 2^53 a number would not be the one that was asked for. */
export const int: ConverterFactory<number> = (args) => {
  const given = options(args, ["fixedDigits", "min", "max", "signed"]);
  const digits = count(given.fixedDigits, "fixedDigits") ?? 0;
  const min = bound(given.min, "min");
  const max = bound(given.max, "max");
  assertOrder(min, max, "min and max");
  const signed = given.signed === true;
  return {
    weight: 50,
    maxLength: Math.max(17, digits + 1),
    parse(value) {
      const negative = signed && value.charCodeAt(0) === 45;
      if (!isDigits(value, negative ? 1 : 0)) return undefined;
      if (digits > 0 && value.length - (negative ? 1 : 0) !== digits) return undefined;
      const number = Number(value);
      // -0 would be written back as 0: one value, one address.
      return Number.isSafeInteger(number) && !Object.is(number, -0) && within(number, min, max) ? number : undefined;
    },
    format(value) {
      const number = numberOf(value, /^-?\d+$/);
      if (!Number.isSafeInteger(number)) throw new RangeError("a whole number (within ±2^53) is needed");
      assertWithin(number, min, max, signed);
      const written = String(Math.abs(number)).padStart(digits, "0");
      if (digits > 0 && written.length > digits) throw new RangeError(`${number} has more than ${digits} digits`);
      return number < 0 ? `-${written}` : written;
    },
  };
};

/** `<float(min=…, max=…, signed=false):x>`: digits, a dot, digits. */
export const float: ConverterFactory<number> = (args) => {
  const given = options(args, ["min", "max", "signed"]);
  const min = bound(given.min, "min");
  const max = bound(given.max, "max");
  assertOrder(min, max, "min and max");
  const signed = given.signed === true;
  return {
    weight: 50,
    maxLength: 64,
    parse(value) {
      const from = signed && value.charCodeAt(0) === 45 ? 1 : 0;
      const dot = value.indexOf(".");
      if (dot <= from || !isDigits(value.slice(0, dot), from) || !isDigits(value, dot + 1)) return undefined;
      const number = Number(value);
      return Number.isFinite(number) && within(number, min, max) ? number : undefined;
    },
    format(value) {
      const number = numberOf(value, /^-?\d+(?:\.\d+)?$/);
      if (Number.isNaN(number)) throw new RangeError("a number is needed");
      const written = String(number);
      if (!Number.isFinite(number) || written.includes("e"))
        throw new RangeError(`${written} cannot be written with digits and a dot`);
      assertWithin(number, min, max, signed);
      return written.includes(".") ? written : `${written}.0`;
    },
  };
};
