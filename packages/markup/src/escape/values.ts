/** From values to the text or HTML that they stand for. */
import { htmlOf, isHtml } from "../safe/markup.ts";
import { isResourceUrl, textOfResourceUrl } from "../safe/resource-url.ts";
import { isSafeAttributes, textOfSafeAttributes } from "../safe/safe-attributes.ts";
import { isSafeScript, textOfSafeScript } from "../safe/safe-script.ts";
import { isSafeStyle, textOfSafeStyle } from "../safe/safe-style.ts";
import { isSafeUrl, textOfSafeUrl } from "../safe/safe-url.ts";
import { decodeReferences } from "../text/references.ts";
import type { ToText } from "./escaper.ts";
import { escapeHtml } from "./html.ts";

/** The text inside a promise that does not count at this place. */
function promisedText(value: unknown): string | undefined {
  if (isResourceUrl(value)) return textOfResourceUrl(value);
  if (isSafeUrl(value)) return textOfSafeUrl(value);
  if (isSafeScript(value)) return textOfSafeScript(value);
  if (isSafeStyle(value)) return textOfSafeStyle(value);
  return isSafeAttributes(value) ? textOfSafeAttributes(value) : undefined;
}

function printed(value: unknown, toText: ToText): string {
  return typeof value === "object" && value !== null ? (promisedText(value) ?? toText(value)) : toText(value);
}

/** The text of a value for places that are not HTML; Markup is taken as the attribute value that it would be. */
export function plainText(value: unknown, toText: ToText): string {
  if (typeof value === "string") return value;
  if (isHtml(value)) return decodeReferences(htmlOf(value), "attribute");
  return String(printed(value, toText));
}

/** The text of a value for places that take HTML as source: its tags are part of the text. */
export function sourceText(value: unknown, toText: ToText): string {
  if (typeof value === "string") return value;
  return isHtml(value) ? htmlOf(value) : String(printed(value, toText));
}

/** The HTML of a value: what is HTML already as it is, everything else escaped. */
export function htmlText(value: unknown, toText: ToText): string {
  if (typeof value === "string") return escapeHtml(value);
  return isHtml(value) ? htmlOf(value) : escapeHtml(printed(value, toText));
}
