/** Python's `iter()`, `list()`, `len()` and unpacking. */
import { isMarkup } from "@ampoule/markup";
import { refusePromise } from "./async.ts";
import { dictItems, dictSize } from "./dict.ts";
import { typeError, valueError } from "./failures.ts";
import { isDict, isIterableObject, isPlainObject, typeName } from "./kinds.ts";
import { isUndefined } from "./undefined.ts";
import { DictView, OneShot, Range } from "./values.ts";

const surrogate = /[\ud800-\udfff]/;

/** The characters of a text: code points, as in Python. */
export function characters(text: string): string[] {
  return surrogate.test(text) ? Array.from(text) : text.split("");
}

/** The number of characters. */
export function textLength(text: string): number {
  if (!surrogate.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** `iter(value)`. Arrays are handed out as they are: their length is known to a loop. */
export function iterate(value: unknown): Iterable<unknown> {
  if (Array.isArray(value)) return value;
  if (typeof value === "string") return characters(value);
  if (typeof value === "object" && value !== null) {
    if (value instanceof Map) return [...value.keys()];
    if (isPlainObject(value))
      return typeof value[Symbol.iterator as never] === "function" ? foreign(value) : Object.keys(value);
    if (DictView.is(value)) return value.toArray();
    if (isUndefined(value)) return value.items();
    if (isMarkup(value)) return characters(value.toString());
    if (isIterableObject(value)) return value;
  }
  if (value instanceof Promise) refusePromise(value);
  throw typeError(`'${typeName(value)}' object is not iterable`, cureOfIteration(value));
}

function cureOfIteration(value: unknown): string | undefined {
  if (value === null || value === undefined) return "Use `|default([], true)` where the value may be missing.";
  const isAsync = typeof value === "object" && Symbol.asyncIterator in value;
  return isAsync ? "Its items come later: use `await template.renderAsync(…)`." : undefined;
}

/** An object literal with its own iterator: a generator method of the application, never data from outside. */
function foreign(value: object): Iterable<unknown> {
  return isIterableObject(value) ? value : [];
}

/** As nunjucks: the entries of a dict, the items of everything else. */
export function entries(value: unknown): Iterable<unknown> {
  return isDict(value) ? dictItems(value) : iterate(value);
}

/** `list(value)`: always a new array. */
export function toArray(value: unknown): unknown[] {
  const items = iterate(value);
  return Array.isArray(items) ? Array.from(items) : [...items];
}

/** The items of `value` for reading only: an array is not copied. */
export function readArray(value: unknown): readonly unknown[] {
  const items = iterate(value);
  return Array.isArray(items) ? items : [...items];
}

/** `len(value)` */
export function length(value: unknown): number {
  if (typeof value === "string") return textLength(value);
  if (typeof value === "object" && value !== null) {
    if (Array.isArray(value)) return value.length;
    if (isDict(value)) return dictSize(value);
    if (isUndefined(value)) return value.items().length;
    if (value instanceof Set) return value.size;
    if (Range.is(value) || DictView.is(value) || value instanceof Uint8Array) return value.length;
    if (isMarkup(value)) return textLength(value.toString());
    if (!OneShot.is(value) && isIterableObject(value)) {
      const size = ownSize(value);
      if (size !== undefined) return size;
    }
  }
  throw typeError(
    `object of type '${typeName(value)}' has no len()`,
    OneShot.is(value) ? "A generator has no length: use `|list|length`." : undefined,
  );
}

/** What a collection of the application says of its size. */
function ownSize(value: object): number | undefined {
  for (const name of ["length", "size"]) {
    const size: unknown = Reflect.get(value, name);
    if (typeof size === "number" && Number.isInteger(size) && size >= 0) return size;
  }
  return undefined;
}

/** In nunjucks `set a, b = value` sets both to the value. */
function cureOfUnpacking(value: unknown): string {
  return typeof value === "string" || isMarkup(value)
    ? "A text is taken apart into its characters. To set several names to one value, set each by itself."
    : "As many names are needed as there are items; `value[0]` reads one of them.";
}

/** `a, b = value`: exactly `count` items. */
export function unpack(value: unknown, count: number): readonly unknown[] {
  if (Array.isArray(value) && value.length === count) return value;
  if (!canIterate(value)) throw typeError(`cannot unpack non-iterable ${typeName(value)} object`);
  const items: unknown[] = [];
  for (const item of iterate(value)) {
    if (items.length === count)
      throw valueError(`too many values to unpack (expected ${count})`, cureOfUnpacking(value));
    items.push(item);
  }
  if (items.length < count) {
    const message = `not enough values to unpack (expected ${count}, got ${items.length})`;
    throw valueError(message, cureOfUnpacking(value));
  }
  return items;
}

/** Would `iterate` have something to walk through? */
export function canIterate(value: unknown): boolean {
  if (typeof value === "string") return true;
  if (typeof value !== "object" || value === null) return false;
  return isPlainObject(value) || isUndefined(value) || isMarkup(value) || isIterableObject(value);
}
