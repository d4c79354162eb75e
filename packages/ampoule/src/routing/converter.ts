/**
 * Converters: from a piece of the path to a typed value, and back (Werkzeug's converters).
 *
 * A converter is a pair of total functions, not a regular expression that the router would run on outside text: `parse`
 * answers `undefined` for what it does not accept, and looks at no more than `maxLength` characters.
 */

import type { ConverterArguments } from "./arguments.ts";

/** How one `<converter:name>` of a rule reads and writes its piece of the path. */
export interface Converter<T = unknown> {
  /** Lower is tried first among the dynamic parts at one place. 50 for numbers, 200 for `path`. @default 100 */
  readonly weight?: number;
  /** Pieces longer than this (in UTF-16 units) never match. @default 255 for custom converters */
  readonly maxLength?: number;
  /** Whether it may span several segments, as `path` does. @default false */
  readonly spansSegments?: boolean;
  /** The value, or `undefined` where the text is not one. Never called with an empty text. */
  parse(text: string): T | undefined;
  /** The text for a value, not yet percent-encoded. @throws RangeError or TypeError for a value it cannot write */
  format(value: unknown): string;
}

/** Makes a converter for the arguments in a rule; throws a plain `Error` saying what is wrong with them. */
export type ConverterFactory<T = unknown> = (args: ConverterArguments) => Converter<T>;

/** Reads declared arguments by position or name, and refuses all others. */
export function options<const Names extends readonly string[]>(
  args: ConverterArguments,
  names: Names,
): { readonly [K in Names[number]]?: unknown } {
  const values: { [K in Names[number]]?: unknown } = {};
  for (const [index, value] of args.positional.entries()) {
    const name = names[index];
    if (name === undefined) throw new Error(`takes at most ${names.length} arguments (${names.join(", ")})`);
    values[name as Names[number]] = value;
  }
  for (const [name, value] of args.named) {
    if (!names.includes(name)) throw new Error(`has no argument "${name}"; it has: ${names.join(", ") || "none"}`);
    values[name as Names[number]] = value;
  }
  return values;
}

/** A whole number, or nothing. */
export function count(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value)) throw new Error(`needs a whole number for "${name}"`);
  return value;
}

/** Any number, or nothing. */
export function bound(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number") throw new Error(`needs a number for "${name}"`);
  return value;
}

/** @throws Error for bounds that nothing is between */
export function assertOrder(min: number | undefined, max: number | undefined, names: string): void {
  if (min !== undefined && max !== undefined && min > max) throw new Error(`has ${names} that nothing is between`);
}

/** The text of a plain value; objects have none that could be meant. */
export function plainText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
  throw new TypeError(`a text is needed, not ${value === null ? "null" : typeof value}`);
}
