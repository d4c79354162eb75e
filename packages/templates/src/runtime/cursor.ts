/** Walking through what is not an array, one item at a time: generated loops take one step per round. */

/** A sequence whose length is not known, or not yet. */
export class Cursor implements Iterable<unknown> {
  readonly #iterator: Iterator<unknown>;
  #ahead: IteratorResult<unknown>[] = [];
  #passed = 0;
  #value: unknown;

  constructor(items: Iterable<unknown>) {
    this.#iterator = items[Symbol.iterator]();
  }

  /** The item of this round. */
  get value(): unknown {
    return this.#value;
  }

  /** Goes to the next item, if there is one. */
  next(): boolean {
    const { done, value } = this.#ahead.shift() ?? this.#iterator.next();
    if (done === true) return false;
    this.#passed++;
    this.#value = value;
    return true;
  }

  /** As in Python, another loop may go on with what is left. */
  close(): void {}
  abandon(): void {}

  /** The item after this one. */
  peek(): IteratorResult<unknown> {
    const next = this.#ahead[0] ?? this.#iterator.next();
    this.#ahead[0] = next;
    return next;
  }

  isLast(): boolean {
    return this.peek().done === true;
  }

  /** The number of all items: reads what is left of them. */
  total(): number {
    if (this.#ahead.at(-1)?.done !== true) {
      let next: IteratorResult<unknown>;
      do this.#ahead.push((next = this.#iterator.next()));
      while (next.done !== true);
    }
    return this.#passed + this.#ahead.length - 1;
  }

  *[Symbol.iterator](): Generator<unknown, void, undefined> {
    while (this.next()) yield this.#value;
  }
}

/** The same for async iterables; what has to wait for an item gives a promise. */
export class AsyncCursor implements AsyncIterable<unknown> {
  readonly #iterator: AsyncIterator<unknown> | Iterator<unknown>;
  #ahead: IteratorResult<unknown>[] = [];
  #passed = 0;
  #value: unknown;
  #isDone = false;

  constructor(items: AsyncIterable<unknown> | Iterable<unknown>) {
    this.#iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  }

  get value(): unknown {
    return this.#value;
  }

  async next(): Promise<boolean> {
    const { done, value } = this.#ahead.shift() ?? (await this.#iterator.next());
    this.#isDone = done === true;
    if (done === true) return false;
    this.#passed++;
    this.#value = value;
    return true;
  }

  /** Nobody wants what is left: whoever gives the items may let go of what they come from. */
  async close(): Promise<void> {
    if (!this.#isDone) await this.#iterator.return?.();
  }

  /** The same after an error, which is the one to be told of. */
  async abandon(): Promise<void> {
    await this.close().catch(() => {});
  }

  async peek(): Promise<IteratorResult<unknown>> {
    const next = this.#ahead[0] ?? (await this.#iterator.next());
    this.#ahead[0] = next;
    return next;
  }

  async isLast(): Promise<boolean> {
    return (await this.peek()).done === true;
  }

  async total(): Promise<number> {
    while (this.#ahead.at(-1)?.done !== true) this.#ahead.push(await this.#iterator.next());
    return this.#passed + this.#ahead.length - 1;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown, void, undefined> {
    while (await this.next()) yield this.#value;
  }
}
