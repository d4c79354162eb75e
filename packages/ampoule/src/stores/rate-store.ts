/**
 * Where requests are counted: counters with a name, which are forgotten after a while.
 *
 * `add` must be atomic: of any number of simultaneous requests no more than allowed pass. In Redis it is `INCR key` with `EXPIRE key ttl NX`,
 * in SQL `INSERT … ON CONFLICT DO UPDATE SET count = count + 1 RETURNING count`.
 */
export interface RateStore {
  /**
   * Adds one to a counter; one that does not exist begins at 0.
   *
   * @param key up to 320 characters
   * @param ttl seconds after its first addition when it may be forgotten
   * @returns what the counter is now
   */
  add(key: string, ttl: number): number | Promise<number>;
  /** What a counter is now; 0 where there is none. */
  get(key: string): number | Promise<number>;
}
