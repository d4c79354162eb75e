/**
 * `Content-Disposition: form-data; name="…"; filename="…"` as browsers and command-line clients write it.
 *
 * Browsers follow the HTML standard: `"` becomes `%22`, line breaks `%0D` and `%0A`, a backslash stays itself. Others follow
 * RFC 2183 and write `\"`. Both are read; what both at once could mean differently is refused.
 */

import { Cursor, isTokenCode } from "../grammar.ts";

/** Name and file name; see `PartHead`. */
export interface Disposition {
  readonly name: string;
  readonly filename: string | undefined;
}

/** Invisible characters that turn the reading direction or break lines: `exe.gnp` shown for `png.exe` (R13). */
const TRICKS = /[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Parses the field value.
 *
 * `filename*` is not read: RFC 7578 §4.2 forbids it here, and where two names differ the second reader sees another file.
 *
 * @returns `null` when it is anything else, has no name, or has a parameter twice
 */
export function parseDisposition(header: string): Disposition | null {
  const cursor = new Cursor(header);
  if (cursor.token()?.toLowerCase() !== "form-data") return null;
  const parameters = new Map<string, string>();
  for (;;) {
    cursor.skipBlanks();
    if (cursor.done) break;
    if (!cursor.take(";")) return null;
    cursor.skipBlanks();
    if (cursor.done) break;
    const name = cursor.token()?.toLowerCase();
    if (name === undefined || !cursor.take("=") || parameters.has(name)) return null;
    const value = cursor.text[cursor.position] === '"' ? quoted(cursor) : bare(cursor);
    if (value === null) return null;
    parameters.set(name, value);
  }
  const name = parameters.get("name");
  if (name === undefined) return null;
  return { name, filename: clientName(parameters.get("filename")) };
}

/**
 * A quoted value. `\"` and `\\` are undone, any other backslash is one (`C:\kittens`); of the percent-encodings only `%22`
 * is undone, for `%0D` and `%0A` would bring back what the encoding keeps out.
 */
function quoted(cursor: Cursor): string | null {
  const { text } = cursor;
  let value = "";
  let from = cursor.position + 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '"') {
      cursor.position = i + 1;
      return (value + text.slice(from, i)).replaceAll("%22", '"');
    }
    if (text[i] === "\\" && (text[i + 1] === '"' || text[i + 1] === "\\")) {
      value += text.slice(from, i);
      from = ++i;
    }
  }
  return null;
}

/** An unquoted value: a token, as RFC 2183 has it. */
function bare(cursor: Cursor): string | null {
  const start = cursor.position;
  while (isTokenCode(cursor.text.charCodeAt(cursor.position))) cursor.position++;
  return cursor.position === start ? null : cursor.text.slice(start, cursor.position);
}

/** The last segment: some clients send the whole path, which RFC 7578 §4.2 says to drop. */
function clientName(filename: string | undefined): string | undefined {
  if (filename === undefined) return undefined;
  const name = filename.slice(Math.max(filename.lastIndexOf("/"), filename.lastIndexOf("\\")) + 1);
  return name.replaceAll(TRICKS, "");
}
