/** `SafeScript`: JavaScript source that may run in the page. */
import { type ConstructionKey, constructionKey, demandKey } from "./construction.ts";

let make: (script: string) => SafeScript;
let inside: (value: SafeScript) => string;

/**
 * JavaScript source that may run in the page, in a `<script>` or an event handler.
 *
 * A promise counts in its own place only: anywhere else it is text like any other. Unforgeable, see `Markup`.
 *
 * @example
 * html`<button onclick="${unsafeScript("toggle()")}">Menu</button>`; // '<button onclick="toggle()">Menu</button>'
 */
export class SafeScript {
  readonly #value: string;

  static {
    make = (script) => new SafeScript(constructionKey, script);
    inside = (value) => value.#value;
  }

  /** Is the value a `SafeScript` of this very copy of the package? */
  static is(value: unknown): value is SafeScript {
    return typeof value === "object" && value !== null && #value in value;
  }

  /** Not for applications: throws without the package's own key. */
  private constructor(key: ConstructionKey, script: string) {
    demandKey(key, script, "SafeScript", "unsafeScript");
    this.#value = script;
  }

  /** The text inside. */
  toString(): string {
    return this.#value;
  }
  /** In JSON, the text: nothing that comes back from JSON is a `SafeScript`. */
  toJSON(): string {
    return this.#value;
  }
}

/**
 * Declares a string to be JavaScript source that may run in the page. For code that knows; see `trusted.ts`.
 *
 * @throws TypeError if it is no string.
 * @example
 * createSafeScript("start()"); // "start()"
 */
export function createSafeScript(script: string): SafeScript {
  return make(script);
}

/**
 * Is the value a `SafeScript` of this very copy of the package?
 *
 * @example
 * isSafeScript(createSafeScript("start()")); // true
 * isSafeScript("start()"); // false
 */
export function isSafeScript(value: unknown): value is SafeScript {
  return SafeScript.is(value);
}

/** The text inside, read from the private field. */
export function textOfSafeScript(value: SafeScript): string {
  return inside(value);
}
