/**
 * `Content-Type`, parsed once into a frozen value that every later reader shares.
 *
 * Four advisories against one framework in a single year came from a validator and a body parser that read this header
 * differently (R22). Here a value is either canonical RFC 9110 or it is none: there is no "close enough".
 */

import { Cursor, parseParameters } from "./grammar.ts";

/** A media type, as `text/html; charset=utf-8`. */
export interface ContentType {
  /** Type and subtype in lower case, as `text/html`. */
  readonly essence: string;
  readonly type: string;
  readonly subtype: string;
  /** Names in lower case; values as they came, unquoted. */
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Parses a `Content-Type` (RFC 9110 §8.3.1).
 *
 * @param header the field value, or `null` where the header is absent
 * @returns `null` when it is absent or not exactly a media type (a leading space, trailing text, a parameter twice…)
 * @example
 * parseContentType("Text/HTML; Charset=utf-8")?.essence; // "text/html"
 * parseContentType("application/json garbage"); // null
 */
export function parseContentType(header: string | null): ContentType | null {
  if (header === null) return null;
  const known = KNOWN.get(header);
  if (known !== undefined) return known;
  const cursor = new Cursor(header);
  const type = cursor.token()?.toLowerCase();
  if (type === undefined || !cursor.take("/")) return null;
  const subtype = cursor.token()?.toLowerCase();
  if (subtype === undefined) return null;
  const parameters = parseParameters(cursor);
  if (parameters === null) return null;
  return Object.freeze({ essence: `${type}/${subtype}`, type, subtype, parameters });
}

/** What nearly all bodies say, letter for letter: parsed once. */
const KNOWN: ReadonlyMap<string, ContentType> = new Map(
  [
    ["application", "x-www-form-urlencoded"],
    ["application", "json"],
  ].map(([type = "", subtype = ""]) => {
    const essence = `${type}/${subtype}`;
    return [essence, Object.freeze({ essence, type, subtype, parameters: new Map<string, string>() })];
  }),
);

/** Whether a text body of this type is UTF-8, as it must be for us to read it (R32): no charset, or that one. */
export function isUtf8(contentType: ContentType): boolean {
  const charset = contentType.parameters.get("charset");
  return charset === undefined || charset.toLowerCase() === "utf-8" || charset.toLowerCase() === "utf8";
}
