/** The `loop` variable, where more is asked of it than a counter can tell. */

import type { AsyncCursor, Cursor } from "./cursor.ts";
import type { RenderContext } from "./frame.ts";
import { captured } from "./run.ts";
import type { Kwargs } from "./values/contract.ts";
import { describe } from "./values/describe.ts";
import { typeError } from "./values/failures.ts";
import { CallableObject, missing } from "./values/object.ts";

/** Renders a recursive loop with other items. */
export type Recurse = (items: unknown, depth: number, out: string) => string | Promise<string>;

function method(loop: Loop, name: string, run: (...values: readonly unknown[]) => unknown): unknown {
  return describe(run, { name, printed: (text) => `<bound method LoopContext.${name} of ${text(loop)}>` });
}

const attributes = {
  index: (loop) => loop.position() + 1,
  index0: (loop) => loop.position(),
  first: (loop) => loop.position() === 0,
  last: (loop) => loop.isLast(),
  length: (loop) => loop.total(),
  revindex: (loop) => loop.left(0),
  revindex0: (loop) => loop.left(1),
  depth: (loop) => loop.level() + 1,
  depth0: (loop) => loop.level(),
  previtem: (loop) => loop.previous(),
  nextitem: (loop) => loop.following(),
  // Described: the sandbox lets nobody call what just hangs on a value.
  cycle: (loop) => method(loop, "cycle", (...values) => loop.cycle(values)),
  changed: (loop) => method(loop, "changed", (...values) => loop.changed(values)),
} satisfies Readonly<Record<string, (loop: Loop) => unknown>>;

const table: ReadonlyMap<string, (loop: Loop) => unknown> = new Map(Object.entries(attributes));

/** A function of the runtime's own that makes a sequence of whatever a `for` is given. */
type Prepare = (items: unknown) => unknown;

export class Loop extends CallableObject {
  readonly #cursor: Cursor | AsyncCursor;
  readonly #c: RenderContext;
  readonly #recurse: Recurse | undefined;
  readonly #prepare: Prepare;
  readonly #depth0: number;
  #index0 = -1;
  #current: unknown;
  #before: unknown;
  #lastChanged: unknown = missing;

  constructor(
    cursor: Cursor | AsyncCursor,
    c: RenderContext,
    depth0: number,
    recurse: Recurse | undefined,
    prepare: Prepare,
  ) {
    super();
    this.#cursor = cursor;
    this.#c = c;
    this.#depth0 = depth0;
    this.#recurse = recurse;
    this.#prepare = prepare;
  }

  /** The item of this round. For generated code. */
  item(): unknown {
    return this.#current;
  }
  /** How many rounds have gone before this one. */
  position(): number {
    return this.#index0;
  }
  /** How deep in a recursive loop this one is, from 0. */
  level(): number {
    return this.#depth0;
  }

  /** Begins the next round, if there is one. For generated code. */
  next(): boolean | Promise<boolean> {
    const more = this.#cursor.next();
    return typeof more === "boolean" ? this.#advance(more) : more.then((result) => this.#advance(result));
  }

  #advance(more: boolean): boolean {
    if (!more) return false;
    this.#index0++;
    this.#before = this.#current;
    this.#current = this.#cursor.value;
    return true;
  }

  /** Nobody wants what is left. For generated code. */
  close(): void | Promise<void> {
    return this.#cursor.close();
  }

  /** The same after an error. For generated code. */
  abandon(): void | Promise<void> {
    return this.#cursor.abandon();
  }

  isLast(): boolean | Promise<boolean> {
    return this.#cursor.isLast();
  }

  total(): number | Promise<number> {
    return this.#cursor.total();
  }

  left(without: 0 | 1): number | Promise<number> {
    const rest = (total: number): number => total - this.#index0 - without;
    const total = this.#cursor.total();
    return typeof total === "number" ? rest(total) : total.then(rest);
  }

  previous(): unknown {
    return this.#index0 === 0 ? this.#c.makeUndefined({ hint: "there is no previous item" }) : this.#before;
  }

  following(): unknown {
    const value = (next: IteratorResult<unknown>): unknown =>
      next.done === true ? this.#c.makeUndefined({ hint: "there is no next item" }) : next.value;
    const next = this.#cursor.peek();
    return next instanceof Promise ? next.then(value) : value(next);
  }

  cycle(values: readonly unknown[]): unknown {
    if (values.length === 0) throw typeError("no items for cycling given");
    return values[this.#index0 % values.length];
  }

  /** Are the values others than at the last call? */
  changed(values: readonly unknown[]): boolean {
    if (this.#lastChanged !== missing && this.#c.ops.equals(this.#lastChanged, values)) return false;
    this.#lastChanged = values;
    return true;
  }

  /** `loop(items)`: the text. For generated code, which appends it itself. */
  render(items: unknown, out: string): string | Promise<string> {
    if (this.#recurse === undefined) {
      const cure = "Write `{% for item in items recursive %}`.";
      throw typeError("The loop must have the 'recursive' marker to be called recursively.", cure);
    }
    const { run } = this.#c;
    run.enter();
    const text = this.#recurse(this.#prepare(items), this.#depth0 + 1, out);
    if (typeof text !== "string") return text.finally(() => run.leave());
    run.leave();
    return text;
  }

  override call(args: readonly unknown[], kwargs: Kwargs): unknown {
    if (args.length + kwargs.size !== 1 || (kwargs.size > 0 && !kwargs.has("iterable"))) {
      throw typeError("loop() takes one argument", "Call it with the items of the next level: `loop(item.children)`.");
    }
    const { run, autoescape } = this.#c;
    const value = (text: string): unknown => run.asMarkup(text, autoescape);
    const items = args.length === 1 ? args[0] : kwargs.get("iterable");
    return captured(run, () => this.render(items, ""), value);
  }

  override attribute(name: string): unknown {
    const read = table.get(name);
    return read === undefined ? missing : read(this);
  }

  override attributeNames(): Iterable<string> {
    return table.keys();
  }

  override repr(): string {
    const total = this.#cursor.total();
    return `<LoopContext ${this.#index0 + 1}/${typeof total === "number" ? total : "?"}>`;
  }
}
