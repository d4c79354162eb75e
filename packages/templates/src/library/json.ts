/** JSON as Python's `json.dumps` writes it, or as `JSON.stringify` does, from template values. */
import { isMarkup } from "@ampoule/markup";
import { thenable } from "../runtime/values/async.ts";
import { maxDepth, maxText } from "../runtime/values/bounds.ts";
import type { Printing } from "../runtime/values/contract.ts";
import { dictEntries } from "../runtime/values/dict.ts";
import { limit, typeError, valueError } from "../runtime/values/failures.ts";
import { floatRepr } from "../runtime/values/floats.ts";
import { isDict, typeName } from "../runtime/values/kinds.ts";
import { givenInteger } from "../runtime/values/methods/given.ts";
import { TemplateObject } from "../runtime/values/object.ts";
import { compare } from "../runtime/values/ordering.ts";
import { isUndefined } from "../runtime/values/undefined.ts";
import { PyFloat } from "../runtime/values/values.ts";

export interface JsonOptions {
  readonly printing: Printing;
  readonly sortKeys: boolean;
  /** What a level is indented by; null writes one line. */
  readonly indent: string | null;
}

/** What the two modes do differently: separators, other alphabets, and what has no JSON. */
interface Style {
  readonly comma: string;
  readonly colon: string;
  text(value: string): string;
  /** A float; Python writes NaN and Infinity, which are JavaScript but no JSON. */
  float(value: number): string;
  /** Objects of the application: a plain value to write in their place, or `undefined` where there is none. */
  plain(value: object): unknown;
}

function asciiText(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\x7f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  return floatRepr(value);
}

function isIterator(value: object): value is IterableIterator<unknown> {
  return typeof Reflect.get(value, "next") === "function" && typeof Reflect.get(value, Symbol.iterator) === "function";
}

/** As JSON.stringify: what the object's `toJSON` gives, or its own enumerable properties; sets and iterators are lists. */
function ownProperties(value: object): unknown {
  const toJson: unknown = Reflect.get(value, "toJSON");
  if (typeof toJson === "function") return Reflect.apply(toJson, value, [""]);
  // Macros, loops, blocks…: nothing of their fields is a template's business.
  if (TemplateObject.isObject(value)) return undefined;
  if (value instanceof Set || isIterator(value)) return [...value];
  return new Map(Object.entries(value).filter(([, item]) => item !== undefined && typeof item !== "function"));
}

const styles: Readonly<Record<Printing, Style>> = {
  python: { comma: ", ", colon: ": ", text: asciiText, float: pythonFloat, plain: () => undefined },
  javascript: {
    comma: ",",
    colon: ":",
    text: (text) => JSON.stringify(text),
    float: (value) => (Number.isFinite(value) ? String(value) : "null"),
    plain: ownProperties,
  },
};

/** Characters per level: nobody reads more. */
const mostIndent = 1000;

/** The indentation of a level from a number of spaces or a text, as `json.dumps` takes it; null for none. */
export function jsonIndent(given: unknown): string | null {
  if (given === null || given === undefined) return null;
  // Below zero there are line breaks, but nothing in front of the lines.
  const width = typeof given === "string" || isMarkup(given) ? given.length : Math.max(0, givenInteger(given));
  if (width > mostIndent) throw limit(`JSON is indented by at most ${mostIndent} characters`);
  return typeof given === "string" || isMarkup(given) ? given.toString() : " ".repeat(width);
}

const awaitFirst = "Await it before the data is passed to the template.";

class Writer {
  readonly #style: Style;
  readonly #options: JsonOptions;
  readonly #open = new Set<object>();
  #size = 0;

  constructor(options: JsonOptions) {
    this.#options = options;
    this.#style = styles[options.printing];
  }

  write(value: unknown): string {
    const text = this.#value(value);
    this.#size += text.length;
    if (this.#size > 8 * maxText) throw limit("the value is too large for JSON");
    return text;
  }

  #value(value: unknown): string {
    switch (typeof value) {
      case "string":
        return this.#style.text(value);
      case "boolean":
      case "bigint":
        return String(value);
      case "number":
        return Number.isSafeInteger(value) ? String(value) : this.#style.float(value);
      case "undefined":
        return "null";
      case "object":
        return value === null ? "null" : this.#object(value);
    }
    throw typeError(`Object of type ${typeName(value)} is not JSON serializable`);
  }

  #object(value: object): string {
    if (isMarkup(value)) return this.#style.text(value.toString());
    if (PyFloat.is(value)) return this.#style.float(value.value);
    if (isUndefined(value)) throw typeError(`Object of type ${typeName(value)} is not JSON serializable`, value.cure);
    if (thenable(value)) throw typeError("Object of type Promise is not JSON serializable", awaitFirst);
    if (this.#open.has(value)) throw valueError("Circular reference detected");
    if (this.#open.size >= maxDepth) throw limit("the value is nested too deeply for JSON");
    this.#open.add(value);
    const text = this.#container(value);
    this.#open.delete(value);
    return text;
  }

  #container(value: object): string {
    if (Array.isArray(value))
      return this.#brackets(
        "[",
        "]",
        Array.from(value, (item) => () => this.write(item)),
      );
    if (isDict(value)) return this.#dict(dictEntries(value));
    const plain = this.#style.plain(value);
    if (plain === undefined) throw typeError(`Object of type ${typeName(value)} is not JSON serializable`);
    return this.write(plain);
  }

  #dict(entries: (readonly [unknown, unknown])[]): string {
    if (this.#options.sortKeys) entries = sortEntries(entries);
    const colon = this.#options.indent === null ? this.#style.colon : ": ";
    return this.#brackets(
      "{",
      "}",
      entries.map(
        ([key, value]) =>
          () =>
            this.#style.text(keyText(key)) + colon + this.write(value),
      ),
    );
  }

  #brackets(open: string, close: string, items: readonly (() => string)[]): string {
    const { indent } = this.#options;
    if (items.length === 0) return open + close;
    const parts = items.map((item) => item());
    if (indent === null) return open + parts.join(this.#style.comma) + close;
    const inner = `\n${indent.repeat(this.#open.size)}`;
    const outer = `\n${indent.repeat(this.#open.size - 1)}`;
    return open + inner + parts.join(`,${inner}`) + outer + close;
  }
}

/** Keys are compared as they are, before they become text. */
function sortEntries(entries: readonly (readonly [unknown, unknown])[]): (readonly [unknown, unknown])[] {
  return entries.toSorted(([left], [right]) => (compare("<", left, right) ? -1 : compare("<", right, left) ? 1 : 0));
}

const constants: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [null, "null"],
  [true, "true"],
  [false, "false"],
]);

function keyText(key: unknown): string {
  if (typeof key === "string") return key;
  if (isMarkup(key)) return key.toString();
  const constant = constants.get(key);
  if (constant !== undefined) return constant;
  if (typeof key === "bigint") return String(key);
  if (typeof key === "number") return Number.isSafeInteger(key) ? String(key) : pythonFloat(key);
  if (typeof key === "object" && PyFloat.is(key)) return floatRepr(key.value);
  throw typeError(`keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

/** A value as JSON text, not yet made safe for HTML. @throws TemplateRuntimeError for what has no JSON. */
export function writeJson(value: unknown, options: JsonOptions): string {
  return new Writer(options).write(value);
}
