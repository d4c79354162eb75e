/** The `Authorization` request header (RFC 9110 §11.6.2): the two schemes that applications read themselves. */

/** Credentials that came with a request. */
export type Authorization =
  /** RFC 7617: whoever sends it knows the password, and so does whoever sees it. */
  | { readonly scheme: "basic"; readonly username: string; readonly password: string }
  /** RFC 6750: a token that is enough by itself. */
  | { readonly scheme: "bearer"; readonly token: string };

/** Longer than any credentials; what is longer is not looked at. */
const MAX_LENGTH = 8192;

/** RFC 9110 §11.2 "token68", for base64 with its padding. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** RFC 6750 §2.1 "b64token". */
const BEARER = /^[A-Za-z0-9._~+/-]+=*$/;
/** RFC 7617 §2: neither part has any. */
const CONTROLS = /[\x00-\x1f\x7f-\x9f]/;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function basic(credentials: string): Authorization | null {
  if (!BASE64.test(credentials)) return null;
  let text: string;
  try {
    text = decoder.decode(Uint8Array.from(atob(credentials), (character) => character.charCodeAt(0)));
  } catch {
    return null;
  }
  const colon = text.indexOf(":");
  if (colon < 0 || CONTROLS.test(text)) return null;
  return { scheme: "basic", username: text.slice(0, colon), password: text.slice(colon + 1) };
}

function bearer(token: string): Authorization | null {
  return BEARER.test(token) ? { scheme: "bearer", token } : null;
}

const SCHEMES: ReadonlyMap<string, (credentials: string) => Authorization | null> = new Map([
  ["basic", basic],
  ["bearer", bearer],
]);

/**
 * Reads the header.
 *
 * @returns `null` where there is none, where it is malformed, or of another scheme
 * @example
 * parseAuthorization("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="); // { scheme: "basic", username: "Aladdin", password: "open sesame" }
 * parseAuthorization("Bearer mF_9.B5f-4.1JqM"); // { scheme: "bearer", token: "mF_9.B5f-4.1JqM" }
 */
export function parseAuthorization(header: string | null): Authorization | null {
  if (header === null || header.length > MAX_LENGTH) return null;
  const space = header.indexOf(" ");
  if (space < 0) return null;
  return SCHEMES.get(header.slice(0, space).toLowerCase())?.(header.slice(space).trim()) ?? null;
}
