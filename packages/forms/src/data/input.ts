import { type InputValue, isUploadedFile, malformed } from "./values.ts";

/**
 * What a submission can be given as: `FormData`, `URLSearchParams`, a `Map`, any iterable of pairs, or the parsed body of Express
 * and its kin (an object of strings and arrays of strings). JSON is something else: see `validate(…, { json: true })`.
 */
export type FormInputSource = Iterable<readonly [string, unknown]> | Readonly<Record<string, unknown>>;

/**
 * Bad input as a whole, before any field was looked at: answer with `status`.
 *
 * @example
 * FormInput.from("a=1&".repeat(3).split("&").map((pair) => [pair, ""] as const), 2); // throws FormInputError
 */
export class FormInputError extends Error {
  override readonly name: string = "FormInputError";
  /** A stable word, such as `too_many_fields`. */
  readonly code: string;
  /** The HTTP status to answer with. */
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Most values that one submission may have, as in PHP, Django and Werkzeug. */
export const defaultMaxValues = 1000;

/** An index of a list: decimal, no sign, no leading zero, no more digits than any sane list needs. */
const indexDigits = 6;

const toInputValue = (value: unknown): InputValue => {
  if (typeof value === "string") return value;
  if (!isUploadedFile(value)) return malformed;
  // What browsers send for a file control that was left empty (WHATWG HTML, "constructing the entry list").
  return value.name === "" && value.size === 0 ? "" : value;
};

function* pairsOf(source: FormInputSource): Iterable<readonly [string, unknown]> {
  if (Symbol.iterator in source) yield* source as Iterable<readonly [string, unknown]>;
  // Own keys only, read one by one: whatever else the object inherits is not input.
  else for (const name of Object.keys(source)) yield [name, source[name]];
}

/**
 * A submission: names and their values in the order they came.
 *
 * Names are keys of a `Map`, so `__proto__` and `constructor` are names like any other, and reach nobody: forms ask for the names
 * they declare. There is no expansion of brackets or dots.
 *
 * @example FormInput.from(new URLSearchParams("a=1&a=2")).getAll("a"); // ["1", "2"]
 */
export class FormInput {
  readonly #values: Map<string, InputValue[]> = new Map();
  readonly #maximum: number;
  #count = 0;

  /** @param maximum - most values, else {@link FormInputError} `too_many_fields` (413) */
  constructor(maximum: number = defaultMaxValues) {
    this.#maximum = maximum;
  }

  /**
   * Reads a submission.
   *
   * @throws FormInputError `too_many_fields` (413)
   */
  static from(source: FormInputSource, maximum: number = defaultMaxValues): FormInput {
    const input = new FormInput(maximum);
    for (const [name, value] of pairsOf(source)) {
      if (Array.isArray(value)) for (const item of value as unknown[]) input.append(name, toInputValue(item));
      else input.append(name, toInputValue(value));
    }
    return input;
  }

  /**
   * Adds a value at the end.
   *
   * @throws FormInputError `too_many_fields` (413)
   */
  append(name: string, value: InputValue): void {
    this.#count += 1;
    if (this.#count > this.#maximum) {
      throw new FormInputError("too_many_fields", `more than ${this.#maximum} values in one form`, 413);
    }
    const values = this.#values.get(name);
    if (values === undefined) this.#values.set(name, [value]);
    else values.push(value);
  }

  /** All values of a name, in order; empty where there are none. */
  getAll(name: string): readonly InputValue[] {
    return this.#values.get(name) ?? none;
  }

  /** All names, in the order they first came. */
  names(): Iterable<string> {
    return this.#values.keys();
  }

  /**
   * The indexes under `prefix`, in ascending order: for `items-` those of `items-0`, `items-12-title`.
   *
   * Huge and odd numbers are not indexes. Only as many come as there are names, so the largest index costs nothing.
   *
   * @param owns - whether a name belongs to the entry of that name and index: `items-1.5` is no value of `items-1`
   */
  indexes(prefix: string, owns: (entry: string, name: string) => boolean): number[] {
    const found = new Set<number>();
    for (const name of this.#values.keys()) {
      if (!name.startsWith(prefix)) continue;
      const index = readIndex(name, prefix.length);
      if (index !== null && !found.has(index) && owns(prefix + index, name)) found.add(index);
    }
    return [...found].sort((left, right) => left - right);
  }
}

const none: readonly InputValue[] = Object.freeze([]);

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function readIndex(name: string, start: number): number | null {
  let end = start;
  while (end < name.length && isDigit(name.charCodeAt(end))) end += 1;
  const length = end - start;
  if (length === 0 || length > indexDigits || (length > 1 && name[start] === "0")) return null;
  return Number(name.slice(start, end));
}
