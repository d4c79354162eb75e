/** `SafeUrl`: a URL that may be followed. */
import { type ConstructionKey, constructionKey, demandKey } from "./construction.ts";

let make: (url: string) => SafeUrl;
let inside: (value: SafeUrl) => string;

/**
 * A URL that may stand where the browser navigates or fetches an image: its scheme was checked, or is vouched for.
 *
 * A promise counts in its own place only: anywhere else it is text like any other. Unforgeable, see `Markup`.
 *
 * @example
 * const website: SafeUrl = safeUrl("https://kittens.example/");
 * html`<a href="${website}">Kittens</a>`; // '<a href="https://kittens.example/">Kittens</a>'
 */
export class SafeUrl {
  readonly #value: string;

  static {
    make = (url) => new SafeUrl(constructionKey, url);
    inside = (value) => value.#value;
  }

  /** Is the value a `SafeUrl` of this very copy of the package? */
  static is(value: unknown): value is SafeUrl {
    return typeof value === "object" && value !== null && #value in value;
  }

  /** Not for applications: throws without the package's own key. */
  private constructor(key: ConstructionKey, url: string) {
    demandKey(key, url, "SafeUrl", "unsafeUrl");
    this.#value = url;
  }

  /** The text inside. */
  toString(): string {
    return this.#value;
  }
  /** In JSON, the text: nothing that comes back from JSON is a `SafeUrl`. */
  toJSON(): string {
    return this.#value;
  }
}

/**
 * Declares a string to be a URL that may be followed. For code that knows; see `trusted.ts`.
 *
 * @throws TypeError if it is no string.
 * @example
 * createSafeUrl("tel:+4312345"); // "tel:+4312345"
 */
export function createSafeUrl(url: string): SafeUrl {
  return make(url);
}

/**
 * Is the value a `SafeUrl` of this very copy of the package?
 *
 * @example
 * isSafeUrl(safeUrl("/user/7")); // true
 * isSafeUrl("/user/7"); // false
 */
export function isSafeUrl(value: unknown): value is SafeUrl {
  return SafeUrl.is(value);
}

/** The text inside, read from the private field. */
export function textOfSafeUrl(value: SafeUrl): string {
  return inside(value);
}
