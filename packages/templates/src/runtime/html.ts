/** The border between text and HTML in values: what is Markup, and how other values become it. */
import { escapeHtml, isMarkup, type Markup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";

interface HasHtml {
  __html__(): unknown;
}

/** An object that says itself what its HTML is. Only functions are believed: JSON has none. */
function saysHtml(value: unknown): value is HasHtml {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "__html__") === "function";
}

/** Is `value` HTML already? (MarkupSafe: has `__html__`.) */
export function isHtml(value: unknown): boolean {
  return isMarkup(value) || saysHtml(value);
}

/** The HTML of a value for which `isHtml` holds. */
export function htmlOf(value: unknown): Markup {
  if (isMarkup(value)) return value;
  return createMarkup(saysHtml(value) ? String(value.__html__()) : "");
}

/** `markupsafe.escape(value)` */
export function escapeValue(value: unknown, text: (value: unknown) => string): Markup {
  return isHtml(value) ? htmlOf(value) : createMarkup(escapeHtml(text(value)));
}

/** `~`: text of all parts; with `escape`, one part of HTML makes HTML of the whole and the others are escaped. */
export function concat(parts: readonly unknown[], escape: boolean, text: (value: unknown) => string): unknown {
  if (!escape || !parts.some(isHtml)) {
    let out = "";
    for (const part of parts) out += text(part);
    return out;
  }
  let out = "";
  for (const part of parts) out += escapeValue(part, text).toString();
  return createMarkup(out);
}
