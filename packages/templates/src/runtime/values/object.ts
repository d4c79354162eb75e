/** What the objects that the runtime itself hands to templates (undefined values, macros, loops, namespaces…) have in common. */
import type { Kwargs } from "./contract.ts";

/**
 * What `attribute` gives for a name that the object does not have; also used by look-ups in dicts and sequences.
 *
 * @example
 * class Point extends TemplateObject {
 *   override attribute(name: string): unknown {
 *     return name === "x" ? 3 : missing;
 *   }
 * }
 * env.fromString("{{ point.x }}{{ point.y }}").render({ point: new Point() }); // "3"
 */
export const missing: unique symbol = Symbol("ampoule.missing");

/**
 * An object that says itself how it prints, what its attributes are and how it is called. Nothing else of it can be seen from
 * a template: its methods and fields in TypeScript are nobody's business. A private brand keeps data from passing for one.
 *
 * @example
 * class Money extends TemplateObject {
 *   override text(): string {
 *     return "5 €";
 *   }
 * }
 * env.fromString("{{ price }}").render({ price: new Money() }); // "5 €"
 */
export class TemplateObject {
  readonly #brand = true;

  /** Is `value` one of these? */
  static isObject(value: unknown): value is TemplateObject {
    return typeof value === "object" && value !== null && #brand in value && value.#brand;
  }

  /** The value of `object.name`, or `missing`. */
  attribute(_name: string): unknown {
    return missing;
  }

  /** The names that `attribute` knows, for "did you mean". */
  attributeNames(): Iterable<string> {
    return [];
  }

  /**
   * What it prints as inside a list.
   *
   * @param _repr does the same for parts
   * @param address what Python adds to an object that says nothing else of itself
   */
  repr(_repr: (value: unknown) => string, address: string): string {
    return `<${this.constructor.name} object${address}>`;
  }

  /** What it prints as. */
  text(repr: (value: unknown) => string, address: string): string {
    return this.repr(repr, address);
  }
}

/**
 * One that can be called: `{{ macro(1, b=2) }}`.
 *
 * @example
 * class Doubler extends CallableObject {
 *   override call([value]: readonly unknown[]): unknown {
 *     return Number(value) * 2;
 *   }
 * }
 * env.fromString("{{ double(4) }}").render({ double: new Doubler() }); // "8"
 */
export class CallableObject extends TemplateObject {
  readonly #isCallable = true;

  /** Is `value` one of these? */
  static isCallable(value: unknown): value is CallableObject {
    return typeof value === "object" && value !== null && #isCallable in value && value.#isCallable;
  }

  /** `object(…)` */
  call(_args: readonly unknown[], _kwargs: Kwargs): unknown {
    return null;
  }
}
