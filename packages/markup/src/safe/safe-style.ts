/** `SafeStyle`: CSS that may style the page. */
import { type ConstructionKey, constructionKey, demandKey } from "./construction.ts";

let make: (style: string) => SafeStyle;
let inside: (value: SafeStyle) => string;

/**
 * CSS that may style the page: a value or declarations, for a `style` attribute or a rule inside `<style>`; without braces and `<`.
 *
 * A promise counts in its own place only: anywhere else it is text like any other. Unforgeable, see `Markup`.
 *
 * @example
 * html`<p style="${unsafeStyle("color: red")}">Stop</p>`; // '<p style="color: red">Stop</p>'
 */
export class SafeStyle {
  readonly #value: string;

  static {
    make = (style) => new SafeStyle(constructionKey, style);
    inside = (value) => value.#value;
  }

  /** Is the value a `SafeStyle` of this very copy of the package? */
  static is(value: unknown): value is SafeStyle {
    return typeof value === "object" && value !== null && #value in value;
  }

  /** Not for applications: throws without the package's own key. */
  private constructor(key: ConstructionKey, style: string) {
    demandKey(key, style, "SafeStyle", "unsafeStyle");
    this.#value = style;
  }

  /** The text inside. */
  toString(): string {
    return this.#value;
  }
  /** In JSON, the text: nothing that comes back from JSON is a `SafeStyle`. */
  toJSON(): string {
    return this.#value;
  }
}

/**
 * Declares a string to be CSS that may style the page. For code that knows; see `trusted.ts`.
 *
 * @throws TypeError if it is no string.
 * @example
 * createSafeStyle("color: red"); // "color: red"
 */
export function createSafeStyle(style: string): SafeStyle {
  return make(style);
}

/**
 * Is the value a `SafeStyle` of this very copy of the package?
 *
 * @example
 * isSafeStyle(createSafeStyle("color: red")); // true
 * isSafeStyle("color: red"); // false
 */
export function isSafeStyle(value: unknown): value is SafeStyle {
  return SafeStyle.is(value);
}

/** The text inside, read from the private field. */
export function textOfSafeStyle(value: SafeStyle): string {
  return inside(value);
}
