import { type CsrfCrypto, checkCrypto } from "./crypto.ts";
import { maskedToken, verifyMasked } from "./mask.ts";
import { type CsrfScope, type CsrfVerdict, issueToken, type TokenSettings, verifyToken } from "./token.ts";
import type { UsedTokens } from "./used.ts";

/** Settings of {@link createCsrf}. */
export interface CsrfOptions {
  /** HMAC-SHA-256 and random bytes of the runtime. */
  readonly crypto: CsrfCrypto;
  /** Secret keys of at least 32 bytes, used for nothing else. The first signs; all verify, so that a key can be retired slowly. */
  readonly keys: readonly Uint8Array[];
  /** Where used tokens are recorded. */
  readonly usedTokens: UsedTokens;
  /** How long a token lives, in seconds, 1 to 86 400: long enough for a form left open over lunch. @default 7200 */
  readonly lifetime?: number;
  /** The clock, in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/**
 * One-time tokens for forms and masked session tokens for `fetch`.
 *
 * Issue, verify and consume are three steps. Issuing stores nothing: any number of tabs, Back buttons and crawlers cost nothing.
 * Verifying records nothing: it can run before the first byte of an upload is stored, and a form whose input is wrong can be sent
 * again. Consuming records the token, once: a replay and a double click get `false`.
 */
export interface Csrf {
  /** Seconds that a token lives. */
  readonly lifetime: number;
  /**
   * A new token for one form in one page.
   * @throws TypeError where the scope has no usable session id: a mistake of the application
   */
  issue(scope: CsrfScope): string;
  /**
   * Checks the token field of a body.
   * @param values - all values that the body has for `csrf_token`
   */
  verify(values: readonly unknown[], scope: CsrfScope): CsrfVerdict;
  /**
   * Records a verified token.
   * @returns `true` the first time; `false` for every later one: the form was already submitted
   */
  consume(verdict: CsrfVerdict & { readonly ok: true }): Promise<boolean>;
  /** The session's token for the `X-CSRF-Token` header, masked anew on each call. */
  masked(session: string): string;
  /** Whether a header's value is a masked token of this session. */
  verifyMasked(value: unknown, session: unknown): boolean;
}

const keyMinimum = 32;
const lifetimeMaximum = 86_400;

function checkSettings(settings: TokenSettings): void {
  checkCrypto(settings.crypto);
  if (
    settings.keys.length === 0 ||
    settings.keys.some((key) => !(key instanceof Uint8Array) || key.length < keyMinimum)
  ) {
    throw new TypeError(`CSRF keys must be Uint8Arrays of at least ${keyMinimum} bytes, and at least one of them`);
  }
  const { lifetime } = settings;
  if (!Number.isSafeInteger(lifetime) || lifetime < 1 || lifetime > lifetimeMaximum) {
    throw new RangeError(`the lifetime of CSRF tokens is in seconds, from 1 to ${lifetimeMaximum}, not ${lifetime}`);
  }
}

/**
 * Makes the token service of an application.
 *
 * Token: `v1.nonce.iat.signature`, where the signature is HMAC-SHA-256 over the length-prefixed session id, form id, method, action,
 * nonce and time.
 *
 * @throws TypeError for a function that is not HMAC-SHA-256, or short keys
 * @throws RangeError for a lifetime out of range
 * @example
 * const csrf = createCsrf({ crypto, keys: [key], usedTokens: new MemoryUsedTokens() });
 * const scope = { session: "k3J0pC2wq8Zr5Tn1", form: "login", method: "POST", action: "/login" };
 * const token = csrf.issue(scope);
 * csrf.verify([token], { ...scope, action: "/transfer" }).ok; // false
 * const verdict = csrf.verify([token], scope);
 * if (verdict.ok) await csrf.consume(verdict); // true
 * if (verdict.ok) await csrf.consume(verdict); // false
 */
export function createCsrf(options: CsrfOptions): Csrf {
  const { crypto, keys, usedTokens, lifetime = 7200, now = Date.now } = options;
  const settings: TokenSettings = { crypto, keys: [...keys], lifetime, now };
  checkSettings(settings);
  return Object.freeze({
    lifetime,
    issue: (scope: CsrfScope) => issueToken(settings, scope),
    verify: (values: readonly unknown[], scope: CsrfScope) => verifyToken(settings, values, scope),
    // Strictly `true`: a store that answers 1 or "OK" is a mistake that must not open the gate.
    consume: async (verdict: CsrfVerdict & { readonly ok: true }) =>
      (await usedTokens.consume(verdict.id, verdict.ttl)) === true,
    masked: (session: string) => maskedToken(settings, session),
    verifyMasked: (value: unknown, session: unknown) => verifyMasked(settings, value, session),
  });
}
