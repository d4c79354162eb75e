/** `host[:port]` (RFC 9110 §7.2, RFC 3986 §3.2.2), the part of a URL that decides whose it is. */

/** A host with its port. */
export interface Authority {
  /** In lower case; IPv6 in brackets. */
  readonly host: string;
  /** `undefined` for the scheme's own. */
  readonly port: number | undefined;
}

/** Labels of letters, digits, hyphens and underscores (which exist in practice); no empty one, so no dot at an end. */
const NAME = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;
/** What may stand in the brackets; whether it is an address, the URL parser decides. */
const IPV6 = /^\[[0-9a-f:.]{2,45}\]$/;

/**
 * Parses a `Host`.
 *
 * What another parser could read differently is none: `evil@legit`, `host/`, `host#`, blanks, an empty port (R28, H15).
 *
 * @returns `null` when it is not exactly host and perhaps port
 */
export function parseAuthority(text: string): Authority | null {
  if (text.length > 261) return null;
  const lower = text.toLowerCase();
  const colon = lower.startsWith("[") ? lower.indexOf(":", lower.indexOf("]")) : lower.indexOf(":");
  const host = colon === -1 ? lower : lower.slice(0, colon);
  if (host.length > 255) return null;
  if (!NAME.test(host) && !(IPV6.test(host) && URL.canParse(`http://${host}/`))) return null;
  if (colon === -1) return { host, port: undefined };
  const digits = lower.slice(colon + 1);
  if (!/^\d{1,5}$/.test(digits)) return null;
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? { host, port } : null;
}
