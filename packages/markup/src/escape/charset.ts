/** The encoding that a page says it is in. */
import { blocked } from "./blocked.ts";
import type { ToText } from "./escaper.ts";
import { plainText } from "./values.ts";

/** A MIME type, and no encoding but ours. */
const contentType = /^[\w.+-]+\/[\w.+-]+(?:\s*;\s*charset\s*=\s*utf-?8)?$/i;

/**
 * In another encoding the same bytes are other characters, and some of them are quotes: ISO-2022-JP hides them.
 *
 * `arg`: `"type"` where the type of the page stands, with or without its encoding.
 */
export function escapeCharset(value: unknown, toText: ToText, arg?: string): string {
  const text = plainText(value, toText).trim();
  if (arg === "type") {
    if (contentType.test(text)) return text;
    return blocked("charset", "The type of a page is a MIME type, and its encoding UTF-8.", "text/html");
  }
  return /^utf-?8$/i.test(text) ? text : blocked("charset", "Pages are UTF-8.", "utf-8");
}
