/** A bounded memory of results. */

const capacity = 512;

/** Remembers texts by key; forgets all when it is full, so that it never grows and needs no bookkeeping. */
export class Memory {
  readonly #entries = new Map<string, string>();

  /** The remembered result, or that of `make`, which is remembered. */
  get(key: string, make: () => string): string {
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    if (this.#entries.size >= capacity) this.#entries.clear();
    const made = make();
    this.#entries.set(key, made);
    return made;
  }
}
