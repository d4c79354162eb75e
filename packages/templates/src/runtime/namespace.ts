/** `namespace()`: the one object whose attributes a template may set. */
import type { Kwargs } from "./contract.ts";
import { dictEntries } from "./dict.ts";
import { typeError } from "./failures.ts";
import { isDict } from "./kinds.ts";
import { missing, TemplateObject } from "./object.ts";
import { readPairs } from "./pairs.ts";

/** Holds attributes for the inner scopes of a template to change. */
export class Namespace extends TemplateObject {
  readonly #values = new Map<string, unknown>();

  /** @param args At most one dict, or pairs. */
  constructor(args: readonly unknown[] = [], kwargs: Kwargs = new Map()) {
    super();
    if (args.length > 1) throw typeError(`dict expected at most 1 argument, got ${args.length}`);
    const given = args.length === 0 ? [] : isDict(args[0]) ? dictEntries(args[0]) : readPairs(args[0]);
    for (const [name, value] of given) this.#values.set(String(name), value);
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

  override repr(repr: (value: unknown) => string): string {
    return `<Namespace ${repr(this.#values)}>`;
  }
}

export function isNamespace(value: unknown): value is Namespace {
  return value instanceof Namespace;
}
