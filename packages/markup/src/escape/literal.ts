/** From values of a template to JSON: what a script is given. */
import { isJson, textOfJson, toJson } from "../safe/json.ts";
import { isHtml } from "../safe/markup.ts";
import type { ToText } from "./escaper.ts";
import { sourceText } from "./values.ts";

/** Objects whose content is data; all others (an undefined name, a form field…) are what they print. */
function isData(value: object): boolean {
  if (Array.isArray(value) || value instanceof Map || value instanceof Set) return true;
  if (typeof Reflect.get(value, "toJSON") === "function") return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The primitive in a box (`new Number(1)`, a float that remembers that it is one); undefined for other objects. */
function unboxed(value: object): number | bigint | boolean | undefined {
  if (typeof Reflect.get(value, "valueOf") !== "function") return undefined;
  const primitive: unknown = value.valueOf();
  const type = typeof primitive;
  return type === "number" || type === "bigint" || type === "boolean" ? (primitive as number) : undefined;
}

/** What a filter may have written that is a literal of JSON without quotes. */
const word = /^(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)$/;

/**
 * JSON text of the value, safe in HTML; numbers that JSON lacks are as JavaScript writes them.
 *
 * @param arg `word` where a text that is a word or number of JSON is meant as that
 */
export function literalText(value: unknown, toText: ToText, arg?: string): string {
  if (isJson(value)) return textOfJson(value);
  if (arg === "word" && typeof value === "string" && word.test(value)) return value;
  if (value === null || value === undefined) return "null";
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (typeof value === "object" && !isHtml(value)) {
    if (isData(value)) return toJson(value).toString();
    const primitive = unboxed(value);
    if (primitive !== undefined) return String(primitive);
  }
  return toJson(sourceText(value, toText)).toString();
}
