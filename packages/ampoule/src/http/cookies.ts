/**
 * The `Cookie` request header (RFC 6265bis §5.8), read as the browser wrote it and no other way.
 *
 * Old servers also understood `$Version`, quoted strings that span `;`, and Unicode whitespace; each of these let somebody
 * plant or steal a `__Host-` cookie (S08, S09). Here `;` alone separates, SP and HTAB alone are trimmed, `"` is a character,
 * and a cookie without a name is none.
 */

import { isBlankCode, trimBlanks } from "./grammar.ts";

/** How many cookies are read; browsers keep at most about 180 per site (S13). */
export const MAX_COOKIES = 200;

/**
 * The cookies of a request.
 *
 * Reads like a `Map`. A name that came twice answers its first value and is listed in {@link duplicates}, because who
 * sends the second is not the one who set the first: what must be trusted looks there (S09).
 */
export class Cookies implements Iterable<[string, string]> {
  readonly #values: Map<string, string>;
  /** Names that came more than once. */
  readonly duplicates: ReadonlySet<string>;

  constructor(values: Map<string, string>, duplicates: ReadonlySet<string>) {
    this.#values = values;
    this.duplicates = duplicates;
  }

  get size(): number {
    return this.#values.size;
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  keys(): IterableIterator<string> {
    return this.#values.keys();
  }

  entries(): IterableIterator<[string, string]> {
    return this.#values.entries();
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.#values.entries();
  }
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Parses a `Cookie` header.
 *
 * @param header `null` where there is none; several header lines arrive joined by `"; "`
 * @returns at most {@link MAX_COOKIES}; values percent-decoded where they can be, as `serializeCookie` encodes them
 * @example
 * parseCookies("theme=dark; n=1").get("theme"); // "dark"
 */
export function parseCookies(header: string | null): Cookies {
  const values = new Map<string, string>();
  let duplicates: Set<string> | undefined;
  if (header !== null) {
    let pairs = 0;
    for (let start = 0; start < header.length && pairs < MAX_COOKIES; pairs++) {
      let end = header.indexOf(";", start);
      if (end === -1) end = header.length;
      const equals = indexOfEquals(header, start, end);
      // Without "=" it is a nameless cookie, whose value may look like "__Host-x=…": ignored as if it had not come.
      if (equals !== -1) {
        const name = trimBlanks(header, start, equals);
        if (isCookieName(name)) {
          if (values.has(name)) (duplicates ??= new Set()).add(name);
          else values.set(name, decodeValue(trimBlanks(header, equals + 1, end)));
        }
      }
      start = end + 1;
    }
  }
  return new Cookies(values, duplicates ?? NONE);
}

/**
 * The raw value of one cookie, without a map of all the others: the way of the session on each request.
 *
 * @returns `undefined` when absent, `null` when it came more than once
 */
export function findCookie(header: string, name: string): string | null | undefined {
  let found: string | undefined;
  let from = 0;
  for (;;) {
    const at = header.indexOf(name, from);
    if (at === -1) return found;
    from = at + name.length;
    if (!startsPair(header, at)) continue;
    let equals = from;
    while (isBlankCode(header.charCodeAt(equals))) equals++;
    if (header[equals] !== "=") continue;
    if (found !== undefined) return null;
    const end = header.indexOf(";", equals);
    found = trimBlanks(header, equals + 1, end === -1 ? header.length : end);
  }
}

/** Whether only blanks lie between `at` and the `;` or the start before it. */
function startsPair(header: string, at: number): boolean {
  let i = at - 1;
  while (i >= 0 && isBlankCode(header.charCodeAt(i))) i--;
  return i < 0 || header[i] === ";";
}

/** Not `indexOf`: that would run past `end` to the next pair, again for each pair. */
function indexOfEquals(header: string, start: number, end: number): number {
  for (let i = start; i < end; i++) if (header.charCodeAt(i) === 0x3d) return i;
  return -1;
}

/** Visible ASCII; what else may be in a name was never set by a browser under RFC 6265. */
function isCookieName(name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (code <= 0x20 || code >= 0x7f) return false;
  }
  return name.length > 0;
}

/** A value is opaque by the standard: one that is no valid encoding is somebody else's, and stays as it is. */
function decodeValue(value: string): string {
  if (!value.includes("%")) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
