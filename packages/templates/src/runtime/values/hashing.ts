/** Python's `hash()`: which keys of dicts and sets are the same. */
import { isMarkup } from "@ampoule/markup";
import { maxKey } from "./bounds.ts";
import { limit, typeError } from "./failures.ts";
import { isPlainObject, typeName } from "./kinds.ts";
import { isUndefined } from "./undefined.ts";
import { DictView, PyFloat, Tuple } from "./values.ts";

/** Begins the text that stands for a tuple; strings that begin with it are moved aside. */
const mark = "\udfff\ud800";

const identities = new WeakMap<object, number>();
let nextIdentity = 0;

function identity(value: object): number {
  let found = identities.get(value);
  if (found === undefined) {
    found = nextIdentity++;
    identities.set(value, found);
  }
  return found;
}

/** One item of a tuple as text: equal for equal items, different for all others. A text says how long it is. */
function partKey(key: unknown): string {
  if (typeof key === "string") return `${key.length}:${key}`;
  return (typeof key === "object" && key !== null) || typeof key === "function"
    ? `#${identity(key)}`
    : `${typeof key}:${String(key)}`;
}

function tupleKey(items: readonly unknown[]): string {
  let text = `${mark}t`;
  for (const item of items) {
    text += `${partKey(hashKey(item))},`;
    if (text.length > maxKey) throw limit("the tuple is too large to be a key");
  }
  return text;
}

function integerKey(value: bigint): number | bigint {
  const near = Number(value);
  return Number.isFinite(near) && BigInt(near) === value ? near : value;
}

function objectKey(value: object): unknown {
  if (PyFloat.is(value)) return value.value === 0 ? 0 : value.value;
  if (Tuple.is(value)) return tupleKey(value);
  if (isMarkup(value)) return hashKey(value.toString());
  if (isUndefined(value)) return value.hash();
  if (value instanceof Date) return `${mark}d${value.getTime()}`;
  if (DictView.is(value) && value.kind !== "dict_values") throw typeError(`unhashable type: '${value.kind}'`);
  if (Array.isArray(value) || value instanceof Map || value instanceof Set || isPlainObject(value)) {
    throw typeError(`unhashable type: '${typeName(value)}'`);
  }
  return value;
}

/**
 * A value that is identical for equal values: `1`, `1.0` and `true` are one key, as are equal tuples, and Markup and its text.
 *
 * @throws TemplateRuntimeError for lists, dicts and sets: `unhashable type: 'list'`.
 */
export function hashKey(value: unknown): unknown {
  switch (typeof value) {
    case "string":
      return value.startsWith(mark) ? `${mark}s${value}` : value;
    case "boolean":
      return value ? 1 : 0;
    case "bigint":
      return integerKey(value);
    case "undefined":
      return null;
    case "object":
      return value === null ? null : objectKey(value);
  }
  return value;
}

/** The keys or the entries of a dict, which are as good as a set. */
export function isSetView(value: unknown): value is DictView {
  return DictView.is(value) && value.kind !== "dict_values";
}

/** What is compared as a set: the keys of its items. */
export function keySet(value: unknown): Set<unknown> | undefined {
  return value instanceof Set || isSetView(value) ? new Set(Array.from(value, hashKey)) : undefined;
}

/** The items of one that the other does not have, each once, as a set. */
export function difference(left: Iterable<unknown>, right: Iterable<unknown>): Set<unknown> {
  const seen = new Set(Array.from(right, hashKey));
  const kept = new Set<unknown>();
  for (const item of left) {
    const key = hashKey(item);
    if (!seen.has(key)) kept.add(item);
    seen.add(key);
  }
  return kept;
}
