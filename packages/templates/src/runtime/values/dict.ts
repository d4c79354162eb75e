/** Dicts: Maps and plain objects, read and written by one set of functions. */
import type { Printing } from "./contract.ts";
import { hashKey } from "./hashing.ts";
import type { PlainObject } from "./kinds.ts";
import { missing } from "./object.ts";
import { pair, type Tuple } from "./values.ts";

/**
 * A Map whose keys are the same where Python's are: `{1: "a"}[1.0]`. Keys print as they were first written.
 */
export class Dict extends Map<unknown, unknown> {
  /** From the hash of each stored key that is not its own hash. */
  #written: Map<unknown, unknown> | undefined;

  constructor(entries: Iterable<readonly [unknown, unknown]> = []) {
    super();
    for (const [key, value] of entries) this.set(key, value);
  }
  #stored(key: unknown): unknown {
    const hash = hashKey(key);
    return this.#written?.has(hash) ? this.#written.get(hash) : hash;
  }
  override get(key: unknown): unknown {
    return super.get(this.#stored(key));
  }
  override has(key: unknown): boolean {
    return super.has(this.#stored(key));
  }
  override set(key: unknown, value: unknown): this {
    const stored = this.#stored(key);
    if (super.has(stored) || Object.is(stored, key)) return super.set(stored, value);
    this.#written ??= new Map();
    this.#written.set(stored, key);
    return super.set(key, value);
  }
  override delete(key: unknown): boolean {
    const deleted = super.delete(this.#stored(key));
    this.#written?.delete(hashKey(key));
    return deleted;
  }
  override clear(): void {
    this.#written?.clear();
    super.clear();
  }
}

/** Names that an object would put in front of the others: `"0"`, `"17"`. */
const arrayIndex = /^(?:0|[1-9]\d{0,9})$/;

/** Can a plain object hold these keys, in this order? */
function suitsObject(entries: readonly (readonly [unknown, unknown])[]): boolean {
  return entries.every(([key]) => typeof key === "string" && !arrayIndex.test(key));
}

/**
 * A new dict. In the javascript mode it is a plain object without prototype where one can hold the keys, so that functions of
 * the application receive what they expect.
 */
export function makeDict(
  printing: Printing,
  entries: Iterable<readonly [unknown, unknown]>,
): Map<unknown, unknown> | PlainObject {
  if (printing === "python") return new Dict(entries);
  const list = Array.isArray(entries) ? entries : [...entries];
  if (!suitsObject(list)) return new Dict(list);
  const made: Record<string, unknown> = Object.create(null);
  for (const [key, value] of list) made[key as string] = value;
  return made;
}

/** A key of a plain object is a string; `1` is no key of `{"1": …}`. */
function objectKey(key: unknown): string | undefined {
  const hash = hashKey(key);
  return typeof hash === "string" ? hash : undefined;
}

/** A key is what a walk through the object would find: not what `Math` or `Reflect` hide. */
function ownEnumerable(dict: object, key: string): boolean {
  return Object.prototype.propertyIsEnumerable.call(dict, key);
}

/** `dict[key]`, or `missing`. @throws TemplateRuntimeError for an unhashable key. */
export function dictGet(dict: Map<unknown, unknown> | PlainObject, key: unknown): unknown {
  if (dict instanceof Map) {
    const value = dict.get(key);
    if (value !== undefined || dict.has(key)) return value;
    const hash = hashKey(key);
    return dict.has(hash) ? dict.get(hash) : missing;
  }
  const name = typeof key === "string" ? key : objectKey(key);
  return name !== undefined && ownEnumerable(dict, name) ? dict[name] : missing;
}

/** `dict[key] = value` */
export function dictSet(dict: Map<unknown, unknown> | PlainObject, key: unknown, value: unknown): void {
  if (dict instanceof Map) {
    dict.set(dict instanceof Dict || dict.has(key) ? key : hashKey(key), value);
    return;
  }
  // An own property, whatever its name: assignment to `__proto__` would change the prototype.
  Object.defineProperty(dict, typeof key === "string" ? key : String(hashKey(key)), {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/** Removes a key. Was it there? */
export function dictDelete(dict: Map<unknown, unknown> | PlainObject, key: unknown): boolean {
  if (dict instanceof Map) return dict.delete(key);
  const name = objectKey(key);
  return name !== undefined && ownEnumerable(dict, name) && Reflect.deleteProperty(dict, name);
}

export function dictSize(dict: Map<unknown, unknown> | PlainObject): number {
  return dict instanceof Map ? dict.size : Object.keys(dict).length;
}

export function dictKeys(dict: Map<unknown, unknown> | PlainObject): unknown[] {
  return dict instanceof Map ? [...dict.keys()] : Object.keys(dict);
}

/** The entries as tuples: `dict.items()`. */
export function dictItems(dict: Map<unknown, unknown> | PlainObject): Tuple[] {
  const items: Tuple[] = [];
  if (dict instanceof Map) {
    // Not a loop over entries, which would make an array for each.
    dict.forEach((value, key) => {
      items.push(pair(key, value));
    });
  } else {
    for (const key of Object.keys(dict)) items.push(pair(key, dict[key]));
  }
  return items;
}

export function dictValues(dict: Map<unknown, unknown> | PlainObject): unknown[] {
  return dict instanceof Map ? [...dict.values()] : Object.values(dict);
}

export function dictEntries(dict: Map<unknown, unknown> | PlainObject): (readonly [unknown, unknown])[] {
  return dict instanceof Map ? [...dict] : Object.entries(dict);
}
