/**
 * Escapers for CSS: single tokens of an allow-list, or strings of which only `[A-Za-z0-9]` is printed as it is; so that even
 * a wrong guess about the place cannot begin a declaration, a rule or a URL.
 */
import { isSafeStyle } from "../safe/safe-style.ts";
import { BLOCKED_URL, blocked } from "./blocked.ts";
import type { ToText } from "./escaper.ts";
import { escapeHtml } from "./html.ts";
import { encodeComponent, encodePath } from "./percent.ts";
import { isResourceRule, resourceText } from "./resource.ts";
import { isAllowedUrl, schemeOf } from "./scheme.ts";
import { plainText } from "./values.ts";

/** A keyword that no property has: the declaration around it is dropped by the browser. */
export const BLOCKED_STYLE = "zAmpouleBlocked";

const number = "[-+]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?";
const numberToken = `${number}(?:%|[A-Za-z]{1,5})?`;
/** What may stand as a value: each form is one token, or one function of numbers. */
const tokens: readonly RegExp[] = [
  new RegExp(`^${numberToken}$`),
  /^-{0,2}[A-Za-z_][A-Za-z0-9_-]*$/,
  /^#[0-9A-Fa-f]{3,8}$/,
  new RegExp(
    `^(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\\( ?${numberToken}(?:(?:, ?|,? | / ?)${numberToken}){2,3} ?\\)$`,
    "i",
  ),
  /^var\(--[A-Za-z0-9_-]+\)$/,
];
/** Words that a `(` of the author's would turn into something that loads or runs. */
const functions = /^(?:url|src|expression|behavior|javascript)$/i;
const longest = 128;

function isToken(text: string): boolean {
  return text.length <= longest && !functions.test(text) && tokens.some((token) => token.test(text));
}

/** What leaves a style element or the block that a declaration stands in; `<` has no use in a style sheet. */
const leavesBlock = /[<{}]/;

function styleText(value: unknown, toText: ToText): string {
  const text = plainText(value, toText).trim();
  if (isSafeStyle(value)) {
    if (!leavesBlock.test(text)) return text;
    return blocked("cssValue", "The SafeStyle contains a brace or `<`, which leaves its place.", BLOCKED_STYLE);
  }
  if (text === "" || isToken(text)) return text;
  return blocked("cssValue", "A style takes one word, number or colour; for more, a SafeStyle.", BLOCKED_STYLE);
}

function hexEscape(character: string): string {
  // The space belongs to the escape (CSS Syntax §4.3.7): without it, a space or digit of the author's would.
  return `\\${character.codePointAt(0)!.toString(16)} `;
}

function cssText(text: string): string {
  return text.toWellFormed().replace(/[^A-Za-z0-9]/gu, hexEscape);
}

/** A value of a property. */
export function escapeCssValue(value: unknown, toText: ToText): string {
  return styleText(value, toText);
}

/** Inside of a string. */
export function escapeCssString(value: unknown, toText: ToText): string {
  return cssText(plainText(value, toText));
}

/** Styles load what they name without a click: pictures over HTTP, from this site, or inside the URL. */
const loading: ReadonlySet<string> = new Set(["", "http", "https", "data"]);

/**
 * Inside of `url(…)`, in quotes or not. `arg`: `"rest"` behind text that has settled where it leads, `"query"` behind a `?`; what
 * is said of resources in `@import`.
 */
export function escapeCssUrl(value: unknown, toText: ToText, arg?: string): string {
  if (isResourceRule(arg)) return cssText(resourceText(value, toText, arg));
  const text = plainText(value, toText);
  if (arg === "rest") return cssText(encodePath(text));
  if (arg === "query") return cssText(encodeComponent(text));
  const allowed = loading.has(schemeOf(text)) && isAllowedUrl(text, true);
  return cssText(allowed ? text : blocked("cssUrl", "The URL has a scheme that styles may not load.", BLOCKED_URL));
}

/** {@link escapeCssValue} in a `style` attribute; `arg`: `"plain"` where it is no style, so that a SafeStyle is text like any. */
export function escapeCssAttributeValue(value: unknown, toText: ToText, arg?: string): string {
  return escapeHtml(styleText(arg === "plain" ? plainText(value, toText) : value, toText));
}

/** {@link escapeCssString} in a `style` attribute. */
export function escapeCssAttributeString(value: unknown, toText: ToText): string {
  return escapeCssString(value, toText);
}

/** {@link escapeCssUrl} in a `style` attribute. */
export function escapeCssAttributeUrl(value: unknown, toText: ToText, arg?: string): string {
  return escapeCssUrl(value, toText, arg);
}
