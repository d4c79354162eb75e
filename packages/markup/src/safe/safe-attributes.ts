/** `SafeAttributes`: attributes that may stand in a tag. */
import { type ConstructionKey, constructionKey, demandKey } from "./construction.ts";

let make: (attributes: string) => SafeAttributes;
let inside: (value: SafeAttributes) => string;

/**
 * Attributes as they stand in a tag (`class="a" onclick="b()"`), event handlers and styles included.
 *
 * A promise counts in its own place only: anywhere else it is text like any other. Unforgeable, see `Markup`.
 *
 * @example
 * html`<p ${unsafeAttributes('lang="de"')}>Katze</p>`; // '<p lang="de">Katze</p>'
 */
export class SafeAttributes {
  readonly #value: string;

  static {
    make = (attributes) => new SafeAttributes(constructionKey, attributes);
    inside = (value) => value.#value;
  }

  /** Is the value a `SafeAttributes` of this very copy of the package? */
  static is(value: unknown): value is SafeAttributes {
    return typeof value === "object" && value !== null && #value in value;
  }

  /** Not for applications: throws without the package's own key. */
  private constructor(key: ConstructionKey, attributes: string) {
    demandKey(key, attributes, "SafeAttributes", "unsafeAttributes");
    this.#value = attributes;
  }

  /** The text inside. */
  toString(): string {
    return this.#value;
  }
  /** In JSON, the text: nothing that comes back from JSON is a `SafeAttributes`. */
  toJSON(): string {
    return this.#value;
  }
}

/**
 * Declares a string to be attributes that may stand in a tag. For code that knows; see `trusted.ts`.
 *
 * @throws TypeError if it is no string.
 * @example
 * createSafeAttributes('lang="de"'); // 'lang="de"'
 */
export function createSafeAttributes(attributes: string): SafeAttributes {
  return make(attributes);
}

/**
 * Is the value a `SafeAttributes` of this very copy of the package?
 *
 * @example
 * isSafeAttributes(createSafeAttributes('lang="de"')); // true
 * isSafeAttributes('lang="de"'); // false
 */
export function isSafeAttributes(value: unknown): value is SafeAttributes {
  return SafeAttributes.is(value);
}

/** The text inside, read from the private field. */
export function textOfSafeAttributes(value: SafeAttributes): string {
  return inside(value);
}
