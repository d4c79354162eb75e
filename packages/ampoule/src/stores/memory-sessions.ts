/** Sessions in the memory of this process: for one process, and for tests. */

import type { SessionStore } from "./session-store.ts";

/** Settings of {@link MemorySessions}. */
export interface MemorySessionsOptions {
  /** Most sessions at once; the one that was written longest ago goes first. @default 100_000 */
  readonly limit?: number;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/**
 * A store in memory. A restart ends all sessions, and two processes do not share them.
 *
 * @example
 * new App({ mode: "development", session: { store: new MemorySessions() } });
 */
export class MemorySessions implements SessionStore {
  readonly #entries = new Map<string, { readonly value: string; readonly expires: number }>();
  readonly #limit: number;
  readonly #now: () => number;

  /**
   * Makes an empty store.
   *
   * @throws RangeError unless `limit` is a whole number from 1
   */
  constructor(options: MemorySessionsOptions = {}) {
    this.#limit = options.limit ?? 100_000;
    this.#now = options.now ?? Date.now;
    if (!Number.isSafeInteger(this.#limit) || this.#limit < 1)
      throw new RangeError("limit is a whole number of at least 1");
  }

  /** How many there are, expired ones included that nobody asked for. */
  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Promise<string | undefined> {
    const entry = this.#entries.get(key);
    if (entry !== undefined && entry.expires > this.#now()) return Promise.resolve(entry.value);
    this.#entries.delete(key);
    return Promise.resolve(undefined);
  }

  create(key: string, value: string, ttl: number): Promise<void> {
    this.#write(key, value, ttl);
    return Promise.resolve();
  }

  async update(key: string, value: string, ttl: number): Promise<boolean> {
    if ((await this.get(key)) === undefined) return false;
    this.#write(key, value, ttl);
    return true;
  }

  delete(key: string): Promise<void> {
    this.#entries.delete(key);
    return Promise.resolve();
  }

  #write(key: string, value: string, ttl: number): void {
    // Out and in again: the order of the map is the order of writing.
    this.#entries.delete(key);
    this.#entries.set(key, { value, expires: this.#now() + ttl * 1000 });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#limit) break;
      this.#entries.delete(oldest);
    }
  }
}
