/**
 * JSON on the way in.
 *
 * `JSON.parse` accepts documents that two readers understand differently, and documents that are made to harm what reads
 * them later. A scan over the text refuses those first, without recursion (J04): a key twice (J05), `__proto__` and
 * `constructor.prototype` (J03), numbers that would silently become others (J06), halves of surrogate pairs (J08).
 */

import { badRequest, type HttpError } from "../errors.ts";

/** What a document may be. */
export interface ReadJsonOptions {
  /** Levels of arrays and objects. @default 64 */
  readonly maxDepth?: number | undefined;
}

const DETAILS = {
  json_syntax: "What was sent is not JSON.",
  json_depth: "The JSON is nested too deeply.",
  json_duplicate_key: "The JSON has an object with the same key twice.",
  json_forbidden_key: "The JSON has a key that is not allowed.",
  json_number: "The JSON has a number that cannot be represented exactly; send it as a string.",
  json_text: "The JSON has half of a surrogate pair.",
} as const;

function refuse(code: keyof typeof DETAILS, cause?: unknown): HttpError {
  return badRequest({ code, detail: DETAILS[code], cause });
}

/** What is known about an array or object that is still open. */
interface Level {
  /** The keys so far; `null` for an array. */
  readonly keys: Set<string> | null;
  /** Whether the next string is a key. */
  expectsKey: boolean;
  /** Whether it is the value of a key `constructor`. */
  readonly ofConstructor: boolean;
}

const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** The index behind the closing quote of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw refuse("json_syntax");
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === 92) backslashes++;
    // An even number of backslashes escape one another, not the quote. Those of an earlier string cannot be among
    // them: a quote stands between.
    if (backslashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

/** The text of a string token. */
function decodeString(token: string): string {
  if (!token.includes("\\")) return token.slice(1, -1);
  try {
    return JSON.parse(token) as string;
  } catch (cause) {
    throw refuse("json_syntax", cause);
  }
}

function checkNumber(token: string): void {
  const value = Number(token);
  if (Number.isSafeInteger(value) || (Number.isFinite(value) && keepsDigits(token, value))) return;
  throw refuse("json_number");
}

/**
 * Fractions are near enough by nature. A whole number beyond 2^53 may stand as long as it is written with an exponent and is the one that
 * comes out: `1e20`, but not `9007199254740993e0`.
 */
function keepsDigits(token: string, value: number): boolean {
  if (!Number.isInteger(value)) return true;
  return !/^-?\d+$/.test(token) && significantDigits(token) === significantDigits(String(value));
}

/** Without sign, dot, exponent and the zeros around: at most as long as the document, in linear time. */
function significantDigits(number: string): string {
  const digits = (/^[^eE]*/.exec(number)?.[0] ?? "").replaceAll(/[-.]/g, "");
  let start = 0;
  let end = digits.length;
  while (digits[start] === "0") start++;
  while (end > start && digits[end - 1] === "0") end--;
  return digits.slice(start, end);
}

function checkKey(level: Level, key: string): void {
  if (key === "__proto__" || (level.ofConstructor && key === "prototype")) throw refuse("json_forbidden_key");
  if (level.keys?.has(key)) throw refuse("json_duplicate_key");
  level.keys?.add(key);
  level.expectsKey = false;
}

/** Throws for a document that is refused; what is not JSON at all may pass, `JSON.parse` is the judge of that. */
function scan(text: string, maxDepth: number): void {
  const levels: Level[] = [];
  let key = "";
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    const level = levels.at(-1);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      const token = text.slice(at, end);
      const decoded = level?.expectsKey || token.includes("\\u") ? decodeString(token) : token;
      if (!decoded.isWellFormed()) throw refuse("json_text");
      if (level?.expectsKey) {
        key = decoded;
        checkKey(level, key);
      }
      at = end;
    } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      if (levels.length >= maxDepth) throw refuse("json_depth");
      const object = code === OPEN_OBJECT;
      const ofConstructor = object && level?.keys != null && key === "constructor";
      levels.push({ keys: object ? new Set() : null, expectsKey: object, ofConstructor });
      at++;
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      levels.pop();
      at++;
    } else if (code === COMMA) {
      if (level?.keys != null) level.expectsKey = true;
      at++;
    } else if (code === MINUS || (code >= 48 && code <= 57)) {
      NUMBER.lastIndex = at;
      const token = NUMBER.exec(text)?.[0];
      if (token === undefined) throw refuse("json_syntax");
      checkNumber(token);
      at += token.length;
    } else at++;
  }
}

/**
 * Reads a JSON document strictly.
 *
 * @param text UTF-8 decoded already
 * @throws HttpError 400 with the code `json_syntax`, `json_depth`, `json_duplicate_key`, `json_forbidden_key`,
 *   `json_number` or `json_text`; its page repeats nothing of the document
 * @example
 * readJson('{ "a": [1] }'); // { a: [1] }
 * readJson('{ "a": 1, "a": 2 }'); // throws HttpError
 */
export function readJson(text: string, options: ReadJsonOptions = {}): unknown {
  scan(text, options.maxDepth ?? 64);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw refuse("json_syntax", cause);
  }
}
