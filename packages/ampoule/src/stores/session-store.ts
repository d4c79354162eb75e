/**
 * Where sessions live that do not live in a cookie: a key-value store with four operations.
 *
 * `update` must be atomic and must not create: a slow request must not bring a session back that was ended meanwhile (S29).
 * In SQL it is `UPDATE … WHERE key = ?`, in Redis `SET key value XX EX ttl`.
 */
export interface SessionStore {
  /** The text, or `undefined` when there is none or its time is over. @param key 43 characters of base64url */
  get(key: string): Promise<string | undefined>;
  /** @param ttl seconds until the entry may be forgotten */
  create(key: string, value: string, ttl: number): Promise<void>;
  /** Writes only what exists. @returns whether it existed */
  update(key: string, value: string, ttl: number): Promise<boolean>;
  delete(key: string): Promise<void>;
}
