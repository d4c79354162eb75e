/** Escapers for HTML text, RCDATA, CDATA, comments and plain attributes. */
import { htmlOf, isHtml } from "../safe/markup.ts";
import type { ToText } from "./escaper.ts";
import { escapeHtml } from "./html.ts";
import { htmlText, plainText } from "./values.ts";

/**
 * HTML text: HTML as it is, everything else escaped.
 *
 * @param arg `first` directly behind `<pre>`, where the parser drops a line end (HTML §13.2.6.4.7); `noscript` where HTML that
 * holds its end tag, be it in an attribute, would end it
 */
export function escapeText(value: unknown, toText: ToText, arg?: string): string {
  const html = htmlText(value, toText);
  if (arg === undefined) return html;
  const kept = arg.endsWith("noscript") ? html.replace(/<(?=\/noscript)/gi, "&lt;") : html;
  return arg.startsWith("first") ? keepLineEnd(kept) : kept;
}

function keepLineEnd(html: string): string {
  // A carriage return is a line end by then (HTML §13.2.3.5).
  return /^[\r\n]/.test(html) ? `\n${html}` : html;
}

const angle = /[<>]/g;
const angleOrQuote = /[<>"']/g;
const references: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

function reference(character: string): string {
  return references[character] ?? "";
}

/**
 * The text of `title` and `textarea`: tags have no meaning there, and `</title>` would end it; references stay.
 *
 * @param arg `first` directly behind `<textarea>`, where the parser drops a line end
 */
export function escapeRcdata(value: unknown, toText: ToText, arg?: string): string {
  const text = isHtml(value) ? htmlOf(value).replace(angle, reference) : htmlText(value, toText);
  return arg === "first" ? keepLineEnd(text) : text;
}

/**
 * A plain attribute between quotes of either kind: that HTML is safe as text does not make it safe here (T41), so its
 * quotes are escaped; its character references stay.
 */
export function escapeAttribute(value: unknown, toText: ToText): string {
  if (typeof value === "string") return escapeHtml(value);
  return isHtml(value) ? htmlOf(value).replace(angleOrQuote, reference) : htmlText(value, toText);
}

/** `srcdoc`: a document inside an attribute. Markup is HTML there, everything else is its text: escaped twice. */
export function escapeSrcdoc(value: unknown, toText: ToText): string {
  return escapeHtml(htmlText(value, toText));
}

/** Nothing is ever printed into a comment: its content has no reader, and its ends are many. */
export function escapeComment(): string {
  return "";
}

const cdataSpecial = /[<>&]/g;

function outsideCdata(character: string): string {
  return `]]>${escapeHtml(character)}<![CDATA[`;
}

/**
 * A CDATA section: what could end it is written as a reference outside of it, so that the text stays the same. Were this
 * no CDATA section but a bogus comment (as in HTML content), the shape would hold as well.
 */
export function escapeCdata(value: unknown, toText: ToText): string {
  if (!isHtml(value)) return plainText(value, toText).replace(cdataSpecial, outsideCdata);
  // Feeds carry HTML as the text of a section: only its end must not occur, nor be put together with what stands around.
  const html = htmlOf(value).replace(/(^|\])>/g, (_, before: string) => `${before}]]>&gt;<![CDATA[`);
  return html.endsWith("]") ? `${html}]]><![CDATA[` : html;
}
