/** Python's `str.format`: `{}`, `{0}`, `{name}`, `{user.name}`, `{row[key]}`, `{x!r}`, `{x:>8.2f}`, `{{`, `}}`. */
import { formatValue } from "./format-spec.ts";

/** What is put in: by position, and by name. */
export interface FormatArguments {
  readonly positional: readonly unknown[];
  readonly named: Readonly<Record<string, unknown>>;
}

/** Turns one value and its specification into what is printed. */
export type FormatField = (value: unknown, specification: string) => string;

/** A literal brace, a field without nested braces but for those of its specification, or a stray brace. */
const token = /\{\{|\}\}|\{((?:[^{}]|\{[^{}]*\})*)\}|[{}]/g;
const field = /^([^!:.[\]]*)((?:\.[^!:.[\]]+|\[[^\]]*\])*)(?:!([rsa]))?(?::([\s\S]*))?$/;
const step = /\.([^.[\]]+)|\[([^\]]*)\]/g;

/**
 * An own data property, or an entry of a Map.
 *
 * Nothing inherited and no function: a format string that came from outside must not walk from a value to its class.
 */
function member(value: unknown, name: string): unknown {
  if (value instanceof Map) return value.get(name);
  if (typeof value !== "object" || value === null) return undefined;
  const found = Object.getOwnPropertyDescriptor(value, name)?.value;
  return typeof found === "function" ? undefined : found;
}

function convert(value: unknown, conversion: string | undefined): unknown {
  if (conversion === undefined) return value;
  return conversion === "s" ? String(value) : typeof value === "string" ? JSON.stringify(value) : String(value);
}

class Fields {
  readonly #given: FormatArguments;
  #next = 0;
  constructor(given: FormatArguments) {
    this.#given = given;
  }

  root(name: string): unknown {
    const { positional, named } = this.#given;
    if (name !== "" && !/^[0-9]+$/.test(name)) {
      if (!Object.hasOwn(named, name)) throw new RangeError(`format() was not given '${name}'.`);
      return named[name];
    }
    const index = name === "" ? this.#next++ : Number(name);
    if (index >= positional.length) throw new RangeError(`format() was not given a value number ${index}.`);
    return positional[index];
  }

  value(name: string, path: string): unknown {
    let value = this.root(name);
    for (const [, dotted, bracketed] of path.matchAll(step)) value = member(value, dotted ?? bracketed ?? "");
    return value;
  }
}

/**
 * Fills the fields of a format string.
 *
 * @param format Python's format string.
 * @param given The values.
 * @param print Makes text of one value: here Markup escapes.
 */
export function formatBraces(format: string, given: FormatArguments, print: FormatField = formatValue): string {
  const fields = new Fields(given);
  const expand = (content: string): string => {
    const match = field.exec(content);
    if (!match) throw new RangeError(`Malformed field '{${content}}' in a format string.`);
    const [, name = "", path = "", conversion, specification = ""] = match;
    const value = convert(fields.value(name, path), conversion);
    return print(value, fill(specification, expand));
  };
  return fill(format, expand);
}

function fill(format: string, expand: (content: string) => string): string {
  return format.replace(token, (found: string, content: string | undefined) => {
    if (found === "{{") return "{";
    if (found === "}}") return "}";
    if (content === undefined) throw new RangeError(`Single '${found}' in a format string: write it twice.`);
    return expand(content);
  });
}
