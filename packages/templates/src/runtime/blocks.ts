/** The blocks of a template and its parents: for each name a stack, the most derived block first. */

import type { Rendering } from "./run.ts";
import { endlessRecursion } from "./values/failures.ts";

/** As the end of a fragment: anywhere in the text of the page, as it suffices for a page and for a value. */
export const anyText = "*";

/** A generated function that appends to the output and gives it back. */
export type FragmentFunction = (
  c: Rendering,
  out: string,
  ...parameters: readonly unknown[]
) => string | Promise<string>;

/** Where generated functions come from: compiled when first asked for, or ahead of time. */
export interface FragmentSource {
  readonly name: string | null;
  /** The HTML state in which its values begin and end: text. */
  readonly textState: string;
  /** Are its values escaped for their places? */
  readonly isContextual: boolean;
  /** The same template with its values escaped for their places: as a part of a page whose values are. */
  contextual(): FragmentSource;
  /**
   * @param fragment `root`, `block:name` or `macro:index`
   * @param start The HTML state in which the fragment begins, as its key
   * @param end The state in which it has to end
   * @throws EscapeError where it does not
   */
  fragment(fragment: string, start: string, end: string, isAsync: boolean): FragmentFunction;
}

/** One template's block of a name. */
export interface BlockSite {
  readonly source: FragmentSource;
  readonly fragment: string;
}

/** A template that can be extended. */
export interface BlockOwner extends FragmentSource {
  readonly blocks: BlockTable;
}

/** A template has fewer parents than these, one above the other, or it is its own. */
const MOST_PARENTS = 1000;

/** Never changes: what is learnt by extending is a new table, which is remembered. */
export class BlockTable {
  readonly #stacks: ReadonlyMap<string, readonly BlockSite[]>;
  readonly #extended: WeakMap<BlockOwner, BlockTable> = new WeakMap();
  readonly #parents: number;

  constructor(stacks: ReadonlyMap<string, readonly BlockSite[]>, parents: number) {
    this.#stacks = stacks;
    this.#parents = parents;
  }

  /** The table of a template by itself. */
  static of(source: FragmentSource, names: Iterable<string>): BlockTable {
    return new BlockTable(new Map([...names].map((name) => [name, [{ source, fragment: `block:${name}` }]])), 0);
  }

  names(): string[] {
    return [...this.#stacks.keys()];
  }

  stack(name: string): readonly BlockSite[] | undefined {
    return this.#stacks.get(name);
  }

  /**
   * This table with the blocks of the next parent below it.
   *
   * @throws TemplateRuntimeError where that goes on for ever
   */
  extend(parent: BlockOwner): BlockTable {
    if (this.#parents === MOST_PARENTS) throw endlessRecursion();
    let table = this.#extended.get(parent);
    if (table === undefined) {
      const stacks = new Map(this.#stacks);
      for (const [name, sites] of parent.blocks.#stacks) stacks.set(name, [...(stacks.get(name) ?? []), ...sites]);
      table = new BlockTable(stacks, this.#parents + 1);
      this.#extended.set(parent, table);
    }
    return table;
  }
}
