/**
 * JSON on the way out.
 *
 * Everything that JSON cannot say is an error here, before a header is sent, instead of a silent `null` in the middle of
 * a document (J09); objects of a class are written only if their class says how, by `toJSON`, since the fields of a
 * `User` are rarely all meant for the reader (J11). `<`, `>` and `&` are written as escapes: the same text is then
 * harmless to an HTML parser and inside a `<script>` (J02).
 */

import { isMarkup } from "@ampoule/markup";

/**
 * A value that cannot be written as JSON.
 *
 * @example
 * writeJson({ users: [{ age: Number.NaN }] }); // throws $.users[0].age
 */
export class JsonWriteError extends TypeError {
  override readonly name = "JsonWriteError";
  /** Where it stands, as `$.users[3].age`. */
  readonly path: string;

  constructor(path: string, problem: string) {
    super(`${path} ${problem}`);
    this.path = path;
  }
}

/** How JSON is written. */
export interface WriteJsonOptions {
  /** Spaces per level; 0 is the compact form. @default 0 */
  readonly indent?: number;
}

/** Deeper than this is a cycle, or data that no reader's own limit admits. */
const MAX_DEPTH = 200;

/** What a string cannot be written with as it is: JSON's own, HTML's, the line ends that JavaScript once knew, halves. */
const SPECIAL = /["\\\u0000-\u001f<>&\u2028\u2029\ud800-\udfff]/;
const HTML = /[<>&\u2028\u2029]/g;

function escapeCharacter(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function writeString(text: string): string {
  // JSON.stringify writes a lone surrogate as an escape (well-formed JSON.stringify, ES2019).
  return SPECIAL.test(text) ? JSON.stringify(text).replace(HTML, escapeCharacter) : `"${text}"`;
}

type Path = readonly (string | number)[];

function showPath(path: Path): string {
  return path.reduce<string>(
    (shown, step) =>
      shown +
      (typeof step === "number"
        ? `[${step}]`
        : /^[A-Za-z_$][\w$]*$/.test(step)
          ? `.${step}`
          : `[${JSON.stringify(step)}]`),
    "$",
  );
}

const CURES: Partial<Record<string, string>> = {
  bigint: "is a bigint, which JSON numbers cannot hold everywhere; write String(value)",
  undefined: "is undefined; write null, or leave it out",
  function: "is a function",
  symbol: "is a symbol",
};

class Writer {
  readonly #indent: string;
  readonly #path: (string | number)[] = [];

  constructor(indent: number) {
    this.#indent = " ".repeat(indent);
  }

  write(value: unknown): string {
    switch (typeof value) {
      case "string":
        return writeString(value);
      case "number":
        if (Number.isFinite(value)) return String(value);
        return this.#refuse(`is ${value}, for which JSON has no word`);
      case "boolean":
        return value ? "true" : "false";
      case "object":
        return value === null ? "null" : this.#object(value);
      default:
        return this.#refuse(CURES[typeof value] ?? `is a ${typeof value}`);
    }
  }

  #object(value: object): string {
    if (this.#path.length >= MAX_DEPTH)
      return this.#refuse(`is more than ${MAX_DEPTH} levels deep: probably a cycle`, this.#path.slice(0, 8));
    if (Array.isArray(value)) return this.#items(value);
    if ("toJSON" in value && typeof value.toJSON === "function") {
      // By itself it would say `null`.
      if (value instanceof Date && Number.isNaN(value.getTime())) return this.#refuse("is an invalid Date");
      const written: unknown = value.toJSON(String(this.#path.at(-1) ?? ""));
      if (written === value) return this.#members(value);
      this.#path.push("toJSON()");
      const text = this.write(written);
      this.#path.pop();
      return text;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return this.#members(value);
    if (isMarkup(value)) return writeString(value.toString());
    if (value instanceof Promise) return this.#refuse("is a Promise: await it first");
    return this.#refuse(
      `is a ${nameOf(value)}, whose class does not say how it is written: give it a toJSON() that returns what may be seen, or pick the fields`,
    );
  }

  #items(list: readonly unknown[]): string {
    const parts: string[] = [];
    for (let i = 0; i < list.length; i++) {
      this.#path.push(i);
      parts.push(this.write(list[i]));
      this.#path.pop();
    }
    return this.#wrap("[", parts, "]");
  }

  #members(record: object): string {
    const parts: string[] = [];
    for (const [key, value] of Object.entries(record)) {
      if (value === undefined) continue;
      this.#path.push(key);
      parts.push(`${writeString(key)}:${this.#indent === "" ? "" : " "}${this.write(value)}`);
      this.#path.pop();
    }
    return this.#wrap("{", parts, "}");
  }

  #wrap(open: string, parts: readonly string[], close: string): string {
    if (this.#indent === "" || parts.length === 0) return open + parts.join(",") + close;
    const inner = `\n${this.#indent.repeat(this.#path.length + 1)}`;
    return open + inner + parts.join(`,${inner}`) + `\n${this.#indent.repeat(this.#path.length)}` + close;
  }

  #refuse(problem: string, path: Path = this.#path): never {
    throw new JsonWriteError(showPath(path), problem);
  }
}

function nameOf(value: object): string {
  const { constructor } = value;
  return typeof constructor === "function" && constructor.name !== "" ? constructor.name : "object of a class";
}

/**
 * Writes a value as JSON. Members that are `undefined` are left out, as `JSON.stringify` does.
 *
 * @throws JsonWriteError with the path of what cannot be written: `NaN`, `Infinity`, invalid dates, `undefined`, functions, symbols,
 *   bigints, cycles, objects of a class without `toJSON`
 * @example
 * writeJson([{ name: "<b>" }]); // '[{"name":"\\u003cb\\u003e"}]'
 */
export function writeJson(value: unknown, options: WriteJsonOptions = {}): string {
  return new Writer(options.indent ?? 0).write(value);
}
