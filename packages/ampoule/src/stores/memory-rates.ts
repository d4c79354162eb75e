/** Counters in the memory of this process: for one process, and for tests. */

import type { RateStore } from "./rate-store.ts";

/** Settings of {@link MemoryRates}. */
export interface MemoryRatesOptions {
  /** Most counters at once; the oldest goes first. @default 100_000 */
  readonly limit?: number;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

interface Counter {
  count: number;
  readonly expires: number;
}

/** How many old counters each new one looks at: more than one, so that they become fewer. */
const SWEPT = 2;

/**
 * A store of counters in memory. A restart forgets them, and two processes do not share them.
 *
 * @example
 * const rates = new MemoryRates({ limit: 10_000 });
 * rates.add("login:ada", 60); // 1
 * rates.add("login:ada", 60); // 2
 * rates.get("login:bo"); // 0
 */
export class MemoryRates implements RateStore {
  readonly #counters = new Map<string, Counter>();
  readonly #limit: number;
  readonly #now: () => number;

  /** @throws RangeError unless `limit` is a whole number from 1 */
  constructor(options: MemoryRatesOptions = {}) {
    this.#limit = options.limit ?? 100_000;
    this.#now = options.now ?? Date.now;
    if (!Number.isSafeInteger(this.#limit) || this.#limit < 1)
      throw new RangeError("limit is a whole number of at least 1");
  }

  /** How many counters there are, expired ones included that nobody has looked at. */
  get size(): number {
    return this.#counters.size;
  }

  add(key: string, ttl: number): number {
    const now = this.#now();
    const known = this.#counters.get(key);
    if (known !== undefined && known.expires > now) return ++known.count;
    this.#counters.delete(key);
    this.#sweep(now);
    this.#counters.set(key, { count: 1, expires: now + ttl * 1000 });
    return 1;
  }

  get(key: string): number {
    const counter = this.#counters.get(key);
    return counter !== undefined && counter.expires > this.#now() ? counter.count : 0;
  }

  /** Forgets what has expired among the oldest, and the oldest where there is no room. */
  #sweep(now: number): void {
    let looked = 0;
    for (const [key, { expires }] of this.#counters) {
      if (this.#counters.size < this.#limit && (expires > now || looked === SWEPT)) return;
      this.#counters.delete(key);
      looked += 1;
    }
  }
}
