/** A set of strings that forgets its oldest members: what comes from outside may not grow without bound. */
export class BoundedSet {
  readonly #members = new Set<string>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(member: string): void {
    this.#members.add(member);
    for (const oldest of this.#members) {
      if (this.#members.size <= this.#limit) return;
      this.#members.delete(oldest);
    }
  }

  /** @returns whether it was there */
  delete(member: string): boolean {
    return this.#members.delete(member);
  }
}
