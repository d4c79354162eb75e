/**
 * `@ampoule/markup`: strings that are safe, and the escaping that makes them so.
 *
 * Three entry points: this one for everybody; `@ampoule/markup/unsafe` to assert that a string is safe;
 * `@ampoule/markup/engine` for template engines and form libraries.
 */
export { safeUrl } from "./checked-url.ts";
export { EscapeContextError, type EscapeContextErrorDetails } from "./errors.ts";
export { type Blocked, type BlockedHook, setBlockedHook } from "./escape/blocked.ts";
export { escapeHtml } from "./escape/html.ts";
export { allowUrlSchemes, isAllowedUrl } from "./escape/scheme.ts";
export { createHtml, type HtmlOptions, type HtmlTag, html } from "./literal.ts";
export type { HtmlFormatProtocol, HtmlProtocol } from "./protocols.ts";
export { isJson, Json, type ToJsonOptions, toJson } from "./safe/json.ts";
export { escape, isMarkup, Markup } from "./safe/markup.ts";
export { isResourceUrl, ResourceUrl } from "./safe/resource-url.ts";
export { isSafeAttributes, SafeAttributes } from "./safe/safe-attributes.ts";
export { isSafeScript, SafeScript } from "./safe/safe-script.ts";
export { isSafeStyle, SafeStyle } from "./safe/safe-style.ts";
export { isSafeUrl, SafeUrl } from "./safe/safe-url.ts";
export { type VisibleOptions, visible } from "./visible.ts";
