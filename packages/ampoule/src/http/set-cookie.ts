/**
 * The `Set-Cookie` response header: one writer, an allow-list grammar for every part of it.
 *
 * Three rounds of advisories against one framework closed `domain` and `path`, then `sameSite` and `priority`, then the
 * name (S10). There is nothing to close where every part has a grammar (RFC 6265bis §4.1.1) and nothing else is written.
 */

import { formatHttpDate } from "./dates.ts";
import { isToken } from "./grammar.ts";

/** The attributes of a cookie, with defaults that protect it. */
export interface CookieAttributes {
  /** Seconds from now; 0 or less deletes. Absent: until the browser closes. */
  readonly maxAge?: number;
  /** A point in time, for clients that do not know `Max-Age`. */
  readonly expires?: Date;
  /** Also sends it to sub-domains. @default none: to this very host only */
  readonly domain?: string;
  /** @default "/" */
  readonly path?: string;
  /** Over HTTPS only. @default true */
  readonly secure?: boolean;
  /** Out of reach of scripts. @default true */
  readonly httpOnly?: boolean;
  /** @default "lax" */
  readonly sameSite?: "strict" | "lax" | "none";
  /** One jar per embedding site (CHIPS). @default false */
  readonly partitioned?: boolean;
  /** Which cookies Chromium drops first when a site has too many. */
  readonly priority?: "low" | "medium" | "high";
}

/** RFC 6265bis §5.6: a browser drops a cookie whose name and value are longer than this together, silently (S17). */
export const MAX_COOKIE_SIZE = 4096;
/** RFC 6265bis §5.7: longer attribute values are ignored. */
const MAX_ATTRIBUTE_SIZE = 1024;

const SAME_SITE: ReadonlyMap<string, string> = new Map([
  ["strict", "Strict"],
  ["lax", "Lax"],
  ["none", "None"],
]);
const PRIORITY: ReadonlyMap<string, string> = new Map([
  ["low", "Low"],
  ["medium", "Medium"],
  ["high", "High"],
]);

/** Name and value are longer than a browser keeps. */
export class CookieTooLargeError extends RangeError {
  override readonly name: string = "CookieTooLargeError";
  readonly cookie: string;
  /** Bytes of name and value. */
  readonly size: number;

  constructor(cookie: string, size: number, hint = "") {
    super(
      `The cookie "${cookie}" has ${size} bytes; browsers drop one of more than ${MAX_COOKIE_SIZE} without a word. ` +
        `Keep large values in a database and put their key here.${hint}`,
    );
    this.cookie = cookie;
    this.size = size;
  }
}

/**
 * Writes one `Set-Cookie` line.
 *
 * @param name a token (RFC 9110); `__Host-` and `__Secure-` names are held to what browsers demand of them
 * @param value any text: what is not a cookie-octet is percent-encoded
 * @throws TypeError when a part is not what its grammar allows, {@link CookieTooLargeError} over 4096 bytes
 * @see RFC 6265bis §4.1.1, §4.1.3
 * @example
 * serializeCookie("__Host-theme", "dark", { maxAge: 86_400 });
 * // → "__Host-theme=dark; Max-Age=86400; Path=/; Secure; HttpOnly; SameSite=Lax"
 */
export function serializeCookie(name: string, value: string, attributes: CookieAttributes = {}): string {
  const { maxAge, expires, domain, path = "/", secure = true, httpOnly = true, sameSite = "lax" } = attributes;
  if (!isToken(name)) throw refused("name", name, "letters, digits and !#$%&'*+-.^_`|~");
  checkPrefix(name, secure, path, domain);
  const encoded = encodeValue(value);
  const size = name.length + encoded.length;
  if (size > MAX_COOKIE_SIZE) throw new CookieTooLargeError(name, size);

  let line = `${name}=${encoded}`;
  if (maxAge !== undefined) {
    if (!Number.isSafeInteger(maxAge)) throw refused("maxAge", maxAge, "a whole number of seconds");
    line += `; Max-Age=${maxAge}`;
  }
  if (expires !== undefined) line += `; Expires=${formatHttpDate(expires)}`;
  if (domain !== undefined) line += `; Domain=${checkedDomain(domain)}`;
  line += `; Path=${checkedPath(path)}`;
  if (secure === true) line += "; Secure";
  if (httpOnly === true) line += "; HttpOnly";
  line += `; SameSite=${keyword("sameSite", sameSite, SAME_SITE)}`;
  if (sameSite === "none" && !secure)
    throw new TypeError("SameSite=None needs `secure: true`; browsers refuse it otherwise");
  if (attributes.partitioned === true) {
    if (!secure) throw new TypeError("A partitioned cookie needs `secure: true`; browsers refuse it otherwise");
    line += "; Partitioned";
  }
  if (attributes.priority !== undefined) line += `; Priority=${keyword("priority", attributes.priority, PRIORITY)}`;
  return line;
}

/** RFC 6265bis §4.1.3; browsers compare the prefixes without regard to case, so we do as well. */
function checkPrefix(name: string, secure: boolean, path: string, domain: string | undefined): void {
  const lower = name.toLowerCase();
  if (lower.startsWith("__host-") && !(secure && path === "/" && domain === undefined)) {
    throw new TypeError(
      `The cookie "${name}" must be secure, with the path "/" and without a domain, or browsers refuse it`,
    );
  }
  if (lower.startsWith("__secure-") && !secure) {
    throw new TypeError(`The cookie "${name}" must be secure, or browsers refuse it`);
  }
}

/** cookie-octet: %x21 / %x23-2B / %x2D-3A / %x3C-5B / %x5D-7E, and "%" itself, which introduces our encoding. */
const COOKIE_VALUE = /^[!#$&-+\--:<-[\]-~]*$/;

function encodeValue(value: string): string {
  if (typeof value !== "string") throw refused("value", value, "a string");
  if (COOKIE_VALUE.test(value)) return value;
  if (!value.isWellFormed()) throw refused("value", value, "well-formed text (no lone surrogates)");
  return encodeURIComponent(value);
}

/** RFC 1034 §3.5 and RFC 1123 §2.1: labels of letters, digits and inner hyphens, at most 63 long. */
function checkedDomain(domain: string): string {
  const labels = typeof domain === "string" ? domain.split(".") : [];
  const fine =
    labels.length > 0 &&
    domain.length <= 253 &&
    labels.every(
      (label) => label.length <= 63 && /^[a-z0-9-]+$/i.test(label) && label[0] !== "-" && label.at(-1) !== "-",
    );
  if (!fine) throw refused("domain", domain, "a host name without a leading dot");
  return domain;
}

/** RFC 6265bis "path-value", less what a URL path never has raw: blanks, quotes and backslashes; nor a comma. */
function checkedPath(path: string): string {
  if (typeof path !== "string" || path.length > MAX_ATTRIBUTE_SIZE || !/^\/[!#-+\--:<-[\]-~]*$/.test(path)) {
    throw refused("path", path, 'a URL path that begins with "/"');
  }
  return path;
}

function keyword(part: string, value: unknown, table: ReadonlyMap<string, string>): string {
  const found = typeof value === "string" ? table.get(value) : undefined;
  if (found === undefined) throw refused(part, value, [...table.keys()].join(", "));
  return found;
}

function refused(part: string, value: unknown, allowed: string): TypeError {
  const shown = typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : String(value);
  return new TypeError(`The ${part} of a cookie cannot be ${shown}. Allowed: ${allowed}`);
}
