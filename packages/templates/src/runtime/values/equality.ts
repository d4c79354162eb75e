/** Python's `==` and `in`. */
import { isMarkup } from "@ampoule/markup";
import { refusePromise } from "./async.ts";
import { maxComparisons, maxDepth } from "./bounds.ts";
import { dictEntries, dictGet, dictSize } from "./dict.ts";
import { limit, typeError, valueError } from "./failures.ts";
import { hashKey, keySet } from "./hashing.ts";
import { isDict, isIterableObject, typeName } from "./kinds.ts";
import { missing } from "./object.ts";
import { isUndefined, type Undefined } from "./undefined.ts";
import { DictView, PyFloat, Range, Tuple } from "./values.ts";

/** One comparison: how deep it is, and how many pairs it has looked at. Values may hold one another many times over. */
class Walk {
  #depth = 0;
  #pairs = 0;

  into(compare: () => boolean): boolean {
    if (++this.#depth > maxDepth) throw limit("the values are nested too deeply to be compared");
    if (++this.#pairs > maxComparisons) throw limit("the values are too large to be compared");
    const answer = compare();
    this.#depth--;
    return answer;
  }
}

/** The number that a boolean or a boxed float is; everything else as it is. */
function plain(value: unknown): unknown {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "object" && value !== null) {
    if (PyFloat.is(value)) return value.value;
    if (isMarkup(value)) return value.toString();
  }
  return value ?? null;
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

/** One and the same, which in a container is equal whatever `==` says: NaN. */
function isIdentical(left: unknown, right: unknown): boolean {
  return left === right || Object.is(left, right);
}

function sameItems(left: readonly unknown[], right: readonly unknown[], walk: Walk): boolean {
  return (
    left.length === right.length &&
    left.every((item, index) => isIdentical(item, right[index]) || same(item, right[index], walk))
  );
}

function sameDicts(left: object, right: object, walk: Walk): boolean {
  if (!isDict(left) || !isDict(right) || dictSize(left) !== dictSize(right)) return false;
  return dictEntries(left).every(([key, value]) => {
    const other = dictGet(right, key);
    return other !== missing && (isIdentical(value, other) || same(value, other, walk));
  });
}

function sameSets(left: Set<unknown>, right: Set<unknown> | undefined): boolean {
  return right !== undefined && left.size === right.size && [...left].every((key) => right.has(key));
}

function sameRanges(left: Range, right: Range): boolean {
  if (left.length !== right.length) return false;
  return left.length === 0 || (left.start === right.start && (left.length === 1 || left.step === right.step));
}

function sameObjects(left: object, right: object, walk: Walk): boolean {
  if (Array.isArray(left)) {
    return Array.isArray(right) && Tuple.is(left) === Tuple.is(right) && sameItems(left, right, walk);
  }
  if (left instanceof Date) return right instanceof Date && left.getTime() === right.getTime();
  if (left instanceof Uint8Array) return right instanceof Uint8Array && sameItems([...left], [...right], walk);
  if (Range.is(left)) return Range.is(right) && sameRanges(left, right);
  const set = keySet(left);
  if (set !== undefined) return sameSets(set, keySet(right));
  return sameDicts(left, right, walk);
}

/** Python asks the more special of two first. */
function isKindOf(value: unknown, general: Undefined): value is Undefined {
  return isUndefined(value) && value.constructor !== general.constructor && value instanceof general.constructor;
}

function same(a: unknown, b: unknown, walk: Walk): boolean {
  const left = plain(a);
  const right = plain(b);
  if (isUndefined(left)) return isKindOf(right, left) ? right.equals(left) : left.equals(right);
  if (isUndefined(right)) return right.equals(left);
  if (left === right) return true;
  // biome-ignore lint/suspicious/noDoubleEquals: a number and a bigint of the same value are equal
  if (isNumber(left) && isNumber(right)) return left == right;
  if (left instanceof Promise || right instanceof Promise) refusePromise(left instanceof Promise ? left : right);
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  return walk.into(() => sameObjects(left, right, walk));
}

/** `left == right`: by value, `1 == 1.0 == true`, never between text and number. */
export function equals(left: unknown, right: unknown): boolean {
  return left === right && typeof left !== "object" ? true : same(left, right, new Walk());
}

function isText(value: unknown): boolean {
  return typeof value === "string" || isMarkup(value);
}

/** As a JavaScript program asks whether a list has an item: `true` is not the number 1, and `false` not 0. */
export function equalsByType(left: unknown, right: unknown): boolean {
  return (typeof left === "boolean") === (typeof right === "boolean") && equals(left, right);
}

type Equality = (left: unknown, right: unknown) => boolean;

function findIn(item: unknown, items: Iterable<unknown>, isSame: Equality): boolean {
  for (const candidate of items) {
    if (isIdentical(candidate, item) || isSame(candidate, item)) return true;
  }
  return false;
}

function isByteOf(item: unknown, bytes: Uint8Array): boolean {
  if (item instanceof Uint8Array) return latin1(bytes).includes(latin1(item));
  const byte = typeof item === "boolean" ? Number(item) : item;
  if (typeof byte === "bigint" || (typeof byte === "number" && Number.isInteger(byte))) {
    if (byte < 0 || byte > 255) throw valueError("byte must be in range(0, 256)");
    return bytes.includes(Number(byte));
  }
  throw typeError(`a bytes-like object is required, not '${typeName(item)}'`);
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function isIn(item: unknown, container: unknown, isSame: Equality): boolean {
  if (isText(container)) {
    if (isUndefined(item)) throw typeError(`'in <string>' requires string as left operand, not ${typeName(item)}`);
    if (!isText(item)) throw typeError(`'in <string>' requires string as left operand, not ${typeName(item)}`);
    return String(container).includes(String(item));
  }
  if (isUndefined(container)) return findIn(item, container.items(), isSame);
  if (Array.isArray(container)) return findIn(item, container, isSame);
  if (isDict(container)) return dictGet(container, item) !== missing;
  // Python asks for a frozen copy, and no set of a template holds one.
  if (container instanceof Set && item instanceof Set) return false;
  if (container instanceof Set) return container.has(item) || keySet(container)?.has(hashKey(item)) === true;
  if (container instanceof Uint8Array) return isByteOf(item, container);
  // Who asks for a key asks for something that can be one.
  if (DictView.is(container) && container.kind === "dict_keys") hashKey(item);
  if (Range.is(container)) {
    const number = plain(item);
    return isNumber(number) && container.includes(Number(number));
  }
  if (isIterableObject(container)) return findIn(item, container, isSame);
  throw typeError(`argument of type '${typeName(container)}' is not iterable`);
}

/** `item in container` */
export function contains(item: unknown, container: unknown): boolean {
  return isIn(item, container, equals);
}

/** The same, as a JavaScript program asks it. */
export function containsByType(item: unknown, container: unknown): boolean {
  return isIn(item, container, equalsByType);
}
