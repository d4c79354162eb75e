/** The literals of the template language, which are Python's: numbers, and strings with their escapes. */
import { characterNamed } from "./charnames.ts";
import { MOST_INTEGER_DIGITS } from "./limits.ts";

/** A literal that is not one: what is wrong with it, and what to write instead. */
export interface LiteralError {
  readonly error: string;
  readonly cure?: string;
}

/** Where a number ends, and of which kind it is. */
export interface NumberExtent {
  readonly end: number;
  readonly float: boolean;
}

const ZERO = 0x30;
const UNDERSCORE = 0x5f;
const DOT = 0x2e;

/** The digits that may follow `0b`, `0o` and `0x`. */
const RADIX_DIGITS: ReadonlyMap<string, RegExp> = new Map([
  ["b", /[01]/],
  ["o", /[0-7]/],
  ["x", /[\da-f]/i],
]);

/** Whether the character at an offset is an ASCII digit. */
export function isDigitAt(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return code >= ZERO && code <= 0x39;
}

/** The end of `\d+(_\d+)*` at an offset where a digit is. */
function digitsEnd(text: string, offset: number): number {
  while (isDigitAt(text, offset) || (text.charCodeAt(offset) === UNDERSCORE && isDigitAt(text, offset + 1))) offset++;
  return offset;
}

/**
 * How far the number at an offset reaches; there must be a digit at the offset.
 *
 * A number right after a dot is no float, so that `a.1.2` is an item of an item. A zero is not followed by further
 * digits in an integer: `012` are two tokens, as in Python.
 */
export function numberExtent(text: string, offset: number): NumberExtent {
  const whole = digitsEnd(text, offset);
  if (offset === 0 || text.charCodeAt(offset - 1) !== DOT) {
    const hasFraction = text.charCodeAt(whole) === DOT && isDigitAt(text, whole + 1);
    const fraction = hasFraction ? digitsEnd(text, whole + 1) : whole;
    const exponent = exponentEnd(text, fraction);
    if (hasFraction || exponent > fraction) return { end: exponent, float: true };
  }
  if (text.charCodeAt(offset) !== ZERO) return { end: whole, float: false };
  const radixDigits = RADIX_DIGITS.get(text.charAt(offset + 1).toLowerCase());
  if (radixDigits) {
    const end = radixEnd(text, offset + 2, radixDigits);
    if (end > offset + 2) return { end, float: false };
  }
  let end = offset + 1;
  while (text.charCodeAt(end) === ZERO || (text.charCodeAt(end) === UNDERSCORE && text.charCodeAt(end + 1) === ZERO))
    end++;
  return { end, float: false };
}

function exponentEnd(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  if (code !== 0x65 && code !== 0x45) return offset;
  const sign = text.charCodeAt(offset + 1);
  const digits = sign === 0x2b || sign === 0x2d ? offset + 2 : offset + 1;
  return isDigitAt(text, digits) ? digitsEnd(text, digits) : offset;
}

/** The end of `(_?digit)*`. */
function radixEnd(text: string, offset: number, digit: RegExp): number {
  for (;;) {
    const at = text.charCodeAt(offset) === UNDERSCORE ? offset + 1 : offset;
    if (!digit.test(text.charAt(at))) return offset;
    offset = at + 1;
  }
}

/** The value of a float as written. */
export function parseFloatLiteral(written: string): number {
  return Number(written.replaceAll("_", ""));
}

/**
 * The value of an integer as written: a `number` while that is exact, else a `bigint`.
 * As in Python, there is a limit on the digits, since reading them takes more than linear time.
 */
export function parseIntegerLiteral(written: string): number | bigint | LiteralError {
  const digits = written.replaceAll("_", "");
  if (digits.length > MOST_INTEGER_DIGITS) {
    return {
      error: `Exceeds the limit (${MOST_INTEGER_DIGITS} digits) for integers: value has ${digits.length} digits`,
    };
  }
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : BigInt(digits);
}

/** The escapes of one character. */
const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\n", ""],
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);

/** How many hexadecimal digits follow these. */
const HEX_ESCAPES: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

/** Resolves the escapes of a string; an escape that Python does not know stays as it is written. */
export function unescapeString(raw: string): string | LiteralError {
  let slash = raw.indexOf("\\");
  if (slash === -1) return raw;
  const pieces: string[] = [];
  let done = 0;
  while (slash !== -1) {
    pieces.push(raw.slice(done, slash));
    const escape = readEscape(raw, slash + 1);
    if ("error" in escape) return escape;
    pieces.push(escape.text);
    done = escape.end;
    slash = raw.indexOf("\\", done);
  }
  pieces.push(raw.slice(done));
  return pieces.join("");
}

function readEscape(raw: string, at: number): { text: string; end: number } | LiteralError {
  const letter = raw.charAt(at);
  const simple = SIMPLE_ESCAPES.get(letter);
  if (simple !== undefined) return { text: simple, end: at + 1 };
  const size = HEX_ESCAPES.get(letter);
  if (size !== undefined) return readHexEscape(raw, at, size);
  if (letter >= "0" && letter <= "7") {
    let end = at + 1;
    while (end < at + 3 && raw.charAt(end) >= "0" && raw.charAt(end) <= "7") end++;
    return { text: String.fromCharCode(Number.parseInt(raw.slice(at, end), 8)), end };
  }
  if (letter === "N") return readNamedEscape(raw, at);
  if (raw.charCodeAt(at) >= 0x80) return readNonAsciiEscape(raw, at);
  return { text: "\\" + letter, end: at + letter.length };
}

/**
 * Python resolves escapes in a form of the string where all other characters are escapes themselves, so a backslash
 * before a character beyond ASCII leaves the escape of the character behind: `'\é'` is `\xe9`, five characters.
 */
function readNonAsciiEscape(raw: string, at: number): { text: string; end: number } {
  const code = raw.codePointAt(at)!;
  const [letter, size] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
  return { text: "\\" + letter + code.toString(16).padStart(size, "0"), end: at + (code < 0x10000 ? 1 : 2) };
}

/** `\N{EM DASH}` */
function readNamedEscape(raw: string, at: number): { text: string; end: number } | LiteralError {
  const close = raw.startsWith("{", at + 1) ? raw.indexOf("}", at) : -1;
  if (close === -1) return { error: "malformed \\N character escape", cure: "Write '\\N{EM DASH}'." };
  const text = characterNamed(raw.slice(at + 2, close));
  if (text !== undefined) return { text, end: close + 1 };
  return {
    error: "unknown Unicode character name",
    cure: "Write the character itself, or its number as in '\\u00e9'.",
  };
}

function readHexEscape(raw: string, at: number, size: number): { text: string; end: number } | LiteralError {
  const digits = raw.slice(at + 1, at + 1 + size);
  if (digits.length < size || !/^[\da-f]+$/i.test(digits)) {
    const form = "\\" + raw.charAt(at) + "X".repeat(size);
    return { error: `truncated ${form} escape`, cure: "Write two backslashes where a backslash is meant." };
  }
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) return { error: "illegal Unicode character", cure: "Unicode ends at '\\U0010ffff'." };
  return { text: String.fromCodePoint(code), end: at + 1 + size };
}
