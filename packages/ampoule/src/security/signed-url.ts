/**
 * Signed URLs: links that work for whoever has them, for a time, and that nobody else can make or change. For unsubscribing, downloads,
 * invitations: whatever a visitor without a session may do because we have sent the link.
 *
 * The signature is over path and query as they are sent, letter for letter, so there is no second reading of them that could differ. It
 * ends the query, and nothing may follow it.
 */

import { decodeBase64url, encodeBase64url } from "./base64url.ts";
import { equalBytes } from "./compare.ts";
import { frame } from "./frame.ts";
import type { Keys } from "./keys.ts";
import type { Mac } from "./mac.ts";
import type { Refusal } from "./refusal.ts";

/** Makes and checks signed URLs. */
export interface UrlSigner {
  /**
   * @param local path and query, without fragment
   * @param lifetime seconds that it is good for
   * @throws RangeError unless `lifetime` is a whole number from 1; for a URL that is too long, or has parameters of a signature already
   */
  sign(local: string, lifetime: number): string;
  /**
   * Never throws on anything from outside.
   *
   * @param path percent-encoded, as it was sent
   * @param query without the question mark
   * @returns why it is refused, or `null`
   */
  check(path: string, query: string): Refusal | null;
}

const VERSION = "v1";
/** Browsers, servers and mail programs cut off longer ones. Longer queries are not looked at. */
const MAX_LENGTH = 8000;
const SIGNATURE = "&signature=";
/** Parameters that are the signature's own. */
const OWN = ["expires", "signature"] as const;
const EXPIRES = /(?:^|&)expires=([1-9]\d{0,11})$/;

const invalid = (detail: string): Refusal => ({
  status: 403,
  code: "url_signature",
  message: "This link is not valid. It may have been cut off when it was copied.",
  detail,
});

const expired = (detail: string): Refusal => ({
  status: 403,
  code: "url_expired",
  message: "This link has expired. Please ask for a new one.",
  detail,
});

/**
 * Makes a signer of URLs.
 *
 * @param keys those of the application; retired ones still verify
 * @param now milliseconds since 1970
 */
export function createUrlSigner(keys: Keys, now: () => number = Date.now): UrlSigner {
  let derived: readonly Mac[] | undefined;
  const macs = (): readonly Mac[] => (derived ??= keys.macs("signing", "url"));
  const digest = (mac: Mac, unsigned: string): Uint8Array => mac(frame([VERSION, unsigned]));
  const seconds = (): number => Math.floor(now() / 1000);
  return {
    sign(local, lifetime) {
      if (!Number.isSafeInteger(lifetime) || lifetime < 1 || lifetime > 1e11)
        throw new RangeError(`signedFor is a whole number of seconds, at least 1, not ${lifetime}`);
      const [, query = ""] = local.split("?");
      const own = OWN.find((name) => new URLSearchParams(query).has(name));
      if (own !== undefined) throw new RangeError(`the parameter "${own}" belongs to the signature`);
      const unsigned = `${local}${query === "" ? "?" : "&"}expires=${seconds() + lifetime}`;
      const [mac] = macs();
      const signed = unsigned + SIGNATURE + encodeBase64url(digest(mac as Mac, unsigned));
      if (signed.length > MAX_LENGTH) throw new RangeError(`a signed URL has at most ${MAX_LENGTH} characters`);
      return signed;
    },
    check(path, query) {
      if (path.length + query.length >= MAX_LENGTH) return invalid("the URL is too long");
      const end = query.lastIndexOf(SIGNATURE);
      const given = end < 0 ? null : decodeBase64url(query.slice(end + SIGNATURE.length));
      const expires = end < 0 ? null : EXPIRES.exec(query.slice(0, end));
      if (given === null || expires === null) return invalid("the URL does not end with expires and signature");
      const unsigned = `${path}?${query.slice(0, end)}`;
      let matches = false;
      for (const mac of macs()) matches = equalBytes(digest(mac, unsigned), given) || matches;
      if (!matches) return invalid("the signature is not of this path and query");
      const late = seconds() - Number(expires[1]);
      return late < 0 ? null : expired(`the URL expired ${late} seconds ago`);
    },
  };
}
