/**
 * `@ampoule/markup/unsafe`: the only way to assert that a string is safe.
 *
 * Each use is a claim by its author that no outsider's text is inside. A search for imports finds them all, and in development a
 * string that came in with the current request is refused. For HTML written by users there is `sanitizeHtml` instead.
 */
import { createMarkup, type Markup } from "./safe/markup.ts";
import { createResourceUrl, type ResourceUrl } from "./safe/resource-url.ts";
import { createSafeAttributes, type SafeAttributes } from "./safe/safe-attributes.ts";
import { createSafeScript, type SafeScript } from "./safe/safe-script.ts";
import { createSafeStyle, type SafeStyle } from "./safe/safe-style.ts";
import { createSafeUrl, type SafeUrl } from "./safe/safe-url.ts";
import { askUnsafeHook } from "./unsafe-hook.ts";

/**
 * Asserts that a string is HTML which may stand in a page as it is.
 *
 * @throws TypeError if it is no string; in development also what the registered hook throws.
 * @example
 * import { readFile } from "node:fs/promises";
 * const logo = unsafeMarkup(await readFile(new URL("static/logo.svg", import.meta.url), "utf8"));
 */
export function unsafeMarkup(html: string): Markup {
  askUnsafeHook(html, "Markup");
  return createMarkup(html);
}

/**
 * Asserts that a URL may be followed, whatever its scheme. (`safeUrl()` checks instead, and is what is mostly wanted.)
 *
 * @throws TypeError if it is no string.
 * @example
 * const call = unsafeUrl("skype:kittens?call");
 * html`<a href="${call}">Call us</a>`; // '<a href="skype:kittens?call">Call us</a>'
 */
export function unsafeUrl(url: string): SafeUrl {
  askUnsafeHook(url, "SafeUrl");
  return createSafeUrl(url);
}

/**
 * Asserts that code or documents may be loaded from a URL.
 *
 * @throws TypeError if it is no string.
 * @example
 * const map = unsafeResourceUrl("https://maps.example/embed.js");
 * html`<script src="${map}"></script>`; // '<script src="https://maps.example/embed.js"></script>'
 */
export function unsafeResourceUrl(url: string): ResourceUrl {
  askUnsafeHook(url, "ResourceUrl");
  return createResourceUrl(url);
}

/**
 * Asserts that JavaScript source may run in the page.
 *
 * @throws TypeError if it is no string.
 * @example
 * html`<script>${unsafeScript("start()")}</script>`; // "<script>start()</script>"
 */
export function unsafeScript(script: string): SafeScript {
  askUnsafeHook(script, "SafeScript");
  return createSafeScript(script);
}

/**
 * Asserts that CSS declarations may style the page. With a brace or `<` in them they are not printed.
 *
 * @throws TypeError if it is no string.
 * @example
 * html`<p style="${unsafeStyle("color: red; margin: 0")}">`; // '<p style="color: red; margin: 0">'
 */
export function unsafeStyle(style: string): SafeStyle {
  askUnsafeHook(style, "SafeStyle");
  return createSafeStyle(style);
}

/**
 * Asserts that attributes, event handlers and styles included, may stand in a tag.
 *
 * @throws TypeError if it is no string.
 * @example
 * const attributes = unsafeAttributes('class="wide" onclick="toggle()"');
 * html`<p ${attributes}></p>`; // '<p class="wide" onclick="toggle()"></p>'
 */
export function unsafeAttributes(attributes: string): SafeAttributes {
  askUnsafeHook(attributes, "SafeAttributes");
  return createSafeAttributes(attributes);
}
