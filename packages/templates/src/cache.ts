/** A cache that forgets what has not been used for longest. */
export class Cache<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #size: number;

  /** @param size How many values are kept; 0 for none, below 0 for all */
  constructor(size: number) {
    this.#size = size;
  }

  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined || this.#size < 0) return value;
    // A Map keeps the order of insertion: what was used goes to the end.
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    if (this.#size === 0) return;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#size > 0 && this.#entries.size > this.#size) {
      const [oldest] = this.#entries.keys();
      this.#entries.delete(oldest!);
    }
  }

  clear(): void {
    this.#entries.clear();
  }
}
