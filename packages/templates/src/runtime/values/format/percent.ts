/** Python's `template % values` (printf-style formatting), on texts and on Markup. */
import { isMarkup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import { maxText } from "../bounds.ts";
import type { Printing } from "../contract.ts";
import { dictGet } from "../dict.ts";
import { keyError, limit, overflow, typeError, valueError } from "../failures.ts";
import { isHtml } from "../html.ts";
import { textLength } from "../iteration.ts";
import { isDict, typeName } from "../kinds.ts";
import { numeric } from "../numbers.ts";
import { missing } from "../object.ts";
import { toAscii } from "../quote.ts";
import { type Printer, printers } from "../repr.ts";
import { isUndefined } from "../undefined.ts";
import { Range, Tuple } from "../values.ts";
import { cutText } from "./cut.ts";
import { characterOf, formatFloat, formatInteger, isNegative } from "./number.ts";
import { type Places, placesOf } from "./places.ts";

/** One `%(key)-08.2f`, taken apart. */
interface Conversion {
  readonly flags: string;
  readonly width: number;
  /** -1: none given. */
  readonly precision: number;
  readonly type: string;
}

const flagCharacters = "-+ #0";
const lengthModifiers = "hlL";

/** What has `__getitem__` may be a mapping of which not every key is used. */
function hasItems(value: unknown): boolean {
  return Array.isArray(value) || isDict(value) || isUndefined(value) || Range.is(value) || value instanceof Uint8Array;
}

/** Reads a template from left to right and hands out the values. */
class Formatter {
  readonly #template: string;
  readonly #values: unknown;
  readonly #printer: Printer;
  /** Where the values stand, if the template is HTML. */
  readonly #places: Places | null;
  #at = 0;
  #used = 0;
  /** A value was looked up by its name: from there on none is taken by its place. */
  #isKeyed = false;

  constructor(template: string, values: unknown, printer: Printer, places: Places | null) {
    this.#template = template;
    this.#values = values;
    this.#printer = printer;
    this.#places = places;
  }

  format(): string {
    let out = "";
    for (;;) {
      const percent = this.#template.indexOf("%", this.#at);
      if (percent === -1) break;
      out += this.#literal(this.#template.slice(this.#at, percent));
      this.#at = percent + 1;
      out += this.#conversion();
      if (out.length > maxText) throw limit(`the text would have more than ${maxText} characters`);
    }
    this.#checkAllUsed();
    return out + this.#literal(this.#template.slice(this.#at));
  }

  #literal(text: string): string {
    return this.#places === null ? text : this.#places.text(text);
  }

  #checkAllUsed(): void {
    const values = this.#values;
    const count = Tuple.is(values) ? values.length : hasItems(values) ? 0 : 1;
    if (this.#used < count) throw typeError("not all arguments converted during string formatting");
  }

  #next(): unknown {
    const values = this.#values;
    const index = this.#used++;
    if (this.#isKeyed) throw typeError("not enough arguments for format string");
    if (Tuple.is(values)) {
      if (index < values.length) return values[index];
    } else if (index === 0) return values;
    throw typeError("not enough arguments for format string");
  }

  #peek(): string {
    const character = this.#template[this.#at];
    if (character === undefined) throw valueError("incomplete format");
    return character;
  }

  #take(characters: string): string {
    const start = this.#at;
    while (characters.includes(this.#peek())) this.#at++;
    return this.#template.slice(start, this.#at);
  }

  /** `(key)`, with balanced parentheses inside. */
  #key(): string | undefined {
    if (this.#template[this.#at] !== "(") return undefined;
    const start = ++this.#at;
    for (let depth = 1; depth > 0; this.#at++) {
      const character = this.#template[this.#at];
      if (character === undefined) throw valueError("incomplete format key");
      depth += character === "(" ? 1 : character === ")" ? -1 : 0;
    }
    return this.#template.slice(start, this.#at - 1);
  }

  #lookUp(key: string): unknown {
    if (!isDict(this.#values)) {
      if (isUndefined(this.#values)) return this.#values.member(key);
      throw typeError("format requires a mapping");
    }
    const value = dictGet(this.#values, key);
    this.#isKeyed = true;
    if (value === missing) throw keyError(`'${key}'`, "The value is looked up by the name in `%(name)s`.");
    return value;
  }

  /** A number in the template, or `*`: from the values. */
  #number(): number {
    if (this.#peek() !== "*") {
      const digits = this.#take("0123456789");
      if (digits.length > 9) throw valueError("width too big");
      return Number(digits);
    }
    this.#at++;
    const value = this.#next();
    if (typeof value !== "number" || !Number.isSafeInteger(value)) throw typeError("* wants int");
    return value;
  }

  #conversion(): string {
    if (this.#template[this.#at] === "%") {
      this.#at++;
      return this.#literal("%");
    }
    const key = this.#key();
    let flags = this.#take(flagCharacters);
    let width = this.#number();
    if (width < 0) {
      flags += "-";
      width = -width;
    }
    let precision = -1;
    if (this.#peek() === ".") {
      this.#at++;
      precision = Math.max(0, this.#number());
    }
    this.#take(lengthModifiers);
    const type = this.#peek();
    this.#at++;
    const value = key === undefined ? this.#next() : this.#lookUp(key);
    if (width > maxText) throw limit(`the text would have more than ${maxText} characters`);
    return this.#convert({ flags, width, precision, type }, value);
  }

  #convert(conversion: Conversion, value: unknown): string {
    const converter = converters.get(conversion.type);
    if (converter === undefined) {
      const code = conversion.type.codePointAt(0)!.toString(16);
      throw valueError(`unsupported format character '${conversion.type}' (0x${code}) at index ${this.#at - 1}`);
    }
    if (isUndefined(value) && !textTypes.has(conversion.type)) return value.fail();
    const places = this.#places;
    if (places === null) return converter(conversion, value, this.#printer, null);
    const next = this.#template.slice(this.#at).split("%", 1)[0]!;
    let escaped = "";
    const printed = converter(conversion, value, this.#printer, (shown, toText) => {
      escaped = places.value(shown, next, toText);
      return escaped;
    });
    // Numbers are as good as the template's own text; so are the blanks around others.
    if (escaped === "") return places.text(printed);
    places.text(printed.slice(escaped.length));
    return printed;
  }
}

/** How what is put into HTML is printed; null in plain text. */
type Escape = ((value: unknown, toText: (value: unknown) => string) => string) | null;

type Converter = (conversion: Conversion, value: unknown, printer: Printer, escape: Escape) => string;

function pad({ flags, width }: Conversion, text: string): string {
  const padding = " ".repeat(Math.max(0, width - textLength(text)));
  return flags.includes("-") ? text + padding : padding + text;
}

/** Sign, prefix, zeros, digits. */
function padNumber(conversion: Conversion, negative: boolean, prefix: string, digits: string): string {
  const { flags, width } = conversion;
  const sign = negative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  const zeros = flags.includes("0") && !flags.includes("-") ? width - sign.length - prefix.length - digits.length : 0;
  return pad(conversion, sign + prefix + "0".repeat(Math.max(0, zeros)) + digits);
}

/** Text is cut before it is escaped: half an entity would be no text. */
const text =
  (convert: (value: unknown, printer: Printer) => string): Converter =>
  (conversion, value, printer, escape) => {
    const { precision } = conversion;
    if (escape !== null && isHtml(value)) {
      const html = escape(value, printer.text);
      return pad(conversion, precision < 0 ? html : cutText(html, precision, true));
    }
    const whole = convert(value, printer);
    const cut = precision < 0 ? whole : cutText(whole, precision, false);
    return pad(conversion, escape === null ? cut : escape(cut, String));
  };

function toInteger({ type }: Conversion, value: unknown, wanted: string): bigint {
  const number = numeric(value);
  const takesFloats = type === "d" || type === "i" || type === "u";
  if (number === undefined || (number.float && !takesFloats)) {
    throw typeError(`%${type} format: ${wanted} is required, not ${typeName(value)}`);
  }
  if (typeof number.value === "bigint") return number.value;
  if (Number.isNaN(number.value)) throw valueError("cannot convert float NaN to integer");
  if (!Number.isFinite(number.value)) throw overflow("cannot convert float infinity to integer");
  return BigInt(Math.trunc(number.value));
}

const decimal: Converter = (conversion, value) => {
  const integer = toInteger(conversion, value, "a real number");
  const [digits] = formatInteger(integer, "d");
  return padNumber(conversion, integer < 0n, "", digits.padStart(conversion.precision, "0"));
};

const based: Converter = (conversion, value) => {
  const integer = toInteger(conversion, value, "an integer");
  const [digits, prefix] = formatInteger(integer, conversion.type);
  const shown = conversion.flags.includes("#") ? prefix : "";
  return padNumber(conversion, integer < 0n, shown, digits.padStart(conversion.precision, "0"));
};

const float: Converter = (conversion, value) => {
  const number = numeric(value);
  if (number === undefined) throw typeError(`must be real number, not ${typeName(value)}`);
  const precision = conversion.precision < 0 ? 6 : conversion.precision;
  const real = Number(number.value);
  const digits = formatFloat(real, conversion.type, precision, conversion.flags.includes("#"));
  return padNumber(conversion, isNegative(real), "", digits);
};

const character: Converter = (conversion, value, _printer, escape) => {
  const shown = isMarkup(value) ? value.toString() : value;
  const code = numeric(value);
  let out: string;
  if (typeof shown === "string" && textLength(shown) === 1) out = shown;
  else if (code !== undefined && !code.float) out = characterOf(code.value);
  else throw typeError("%c requires int or char");
  return pad(conversion, escape === null ? out : escape(out, String));
};

const textTypes: ReadonlySet<string> = new Set(["s", "r", "a"]);

const converters: ReadonlyMap<string, Converter> = new Map([
  ["s", text((value, printer) => printer.text(value))],
  ["r", text((value, printer) => printer.repr(value))],
  ["a", text((value, printer) => toAscii(printer.repr(value)))],
  ["d", decimal],
  ["i", decimal],
  ["u", decimal],
  ["o", based],
  ["x", based],
  ["X", based],
  ["e", float],
  ["E", float],
  ["f", float],
  ["F", float],
  ["g", float],
  ["G", float],
  ["c", character],
]);

/**
 * `template % values`. Markup escapes what is put into it and gives Markup.
 *
 * @param values A tuple of values, a dict for `%(name)s`, or the only value.
 * @param isContextual Whether Markup escapes for the place of each value in it, not for text alone
 */
export function formatPercent(printing: Printing, template: unknown, values: unknown, isContextual: boolean): unknown {
  const format = String(template);
  const places = isMarkup(template) ? placesOf(format, isContextual) : null;
  const out = new Formatter(format, values, printers[printing], places).format();
  return places === null ? out : createMarkup(out);
}
