/** Reading the arguments of Python's methods: of the right type, or an error in Python's words. */
import { isMarkup } from "@ampoule/markup";
import { typeError } from "../failures.ts";
import { typeName } from "../kinds.ts";
import { isUndefined } from "../undefined.ts";

/** A text; Markup counts as its HTML. */
export function givenText(method: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (isMarkup(value)) return value.toString();
  if (isUndefined(value)) return value.fail();
  throw typeError(`${method}() argument must be str, not ${typeName(value)}`);
}

/** A text, or null for "none given". */
export function optionalText(method: string, value: unknown): string | null {
  return value === undefined || value === null ? null : givenText(method, value);
}

/** An int; one beyond all limits is clamped. */
export function givenInteger(value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "bigint") return value < 0n ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER;
  if (isUndefined(value)) return value.fail();
  throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

export function optionalInteger(value: unknown): number | null {
  return value === undefined || value === null ? null : givenInteger(value);
}
