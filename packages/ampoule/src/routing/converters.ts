/** The converters by name: the built-in ones, and those that an application adds. */

import type { Converter, ConverterFactory } from "./converter.ts";
import { assertLinear } from "./linear.ts";
import { float, int } from "./number-converters.ts";
import { any, path, string, uuid } from "./text-converters.ts";

/** The converters that every application has, by the name used in rules. */
export const CONVERTERS: ReadonlyMap<string, ConverterFactory> = new Map<string, ConverterFactory>([
  ["string", string],
  ["default", string],
  ["int", int],
  ["float", float],
  ["path", path],
  ["any", any],
  ["uuid", uuid],
]);

/**
 * A converter of the application's own.
 *
 * @example
 * const app = new App({
 *   mode: "development",
 *   converters: {
 *     year: { pattern: /[12]\d{3}/, parse: Number, format: String },
 *   },
 * });
 * app.get("/archive/<year:y>", (c) => `posts before ${c.params.y + 1}`);
 * await (await client(app).get("/archive/2026")).text(); // "posts before 2027"
 */
export interface CustomConverter<T = string> {
  /** What the piece looks like, anchored at both ends for you. Nested repetition and back references are refused. */
  readonly pattern: RegExp;
  /** From the matched text to the value; `undefined` refuses it after all. @default the text itself */
  parse?(text: string): T | undefined;
  /** From the value to the text. @default `String` */
  format?(value: T): string;
  /** Lower is tried first at one place. @default 100 */
  readonly weight?: number;
  /** Longer pieces never match. @default 255 */
  readonly maxLength?: number;
}

/** Wraps what an application declared. @throws Error when the pattern may take exponential time */
export function customConverter(name: string, declared: CustomConverter<unknown>): Converter {
  assertLinear(declared.pattern, `The converter "${name}"`);
  const flags = declared.pattern.flags.replaceAll(/[gy]/g, "");
  const anchored = new RegExp(`^(?:${declared.pattern.source})$`, flags);
  return {
    weight: declared.weight ?? 100,
    maxLength: declared.maxLength ?? 255,
    parse(text) {
      if (!anchored.test(text)) return undefined;
      return declared.parse === undefined ? text : declared.parse(text);
    },
    format(value) {
      const written = declared.format === undefined ? String(value) : declared.format(value);
      if (!anchored.test(written))
        throw new RangeError(`${JSON.stringify(written)} does not match ${declared.pattern}`);
      return written;
    },
  };
}
