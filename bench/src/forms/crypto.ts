/** What `ampoule` hands to the token service, in short: HMAC-SHA-256 (RFC 2104) out of Node's one-shot hash, and random bytes from a pool. */
import { createHmac, hash, randomBytes } from "node:crypto";
import type { CsrfCrypto } from "@ampoule/forms";

const BLOCK = 64;
const DIGEST = 32;

type TextMac = (data: Uint8Array) => string;

function prepare(key: Uint8Array): TextMac {
  const padded = (pad: number, size: number): Uint8Array => {
    const bytes = new Uint8Array(size);
    bytes.set(key);
    return bytes.map((byte, index) => (index < BLOCK ? byte ^ pad : byte));
  };
  const inner = padded(0x36, 1024);
  const outer = padded(0x5c, BLOCK + DIGEST);
  return (data) => {
    inner.set(data, BLOCK);
    const text = hash("sha256", inner.subarray(0, BLOCK + data.length), "binary");
    for (let index = 0; index < DIGEST; index += 1) outer[BLOCK + index] = text.charCodeAt(index);
    return hash("sha256", outer, "base64url");
  };
}

export function poolingCrypto(): CsrfCrypto {
  const prepared = new WeakMap<Uint8Array, TextMac>();
  let pool = randomBytes(8192);
  let at = 0;
  return {
    hmac: (key, data) => createHmac("sha256", key).update(data).digest(),
    hmacText(key, data) {
      const mac = prepared.get(key) ?? prepare(key);
      prepared.set(key, mac);
      return mac(data);
    },
    randomBytes(length) {
      if (at + length > pool.length) {
        pool = randomBytes(8192);
        at = 0;
      }
      at += length;
      return pool.subarray(at - length, at);
    },
  };
}
