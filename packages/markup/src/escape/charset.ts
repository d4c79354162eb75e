/** The encoding that a page says it is in. */
import { blocked } from "./blocked.ts";
import type { ToText } from "./escaper.ts";
import { plainText } from "./values.ts";

/** In another encoding the same bytes are other characters, and some of them are quotes: ISO-2022-JP hides them. */
export function escapeCharset(value: unknown, toText: ToText): string {
  const text = plainText(value, toText).trim();
  return /^utf-?8$/i.test(text) ? text : blocked("charset", "Pages are UTF-8.", "utf-8");
}
