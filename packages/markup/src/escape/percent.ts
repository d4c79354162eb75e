/** Percent-encoding (RFC 3986 §2), by allow-lists of characters. */

/** A component: all but the unreserved characters. */
export function encodeComponent(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (character) => {
    return "%" + character.charCodeAt(0).toString(16).toUpperCase();
  });
}

/** Reserved characters stay (but quotes), and so do escapes that are there already. */
const notInPath = /%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?#[\]@!$&()*+,;=%]+/g;
const notInHost = /[^A-Za-z0-9.\-:[\]@%_~]+/g;

/** Any part behind the origin, whose structure is the value's own. */
export function encodePath(text: string): string {
  return text.replace(notInPath, encodeComponent);
}

/** A host, with a port or a user in front. */
export function encodeAuthority(text: string): string {
  return text.replace(notInHost, encodeComponent);
}
