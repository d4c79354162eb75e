/**
 * Values as text, in both printing modes.
 *
 * `text` is Python's `str()`: what `{{ value }}` prints. `repr` is what the value prints as inside a list. In the
 * `javascript` mode lists, dicts, sets and tuples print as JSON with Python's spaces (`[1, "a"]`, `{"k": null}`), null prints
 * nothing on its own, and a date prints in ISO 8601; nothing prints as `[object Object]`.
 */
import { isMarkup } from "@ampoule/markup";
import { refuseInnerPromise } from "./async.ts";
import { maxDepth, maxIntegerDigits, maxText } from "./bounds.ts";
import type { Printing } from "./contract.ts";
import { descriptionOf } from "./describe.ts";
import { limit, valueError } from "./failures.ts";
import { floatRepr } from "./floats.ts";
import { className, isPlainObject } from "./kinds.ts";
import { TemplateObject } from "./object.ts";
import { isBuiltinPrototype } from "./prototypes.ts";
import { quote, quoteBytes } from "./quote.ts";
import { DictView, NamedTuple, OneShot, PyFloat, Range, Tuple } from "./values.ts";

/** `str()` and `repr()` of one printing mode. */
export interface Printer {
  text(value: unknown): string;
  repr(value: unknown): string;
}

/** How one mode writes what the modes write differently. */
interface Style {
  readonly none: string;
  readonly true: string;
  readonly false: string;
  quote(text: string): string;
  number(value: number): string;
  list(items: string[]): string;
  tuple(items: string[]): string;
  dict(items: string[]): string;
  set(items: string[]): string;
  date(value: Date): string;
  markup(html: string): string;
  bytes(value: Uint8Array): string;
  view(kind: string, items: string[]): string;
  /** Does an object literal print as its own `toString` says? */
  readonly asksObjects: boolean;
  /** What follows the name of an object that has nothing else to say. */
  readonly address: string;
  function(value: object, repr: (value: unknown) => string): string;
}

function isoDate(value: Date): string {
  return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
}

function pythonDate(value: Date): string {
  return isoDate(value)
    .replace("T", " ")
    .replace(/(?:\.000)?Z$/, "+00:00");
}

/** As long as Python's, and always the same: nothing of this process is told. */
const address = " at 0x7f0000000000";

/** Only what the runtime itself describes is a class or a method. */
function pythonFunction(value: object, repr: (value: unknown) => string): string {
  return descriptionOf(value)?.printed?.(repr, address) ?? `<function ${functionName(value) || "<lambda>"}${address}>`;
}

const python: Style = {
  none: "None",
  true: "True",
  false: "False",
  quote,
  number: (value) => (Number.isSafeInteger(value) ? String(value) : floatRepr(value)),
  list: (items) => `[${items.join(", ")}]`,
  tuple: (items) => (items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`),
  dict: (items) => `{${items.join(", ")}}`,
  set: (items) => (items.length === 0 ? "set()" : `{${items.join(", ")}}`),
  date: pythonDate,
  markup: (html) => `Markup(${quote(html)})`,
  bytes: quoteBytes,
  view: (kind, items) => `${kind}([${items.join(", ")}])`,
  asksObjects: false,
  address,
  function: pythonFunction,
};

const bracketed = (items: string[]): string => `[${items.join(", ")}]`;

const javascript: Style = {
  none: "null",
  true: "true",
  false: "false",
  quote: (text) => JSON.stringify(text),
  number: String,
  list: bracketed,
  tuple: bracketed,
  dict: (items) => `{${items.join(", ")}}`,
  set: bracketed,
  date: (value) => JSON.stringify(isoDate(value)),
  markup: (html) => JSON.stringify(html),
  bytes: (value) => bracketed(Array.from(value, String)),
  view: (_kind, items) => bracketed(items),
  asksObjects: true,
  address: "",
  function(value) {
    const name = functionName(value);
    return name === "" ? "<function>" : `<function ${name}>`;
  },
};

function integerText(value: bigint): string {
  const digits = String(value);
  if (digits.length > maxIntegerDigits + (value < 0n ? 1 : 0)) {
    throw valueError(`Exceeds the limit (${maxIntegerDigits} digits) for integer string conversion`);
  }
  return digits;
}

/** The application's own `toString`, never one of the language's. It is a function: none comes with data from outside. */
function ownToString(value: object): string | undefined {
  for (
    let holder: object | null = value;
    holder !== null && !isBuiltinPrototype(holder);
    holder = Object.getPrototypeOf(holder)
  ) {
    const method = Object.getOwnPropertyDescriptor(holder, "toString")?.value;
    if (typeof method === "function") return String(Reflect.apply(method, value, []));
  }
  return undefined;
}

/** One run of `repr` over a value: counts depth and size, and finds what contains itself. */
class Walk {
  readonly #style: Style;
  readonly #open = new Set<object>();
  #size = 0;
  constructor(style: Style) {
    this.#style = style;
  }

  readonly repr = (value: unknown): string => {
    const out = this.#value(value);
    this.#size += out.length;
    if (this.#size > 4 * maxText) throw limit("the value is too large to be printed");
    return out;
  };

  #value(value: unknown): string {
    const style = this.#style;
    switch (typeof value) {
      case "string":
        return style.quote(value);
      case "number":
        return style.number(value);
      case "bigint":
        return integerText(value);
      case "boolean":
        return value ? style.true : style.false;
      case "undefined":
        return style.none;
      case "symbol":
        return "<symbol>";
      case "function":
        return style.function(value, this.repr);
    }
    return value === null ? style.none : this.#object(value as object);
  }

  #object(value: object): string {
    const style = this.#style;
    if (isMarkup(value)) return style.markup(value.toString());
    if (PyFloat.is(value)) return floatRepr(value.value);
    if (value instanceof Date) return style.date(value);
    if (value instanceof Uint8Array) return style.bytes(value);
    if (Range.is(value)) return rangeText(value);
    if (OneShot.is(value)) return `<${value.kind}${style.address}>`;
    if (this.#open.has(value)) return Array.isArray(value) ? style.list(["..."]) : style.dict(["..."]);
    if (this.#open.size >= maxDepth) throw limit("the value is nested too deeply to be printed");
    this.#open.add(value);
    const out = this.#container(value);
    this.#open.delete(value);
    return out;
  }

  #container(value: object): string {
    const style = this.#style;
    if (TemplateObject.isObject(value)) return value.repr(this.repr, style.address);
    if (NamedTuple.is(value) && value.type !== "") return this.#namedTuple(value);
    if (Tuple.is(value)) return style.tuple(value.map(this.repr));
    if (Array.isArray(value)) return style.list(Array.from(value, this.repr));
    if (value instanceof Map) return style.dict(Array.from(value, ([key, item]) => this.#entry(key, item)));
    if (value instanceof Set) return style.set(Array.from(value, this.repr));
    if (DictView.is(value)) return style.view(value.kind, value.toArray().map(this.repr));
    if (isPlainObject(value)) {
      const own = style.asksObjects && Object.hasOwn(value, "toString") ? ownToString(value) : undefined;
      return own ?? style.dict(Object.keys(value).map((key) => this.#entry(key, value[key])));
    }
    refuseInnerPromise(value);
    return ownToString(value) ?? `<${className(value)} object${style.address}>`;
  }

  #entry(key: unknown, value: unknown): string {
    return `${this.repr(key)}: ${this.repr(value)}`;
  }

  #namedTuple(value: NamedTuple): string {
    const fields = value.fields.map((name, index) => `${name}=${this.repr(value[index])}`);
    return `${value.type}(${fields.join(", ")})`;
  }
}

/** Empty where there is none. */
function functionName(value: object): string {
  const name = descriptionOf(value)?.name ?? Object.getOwnPropertyDescriptor(value, "name")?.value;
  return typeof name === "string" ? name : "";
}

function rangeText({ start, stop, step }: Range): string {
  return step === 1 ? `range(${start}, ${stop})` : `range(${start}, ${stop}, ${step})`;
}

function createPrinter(style: Style, none: string, dateText: (value: Date) => string): Printer {
  const repr = (value: unknown): string => new Walk(style).repr(value);
  const objectText = (value: object): string => {
    if (isMarkup(value)) return value.toString();
    if (TemplateObject.isObject(value)) return value.text(repr, style.address);
    return value instanceof Date ? dateText(value) : repr(value);
  };
  return {
    repr,
    text(value) {
      switch (typeof value) {
        case "string":
          return value;
        case "number":
          return style.number(value);
        case "boolean":
          return value ? style.true : style.false;
        case "undefined":
          return none;
        case "object":
          return value === null ? none : objectText(value);
      }
      return repr(value);
    },
  };
}

/** The printers of the two modes. */
export const printers: Readonly<Record<Printing, Printer>> = {
  python: createPrinter(python, "None", pythonDate),
  javascript: createPrinter(javascript, "", isoDate),
};
