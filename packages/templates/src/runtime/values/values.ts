/**
 * Python's kinds of values that JavaScript has no equal of.
 *
 * | Python | here |
 * | --- | --- |
 * | str, bool, None | string, boolean, null |
 * | int | a number while it is safe, a bigint beyond |
 * | float | any other number; `PyFloat` for an integral one, in python printing only |
 * | list, tuple | Array, `Tuple` (an Array too, so that every JavaScript function can read it) |
 * | dict | plain object, Map; `Dict` for those made in a template |
 * | set, bytes, range | Set, Uint8Array, `Range` |
 * | generator | `OneShot`, or any JavaScript iterator |
 *
 * The brands are private fields: no data from outside can pass for one of these.
 */

/** A float whose value is an integer, kept apart from the integer because Python prints `1.0`. */
export class PyFloat {
  readonly #value: number;
  constructor(value: number) {
    this.#value = value;
  }
  static is(value: unknown): value is PyFloat {
    return typeof value === "object" && value !== null && #value in value;
  }
  get value(): number {
    return this.#value;
  }
  valueOf(): number {
    return this.#value;
  }
  toJSON(): number {
    return this.#value;
  }
}

/** A list that does not change. */
export class Tuple extends Array<unknown> {
  readonly #brand = true;
  /** Slices, maps and filters of a tuple are plain arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
  static is(value: unknown): value is Tuple {
    return typeof value === "object" && value !== null && #brand in value;
  }
  protected get brand(): boolean {
    return this.#brand;
  }
}

/** Python's `tuple(items)`. */
export function tuple(items: Iterable<unknown>): Tuple {
  const made = new Tuple();
  for (const item of items) made.push(item);
  return made;
}

/** The tuple `(first, second)`: the commonest one by far. */
export function pair(first: unknown, second: unknown): Tuple {
  const made = new Tuple();
  made[0] = first;
  made[1] = second;
  return made;
}

/** A tuple whose items have names as well. */
export class NamedTuple extends Tuple {
  readonly #type: string;
  readonly #fields: readonly string[];
  /** @param plain Print it as a bare tuple. */
  constructor(type: string, entries: Iterable<readonly [string, unknown]>, plain = false) {
    super();
    const fields: string[] = [];
    for (const [name, value] of entries) {
      fields.push(name);
      this.push(value);
    }
    this.#type = plain ? "" : type;
    this.#fields = fields;
  }
  static override is(value: unknown): value is NamedTuple {
    return typeof value === "object" && value !== null && #fields in value;
  }
  /** Empty where it prints as a bare tuple. */
  get type(): string {
    return this.#type;
  }
  get fields(): readonly string[] {
    return this.#fields;
  }
}

/** Python's `range`: knows its items without holding them. */
export class Range implements Iterable<number> {
  readonly #start: number;
  readonly #stop: number;
  readonly #step: number;
  readonly #length: number;
  constructor(start: number, stop: number, step: number) {
    this.#start = start;
    this.#stop = stop;
    this.#step = step;
    this.#length = Math.max(0, Math.ceil((stop - start) / step));
  }
  static is(value: unknown): value is Range {
    return typeof value === "object" && value !== null && #step in value;
  }
  get start(): number {
    return this.#start;
  }
  get stop(): number {
    return this.#stop;
  }
  get step(): number {
    return this.#step;
  }
  get length(): number {
    return this.#length;
  }
  /** The item at a position within the range. */
  at(index: number): number {
    return this.#start + index * this.#step;
  }
  includes(value: number): boolean {
    const index = (value - this.#start) / this.#step;
    return Number.isInteger(index) && index >= 0 && index < this.#length;
  }
  *[Symbol.iterator](): Generator<number, void, undefined> {
    for (let index = 0; index < this.#length; index++) yield this.at(index);
  }
  /** A script is given a list. */
  toJSON(): number[] {
    return [...this];
  }
}

/** What `dict.keys()`, `.values()` and `.items()` give: a look into the dict, not a copy. */
export class DictView implements Iterable<unknown> {
  readonly #kind: "dict_keys" | "dict_values" | "dict_items";
  readonly #read: () => unknown[];
  readonly #size: () => number;
  constructor(kind: "dict_keys" | "dict_values" | "dict_items", read: () => unknown[], size: () => number) {
    this.#kind = kind;
    this.#read = read;
    this.#size = size;
  }
  static is(value: unknown): value is DictView {
    return typeof value === "object" && value !== null && #kind in value;
  }
  get kind(): "dict_keys" | "dict_values" | "dict_items" {
    return this.#kind;
  }
  get length(): number {
    return this.#size();
  }
  toArray(): unknown[] {
    return this.#read();
  }
  toJSON(): unknown[] {
    return this.#read();
  }
  [Symbol.iterator](): ArrayIterator<unknown> {
    return this.#read()[Symbol.iterator]();
  }
}

/** An iterator that can be walked once, as Python's generators: what `map`, `select`, `batch`… give. */
export class OneShot implements IterableIterator<unknown> {
  readonly #kind: string;
  readonly #iterator: Iterator<unknown>;
  constructor(kind: string, items: Iterable<unknown>) {
    this.#kind = kind;
    this.#iterator = items[Symbol.iterator]();
  }
  static is(value: unknown): value is OneShot {
    return typeof value === "object" && value !== null && #iterator in value;
  }
  /** As in `<generator object sync_do_map at 0x…>`. */
  get kind(): string {
    return this.#kind;
  }
  next(): IteratorResult<unknown> {
    return this.#iterator.next();
  }
  [Symbol.iterator](): this {
    return this;
  }
}
