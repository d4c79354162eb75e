/**
 * `str.format`: `"{0.name:>10} {count!r}".format(…)`. Attributes and items are read by the guarded getter, so a format string
 * reaches no more than the template around it.
 */
import { createMarkup, hasHtmlFormatProtocol } from "@ampoule/markup/engine";
import { maxText } from "../bounds.ts";
import type { Kwargs } from "../contract.ts";
import { dictGet } from "../dict.ts";
import { indexError, keyError, limit, typeError, valueError } from "../failures.ts";
import { isHtml } from "../html.ts";
import { isDict, typeName } from "../kinds.ts";
import type { Tools } from "../methods/method.ts";
import { missing } from "../object.ts";
import { quote, toAscii } from "../quote.ts";
import { type Printer, printers } from "../repr.ts";
import { isUndefined } from "../undefined.ts";
import { type Places, placesOf } from "./places.ts";
import { formatValue } from "./spec.ts";

/** Where the fields' values come from. */
type Source = (key: string | number) => unknown;

/** Specifications may hold fields themselves, once. */
const maxNesting = 1;

class Formatter {
  readonly #tools: Tools;
  readonly #printer: Printer;
  readonly #source: Source;
  /** Where the values stand, if the template is HTML. */
  readonly #places: Places | null;
  /** The number of the next `{}`; null once numbers were given. */
  #automatic: number | null = 0;

  constructor(tools: Tools, source: Source, places: Places | null) {
    this.#tools = tools;
    this.#printer = printers[tools.printing];
    this.#source = source;
    this.#places = places;
  }

  /** @param nesting 0, or 1 in a specification, which is not printed */
  format(template: string, nesting: number): string {
    if (nesting > maxNesting) throw valueError("Max string recursion exceeded");
    const places = nesting === 0 ? this.#places : null;
    let out = "";
    for (let at = 0; at < template.length; ) {
      const brace = nextBrace(template, at);
      const literal = template.slice(at, brace);
      out += places === null ? literal : places.text(literal);
      if (brace === template.length) break;
      if (template[brace + 1] === template[brace]) {
        out += places === null ? template[brace] : places.text(template[brace]!);
        at = brace + 2;
        continue;
      }
      if (template[brace] === "}") throw valueError("Single '}' encountered in format string");
      const end = fieldEnd(template, brace + 1);
      const next = template.slice(end + 1, nextBrace(template, end + 1));
      out += this.#field(template.slice(brace + 1, end), nesting, places, next);
      if (out.length > maxText) throw limit(`the text would have more than ${maxText} characters`);
      at = end + 1;
    }
    return out;
  }

  #field(field: string, nesting: number, places: Places | null, next: string): string {
    const colon = specStart(field);
    const bang = conversionStart(field, colon);
    const name = field.slice(0, bang);
    const conversion = bang < colon ? field.slice(bang + 1, colon) : "";
    if (bang < colon && conversion.length !== 1) throw valueError("expected ':' after conversion specifier");
    const value = this.#convert(this.#value(name), conversion);
    const spec = field.slice(colon + 1);
    const plainSpec = spec.includes("{") ? this.format(spec, nesting + 1) : spec;
    return places === null
      ? formatValue(value, plainSpec, this.#printer)
      : this.#printHtml(value, plainSpec, places, next);
  }

  #printHtml(value: unknown, spec: string, places: Places, next: string): string {
    if (hasHtmlFormatProtocol(value)) return places.text(this.#printer.text(value.__html_format__(spec)));
    if (!isHtml(value)) return places.value(formatValue(value, spec, this.#printer), next, String);
    if (spec !== "") throw valueError("Unsupported format specification for Markup.");
    return places.value(value, next, this.#printer.text);
  }

  #convert(value: unknown, conversion: string): unknown {
    switch (conversion) {
      case "":
        return value;
      case "s":
        return this.#printer.text(value);
      case "r":
        return this.#printer.repr(value);
      case "a":
        return toAscii(this.#printer.repr(value));
    }
    throw valueError(`Unknown conversion specifier ${conversion}`);
  }

  /** `0.name[key]`: an argument, and the way from it. */
  #value(name: string): unknown {
    const start = name.search(/[.[]/);
    const first = start === -1 ? name : name.slice(0, start);
    let value = this.#source(this.#key(first));
    for (let at = first.length; at < name.length; ) {
      const owner = value;
      if (name[at] === ".") {
        const end = attributeEnd(name, at + 1);
        if (end === at + 1) throw valueError("Empty attribute in format string");
        value = this.#tools.getAttribute(value, name.slice(at + 1, end));
        at = end;
      } else if (name[at] === "[") {
        const end = name.indexOf("]", at);
        if (end === -1) throw valueError("expected '}' before end of string");
        if (end === at + 1) throw valueError("Empty attribute in format string");
        const key = itemKey(name.slice(at + 1, end));
        value = this.#tools.getItem(value, key);
        if (this.#tools.lenient === false && isUndefined(value)) this.#checkItem(owner, key);
        at = end + 1;
      } else throw valueError("Only '.' or '[' may follow ']' in format field specifier");
      // What hangs on an undefined value is that value's own affair.
      if (this.#tools.lenient === false && isUndefined(value) && !isUndefined(owner)) value.fail();
    }
    return value;
  }

  /** In Python's own `format` nothing is undefined. */
  #checkItem(owner: unknown, key: string | number): void {
    if (isDict(owner)) throw keyError(this.#printer.repr(key));
    if (typeof key === "number" && (typeof owner === "string" || Array.isArray(owner))) {
      throw indexError(`${typeName(owner) === "str" ? "string" : typeName(owner)} index out of range`);
    }
  }

  #key(first: string): string | number {
    if (first === "") {
      if (this.#automatic === null) {
        throw valueError("cannot switch from manual field specification to automatic field numbering");
      }
      return this.#automatic++;
    }
    if (!isIndex(first)) return first;
    if (this.#automatic !== null && this.#automatic > 0) {
      throw valueError("cannot switch from automatic field numbering to manual field specification");
    }
    this.#automatic = null;
    return Number(first);
  }
}

function isIndex(text: string): boolean {
  return /^[0-9]{1,9}$/.test(text);
}

function itemKey(text: string): string | number {
  return isIndex(text) ? Number(text) : text;
}

function nextBrace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== "{" && text[at] !== "}") at++;
  return at;
}

/** Where the field that begins at `start` ends: at its own closing brace. */
function fieldEnd(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  throw valueError(
    start === text.length ? "Single '{' encountered in format string" : "expected '}' before end of string",
  );
}

/** Where the specification's colon is; a colon in brackets is part of a key. */
function specStart(field: string): number {
  let inBrackets = false;
  for (let at = 0; at < field.length; at++) {
    const character = field[at];
    if (character === "[") inBrackets = true;
    else if (character === "]") inBrackets = false;
    else if (character === ":" && !inBrackets) return at;
  }
  return field.length;
}

function conversionStart(field: string, end: number): number {
  const bang = field.lastIndexOf("!", end);
  return bang === -1 || (field.indexOf("]", bang) !== -1 && field.indexOf("]", bang) < end) ? end : bang;
}

function attributeEnd(name: string, from: number): number {
  let at = from;
  while (at < name.length && name[at] !== "." && name[at] !== "[") at++;
  return at;
}

function run(tools: Tools, template: string, source: Source, escape: boolean): unknown {
  const places = escape ? placesOf(template, tools.isContextual === true) : null;
  const out = new Formatter(tools, source, places).format(template, 0);
  return escape ? createMarkup(out) : out;
}

/** `template.format(*args, **kwargs)`; `escape`: the template is Markup, and so is the result. */
export function formatBraces(
  tools: Tools,
  template: string,
  args: readonly unknown[],
  kwargs: Kwargs,
  escape: boolean,
): unknown {
  const source: Source = (key) => {
    if (typeof key === "number") {
      if (key < args.length) return args[key];
      throw indexError(`Replacement index ${key} out of range for positional args tuple`);
    }
    if (kwargs.has(key)) return kwargs.get(key);
    throw keyError(quote(key));
  };
  return run(tools, template, source, escape);
}

/** `template.format_map(mapping)` */
export function formatMap(tools: Tools, template: string, mapping: unknown, escape: boolean): unknown {
  if (isUndefined(mapping)) return mapping.fail();
  if (!isDict(mapping)) throw typeError(`'${typeName(mapping)}' object is not a mapping`);
  const source: Source = (key) => {
    if (typeof key === "number") throw valueError("Format string contains positional fields");
    const value = dictGet(mapping, key);
    if (value === missing) throw keyError(quote(key));
    return value;
  };
  return run(tools, template, source, escape);
}
