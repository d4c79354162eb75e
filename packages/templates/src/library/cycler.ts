/** `cycler(…)`: goes round through its items, one a call. */
import { TemplateRuntimeError } from "../errors.ts";
import { describe } from "../runtime/describe.ts";
import { missing, TemplateObject } from "../runtime/object.ts";

const names = ["current", "next", "reset", "items", "pos"];

/** Jinja2's `cycler`: `.next()` gives an item after the other, `.current` the coming one, `.reset()` begins anew. */
export class Cycler extends TemplateObject {
  readonly #items: readonly unknown[];
  #position = 0;

  /** @throws TemplateRuntimeError for no items. */
  constructor(items: readonly unknown[]) {
    super();
    if (items.length === 0) throw new TemplateRuntimeError("at least one item has to be provided");
    this.#items = items;
  }

  get current(): unknown {
    return this.#items[this.#position];
  }

  /** The current item, and on to the next. */
  next(): unknown {
    const { current } = this;
    this.#position = (this.#position + 1) % this.#items.length;
    return current;
  }

  reset(): void {
    this.#position = 0;
  }

  override attribute(name: string): unknown {
    switch (name) {
      case "current":
        return this.current;
      case "next":
        return describe(() => this.next(), { params: [], name });
      case "reset":
        return describe(() => this.reset(), { params: [], name });
      case "items":
        return this.#items;
      case "pos":
        return this.#position;
    }
    return missing;
  }

  override attributeNames(): Iterable<string> {
    return names;
  }
}
