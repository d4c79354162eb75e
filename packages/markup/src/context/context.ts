/**
 * A place in a page, as far as a browser's tokenizer can know it: the state of the machine between two pieces of text.
 *
 * Contexts are immutable, and equal exactly when their keys are. Names of states are those of the WHATWG tokenizer
 * (HTML §13.2.5), several of them in one where no value can tell them apart.
 */
import type { AttributeKind, Tables } from "../tables/attributes.ts";
import { defaultTables } from "../tables/attributes.ts";
import { type CssState, cssStart } from "./css.ts";
import { type Facts, factsKey, noFacts } from "./facts.ts";
import { type JsState, jsKey, jsStart } from "./js.ts";

export type State =
  | "text"
  | "rcdata"
  | "rawtext"
  | "style"
  | "script"
  | "plaintext"
  | "cdata"
  | "tagOpen"
  | "endTagOpen"
  | "tagName"
  | "beforeName"
  | "name"
  | "afterName"
  | "beforeValue"
  | "value"
  | "afterValue"
  | "separator"
  | "afterSeparator"
  | "selfClosing"
  | "markupDeclaration"
  | "comment"
  | "bogusComment"
  | "doctype";

/** States between a tag's name and its `>`, where the next attribute may begin. */
export const IN_TAG: ReadonlySet<State> = new Set([
  "tagName",
  "beforeName",
  "name",
  "afterName",
  "afterValue",
  "separator",
  "afterSeparator",
]);

/**
 * What is pending directly behind `<textarea>` or `<pre>`: a line end there is dropped by the parser (HTML §13.2.6.4.7), so
 * that a value that begins with one needs a second.
 */
export const FIRST = "^";

/** What an attribute's value is, after the facts of its own tag have been considered. */
export type ValueKind = Exclude<AttributeKind, "metaContent"> | "metaRefresh" | "local" | "dynamic";

/** Escaped states of script data (HTML §13.2.5.15 ff.): `<!--` leads to "escaped", `<script` in it to "double". */
export type ScriptData = "plain" | "escaped" | "double";

/**
 * A place in a page, as far as its text has been read: an element, an attribute, a string of a script… Immutable; equal places
 * are one object.
 */
export interface Context {
  /** Equal for equal places, and for no others. */
  readonly key: string;
  /** The tokenizer's state, as WHATWG HTML §13.2.5 has them, with some of our own. */
  readonly state: State;
  /** Name of the tag that is being read, or of the element whose raw text this is; `?` where a value made it. */
  readonly element: string;
  /** Whether the tag that is being read is an end tag. */
  readonly endTag: boolean;
  /** The nesting of foreign content: `s` in svg, `m` in math, `h` in HTML inside of one, `n` in noscript, `x` XML, `?` unclear. */
  readonly foreign: string;
  /** The name of the attribute that is being read; `""` outside of one. */
  readonly attribute: string;
  /** What the value of that attribute is. */
  readonly kind: ValueKind;
  /** The delimiter of the attribute's value. */
  readonly quote: '"' | "'" | "";
  /** The delimiter is not the author's: it was put around an unquoted value. */
  readonly inserted: boolean;
  /** The beginning of a construct that is not complete: `</scr`, `--`, the value of `type="`. Bounded. */
  readonly pending: string;
  /** Which part of a URL is being read: `host`, `path`…; `""` at its beginning. */
  readonly url: string;
  /** Where in a style this is. */
  readonly css: CssState;
  /** Where in a script this is. */
  readonly js: JsState;
  /** Where in the escaped states of script data this is. */
  readonly scriptData: ScriptData;
  /** What the attributes of the tag have said so far. */
  readonly facts: Facts;
  /** What elements and attributes mean. */
  readonly tables: Tables;
}

export type Fields = Omit<Context, "key">;

/** The fields of a context while they change. */
export type MutableFields = { -readonly [Key in keyof Fields]: Fields[Key] };

/** A copy of the fields. Written out: this is asked for at every text and every value of a template. */
export function fieldsOf(context: Context): MutableFields {
  return {
    state: context.state,
    element: context.element,
    endTag: context.endTag,
    foreign: context.foreign,
    attribute: context.attribute,
    kind: context.kind,
    quote: context.quote,
    inserted: context.inserted,
    pending: context.pending,
    url: context.url,
    css: context.css,
    js: context.js,
    scriptData: context.scriptData,
    facts: context.facts,
    tables: context.tables,
  };
}

/** Makes a context of its fields. */
export function createContext(fields: Fields): Context {
  return isPlainText(fields) ? htmlText : withKey(fields);
}

/** Is this the text of an HTML page, where most texts and values of a template end? */
function isPlainText(fields: Fields): boolean {
  return (
    fields.state === "text" &&
    fields.facts === noFacts &&
    fields.js === jsStart &&
    fields.tables === defaultTables &&
    fields.foreign === "" &&
    fields.pending === "" &&
    fields.css === cssStart &&
    fields.url === "" &&
    fields.element === "" &&
    fields.scriptData === "plain" &&
    !fields.endTag
  );
}

const END = "\u001f";

function withKey(fields: Fields): Context {
  const { state, element, endTag, foreign, pending, url, css, js, scriptData, facts } = fields;
  const inValue = state === "value" || state === "beforeValue" || state === "name" || state === "afterName";
  const value = inValue ? `${fields.attribute}:${fields.kind}${fields.quote}${fields.inserted ? "+" : ""}` : "";
  const place = state + END + element + END + (endTag ? "/" : "") + END + foreign + END + value + END + pending;
  const languages = url + END + css + END + jsKey(js) + END + (scriptData === "plain" ? "" : scriptData);
  return Object.freeze({ ...fields, key: place + END + languages + END + factsKey(facts) });
}

const blank: Fields = {
  state: "text",
  element: "",
  endTag: false,
  foreign: "",
  attribute: "",
  kind: "text",
  quote: "",
  inserted: false,
  pending: "",
  url: "",
  css: cssStart,
  js: jsStart,
  scriptData: "plain",
  facts: noFacts,
  tables: defaultTables,
};

/**
 * The text of an HTML page or fragment: where a template begins.
 *
 * @example
 * describeContext(htmlText); // "in the text of the page"
 */
export const htmlText: Context = withKey(blank);

/**
 * The text of an XML document (`.xml`, `.svg`, feeds): CDATA sections exist, `title` and `style` hold elements.
 *
 * @example
 * isText(feed(xmlText, "<title>Kittens</title>").context); // true
 */
export const xmlText: Context = createContext({ ...blank, foreign: "x" });

/**
 * The beginning of a page whose elements and attributes have meanings of the application's own.
 *
 * @param tables made by `createTables`
 * @param xml whether the document is XML
 * @example
 * const start = startContext(createTables({ attributes: { "data-href": "url" } }));
 * hole(feed(start, '<p data-href="').context).escaper; // { name: "url" }
 */
export function startContext(tables: Tables, xml = false): Context {
  return createContext({ ...blank, tables, foreign: xml ? "x" : "" });
}

/**
 * A short string, equal for equal contexts and for no others.
 *
 * @example
 * const one = feed(htmlText, "<p title='").context;
 * const other = feed(htmlText, "<p lang=de title='").context;
 * contextKey(one) === contextKey(other); // true
 */
export function contextKey(context: Context): string {
  return context.key;
}

/**
 * Is this the text between tags, where a page begins and ends?
 *
 * @example
 * isText(feed(htmlText, "<p>one</p>").context); // true
 * isText(feed(htmlText, "<p").context); // false
 */
export function isText(context: Context): boolean {
  return context.state === "text";
}
