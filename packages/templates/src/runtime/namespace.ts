/** `namespace()`: the one object whose attributes a template may set. */
import type { Kwargs } from "./values/contract.ts";
import { missing, TemplateObject } from "./values/object.ts";
import { givenEntries } from "./values/pairs.ts";

/** Holds attributes for the inner scopes of a template to change. */
export class Namespace extends TemplateObject {
  readonly #values = new Map<string, unknown>();

  /** @param args At most one dict, or pairs. */
  constructor(args: readonly unknown[] = [], kwargs: Kwargs = new Map()) {
    super();
    for (const [name, value] of givenEntries(args)) this.#values.set(String(name), value);
    for (const [name, value] of kwargs) this.#values.set(name, value);
  }

  /** `{% set namespace.name = value %}` */
  set(name: string, value: unknown): void {
    this.#values.set(name, value);
  }

  override attribute(name: string): unknown {
    return this.#values.has(name) ? this.#values.get(name) : missing;
  }

  override attributeNames(): Iterable<string> {
    return this.#values.keys();
  }

  /** For scripts, in the default mode; Python has no JSON of it. */
  toJSON(): Record<string, unknown> {
    return Object.fromEntries(this.#values);
  }

  override repr(repr: (value: unknown) => string): string {
    return `<Namespace ${repr(this.#values)}>`;
  }
}

export function isNamespace(value: unknown): value is Namespace {
  return value instanceof Namespace;
}
