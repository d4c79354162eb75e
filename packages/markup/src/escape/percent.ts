/** Percent-encoding (RFC 3986 §2), by allow-lists of characters. */

/** A component: all but the unreserved characters. */
export function encodeComponent(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (character) => {
    return "%" + character.charCodeAt(0).toString(16).toUpperCase();
  });
}

/** Reserved characters stay (but quotes), and so do escapes that are there already. */
const notInPath = /%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?#[\]@!$&()*+,;=%]+/g;
const notInLabel = /[^A-Za-z0-9.\-_]+/g;

/** Any part behind the origin, whose structure is the value's own. */
export function encodePath(text: string): string {
  return text.replace(notInPath, encodeComponent);
}

/** Labels of a host: an encoded delimiter is a forbidden code point of hosts (WHATWG URL §3.2), and leads nowhere. */
export function encodeLabels(text: string): string {
  return text.replace(notInLabel, encodeComponent);
}
