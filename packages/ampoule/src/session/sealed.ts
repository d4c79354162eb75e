/**
 * Text sealed into a cookie value: encrypted, authenticated, and of use under one name only (S07, S19, S20, S28).
 *
 * Format: base64url of version byte, 12 random bytes of nonce, AES-256-GCM ciphertext and tag. The version is the only thing that
 * selects anything; there is no algorithm field and no second decoder.
 *
 * With random nonces one key is good for 2^32 messages (NIST SP 800-38D §8.3); at a hundred changed sessions per second that is over a
 * year: rotate the secret before.
 */

import { decodeBase64url, encodeBase64url } from "../security/base64url.ts";
import { type Aead, NONCE_SIZE, TAG_SIZE } from "../security/crypto.ts";
import { frame } from "../security/frame.ts";
import type { Keys } from "../security/keys.ts";
import { randomBytes } from "../security/random.ts";

const VERSION = 1;
const HEADER_SIZE = 1 + NONCE_SIZE;

/** Seals and opens the values of one cookie. */
export interface Sealer {
  seal(text: string): string;
  /** The text, or `null` for anything that was not sealed by us for this very purpose. */
  open(value: string): string | null;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Makes a sealer.
 *
 * @param name the cookie's name: part of what is authenticated, so that two cookies cannot swap their values
 */
export function createSealer(keys: Keys, name: string): Sealer {
  const ciphers = keys.aeads("session", "cookie");
  const associated = frame(["ampoule session", String(VERSION), name]);
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_SIZE);
      const [cipher] = ciphers;
      const sealed = (cipher as Aead).seal(nonce, encoder.encode(text), associated);
      const bytes = new Uint8Array(HEADER_SIZE + sealed.length);
      bytes[0] = VERSION;
      bytes.set(nonce, 1);
      bytes.set(sealed, HEADER_SIZE);
      return encodeBase64url(bytes);
    },
    open(value) {
      const bytes = decodeBase64url(value);
      if (bytes === null || bytes.length < HEADER_SIZE + TAG_SIZE || bytes[0] !== VERSION) return null;
      const nonce = bytes.subarray(1, HEADER_SIZE);
      for (const cipher of ciphers) {
        const text = cipher.open(nonce, bytes.subarray(HEADER_SIZE), associated);
        if (text !== null) return decoder.decode(text);
      }
      return null;
    },
  };
}
