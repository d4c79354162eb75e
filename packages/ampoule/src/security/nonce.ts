/** The nonce of a Content Security Policy: new for each response, 128 bits (H04; CSP3 §7.1). */

import { randomId } from "./random.ts";

/** A fresh nonce, in characters that CSP's `base64-value` allows. */
export function createNonce(): string {
  return randomId(16);
}
