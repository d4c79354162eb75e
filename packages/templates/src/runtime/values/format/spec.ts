/** Python's format specifications: `format(value, ">8,.2f")`. */
import { isMarkup } from "@ampoule/markup";
import { maxText } from "../bounds.ts";
import { limit, typeError, valueError } from "../failures.ts";
import { floatRepr } from "../floats.ts";
import { textLength } from "../iteration.ts";
import { typeName } from "../kinds.ts";
import { type Numeric, numeric } from "../numbers.ts";
import type { Printer } from "../repr.ts";
import { isUndefined } from "../undefined.ts";
import { cutText } from "./cut.ts";
import { characterOf, formatFloat, formatInteger, isNegative } from "./number.ts";

/** A specification, taken apart. Empty strings where nothing was given. */
interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  /** `z`: no minus in front of a zero. */
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | null;
  readonly type: string;
}

const pattern = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d{0,9})([,_])?(?:\.(\d{1,9}))?([a-zA-Z%])?$/su;

function parse(spec: string, value: unknown): Spec {
  const match = pattern.exec(spec);
  if (match === null) throw valueError(`Invalid format specifier '${spec}' for object of type '${typeName(value)}'`);
  const [, fill, align = "", sign = "", zeroSign, alternate, zero, width = "", grouping = "", precision, type = ""] =
    match;
  const parsed = {
    fill: fill ?? (zero === undefined ? " " : "0"),
    align,
    sign,
    noNegativeZero: zeroSign !== undefined,
    alternate: alternate !== undefined,
    zero: zero !== undefined,
    width: Number(width),
    grouping,
    precision: precision === undefined ? null : Number(precision),
    type,
  };
  if (parsed.width > maxText) throw limit(`the text would have more than ${maxText} characters`);
  return parsed;
}

function unknownCode(type: string, value: unknown): never {
  throw valueError(`Unknown format code '${type}' for object of type '${typeName(value)}'`);
}

function align(text: string, { fill, width }: Spec, how: string): string {
  const pad = Math.max(0, width - textLength(text));
  if (how === "<") return text + fill.repeat(pad);
  if (how === "^") return fill.repeat(Math.floor(pad / 2)) + text + fill.repeat(pad - Math.floor(pad / 2));
  return fill.repeat(pad) + text;
}

/** Thousands: from the right, in groups of `size`. */
function group(digits: string, separator: string, size: number): string {
  if (separator === "") return digits;
  const first = digits.length % size || size;
  let out = digits.slice(0, first);
  for (let at = first; at < digits.length; at += size) out += separator + digits.slice(at, at + size);
  return out;
}

/** Zeros in front of digits until they fill the width, separators among them. */
function zeroPad(digits: string, separator: string, size: number, width: number): string {
  let padded = group(digits, separator, size);
  let length = digits.length;
  while (padded.length < width) {
    length = Math.max(length + 1, length + Math.floor(((width - padded.length) * size) / (size + 1)));
    const next = group(digits.padStart(length, "0"), separator, size);
    if (
      next.length > width &&
      next[next.length - width] !== separator &&
      group(digits.padStart(length - 1, "0"), separator, size).length >= width
    ) {
      break;
    }
    padded = next;
  }
  return padded;
}

/** Sign, prefix, grouped digits and the rest, put into the width. */
function assemble(spec: Spec, negative: boolean, prefix: string, digits: string, rest: string, size: number): string {
  const sign = negative ? "-" : spec.sign === "+" || spec.sign === " " ? spec.sign : "";
  const isInside = spec.align === "=" || (spec.align === "" && spec.zero);
  if (isInside && spec.fill === "0") {
    const room = spec.width - sign.length - prefix.length - rest.length;
    return sign + prefix + zeroPad(digits, spec.grouping, size, room) + rest;
  }
  const body = group(digits, spec.grouping, size) + rest;
  if (isInside) return sign + prefix + align(body, { ...spec, width: spec.width - sign.length - prefix.length }, ">");
  return align(sign + prefix + body, spec, spec.align === "" ? ">" : spec.align);
}

/** Digits before and after the decimal point or exponent. */
function splitDigits(text: string): readonly [digits: string, rest: string] {
  const end = text.search(/[^0-9]/);
  return end === -1 ? [text, ""] : [text.slice(0, end), text.slice(end)];
}

function withoutType(value: number, { precision, alternate }: Spec): string {
  const absolute = Math.abs(value);
  if (precision === null) {
    const text = floatRepr(absolute);
    return alternate && !text.includes(".") ? text.replace("e", ".e") : text;
  }
  const text = formatFloat(absolute, "", precision, alternate);
  // Without a type there is always a digit after the point.
  return /[.en]/.test(text) ? text : `${text}.0`;
}

/** @throws TemplateRuntimeError where thousands are to be separated in a type that has none. */
function checkGrouping({ grouping, type }: Spec, without: readonly string[]): void {
  if (grouping !== "" && without.includes(type)) throw valueError(`Cannot specify '${grouping}' with '${type}'.`);
}

function formatCharacter(value: bigint, spec: Spec): string {
  const integer = "integer format specifier 'c'";
  if (spec.sign !== "") throw valueError(`Sign not allowed with ${integer}`);
  if (spec.alternate) throw valueError(`Alternate form (#) not allowed with ${integer}`);
  const isInside = spec.align === "=" || spec.align === "";
  return align(characterOf(value), spec, isInside ? ">" : spec.align);
}

function formatReal(value: number, spec: Spec, original: unknown): string {
  const { precision, alternate } = spec;
  checkGrouping(spec, ["n"]);
  let text: string;
  if (spec.type === "") text = withoutType(value, spec);
  else if (spec.type === "%") text = `${formatFloat(value * 100, "f", precision ?? 6, alternate)}%`;
  else if ("eEfFgG".includes(spec.type)) text = formatFloat(value, spec.type, precision ?? 6, alternate);
  else if (spec.type === "n") text = formatFloat(value, "g", precision ?? 6, alternate);
  else return unknownCode(spec.type, original);
  const negative = isNegative(value) && !(spec.noNegativeZero && !/[1-9n]/i.test(text));
  const [digits, rest] = splitDigits(text);
  return digits === ""
    ? assemble({ ...spec, grouping: "" }, negative, "", "", rest, 3)
    : assemble(spec, negative, "", digits, rest, 3);
}

function formatWhole(value: bigint, spec: Spec, original: unknown): string {
  if (spec.noNegativeZero)
    throw valueError("Negative zero coercion (z) not allowed in format specifier with integer presentation type");
  if (spec.precision !== null) throw valueError("Precision not allowed in integer format specifier");
  checkGrouping(spec, ["n", "c"]);
  const type = spec.type === "" || spec.type === "n" ? "d" : spec.type;
  if (type === "c") return formatCharacter(value, spec);
  if (!"bcdoxX".includes(type)) return unknownCode(type, original);
  const [digits, prefix] = formatInteger(value, type);
  if (spec.grouping === "," && type !== "d") throw valueError(`Cannot specify ',' with '${type}'.`);
  return assemble(spec, value < 0n, spec.alternate ? prefix : "", digits, "", type === "d" ? 3 : 4);
}

function formatNumber(number: Numeric, spec: Spec, original: unknown): string {
  if (number.float || (spec.type !== "" && "eEfFgG%".includes(spec.type))) {
    return formatReal(Number(number.value), spec, original);
  }
  return formatWhole(BigInt(number.value), spec, original);
}

function formatText(text: string, spec: Spec, original: unknown): string {
  if (spec.type !== "" && spec.type !== "s") return unknownCode(spec.type, original);
  if (spec.align === "=") throw valueError("'=' alignment not allowed in string format specifier");
  if (spec.noNegativeZero) throw valueError("Negative zero coercion (z) not allowed in string format specifier");
  if (spec.sign !== "") throw valueError("Sign not allowed in string format specifier");
  if (spec.alternate) throw valueError("Alternate form (#) not allowed in string format specifier");
  if (spec.grouping !== "") throw valueError(`Cannot specify '${spec.grouping}' with 's'.`);
  const cut = spec.precision === null ? text : cutText(text, spec.precision, false);
  return align(cut, spec, spec.align || "<");
}

/** `format(value, spec)`. @throws TemplateRuntimeError for a specification that does not suit the value. */
export function formatValue(value: unknown, spec: string, printer: Printer): string {
  if (spec === "") return printer.text(value);
  if (typeof value === "string") return formatText(value, parse(spec, value), value);
  if (isMarkup(value)) return formatText(value.toString(), parse(spec, value), value);
  const number = numeric(value);
  if (number !== undefined) return formatNumber(number, parse(spec, value), value);
  if (isUndefined(value)) return value.fail();
  throw typeError(`unsupported format string passed to ${typeName(value)}.__format__`);
}
