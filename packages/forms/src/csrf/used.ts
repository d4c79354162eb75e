/**
 * Where used tokens are remembered until they expire on their own.
 *
 * One method, so that SQLite, Redis (`SET id 1 NX EX ttl`) and PostgreSQL (`INSERT … ON CONFLICT DO NOTHING`) each implement it in a
 * line. It must be atomic: of any number of simultaneous calls with one id, exactly one returns `true`. Where it throws or rejects,
 * the form is refused (fail closed).
 */
export interface UsedTokens {
  /**
   * @param id - the token's id: 22 characters of base64url
   * @param ttlSeconds - how long the id has to be remembered; at least 1
   * @returns `true` the first time, `false` ever after
   */
  consume(id: string, ttlSeconds: number): boolean | Promise<boolean>;
}

/**
 * The in-memory store is full of tokens that have not expired.
 *
 * Forgetting one of them would let it be used again, so the form is refused instead: answer 503. Raise `limit`, shorten the lifetime
 * of tokens, or take a shared store.
 *
 * @example
 * const used = new MemoryUsedTokens({ limit: 1 });
 * used.consume("one", 7200); // true
 * used.consume("two", 7200); // throws UsedTokensFullError
 */
export class UsedTokensFullError extends Error {
  override readonly name: string = "UsedTokensFullError";
  /** For programs. */
  readonly code: string = "csrf_store_full";
  /** The bound that was reached. */
  readonly limit: number;

  constructor(limit: number) {
    super(`the store of used CSRF tokens holds its limit of ${limit} unexpired tokens`);
    this.limit = limit;
  }
}

/** Settings of {@link MemoryUsedTokens}. */
export interface MemoryUsedTokensOptions {
  /** Most ids kept at once. @default 250_000 (about 25 MB) */
  readonly limit?: number;
  /** The clock, in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** Ids that expire within the same span are dropped together, so that forgetting costs nothing per id. */
const bucketSeconds = 600;

/**
 * Used tokens in the memory of this process: right for one process, wrong for a cluster (a token could be used once per process).
 *
 * Bounded: ids are forgotten when they expire, and never before ({@link UsedTokensFullError}).
 *
 * @example
 * const used = new MemoryUsedTokens({ limit: 100_000 });
 * used.consume("token", 7200); // true
 * used.consume("token", 7200); // false
 */
export class MemoryUsedTokens implements UsedTokens {
  readonly #limit: number;
  readonly #now: () => number;
  readonly #buckets: Map<number, Set<string>> = new Map();
  #size = 0;
  #swept = 0;

  /**
   * Makes an empty store.
   *
   * @throws RangeError unless `limit` is a positive integer
   */
  constructor(options: MemoryUsedTokensOptions = {}) {
    this.#limit = options.limit ?? 250_000;
    this.#now = options.now ?? Date.now;
    if (!Number.isSafeInteger(this.#limit) || this.#limit < 1) throw new RangeError("limit must be a positive integer");
  }

  /** How many ids are remembered now. */
  get size(): number {
    return this.#size;
  }

  /**
   * Records an id; `false` where it was recorded before.
   *
   * @throws UsedTokensFullError when no more fit
   */
  consume(id: string, ttlSeconds: number): boolean {
    const seconds = this.#now() / 1000;
    this.#forgetExpired(Math.floor(seconds / bucketSeconds));
    for (const ids of this.#buckets.values()) if (ids.has(id)) return false;
    if (this.#size >= this.#limit) throw new UsedTokensFullError(this.#limit);
    const bucket = Math.floor((seconds + Math.max(1, ttlSeconds)) / bucketSeconds);
    const ids = this.#buckets.get(bucket);
    if (ids === undefined) this.#buckets.set(bucket, new Set([id]));
    else ids.add(id);
    this.#size += 1;
    return true;
  }

  #forgetExpired(current: number): void {
    if (current === this.#swept) return;
    this.#swept = current;
    for (const [bucket, ids] of this.#buckets) {
      if (bucket >= current) continue;
      this.#buckets.delete(bucket);
      this.#size -= ids.size;
    }
  }
}
