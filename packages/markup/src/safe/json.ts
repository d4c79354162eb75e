/** `Json`: what `|tojson` gives. */
import { type ConstructionKey, constructionKey, demandKey } from "./construction.ts";
import { Markup } from "./markup.ts";

let make: (text: string) => Json;
let inside: (value: Json) => string;

/**
 * A value as JSON text that is safe in HTML, in attributes and in scripts.
 *
 * It is Markup (Jinja2's `tojson` gives Markup), and it is known to be JSON: in a script it is the value itself, in a
 * string of a script its JSON text, in HTML the text to be read.
 *
 * @example
 * const user = toJson({ name: "Ada" });
 * html`<script>const user = ${user};</script>`; // '<script>const user = {"name":"Ada"};</script>'
 * html`<p data-user="${user}"></p>`; // '<p data-user="{&#34;name&#34;:&#34;Ada&#34;}"></p>'
 */
export class Json extends Markup {
  readonly #json: string;

  static {
    make = (text) => new Json(constructionKey, text);
    inside = (value) => value.#json;
  }

  /** Is the value `Json` of this very copy of the package? */
  static override is(value: unknown): value is Json {
    return typeof value === "object" && value !== null && #json in value;
  }

  /** Not for applications: throws without the package's own key. */
  protected constructor(key: ConstructionKey, text: string) {
    demandKey(key, text, "Json", "unsafeScript");
    super(key, text);
    this.#json = text;
  }
}

/** The characters that end a script, an attribute or a string of old JavaScript. */
const unsafeInHtml = /[<>&'\u2028\u2029]/g;

function unicodeEscape(character: string): string {
  return "\\u" + character.charCodeAt(0).toString(16).padStart(4, "0");
}

/**
 * Declares text to be JSON; for code that serialised it. Characters that mean something in HTML become `\uXXXX`.
 *
 * @param text JSON text: outside of its strings, none of those characters can occur.
 * @example
 * createJson('["<b>"]'); // '["\\u003cb\\u003e"]'
 */
export function createJson(text: string): Json {
  return make(String(text).replace(unsafeInHtml, unicodeEscape));
}

/**
 * Is the value `Json` of this very copy of the package?
 *
 * @example
 * isJson(toJson([1])); // true
 * isJson("[1]"); // false
 */
export function isJson(value: unknown): value is Json {
  return Json.is(value);
}

/**
 * The JSON text, read from the private field.
 *
 * @example
 * textOfJson(toJson([1, 2])); // "[1,2]"
 */
export function textOfJson(value: Json): string {
  return inside(value);
}

/** How {@link toJson} lays its text out. */
export interface ToJsonOptions {
  /** Spaces per level; 0 (the default) writes one line. */
  readonly indent?: number;
}

/** A list of lists of lists, each of them twice, is small in memory and without end as text. */
const MOST_VALUES = 10_000_000;

/** Counts the values of one text. */
function replacer(): typeof replaceValue {
  let count = 0;
  return (key, value) => {
    if (++count > MOST_VALUES) throw new RangeError("too many values");
    return replaceValue(key, value);
  };
}

/** Maps are objects, Sets are arrays; big integers stay exact where the platform can write them. */
function replaceValue(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return bigintValue(value);
  if (value instanceof Map) return Object.fromEntries(value);
  // What JSON.stringify makes of it, `{}`, is never meant.
  if (value instanceof Promise) throw new TypeError("a promise");
  return value instanceof Set ? [...value] : value;
}

function bigintValue(value: bigint): unknown {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  const rawJSON: unknown = Reflect.get(JSON, "rawJSON");
  return typeof rawJSON === "function" ? rawJSON(String(value)) : String(value);
}

/**
 * Writes a value as JSON that is safe wherever a template prints it.
 *
 * @param value Anything `JSON.stringify` takes, and Maps (objects), Sets (arrays) and big integers. `undefined` is `null`.
 * @throws TypeError for circular values, for more than ten million of them, promises, or where a `toJSON()` of the value throws; its message never says what
 * that said, since it may hold anything (T12). The cause is kept.
 *
 * @example
 * toJson({ name: "</script>" }); // '{"name":"\\u003c/script\\u003e"}'
 */
export function toJson(value: unknown, options: ToJsonOptions = {}): Json {
  let text: string | undefined;
  try {
    text = JSON.stringify(value, replacer(), options.indent);
  } catch (cause) {
    const why = "it is circular or too large, it holds a promise that nobody has awaited, or its toJSON() fails";
    throw new TypeError(`The value cannot be written as JSON: ${why}.`, { cause });
  }
  return createJson(text ?? "null");
}
