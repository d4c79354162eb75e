import { encodeBase64url } from "./base64url.ts";

/** Bytes of an HMAC-SHA-256. */
export const digestLength = 32;

/**
 * The cryptography that tokens need, handed in by the application: this package runs on every runtime and imports none of them.
 *
 * @example
 * import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
 * // A KeyObject made once is five times faster than raw bytes at each call.
 * const prepared = new WeakMap<Uint8Array, KeyObject>();
 * const keyObject = (key: Uint8Array) => prepared.get(key) ?? prepared.set(key, createSecretKey(key)).get(key)!;
 * const crypto: CsrfCrypto = {
 *   hmac: (key, data) => createHmac("sha256", keyObject(key)).update(data).digest(),
 *   randomBytes,
 * };
 * createCsrf({ crypto, keys: [crypto.randomBytes(32)], usedTokens: new MemoryUsedTokens() }).lifetime; // 7200
 */
export interface CsrfCrypto {
  /** HMAC-SHA-256 of `data` under `key`: 32 bytes. Must not keep `data`, which is a view of a reused buffer. */
  hmac(key: Uint8Array, data: Uint8Array): Uint8Array;
  /** The same as base64url text without padding, where the platform has a faster way to that. @default `hmac`, encoded here */
  hmacText?(key: Uint8Array, data: Uint8Array): string;
  /** `length` bytes from a cryptographically secure generator. */
  randomBytes(length: number): Uint8Array;
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** RFC 4231, test case 2: the answer every HMAC-SHA-256 gives. */
const knownAnswer = {
  key: ascii("Jefe"),
  data: ascii("what do ya want for nothing?"),
  digest: "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM",
} as const;

/** HMAC-SHA-256 as 43 characters of base64url. */
export function hmacText(crypto: CsrfCrypto, key: Uint8Array, data: Uint8Array): string {
  return crypto.hmacText?.(key, data) ?? encodeBase64url(crypto.hmac(key, data));
}

/**
 * Throws unless `crypto` computes HMAC-SHA-256 and gives fresh random bytes: a weaker function would be noticed by nobody later.
 *
 * @throws TypeError naming what is wrong
 */
export function checkCrypto(crypto: CsrfCrypto): void {
  const digest = crypto.hmac(knownAnswer.key, knownAnswer.data);
  if (!(digest instanceof Uint8Array) || encodeBase64url(digest) !== knownAnswer.digest) {
    throw new TypeError("CsrfCrypto.hmac is not HMAC-SHA-256 (RFC 4231, test case 2 gives another answer)");
  }
  if (hmacText(crypto, knownAnswer.key, knownAnswer.data) !== knownAnswer.digest) {
    throw new TypeError("CsrfCrypto.hmacText is not the base64url text of HMAC-SHA-256 (RFC 4231, test case 2)");
  }
  const first = crypto.randomBytes(16);
  const second = crypto.randomBytes(16);
  if (first.length !== 16 || second.length !== 16 || encodeBase64url(first) === encodeBase64url(second)) {
    throw new TypeError("CsrfCrypto.randomBytes(16) must give 16 new random bytes at each call");
  }
}
