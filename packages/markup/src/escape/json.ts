/** Escapers for data blocks: JSON, import maps, speculation rules. */
import { isJson, toJson } from "../safe/json.ts";
import { isResourceUrl, textOfResourceUrl } from "../safe/resource-url.ts";
import { BLOCKED_URL, blocked } from "./blocked.ts";
import type { ToText } from "./escaper.ts";
import { literalText } from "./literal.ts";
import { sourceText } from "./values.ts";

/**
 * The text of a string. In import maps and speculation rules (`arg`: `"rules"`) strings say from where code is loaded: a
 * value must be a ResourceUrl, or a mere word.
 */
function stringText(value: unknown, toText: ToText, arg: string | undefined): string {
  const text = isJson(value) ? value.toString() : sourceText(value, toText);
  if (arg !== "rules" || /^[\w-]*$/.test(text)) return text;
  if (isResourceUrl(value)) return textOfResourceUrl(value);
  return blocked("jsonString", "In import maps and speculation rules, a URL must be a ResourceUrl.", BLOCKED_URL);
}

/** Numbers as JSON has them. */
function jsonNumber(text: string): string {
  return text === "NaN" || text.endsWith("Infinity") ? "null" : text;
}

/** A value of JSON. */
export function escapeJsonValue(value: unknown, toText: ToText, arg?: string): string {
  const text = literalText(value, toText, arg);
  if (text.startsWith('"') && !isJson(value)) return toJson(stringText(value, toText, arg)).toString();
  return jsonNumber(text);
}

/** Inside of a string of JSON. */
export function escapeJsonString(value: unknown, toText: ToText, arg?: string): string {
  return toJson(stringText(value, toText, arg))
    .toString()
    .slice(1, -1);
}
