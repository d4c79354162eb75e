/** The border between text and HTML in values: what is Markup, and how other values become it. */

import { escapeHtml, isMarkup, type Markup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import { maxJoined } from "./bounds.ts";
import { limit } from "./failures.ts";

interface HasHtml {
  __html__(): unknown;
}

/** An object that says itself what its HTML is. Only functions are believed: JSON has none. */
function saysHtml(value: unknown): value is HasHtml {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "__html__") === "function";
}

/** Is `value` HTML already? (MarkupSafe: has `__html__`.) */
export function isHtml(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return isMarkup(value) || saysHtml(value);
}

/** What an object says its HTML is; what is neither Markup nor text is not believed. */
function saidHtml(value: HasHtml, text: (value: unknown) => string): Markup {
  const said = value.__html__();
  if (isMarkup(said)) return said;
  return createMarkup(typeof said === "string" ? said : escapeHtml(text(value)));
}

/** `markupsafe.escape(value)` */
export function escapeValue(value: unknown, text: (value: unknown) => string): Markup {
  if (isMarkup(value)) return value;
  return saysHtml(value) ? saidHtml(value, text) : createMarkup(escapeHtml(text(value)));
}

function join(parts: readonly unknown[], text: (value: unknown) => string): string {
  let out = "";
  for (const part of parts) {
    out += text(part);
    if (out.length > maxJoined) throw limit(`the text would have more than ${maxJoined} characters`);
  }
  return out;
}

/** `~`: text of all parts; with `escape`, one part of HTML makes HTML of the whole and the others are escaped. */
export function concat(parts: readonly unknown[], escape: boolean, text: (value: unknown) => string): unknown {
  if (!escape || !parts.some(isHtml)) {
    return join(parts, text);
  }
  return createMarkup(join(parts, (part) => escapeValue(part, text).toString()));
}
