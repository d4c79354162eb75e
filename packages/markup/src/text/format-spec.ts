/** The format specifications of Python's `format()`: `[[fill]align][sign][#][0][width][,][.precision][type]`. */
import { characterCount } from "./pad.ts";

const grammar = /^(?:([\s\S])?([<>=^]))?([-+ ])?(#)?(0)?([0-9]{1,6})?([,_])?(?:\.([0-9]{1,3}))?([bcdeEfFgGnosxX%])?$/u;

interface Spec {
  readonly fill: string;
  readonly align: string | undefined;
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly group: string;
  readonly precision: number | undefined;
  readonly type: string | undefined;
}

function parseSpec(text: string): Spec {
  const match = grammar.exec(text);
  if (!match) throw new RangeError(`Invalid format specifier '${text}'.`);
  const [, fill, align, sign, alternate, zero, width, group, precision, type] = match;
  return {
    fill: fill ?? (zero === undefined ? " " : "0"),
    align: align ?? (zero === undefined ? undefined : "="),
    sign: sign ?? "-",
    alternate: alternate !== undefined,
    width: width === undefined ? 0 : Number(width),
    group: group ?? "",
    precision: precision === undefined ? undefined : Number(precision),
    type,
  };
}

/** Sign, the prefix of a base, and digits. */
interface Parts {
  readonly sign: string;
  readonly digits: string;
}

/** At least two digits of exponent, as C prints them. */
function cExponent(text: string): string {
  return text.replace(/e([-+])([0-9])$/, "e$10$2");
}

/** `%g`: the shorter of fixed and scientific notation. */
export function general(value: number, precision: number, keepZeros: boolean): string {
  const significant = precision === 0 ? 1 : precision;
  const scientific = value.toExponential(significant - 1);
  const exponent = Number(scientific.slice(scientific.indexOf("e") + 1));
  const fixed = exponent >= -4 && exponent < significant;
  const text = fixed ? value.toFixed(Math.max(0, significant - 1 - exponent)) : scientific;
  if (keepZeros || !text.includes(".")) return cExponent(text);
  return cExponent(text.replace(/\.?0+(?=e|$)/, ""));
}

/** The digits of a float in one of the notations of C. */
export function floatDigits(value: number, type: string, precision: number, alternate: boolean): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : "inf";
  const kind = type.toLowerCase();
  if (kind === "e") return cExponent(value.toExponential(Math.min(precision, 100)));
  if (kind === "f") return fixedDigits(value, Math.min(precision, 100));
  return general(value, Math.min(precision, 100), alternate);
}

/** `toFixed` turns to scientific notation from 1e21 on; such numbers are integers. */
function fixedDigits(value: number, precision: number): string {
  if (value < 1e21) return value.toFixed(precision);
  return BigInt(value) + (precision > 0 ? "." + "0".repeat(precision) : "");
}

const bases: Readonly<Record<string, readonly [base: number, prefix: string]>> = {
  b: [2, "0b"],
  o: [8, "0o"],
  x: [16, "0x"],
  X: [16, "0X"],
};

/** The digits of an integer in the base of the type, with its prefix if asked for. */
export function integerDigits(value: number | bigint, type: string, alternate: boolean): string {
  const [base, prefix] = bases[type] ?? [10, ""];
  const digits = BigInt(value).toString(base);
  return (alternate ? prefix : "") + (type === "X" ? digits.toUpperCase() : digits);
}

function grouped(digits: string, separator: string): string {
  if (separator === "") return digits;
  const [whole = "", ...rest] = digits.split(".");
  return [whole.replace(/\B(?=(?:[0-9]{3})+$)/g, separator), ...rest].join(".");
}

function numberDigits(value: number | bigint, spec: Spec): string {
  const { type, precision, alternate } = spec;
  if (type === "c") return String.fromCodePoint(Number(value));
  const integral = typeof value === "bigint" || Number.isInteger(value);
  if (integral && (type === undefined || "bdnoxX".includes(type)) && precision === undefined) {
    return integerDigits(value, type ?? "d", alternate);
  }
  const float = Number(value);
  if (type === "%") return `${floatDigits(float * 100, "f", precision ?? 6, alternate)}%`;
  if (type === undefined && precision === undefined) return String(float);
  if (type !== undefined && "bdoxX".includes(type)) {
    throw new TypeError(`Format '${type}' needs an integer without precision.`);
  }
  const digits = floatDigits(float, type ?? "g", precision ?? 6, alternate);
  return type === undefined || type !== type.toUpperCase() ? digits : digits.toUpperCase();
}

function numberParts(value: number | bigint, spec: Spec): Parts {
  const negative = value < 0 || Object.is(value, -0);
  const digits = grouped(numberDigits(negative ? -value : value, spec), spec.group);
  return { sign: negative ? "-" : spec.sign === "-" ? "" : spec.sign, digits };
}

function aligned({ sign, digits }: Parts, spec: Spec, align: string): string {
  const text = sign + digits;
  const missing = Math.max(0, spec.width - characterCount(text));
  if (align === "<") return text + spec.fill.repeat(missing);
  if (align === "=") return sign + spec.fill.repeat(missing) + digits;
  if (align === "^") return spec.fill.repeat(missing >> 1) + text + spec.fill.repeat(missing - (missing >> 1));
  return spec.fill.repeat(missing) + text;
}

/**
 * Formats one value by a specification of Python's `format()`.
 *
 * @throws RangeError for a malformed specification, TypeError for one that does not suit the value.
 */
export function formatValue(value: unknown, specification: string): string {
  if (specification === "") return String(value);
  const spec = parseSpec(specification);
  if (typeof value === "number" || typeof value === "bigint") {
    if (spec.type === "s") throw new TypeError("Format 's' needs text.");
    return aligned(numberParts(value, spec), spec, spec.align ?? ">");
  }
  if (spec.type !== undefined && spec.type !== "s") throw new TypeError(`Format '${spec.type}' needs a number.`);
  if (spec.align === "=") throw new TypeError("Alignment '=' needs a number.");
  const text = String(value);
  const cut = spec.precision === undefined ? text : [...text].slice(0, spec.precision).join("");
  return aligned({ sign: "", digits: cut }, spec, spec.align ?? "<");
}
