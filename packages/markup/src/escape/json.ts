/** Escapers for data blocks: JSON, import maps, speculation rules. */
import { isJson, toJson } from "../safe/json.ts";
import { isResourceUrl, textOfResourceUrl } from "../safe/resource-url.ts";
import { BLOCKED_URL, blocked } from "./blocked.ts";
import type { ToText } from "./escaper.ts";
import { literalText } from "./literal.ts";
import { isLocalUrl } from "./url.ts";
import { sourceText } from "./values.ts";

/**
 * The text of a string. In import maps and speculation rules (`arg`: `"rules"`) strings say from where code is loaded: a
 * value must be a ResourceUrl, a mere word, or (`"rules local"`) of the page's own origin, where a function of the application
 * made it.
 */
function stringText(value: unknown, toText: ToText, arg: string | undefined): string {
  const text = isJson(value) ? value.toString() : sourceText(value, toText);
  if (!isRule(arg) || /^[\w-]*$/.test(text)) return text;
  if (isResourceUrl(value)) return textOfResourceUrl(value);
  if (arg === "rules local" && isLocalUrl(text)) return text;
  return blocked("jsonString", "In import maps and speculation rules, a URL must be a ResourceUrl.", BLOCKED_URL);
}

function isRule(arg: string | undefined): boolean {
  return arg === "rules" || arg === "rules local";
}

/** Numbers as JSON has them. */
function jsonNumber(text: string): string {
  return text === "NaN" || text.endsWith("Infinity") ? "null" : text;
}

/** A value of JSON. */
export function escapeJsonValue(value: unknown, toText: ToText, arg?: string): string {
  const text = literalText(value, toText, arg);
  if (!text.startsWith('"')) return jsonNumber(text);
  if (!isJson(value)) return toJson(stringText(value, toText, arg)).toString();
  // That a URL came as JSON says nothing of where it leads.
  return isRule(arg) ? toJson(stringText(JSON.parse(text), toText, arg)).toString() : text;
}

/** Inside of a string of JSON. */
export function escapeJsonString(value: unknown, toText: ToText, arg?: string): string {
  return toJson(stringText(value, toText, arg))
    .toString()
    .slice(1, -1);
}
