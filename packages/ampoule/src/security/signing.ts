/**
 * Signed values that travel through the client: links in e-mails, download URLs (ItsDangerous' `URLSafeTimedSerializer`).
 *
 * Everybody can read them, nobody can change them, and one made for a purpose is worth nothing for another. There is one
 * algorithm and no field that names it (S20).
 */

import { decodeBase64url, encodeBase64url } from "./base64url.ts";
import { equalBytes } from "./compare.ts";
import { frame } from "./frame.ts";
import type { Keys } from "./keys.ts";
import type { Mac } from "./mac.ts";

/** Why a signed value was refused. */
export type SignatureProblem = "malformed" | "mismatch" | "expired";

/** What {@link Signer.verify} answers. */
export type SignedValue =
  | { readonly ok: true; readonly value: string /** When it was signed. */; readonly issued: Date }
  | { readonly ok: false; readonly reason: SignatureProblem };

/** Settings of {@link createSigner}. */
export interface SignerOptions {
  /** What the values are for, as `password-reset`. */
  readonly purpose: string;
  /** Seconds that a value is good for. */
  readonly maxAge: number;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** Signs and verifies texts for one purpose. */
export interface Signer {
  /**
   * Text in URL-safe characters that holds the value, the time and the signature.
   *
   * @throws TypeError for text that is not Unicode, RangeError for one of several thousand characters
   */
  sign(value: string): string;
  /** Never throws on anything from outside. */
  verify(signed: string): SignedValue;
}

const VERSION = "v1";
/** Seconds by which the clock of another machine of ours may be ahead. */
const CLOCK_TOLERANCE = 60;
/** Longer texts are not looked at. */
const MAX_LENGTH = 8192;

/**
 * Makes a signer.
 *
 * @param keys those of the application: `app.settings.keys`
 * @throws RangeError unless `maxAge` is a whole number from 1
 *
 * @example
 * const resets = createSigner(app.settings.keys, { purpose: "password-reset", maxAge: 3600 });
 * app.get("/reset/<token>", (c) => {
 *   const signed = resets.verify(c.params.token);
 *   return signed.ok ? `New password for user ${signed.value}` : abort(404);
 * });
 * const link = app.urlFor("/reset/<token>", { token: resets.sign("7") });
 * await (await client(app).get(link)).text(); // "New password for user 7"
 */
export function createSigner(keys: Keys, options: SignerOptions): Signer {
  const { purpose, maxAge, now = Date.now } = options;
  if (!Number.isSafeInteger(maxAge) || maxAge < 1)
    throw new RangeError("maxAge is a whole number of seconds, at least 1");
  const macs = keys.macs("signing", purpose);
  const seconds = () => Math.floor(now() / 1000);
  return {
    sign(value) {
      if (!value.isWellFormed()) throw new TypeError("A value with half a surrogate pair cannot be signed as it is");
      const payload = encodeBase64url(new TextEncoder().encode(value));
      const issued = String(seconds());
      const [mac] = macs;
      const signed = `${VERSION}.${payload}.${issued}.${encodeBase64url(digest(mac as Mac, payload, issued))}`;
      if (signed.length > MAX_LENGTH)
        throw new RangeError(
          "The value is too long to be signed: sign what it is found by, such as a key of a database",
        );
      return signed;
    },
    verify(signed) {
      const [version, payload = "", issued = "", signature = "", ...rest] =
        typeof signed !== "string" || signed.length > MAX_LENGTH ? [] : signed.split(".");
      const given = decodeBase64url(signature);
      const bytes = decodeBase64url(payload);
      if (
        version !== VERSION ||
        given === null ||
        bytes === null ||
        rest.length > 0 ||
        !/^[1-9]\d{0,11}$/.test(issued)
      ) {
        return { ok: false, reason: "malformed" };
      }
      let matches = false;
      for (const mac of macs) matches = equalBytes(digest(mac, payload, issued), given) || matches;
      if (!matches) return { ok: false, reason: "mismatch" };
      const age = seconds() - Number(issued);
      if (age > maxAge || age < -CLOCK_TOLERANCE) return { ok: false, reason: "expired" };
      return { ok: true, value: decoder.decode(bytes), issued: new Date(Number(issued) * 1000) };
    },
  };
}

/** What was signed comes back: also a byte order mark at its beginning. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function digest(mac: Mac, payload: string, issued: string): Uint8Array {
  return mac(frame([VERSION, payload, issued]));
}
