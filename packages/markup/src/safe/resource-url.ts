/** `ResourceUrl`: a URL whose content may become part of the page. */
import { type ConstructionKey, constructionKey, demandKey } from "./construction.ts";

let make: (url: string) => ResourceUrl;
let inside: (value: ResourceUrl) => string;

/**
 * A URL from which code or documents may be loaded into the page: `script src`, `iframe src`, `link href`, `base href`…
 *
 * What `url_for()` returns: a place of our own, or one that the author wrote.
 *
 * A promise counts in its own place only: anywhere else it is text like any other. Unforgeable, see `Markup`.
 *
 * @example
 * const script = unsafeResourceUrl("https://cdn.example/chart.js");
 * html`<script src="${script}"></script>`; // '<script src="https://cdn.example/chart.js"></script>'
 */
export class ResourceUrl {
  readonly #value: string;

  static {
    make = (url) => new ResourceUrl(constructionKey, url);
    inside = (value) => value.#value;
  }

  /** Is the value a `ResourceUrl` of this very copy of the package? */
  static is(value: unknown): value is ResourceUrl {
    return typeof value === "object" && value !== null && #value in value;
  }

  /** Not for applications: throws without the package's own key. */
  private constructor(key: ConstructionKey, url: string) {
    demandKey(key, url, "ResourceUrl", "unsafeResourceUrl");
    this.#value = url;
  }

  /** The text inside. */
  toString(): string {
    return this.#value;
  }
  /** In JSON, the text: nothing that comes back from JSON is a `ResourceUrl`. */
  toJSON(): string {
    return this.#value;
  }
}

/**
 * Declares a string to be a URL whose content may become part of the page. For code that knows; see `trusted.ts`.
 *
 * @throws TypeError if it is no string.
 * @example
 * createResourceUrl("/static/site.css"); // "/static/site.css"
 */
export function createResourceUrl(url: string): ResourceUrl {
  return make(url);
}

/**
 * Is the value a `ResourceUrl` of this very copy of the package?
 *
 * @example
 * isResourceUrl(createResourceUrl("/static/site.js")); // true
 * isResourceUrl("/static/site.js"); // false
 */
export function isResourceUrl(value: unknown): value is ResourceUrl {
  return ResourceUrl.is(value);
}

/** The text inside, read from the private field. */
export function textOfResourceUrl(value: ResourceUrl): string {
  return inside(value);
}
