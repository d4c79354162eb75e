/** Text as numbers, by the rules of Python's `int()` and `float()`. */
import { maxIntegerDigits } from "./bounds.ts";
import { shrink } from "./numbers.ts";
import { strip } from "./text/parts.ts";

/** Decimal digits of all scripts as ASCII. */
function asciiDigits(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return text.replaceAll(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** Digits of a script lie side by side, zero first: the value is the distance to the beginning of the ten. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
  // Blocks without a gap between two scripts' digits: every ten begins anew.
  return (code - zero) % 10;
}

/** Underscores are allowed between digits only. */
function withoutUnderscores(digits: string): string | null {
  if (!digits.includes("_")) return digits;
  return digits.startsWith("_") || digits.endsWith("_") || digits.includes("__") ? null : digits.replaceAll("_", "");
}

const prefixes: ReadonlyMap<string, number> = new Map([
  ["0x", 16],
  ["0o", 8],
  ["0b", 2],
]);

function alphabet(base: number): RegExp {
  const letters = base > 10 ? `a-${String.fromCharCode(86 + base)}` : "";
  return new RegExp(`^[0-${Math.min(base - 1, 9)}${letters}]+$`, "i");
}

function bigintIn(digits: string, base: number): bigint {
  const prefix = [...prefixes].find(([, value]) => value === base)?.[0];
  if (base === 10 || prefix !== undefined) return BigInt((prefix ?? "") + digits);
  let value = 0n;
  for (const digit of digits) value = value * BigInt(base) + BigInt(Number.parseInt(digit, base));
  return value;
}

/** `int(text, base)`, or null where Python raises ValueError. Base 0 goes by the prefix. */
export function parseInteger(text: string, base: number): number | bigint | null {
  if (base !== 0 && (base < 2 || base > 36)) return null;
  let digits = asciiDigits(strip(text, null, "both"));
  const sign = /^[+-]/.exec(digits)?.[0];
  if (sign !== undefined) digits = digits.slice(1);
  const prefixed = prefixes.get(digits.slice(0, 2).toLowerCase());
  const radix = base === 0 ? (prefixed ?? 10) : base;
  if (prefixed === radix && prefixed !== undefined) digits = digits.slice(2).replace(/^_/, "");
  const plain = withoutUnderscores(digits);
  if (plain === null || !alphabet(radix).test(plain)) return null;
  if (base === 0 && radix === 10 && /^0+[1-9]/.test(plain)) return null;
  if (plain.length > maxIntegerDigits) return null;
  const value = bigintIn(plain, radix);
  return shrink(sign === "-" ? -value : value);
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const special: ReadonlyMap<string, number> = new Map([
  ["inf", Infinity],
  ["infinity", Infinity],
  ["nan", Number.NaN],
]);

/** `float(text)`, or null where Python raises ValueError. */
export function parseFloatText(text: string): number | null {
  const given = asciiDigits(strip(text, null, "both"));
  if (/_(?!\d)|(?<!\d)_/.test(given)) return null;
  const plain = given.replaceAll("_", "");
  if (decimal.test(plain)) return Number(plain);
  const isNegative = plain.startsWith("-");
  const found = special.get(plain.replace(/^[+-]/, "").toLowerCase());
  return found === undefined ? null : isNegative ? -found : found;
}
