/** `cycler(…)`: goes round through its items, one a call. */
import { TemplateRuntimeError } from "../errors.ts";
import { type Description, describe } from "../runtime/values/describe.ts";
import { missing, TemplateObject } from "../runtime/values/object.ts";
import { tuple } from "../runtime/values/values.ts";

const names = ["current", "next", "reset", "items", "pos"];

/** Jinja2's `cycler`: `.next()` gives an item after the other, `.current` the coming one, `.reset()` begins anew. */
export class Cycler extends TemplateObject {
  readonly #items: readonly unknown[];
  #position = 0;

  /** @throws TemplateRuntimeError for no items. */
  constructor(items: readonly unknown[]) {
    super();
    if (items.length === 0) {
      throw new TemplateRuntimeError("at least one item has to be provided", { code: "TEMPLATE_NO_ITEMS" });
    }
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

  #method(name: string): NonNullable<Description["printed"]> {
    return (text) => `<bound method Cycler.${name} of ${text(this)}>`;
  }

  override attribute(name: string): unknown {
    switch (name) {
      case "current":
        return this.current;
      case "next":
        return describe(() => this.next(), { params: [], name, printed: this.#method(name) });
      case "reset":
        return describe(() => this.reset(), { params: [], name, printed: this.#method(name) });
      case "items":
        return tuple(this.#items);
      case "pos":
        return this.#position;
    }
    return missing;
  }

  override repr(_repr: (value: unknown) => string, address: string): string {
    return `<jinja2.utils.Cycler object${address}>`;
  }

  override attributeNames(): Iterable<string> {
    return names;
  }
}
