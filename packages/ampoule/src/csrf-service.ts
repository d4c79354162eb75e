/** The token service of `@ampoule/forms`, given this application's keys and this platform's cryptography. */

import { type Csrf, type CsrfCrypto, createCsrf, MemoryUsedTokens, type UsedTokens } from "@ampoule/forms";
import { isClusterWorker } from "./host.ts";
import { primitives } from "./security/crypto.ts";
import type { Keys } from "./security/keys.ts";
import type { Mac } from "./security/mac.ts";
import { randomBytes } from "./security/random.ts";

/** Settings of the tokens of forms. */
export interface CsrfSettings {
  /** How long a token lives, in seconds, 1 to 86 400: long enough for a form left open over lunch. @default 7200 */
  readonly lifetime?: number;
  /** Where used tokens are recorded. @default the memory of this process: with several processes take a shared store */
  readonly usedTokens?: UsedTokens;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** A key is prepared once; preparing it for each token would cost several times the token itself. */
function preparedCrypto(): CsrfCrypto {
  const prepared = new WeakMap<Uint8Array, Mac>();
  const macOf = (key: Uint8Array): Mac => {
    let mac = prepared.get(key);
    if (mac === undefined) {
      mac = primitives.mac(key);
      prepared.set(key, mac);
    }
    return mac;
  };
  return {
    hmac: (key, data) => macOf(key)(data),
    hmacText: (key, data) => macOf(key).text(data),
    randomBytes,
  };
}

/** Whether this process is one of several that answer for one application, and each would accept a token once (B1). */
export function needsSharedTokens(settings: CsrfSettings = {}): boolean {
  return settings.usedTokens === undefined && isClusterWorker();
}

/** Makes the service. */
export function createCsrfService(keys: Keys, settings: CsrfSettings = {}): Csrf {
  return createCsrf({
    crypto: preparedCrypto(),
    keys: keys.derive("csrf"),
    usedTokens: settings.usedTokens ?? new MemoryUsedTokens(settings.now === undefined ? {} : { now: settings.now }),
    ...(settings.lifetime === undefined ? {} : { lifetime: settings.lifetime }),
    ...(settings.now === undefined ? {} : { now: settings.now }),
  });
}
