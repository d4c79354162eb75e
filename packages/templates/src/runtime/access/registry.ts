/**
 * A map of filters or tests that compiled templates hold on to: each name has one cell, which always holds what is
 * registered under the name now. So a filter can be replaced at any time, and a call of it looks nothing up.
 */
import { type Callable, type Description, descriptionOf } from "../values/describe.ts";

/** What is registered under a name. */
export interface Cell {
  readonly name: string;
  readonly fn: ((...args: unknown[]) => unknown) | undefined;
  readonly description: Description | undefined;
  /** All that is registered, to find what may have been meant. */
  readonly registry: ReadonlyMap<string, Callable>;
}

/** Functions by name: `env.filters`, `env.tests`. */
export class Registry extends Map<string, Callable> {
  readonly #cells: Map<string, { -readonly [Key in keyof Cell]: Cell[Key] }> = new Map();

  constructor(entries: Iterable<readonly [string, Callable]> = []) {
    super();
    // There are no cells yet that would have to be told.
    for (const [name, fn] of entries) super.set(name, checkedFunction(name, fn));
  }

  /** @throws TypeError unless `fn` is a function */
  override set(name: string, fn: Callable): this {
    super.set(name, checkedFunction(name, fn));
    this.#update(name);
    return this;
  }

  override delete(name: string): boolean {
    const deleted = super.delete(name);
    this.#update(name);
    return deleted;
  }

  override clear(): void {
    super.clear();
    for (const name of this.#cells.keys()) this.#update(name);
  }

  /** The cell of a name, whether something is registered under it or not. */
  cell(name: string): Cell {
    let cell = this.#cells.get(name);
    if (cell === undefined) {
      cell = { name, fn: undefined, description: undefined, registry: this };
      this.#cells.set(name, cell);
      this.#update(name);
    }
    return cell;
  }

  #update(name: string): void {
    const cell = this.#cells.get(name);
    if (cell === undefined) return;
    const fn = this.get(name);
    cell.fn = fn as Cell["fn"];
    cell.description = fn === undefined ? undefined : descriptionOf(fn);
  }
}

function checkedFunction(name: string, fn: Callable): Callable {
  if (typeof fn === "function") return fn;
  throw new TypeError(`${JSON.stringify(name)} must be a function, not ${typeof fn}`);
}
