/**
 * Cross-site request forgery, layer 2: the token service of `@ampoule/forms`, fed with this application's keys and randomness.
 */

import { type Csrf, createCsrf as createService, MemoryUsedTokens, type UsedTokens } from "@ampoule/forms";
import { type Mac, primitives } from "./crypto.ts";
import type { Keys } from "./keys.ts";
import { randomBytes } from "./random.ts";

/** Settings of {@link createCsrf}. */
export interface CsrfOptions {
  readonly keys: Keys;
  /** Seconds that a form may stay open, 1 to 86 400. @default 7200 */
  readonly lifetime?: number;
  /** Where used tokens are recorded; for several processes one that they share. @default in the memory of this process */
  readonly usedTokens?: UsedTokens;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/**
 * The token service of an application.
 *
 * Keys are prepared once: Node's HMAC takes six times as long with raw bytes.
 *
 * @throws RangeError for a lifetime out of range
 */
export function createCsrf(options: CsrfOptions): Csrf {
  const { keys, lifetime, usedTokens = new MemoryUsedTokens(), now } = options;
  const prepared = new WeakMap<Uint8Array, Mac>();
  const macOf = (key: Uint8Array): Mac => {
    const known = prepared.get(key);
    if (known !== undefined) return known;
    const mac = primitives.mac(key);
    prepared.set(key, mac);
    return mac;
  };
  return createService({
    crypto: { hmac: (key, data) => macOf(key)(data), randomBytes },
    keys: keys.derive("csrf"),
    usedTokens,
    ...(lifetime === undefined ? {} : { lifetime }),
    ...(now === undefined ? {} : { now }),
  });
}
