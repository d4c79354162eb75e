/**
 * From request line and `Host` to one absolute URL (RFC 9112 §3.2, §3.3).
 *
 * This is the one place where it happens. What could be read in two ways, by a proxy before us or a guard behind us, is refused here
 * with 400 (R27, R28, H15).
 */

import { parseAuthority } from "../http/authority.ts";

/** What needs no parser: characters that the URL standard leaves as they are. */
const PLAIN_TARGET = /^\/[\w\-.~!$&'()*+,;=:@%/?[\]|]*$/;
/** Dot segments, plain or encoded, which the URL standard resolves. */
const DOT_SEGMENT = /\/(?:\.|%2e)(?:\.|%2e)?(?:[/?]|$)/i;

/** The last `Host` that was found to be one: nearly every request has the same. */
let knownHost = "";

/**
 * The URL of a request.
 *
 * @param scheme from the socket
 * @param host the `Host` header
 * @param target the request target, as it stands in the request line
 * @returns `null` where host or target are malformed
 */
export function requestUrl(scheme: "http" | "https", host: string, target: string): string | null {
  if (!isHost(host)) return null;
  if (isPlain(target)) return `${scheme}://${host}${target}`;
  const path = originForm(target, host);
  return path === null ? null : (URL.parse(`${scheme}://${host}${path}`)?.href ?? null);
}

/** Whether the URL parser would give the same path back: true for nearly all that browsers send. */
function isPlain(target: string): boolean {
  if (!PLAIN_TARGET.test(target)) return false;
  return (!target.includes("/.") && !target.includes("%")) || !DOT_SEGMENT.test(target);
}

function isHost(host: string): boolean {
  if (host === knownHost) return true;
  if (parseAuthority(host) === null) return false;
  knownHost = host;
  return true;
}

/**
 * The target as path and query.
 *
 * The absolute form, which a client uses towards a proxy, must name the very host of the `Host` header (RFC 9112 §3.2.2 lets the
 * former win; two that differ are somebody's trick). `*` and the authority form are no resources of ours.
 */
function originForm(target: string, host: string): string | null {
  // A backslash is a slash to the URL parser, a fragment is dropped by it: neither is ever sent by a browser.
  if (/[\\#\x00-\x20\x7f]/.test(target)) return null;
  if (target.startsWith("/")) return target;
  const absolute = /^https?:\/\/([^/?]*)(.*)$/i.exec(target);
  if (absolute === null || absolute[1]?.toLowerCase() !== host.toLowerCase()) return null;
  const rest = absolute[2] ?? "";
  return rest.startsWith("/") ? rest : `/${rest}`;
}
