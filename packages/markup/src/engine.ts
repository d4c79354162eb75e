/**
 * `@ampoule/markup/engine`: the state machine behind contextual escaping, for template engines and form libraries.
 *
 * This entry point is for trusted code that prints pages. It can make safe values without a check, so an application
 * should not import it; `@ampoule/markup/unsafe` is the door for applications.
 *
 * **How to drive the machine.** A template is literal text, values, and control flow. Walk it with a {@link Context}:
 *
 * 1. Begin with {@link htmlText} (or {@link xmlText}, or {@link startContext} with tables of your own).
 * 2. For literal text call {@link feed}. Print its `pieces`: strings as they are; at `{type: "nonce"}` print
 *    ` nonce="…"`; at `{type: "csrf"}` the hidden field; at `{type: "mark"}` remember the length of the output; at
 *    `{type: "reset"}` forget the marks `action`, `actionEnd`, `method`, `methodEnd`.
 *    Where a branch or loop follows the text, tell `feed` what its bodies begin with (`follow`).
 * 3. For a value call {@link hole}, with the literal text that follows it. Print `before`, set `marks`, print
 *    `escapers[escaper.name](value, toText, argument)`, print `after`. The argument is `escaper.arg`, or the text that the
 *    output has between the marks of `escaper.slice`.
 * 4. Where branches meet call {@link join}. Null means that no single context stands for both: carry both on (at most
 *    four), feed what follows to each, and go on only where their pieces and holes are the same.
 * 5. A page, and a fragment that is used as a value, ends where {@link isText} holds.
 *
 * `feed` and `hole` throw {@link EscapeContextError} for what cannot be made safe, with the reason and the cure.
 *
 * @example
 * const opened = feed(htmlText, '<a href="');
 * const place = hole(opened.context, { next: '">' });
 * const text = opened.pieces.filter((piece) => typeof piece === "string").join("");
 * text + escapers[place.escaper.name]("javascript:alert(1)", String);
 * // → '<a href="about:invalid#blocked'
 *
 * @module
 */
export { type Context, contextKey, htmlText, isText, startContext, xmlText } from "./context/context.ts";
export { describeContext } from "./context/describe.ts";
export { type Fed, type FeedOptions, feed } from "./context/feed.ts";
export { freeForm, hole } from "./context/hole.ts";
export type { EscaperRef, Hole, HoleOptions } from "./context/holes.ts";
export { join } from "./context/join.ts";
export type { CsrfPiece, Mark, MarkPiece, NoncePiece, Piece, ResetPiece } from "./context/pieces.ts";
export { type RefusalCode, refusal } from "./context/refusal.ts";
export { isAttributeName, type WriteAttributeOptions, writeAttribute } from "./escape/attribute-writer.ts";
export { type Blocked, type BlockedHook, setBlockedHook } from "./escape/blocked.ts";
export type { Escaper, ToText } from "./escape/escaper.ts";
export { createEscapers, type EscaperName, type Escapers, escapers } from "./escape/escapers.ts";
export { escapeHtml } from "./escape/html.ts";
export { allowUrlSchemes, isAllowedUrl } from "./escape/scheme.ts";
export {
  type Callable,
  callable,
  type HtmlFormatProtocol,
  type HtmlProtocol,
  hasHtmlFormatProtocol,
  hasHtmlProtocol,
  isCallable,
} from "./protocols.ts";
export {
  type AttributeKind,
  createTables,
  defaultTables,
  type TableExtensions,
  type Tables,
} from "./tables/attributes.ts";
export { decodeReferences } from "./text/references.ts";
export { cutTags } from "./text/tags.ts";
export {
  createAttributes,
  createJson,
  createMarkup,
  createResourceUrl,
  createScript,
  createStyle,
  createUrl,
  htmlOf,
  isHtml,
  type SafeType,
  setUnsafeHook,
  textOfJson,
  type UnsafeHook,
} from "./trusted.ts";
