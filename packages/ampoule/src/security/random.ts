/**
 * Random bytes and ids from the platform's generator, taken from a pool.
 *
 * One call of the generator costs 2 µs whatever it returns; a page needs three ids. A pool makes each 0.1 µs. What was handed out is
 * wiped from the pool, so that a later bug that shows its memory shows nothing of value.
 */

import { encodeBase64url } from "./base64url.ts";

const POOL_SIZE = 4096;
const pool = new Uint8Array(POOL_SIZE);
let used = POOL_SIZE;

/**
 * Cryptographically secure random bytes.
 *
 * @param length 1 to 4096
 */
export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  if (!(Number.isInteger(length) && length > 0 && length <= POOL_SIZE)) {
    throw new RangeError(`randomBytes gives 1 to ${POOL_SIZE} bytes, not ${length}`);
  }
  if (used + length > POOL_SIZE) {
    globalThis.crypto.getRandomValues(pool);
    used = 0;
  }
  const bytes = pool.slice(used, used + length);
  pool.fill(0, used, used + length);
  used += length;
  return bytes;
}

/** A random id in base64url. @param length in bytes. @default 16 (128 bits, 22 characters) */
export function randomId(length = 16): string {
  return encodeBase64url(randomBytes(length));
}
