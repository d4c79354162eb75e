/** What a request brought, as dicts of templates: `{% if "user" in session %}`, `{% for name, value in request.args.items() %}`. */

/** What is read: a `Map`, or anything that reads like one. */
interface Readable {
  readonly size: number;
  get(name: string): unknown;
  has(name: string): boolean;
  keys(): IterableIterator<string>;
}

/**
 * A dict for templates that looks nothing up before somebody looks into it, and cannot be changed.
 *
 * It is a `Map` by class alone, since that is what templates take for a dict; everything comes from the source.
 */
export class TemplateDict extends Map<string, unknown> {
  readonly #name: string;
  readonly #source: () => Readable;

  /**
   * @param name what the template calls it, for the error
   * @param source asked at each access
   */
  constructor(name: string, source: () => Readable) {
    super();
    this.#name = name;
    this.#source = source;
  }

  override get size(): number {
    return this.#source().size;
  }

  override get(name: unknown): unknown {
    return typeof name === "string" ? this.#source().get(name) : undefined;
  }

  override has(name: unknown): boolean {
    return typeof name === "string" && this.#source().has(name);
  }

  override keys(): MapIterator<string> {
    return this.#source().keys() as MapIterator<string>;
  }

  override *values(): MapIterator<unknown> {
    const source = this.#source();
    for (const name of source.keys()) yield source.get(name);
  }

  override *entries(): MapIterator<[string, unknown]> {
    const source = this.#source();
    for (const name of source.keys()) yield [name, source.get(name)];
  }

  override [Symbol.iterator](): MapIterator<[string, unknown]> {
    return this.entries();
  }

  override forEach(visit: (value: unknown, name: string, dict: Map<string, unknown>) => void): void {
    for (const [name, value] of this.entries()) visit(value, name, this);
  }

  /** @throws TypeError always: a page shows, a view changes */
  override set(_name: unknown, _value: unknown): this {
    throw this.#readOnly();
  }

  /** @throws TypeError always */
  override delete(_name: unknown): boolean {
    throw this.#readOnly();
  }

  /** @throws TypeError always */
  override clear(): void {
    throw this.#readOnly();
  }

  #readOnly(): TypeError {
    return new TypeError(`A template cannot change ${this.#name}; do it in the view, before it renders`);
  }
}

/** What has several values to a name: a query. */
interface MultiReadable extends Iterable<readonly [string, string]> {
  get(name: string): string | undefined;
  has(name: string): boolean;
  keys(): IterableIterator<string>;
  getAll(name: string): readonly string[];
}

/** `request.args`: the first value of each name as a dict (Werkzeug's `MultiDict`), all of them by `getlist`. */
export class TemplateMultiDict extends TemplateDict {
  readonly #source: () => MultiReadable;

  constructor(name: string, source: () => MultiReadable) {
    super(name, () => firstValues(source()));
    this.#source = source;
  }

  /** All values of a name. */
  getlist(name: string): readonly string[] {
    return this.#source().getAll(name);
  }

  /** The same, as TypeScript calls it. */
  getAll(name: string): readonly string[] {
    return this.getlist(name);
  }
}

/** A name that came twice is one name. */
function firstValues(source: MultiReadable): Readable {
  return {
    get size() {
      return [...source.keys()].length;
    },
    get: (name) => source.get(name),
    has: (name) => source.has(name),
    keys: () => source.keys(),
  };
}
