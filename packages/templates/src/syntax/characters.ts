/** Characters as Python's `str` and `re` class them, where JavaScript differs. */

/**
 * The inside of a character class: what Python's `\s` and `str.isspace` accept. JavaScript's `\s` lacks U+001C–001F and
 * U+0085, and has U+FEFF in addition.
 */
export const WHITESPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const IS_SPACE = new RegExp(`[${WHITESPACE}]`);
const ONLY_SPACE = new RegExp(`^[${WHITESPACE}]+$`);

/** Whether the character at an offset is whitespace; false beyond the end. */
export function isSpaceAt(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
  return code >= 0x80 && IS_SPACE.test(text.charAt(offset));
}

/** The offset of the first character from `offset` on that is not whitespace. */
export function skipSpace(text: string, offset: number): number {
  while (isSpaceAt(text, offset)) offset++;
  return offset;
}

/** The end of a text without its trailing whitespace (Python's `rstrip`); a loop, since `/\s+$/` would be quadratic. */
export function trimmedEnd(text: string, from: number, to: number): number {
  while (to > from && isSpaceAt(text, to - 1)) to--;
  return to;
}

/** Whether a text consists of whitespace and is not empty (Python's `isspace`). */
export function isBlank(text: string): boolean {
  return ONLY_SPACE.test(text);
}

/** The text without whitespace at both ends (Python's `strip`). */
export function strip(text: string): string {
  const start = skipSpace(text, 0);
  return text.slice(start, trimmedEnd(text, start, text.length));
}

/** Makes every kind of line end a `\n`. */
export function normalizeNewlines(text: string): string {
  return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
}

/** Whether a text is an identifier of Python (Unicode's XID, and the underscore). */
export function isIdentifier(text: string): boolean {
  return /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(text);
}
