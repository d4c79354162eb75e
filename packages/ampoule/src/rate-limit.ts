/**
 * Rate limits: so many requests of one client in so many seconds, and no more (OWASP ASVS 6.3.1: against guessing passwords).
 *
 * Counted in a sliding window: what was asked in the window before counts as far as it still overlaps the last `per` seconds. So nobody
 * gets twice the limit at the turn of a minute, and a store needs no more than two counters for each client.
 */

import type { AnyContext } from "./context.ts";
import { tooManyRequests } from "./errors.ts";
import { networkOf } from "./security/network.ts";
import { quoteForLog } from "./security/refusal.ts";
import { MemoryRates } from "./stores/memory-rates.ts";
import type { RateStore } from "./stores/rate-store.ts";

/** What {@link rateLimit} is told. */
export interface RateLimitOptions {
  /** Tells its counters from those of other limits, in a shared store and in the log. */
  readonly name: string;
  /** Most requests of one client in `per` seconds. */
  readonly limit: number;
  /** Seconds. */
  readonly per: number;
  /**
   * Whose requests are counted together: a text, or nothing for a request that is not counted.
   * @default the client's address; of IPv6 the /64 network, since one client has all of it
   */
  readonly key?: (c: AnyContext) => string | undefined | Promise<string | undefined>;
  /** Where they are counted. @default in the memory of this process */
  readonly store?: RateStore;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** Counts a request, and refuses one too many. */
export type RateLimit = (c: AnyContext) => Promise<void>;

/** Longer keys are cut off: a counter's name may come from outside. */
const MAX_KEY = 256;

function addressOf(c: AnyContext): string {
  const { clientAddress } = c;
  if (clientAddress !== undefined) return networkOf(clientAddress);
  throw new Error(
    "This platform does not say the client's address: give rateLimit a `key`, or app.fetch() the connection",
  );
}

/**
 * Limits how often something is asked for. A hook for all requests of an application or blueprint; or called in a view, for what it is
 * about to do.
 *
 * One too many is a 429 with `Retry-After`. Refused requests count as well, up to the limit: who keeps on asking keeps on waiting.
 *
 * @throws RangeError for a limit or a time that is no whole number from 1, TypeError without a name
 * @example
 * const attempts = rateLimit({ name: "login", limit: 2, per: 300 });
 * app.post("/login", async (c) => {
 *   await attempts(c);
 *   const { fields } = await c.form();
 *   return fields.get("password") === "correct horse" ? c.redirect("/") : abort(422);
 * });
 * app.get("/login", (c) => c.markup`<form method="post"><input name="password" type="password"></form>`);
 * const browser = client(app);
 * const guess = async () => (await browser.submit(await browser.get("/login"), "form", { password: "?" })).status;
 * [await guess(), await guess(), await guess()]; // [422, 422, 429]
 */
export function rateLimit(options: RateLimitOptions): RateLimit {
  const { name, limit, per, key = addressOf, now = Date.now } = options;
  const store = options.store ?? new MemoryRates({ now });
  if (typeof name !== "string" || name === "") throw new TypeError("A rate limit needs a name");
  for (const [what, value] of Object.entries({ limit, per })) {
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`The ${what} of the rate limit "${name}" is a whole number of at least 1, not ${value}`);
  }
  return async (c) => {
    const client = await key(c);
    if (client === undefined) return;
    const windows = now() / 1000 / per;
    const current = Math.floor(windows);
    const counterOf = (window: number): string => `${name}:${window}:${client.slice(0, MAX_KEY)}`;
    const count = await store.add(counterOf(current), 2 * per);
    const before = Math.min(await store.get(counterOf(current - 1)), limit);
    const passed = windows - current;
    if (before * (1 - passed) + count <= limit) return;
    throw tooManyRequests(Math.max(1, Math.ceil(waitFor(limit, count, before, passed) * per)), {
      detail: "That was too often. Please wait a moment.",
      note: `the limit "${name}" of ${limit} in ${per} s is used up by ${quoteForLog(client)}`,
    });
  };
}

/** Windows until one more request would pass, if none comes meanwhile. */
function waitFor(limit: number, count: number, before: number, passed: number): number {
  // In this window: before × (1 − t) + count + 1 ≤ limit; in the next one the count is what was before.
  if (count < limit) return 1 - (limit - count - 1) / before - passed;
  return 1 - passed + 1 / limit;
}
