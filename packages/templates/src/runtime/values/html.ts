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

/**
 * HTML that was put together of values and of texts of the template, with those texts as the author wrote them.
 *
 * `name|escape + '="' + value|escape + '"'` is HTML in Jinja2, and its quotes have become `&#34;`. In nunjucks it is text with
 * quotes, which `|safe` then makes HTML. Here it is the first; `|safe` gives the second, with nothing but the author's own
 * texts unescaped.
 */
const asWritten = new WeakMap<Markup, string>();

/** HTML for which the author vouches: as it was written, where that is known. */
export function vouched(html: Markup): Markup {
  const written = asWritten.get(html);
  return written === undefined ? html : createMarkup(written);
}

/** One text of HTML. @param constants Which of the parts are texts of the template */
export function joinHtml(
  parts: readonly unknown[],
  constants: readonly number[],
  text: (value: unknown) => string,
): Markup {
  const escaped = parts.map((part) => escapeValue(part, text));
  const html = createMarkup(join(escaped, String));
  if (constants.length === 0 && !escaped.some((part) => asWritten.has(part))) return html;
  const written = escaped.map((part, index) => (constants.includes(index) ? text(parts[index]) : vouched(part)));
  asWritten.set(html, join(written, String));
  return html;
}

/** `~`: text of all parts; with `escape`, one part of HTML makes HTML of the whole and the others are escaped. */
export function concat(
  parts: readonly unknown[],
  escape: boolean,
  constants: readonly number[] | undefined,
  text: (value: unknown) => string,
): unknown {
  return escape && parts.some(isHtml) ? joinHtml(parts, constants ?? [], text) : join(parts, text);
}
