/**
 * An ordered map of names to one or more values: what a query string or a form is (Werkzeug's `MultiDict`).
 *
 * It is a `Map` inside, so a field called `__proto__` or `constructor` is a field like any other (R08). Iteration gives
 * the pairs in the order they came, as `FormData` and `URLSearchParams` do, and any reader of those can read this.
 */

/**
 * Names to one or more values, in order.
 *
 * @example
 * const query = new MultiMap([["tag", "cat"], ["tag", "small"]]);
 * query.get("tag"); // "cat"
 * query.getAll("tag"); // ["cat", "small"]
 */
export class MultiMap<V = string> implements Iterable<[string, V]> {
  readonly #pairs: [string, V][] = [];
  readonly #byName = new Map<string, V[]>();

  constructor(pairs?: Iterable<readonly [string, V]>) {
    if (pairs !== undefined) for (const [name, value] of pairs) this.append(name, value);
  }

  /** The number of pairs. */
  get size(): number {
    return this.#pairs.length;
  }

  /** Adds a value behind those that the name has. */
  append(name: string, value: V): void {
    this.#pairs.push([name, value]);
    const values = this.#byName.get(name);
    if (values === undefined) this.#byName.set(name, [value]);
    else values.push(value);
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** The first value of a name. */
  get(name: string): V | undefined {
    return this.#byName.get(name)?.[0];
  }

  /** Every value of a name; a fresh array. */
  getAll(name: string): V[] {
    return this.#byName.get(name)?.slice() ?? [];
  }

  /** {@link getAll}, as templates written for Flask call it. */
  getlist(name: string): V[] {
    return this.getAll(name);
  }

  /** Each name once, in order of its first appearance. */
  keys(): IterableIterator<string> {
    return this.#byName.keys();
  }

  *values(): IterableIterator<V> {
    for (const pair of this.#pairs) yield pair[1];
  }

  *entries(): IterableIterator<[string, V]> {
    for (const [name, value] of this.#pairs) yield [name, value];
  }

  [Symbol.iterator](): IterableIterator<[string, V]> {
    return this.entries();
  }

  /** Each name with all its values. */
  *lists(): IterableIterator<[string, V[]]> {
    for (const [name, values] of this.#byName) yield [name, values.slice()];
  }
}
