/** `Markup`: text that is HTML already, and the operations that keep it so. Semantics of Pallets' MarkupSafe. */
import { escapeHtml } from "../escape/html.ts";
import { hasHtmlFormatProtocol, hasHtmlProtocol } from "../protocols.ts";
import { capitalize, swapCase, titleCase } from "../text/cases.ts";
import { type FormatArguments, formatBraces } from "../text/format-braces.ts";
import { formatPercent } from "../text/format-percent.ts";
import { formatValue } from "../text/format-spec.ts";
import { center, expandTabs, padEnd, padStart, zeroFill } from "../text/pad.ts";
import { decodeReferences } from "../text/references.ts";
import { partition, partitionFromEnd, split, splitFromEnd, splitLines } from "../text/split.ts";
import { stripEnd, stripStart } from "../text/strip.ts";
import { removeTags } from "../text/tags.ts";
import { type ConstructionKey, constructionKey, demandKey } from "./construction.ts";

/** The two accesses to the private field, known to this module only. */
let make: (html: string) => Markup;
let htmlInside: (markup: Markup) => string;

/**
 * A string of HTML that may be put into a page as it is.
 *
 * Every operation that combines it with something else escapes what is not Markup, so that the result is safe HTML again.
 * The brand is a private field: no JSON, no `Object.create(Markup.prototype)` and no second copy of the package can forge it.
 *
 * Made by `html`, by `escape()`, by templates; never by a constructor. To assert that a string is HTML, there is
 * `unsafeMarkup()` of `@ampoule/markup/unsafe`.
 *
 * @example
 * const name = "<i>";
 * html`<b>${name}</b>`.add("<u>").toString(); // "<b>&lt;i&gt;</b>&lt;u&gt;"
 */
export class Markup {
  readonly #html: string;

  static {
    make = (html) => new Markup(constructionKey, html);
    htmlInside = (markup) => markup.#html;
  }

  /** Is the value Markup of this very copy of the package? */
  static is(value: unknown): value is Markup {
    return typeof value === "object" && value !== null && #html in value;
  }

  /** Not for applications: throws without the package's own key. */
  protected constructor(key: ConstructionKey, html: string) {
    demandKey(key, html, "Markup", "unsafeMarkup");
    this.#html = html;
  }

  /** Number of UTF-16 units of the HTML, as of any JavaScript string. */
  get length(): number {
    return this.#html.length;
  }
  /** The HTML. */
  toString(): string {
    return this.#html;
  }
  /** In JSON, Markup is its HTML as a plain string: nothing that comes back from JSON is Markup. */
  toJSON(): string {
    return this.#html;
  }
  /** MarkupSafe's protocol: Markup is its own HTML. */
  __html__(): Markup {
    return this;
  }

  /** This, followed by `other`, which is escaped if it is not HTML. (Python: `self + other`) */
  add(other: unknown): Markup {
    return make(this.#html + htmlOf(other));
  }
  /** `other`, escaped if it is not HTML, followed by this. (Python: `other + self`) */
  radd(other: unknown): Markup {
    return make(htmlOf(other) + this.#html);
  }
  /** This, followed by all of the values, each escaped if it is not HTML. */
  concat(...others: readonly unknown[]): Markup {
    return make(this.#html + others.map(argumentHtml).join(""));
  }
  /** The values, each escaped if it is not HTML, with this in between. */
  join(values: Iterable<unknown>): Markup {
    return make(Array.from(values, argumentHtml).join(this.#html));
  }
  /** This, `count` times; nothing for a negative count. (Python: `self * count`) */
  repeat(count: number): Markup {
    return make(this.#html.repeat(Math.max(0, Math.trunc(count))));
  }
  /**
   * Replaces each (or the first `count`) `search` by `replacement`; both are escaped if they are not HTML.
   *
   * @param count How many at most; negative (the default) means all.
   */
  replace(search: unknown, replacement: unknown, count = -1): Markup {
    const wanted = htmlOf(search);
    const parts = wanted === "" ? betweenCharacters(this.#html, count) : split(this.#html, wanted, count);
    return make(parts.join(htmlOf(replacement)));
  }

  /** Splits at a separator (not escaped), or at white space. */
  split(separator?: string, limit?: number): Markup[] {
    return split(this.#html, separator, limit).map(createMarkup);
  }
  /** As {@link split}, counting `limit` from the end. */
  rsplit(separator?: string, limit?: number): Markup[] {
    return splitFromEnd(this.#html, separator, limit).map(createMarkup);
  }
  /** The lines, without their ends unless asked for. */
  splitlines(keepEnds?: boolean): Markup[] {
    return splitLines(this.#html, keepEnds).map(createMarkup);
  }
  /** What is before the first separator, the separator (escaped if it is not HTML), and what is after it. */
  partition(separator: unknown): [Markup, Markup, Markup] {
    return triple(partition(this.#html, htmlOf(separator)));
  }
  /** As {@link partition}, at the last separator. */
  rpartition(separator: unknown): [Markup, Markup, Markup] {
    return triple(partitionFromEnd(this.#html, htmlOf(separator)));
  }

  /** Without white space, or without the given (escaped) characters, at both ends. */
  strip(characters?: unknown): Markup {
    const set = optionalHtml(characters);
    return make(stripStart(stripEnd(this.#html, set), set));
  }
  /** As {@link strip}, at the start only. */
  lstrip(characters?: unknown): Markup {
    return make(stripStart(this.#html, optionalHtml(characters)));
  }
  /** As {@link strip}, at the end only. */
  rstrip(characters?: unknown): Markup {
    return make(stripEnd(this.#html, optionalHtml(characters)));
  }

  /** All of the HTML in lower case, tags and references included (as MarkupSafe does). */
  lower(): Markup {
    return make(this.#html.toLowerCase());
  }
  /** All of the HTML in upper case, tags and references included (as MarkupSafe does). */
  upper(): Markup {
    return make(this.#html.toUpperCase());
  }
  /** The first letter of each word in upper case, the others in lower case. */
  title(): Markup {
    return make(titleCase(this.#html));
  }
  /** The first character in upper case, the others in lower case. */
  capitalize(): Markup {
    return make(capitalize(this.#html));
  }
  /** Upper case for lower case and the other way round. */
  swapcase(): Markup {
    return make(swapCase(this.#html));
  }

  /** Filled up to `width` characters on both sides. */
  center(width: number, fill: unknown = " "): Markup {
    return make(center(this.#html, width, htmlOf(fill)));
  }
  /** Filled up to `width` characters at the end. */
  ljust(width: number, fill: unknown = " "): Markup {
    return make(padEnd(this.#html, width, htmlOf(fill)));
  }
  /** Filled up to `width` characters at the start. */
  rjust(width: number, fill: unknown = " "): Markup {
    return make(padStart(this.#html, width, htmlOf(fill)));
  }
  /** Filled up to `width` characters with zeros after the sign. */
  zfill(width: number): Markup {
    return make(zeroFill(this.#html, width));
  }
  /** With spaces up to the next column that `size` divides, for each tab. */
  expandtabs(size?: number): Markup {
    return make(expandTabs(this.#html, size));
  }

  /**
   * Python's `str.format`; what is put in is escaped if it is not HTML. Objects may have a method `__html_format__`, which is
   * given the specification of `{user:link}` and returns HTML.
   *
   * @param values The values of `{}` and `{0}`; a plain object as the last one also gives the values of `{name}`.
   * @throws RangeError for a malformed format string or a value that is missing.
   * @example
   * html`<b>{name}</b>`.format({ name: "<i>" }); // "<b>&lt;i&gt;</b>"
   */
  format(...values: readonly unknown[]): Markup {
    return make(formatBraces(this.#html, formatArguments(values), formatField));
  }
  /**
   * Python's `%`: an array fills by position, a plain object or Map by name, anything else is the one value.
   *
   * @throws TypeError where values and conversions do not match.
   * @example
   * html`<b>%s</b>`.mod("<i>"); // "<b>&lt;i&gt;</b>"
   */
  mod(values: unknown): Markup {
    return make(formatPercent(this.#html, values, percentPrinters));
  }

  /** Without `prefix`, where it begins with it. */
  removeprefix(prefix: string): Markup {
    return this.#html.startsWith(prefix) ? make(this.#html.slice(prefix.length)) : this;
  }
  /** Without `suffix`, where it ends with it. */
  removesuffix(suffix: string): Markup {
    return suffix !== "" && this.#html.endsWith(suffix) ? make(this.#html.slice(0, -suffix.length)) : this;
  }
  /** The text of it: without tags and comments, white space as single spaces, character references as characters. */
  striptags(): string {
    return decodeReferences(removeTags(this.#html));
  }
  /** The HTML with character references as characters. A plain string: it is HTML no more. */
  unescape(): string {
    return decodeReferences(this.#html);
  }
  /** From `start` to `end`, in UTF-16 units; negative numbers count from the end. Beware: this can cut a tag in two. */
  slice(start?: number, end?: number): Markup {
    return make(this.#html.slice(start, end));
  }
  /** Does the HTML begin with this text? */
  startsWith(text: string): boolean {
    return this.#html.startsWith(text);
  }
  /** Does the HTML end with this text? */
  endsWith(text: string): boolean {
    return this.#html.endsWith(text);
  }
  /** Does the HTML contain this text? */
  includes(text: string): boolean {
    return this.#html.includes(text);
  }
  /** Where this text first stands in the HTML; -1 where it does not. */
  indexOf(text: string, from?: number): number {
    return this.#html.indexOf(text, from);
  }
}

/**
 * Declares a string to be HTML. For code that has escaped it; see `trusted.ts`.
 *
 * @throws TypeError if it is no string.
 * @example
 * createMarkup("<b>bold</b>").add("<i>"); // "<b>bold</b>&lt;i&gt;"
 */
export function createMarkup(html: string): Markup {
  return make(html);
}

function argumentHtml(value: unknown): string {
  return htmlOf(value);
}

function triple([before, separator, after]: [string, string, string]): [Markup, Markup, Markup] {
  return [make(before), make(separator), make(after)];
}

/** What Python's `str.replace` splits at for an empty search: before each character, and at the end. */
function betweenCharacters(text: string, limit: number): string[] {
  const characters = [...text];
  const cuts = limit < 0 ? characters.length + 1 : Math.min(limit, characters.length + 1);
  if (cuts === 0) return [text];
  return ["", ...characters.slice(0, cuts - 1), characters.slice(cuts - 1).join("")];
}

function optionalHtml(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : htmlOf(value);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function formatArguments(values: readonly unknown[]): FormatArguments {
  const last = values.at(-1);
  return { positional: values, named: isPlainObject(last) ? last : {} };
}

/** As MarkupSafe: HTML takes no specification, but for its own; text is formatted first and escaped then. */
function formatField(value: unknown, specification: string): string {
  if (hasHtmlFormatProtocol(value)) return String(value.__html_format__(specification));
  if (!isHtml(value)) return escapeHtml(formatValue(value, specification));
  if (specification !== "") throw new RangeError("Markup takes no format specification.");
  return htmlOf(value);
}

function limited(text: string, limit: number | undefined): string {
  return limit === undefined ? text : [...text].slice(0, limit).join("");
}

const percentPrinters = {
  text(value: unknown, limit?: number): string {
    return isHtml(value) ? htmlOf(value) : escapeHtml(limited(String(value), limit));
  },
  repr(value: unknown, limit?: number): string {
    return escapeHtml(limited(typeof value === "string" ? JSON.stringify(value) : String(value), limit));
  },
};

/**
 * Is the value Markup of this very copy of the package?
 *
 * @example
 * isMarkup(html`<b>`); // true
 * isMarkup({ __html__: "<b>" }); // false
 */
export function isMarkup(value: unknown): value is Markup {
  return Markup.is(value);
}

/**
 * Is the value HTML already: Markup, or an object with a function `__html__`?
 *
 * @example
 * isHtml(html`<b>`); // true
 * isHtml({ __html__: () => "<b>" }); // true
 * isHtml("<b>"); // false
 */
export function isHtml(value: unknown): boolean {
  return Markup.is(value) || hasHtmlProtocol(value);
}

/**
 * The HTML of any value: that of Markup and of objects with `__html__()` as it is, everything else as escaped text.
 *
 * The private field is read, not `toString()`: an own property on the object cannot replace it.
 *
 * @param toText Makes text of what is no HTML; `String` unless told otherwise.
 * @example
 * htmlOf("<b>"); // "&lt;b&gt;"
 * htmlOf(html`<b>`); // "<b>"
 */
export function htmlOf(value: unknown, toText: (value: unknown) => string = String): string {
  if (typeof value === "string") return escapeHtml(value);
  if (Markup.is(value)) return htmlInside(value);
  if (hasHtmlProtocol(value)) {
    const said = value.__html__();
    if (typeof said === "string") return said;
    return Markup.is(said) ? htmlInside(said) : escapeHtml(String(said));
  }
  return escapeHtml(toText(value));
}

/**
 * Escapes a value for HTML, unless it is HTML already.
 *
 * @param value Anything: Markup and objects with a function `__html__` stay as they are, everything else becomes text.
 *
 * @example
 * escape("<i>").toString(); // "&lt;i&gt;"
 */
export function escape(value: unknown): Markup {
  return Markup.is(value) ? value : make(htmlOf(value));
}
