/** Python's `%` formatting: `%s`, `%(name)s`, `%5.2f`, `%%`… */
import { floatDigits, integerDigits } from "./format-spec.ts";

const conversion = /%(?:\(([^)]*)\))?([-+ #0]*)([0-9]+|\*)?(?:\.([0-9]+|\*))?[hlL]?([\s\S])?/gu;

/** What is put in: a list by position, a plain object or Map by name, or one value. */
export type PercentArguments = readonly unknown[] | ReadonlyMap<string, unknown> | object | string | number | bigint;

/** Makes text of one value, for `%s`, and the programmer's form of one for `%r`. */
export interface PercentPrinters {
  /** `limit`: at most so many characters of the value (before any escaping, so that no reference is cut). */
  readonly text: (value: unknown, limit?: number) => string;
  readonly repr: (value: unknown, limit?: number) => string;
}

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly type: string;
}

function isMapping(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return value instanceof Map || prototype === Object.prototype || prototype === null;
}

class Values {
  readonly #given: unknown;
  readonly #list: readonly unknown[];
  #next = 0;
  constructor(given: unknown) {
    this.#given = given;
    this.#list = Array.isArray(given) ? given : [given];
  }

  next(): unknown {
    if (this.#next >= this.#list.length) throw new TypeError("Not enough values for the format string.");
    return this.#list[this.#next++];
  }

  named(name: string): unknown {
    if (!isMapping(this.#given)) throw new TypeError("A format with names needs an object or a Map.");
    if (this.#given instanceof Map) return this.#given.get(name);
    const own = Object.getOwnPropertyDescriptor(this.#given, name);
    if (!own) throw new TypeError(`The format string was not given '${name}'.`);
    return own.value;
  }

  finish(): void {
    if (!isMapping(this.#given) && this.#next < this.#list.length) {
      throw new TypeError("Not all values are used by the format string.");
    }
  }
}

function demandNumber(value: unknown, type: string): number | bigint {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (typeof value === "boolean") return Number(value);
  throw new TypeError(`%${type} needs a number.`);
}

function numberText(value: number | bigint, { flags, width, precision, type }: Directive): string {
  const negative = value < 0 || Object.is(value, -0);
  const size = negative ? -value : value;
  const sign = negative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  const alternate = flags.includes("#");
  const digits = "diuoxX".includes(type)
    ? integerDigits(typeof size === "bigint" ? size : Math.trunc(size), type, alternate).padStart(precision ?? 0, "0")
    : floatDigits(Number(size), type, precision ?? 6, alternate);
  const shown = "EFG".includes(type) ? digits.toUpperCase() : digits;
  const zeros = flags.includes("0") && !flags.includes("-") ? Math.max(0, width - sign.length - shown.length) : 0;
  return sign + "0".repeat(zeros) + shown;
}

function fieldText(value: unknown, directive: Directive, printers: PercentPrinters): string {
  const { type, precision } = directive;
  if ("diouxXeEfFgG".includes(type)) return numberText(demandNumber(value, type), directive);
  if (type === "c") return printers.text(typeof value === "number" ? String.fromCodePoint(value) : String(value));
  if (!"sra".includes(type)) throw new RangeError(`'%${type}' is no conversion of a format string.`);
  return type === "s" ? printers.text(value, precision) : printers.repr(value, precision);
}

function padded(text: string, { flags, width }: Directive): string {
  return flags.includes("-") ? text.padEnd(width) : text.padStart(width);
}

/** Fills the conversions of a `%` format string. */
export function formatPercent(format: string, given: unknown, printers: PercentPrinters): string {
  const values = new Values(given);
  const size = (text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    return Math.min(100_000, Number(text === "*" ? values.next() : text));
  };
  const filled = format.replace(conversion, (...match: readonly (string | undefined)[]) => {
    const [, name, flags = "", width, precision, type] = match;
    if (type === undefined) throw new RangeError("Incomplete conversion at the end of a format string.");
    if (type === "%") return "%";
    const directive = { flags, width: size(width) ?? 0, precision: size(precision), type };
    const value = name === undefined ? values.next() : values.named(name);
    return padded(fieldText(value, directive, printers), directive);
  });
  values.finish();
  return filled;
}
