/**
 * The constructors of the safe types for code that is part of the seal: template engines, forms, the router.
 *
 * They ask no development hook, because what they are given was built there and then. Applications use
 * `@ampoule/markup/unsafe` instead, where a search for imports finds them.
 */
export { createJson, textOfJson } from "./safe/json.ts";
export { createMarkup, htmlOf, isHtml } from "./safe/markup.ts";
export { createResourceUrl } from "./safe/resource-url.ts";
export { createSafeAttributes as createAttributes } from "./safe/safe-attributes.ts";
export { createSafeScript as createScript } from "./safe/safe-script.ts";
export { createSafeStyle as createStyle } from "./safe/safe-style.ts";
export { createSafeUrl as createUrl } from "./safe/safe-url.ts";
export { type SafeType, setUnsafeHook, type UnsafeHook } from "./unsafe-hook.ts";
