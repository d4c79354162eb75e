/** `value[start:stop:step]` and `value[index]` on sequences, with Python's negative indexes. */

import { isMarkup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import { typeError, valueError } from "./failures.ts";
import { characters } from "./iteration.ts";
import { isDict, typeName } from "./kinds.ts";
import { missing } from "./object.ts";
import { isUndefined } from "./undefined.ts";
import { Range, Tuple, tuple } from "./values.ts";

/** A bound of a slice: null where none is given. */
function bound(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  if (typeof value === "bigint") return value < 0n ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER;
  if (isUndefined(value)) return value.fail();
  throw typeError("slice indices must be integers or None or have an __index__ method");
}

/** Python's `slice.indices(length)`. */
function indices(length: number, start: number | null, stop: number | null, step: number): readonly [number, number] {
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (value: number): number => Math.min(Math.max(value < 0 ? value + length : value, low), high);
  return [
    start === null ? (step > 0 ? low : high) : clamp(start),
    stop === null ? (step > 0 ? high : low) : clamp(stop),
  ];
}

function pick<T>(items: ArrayLike<T>, start: number, stop: number, step: number): T[] {
  const picked: T[] = [];
  if (step > 0) for (let index = start; index < stop; index += step) picked.push(items[index]!);
  else for (let index = start; index > stop; index += step) picked.push(items[index]!);
  return picked;
}

function sliceItems<T>(items: ArrayLike<T>, start: number | null, stop: number | null, step: number): T[] {
  const [from, to] = indices(items.length, start, stop, step);
  return pick(items, from, to, step);
}

/** A slice of a text, by characters. */
export function sliceText(text: string, start: number | null, stop: number | null, step = 1): string {
  return sliceItems(characters(text), start, stop, step).join("");
}

/** `value[start:stop:step]`; an absent part is null. @throws TemplateRuntimeError for what has no order. */
export function slice(value: unknown, start: unknown, stop: unknown, step: unknown): unknown {
  if (isUndefined(value)) return value.member(null);
  if (isDict(value)) throw typeError("unhashable type: 'slice'");
  const by = bound(step) ?? 1;
  if (by === 0) throw valueError("slice step cannot be zero");
  const from = bound(start);
  const to = bound(stop);
  if (typeof value === "string") return sliceText(value, from, to, by);
  if (isMarkup(value)) return createMarkup(sliceText(value.toString(), from, to, by));
  if (Array.isArray(value)) {
    const items = sliceItems(value, from, to, by);
    return Tuple.is(value) ? tuple(items) : items;
  }
  if (Range.is(value)) {
    const [first, end] = indices(value.length, from, to, by);
    return new Range(value.at(first), value.at(end), value.step * by);
  }
  if (value instanceof Uint8Array) return Uint8Array.from(sliceItems(value, from, to, by));
  throw typeError(`'${typeName(value)}' object is not subscriptable`);
}

/** The item at an index of a sequence, or `missing`: also for what is no index. */
export function itemAt(value: unknown, key: unknown): unknown {
  const index = typeof key === "boolean" ? Number(key) : key;
  if (typeof index !== "number" || !Number.isSafeInteger(index)) return missing;
  if (Array.isArray(value)) return pickAt(value, value.length, index);
  if (typeof value === "string") return charAt(value, index);
  if (Range.is(value)) {
    const at = index < 0 ? index + value.length : index;
    return at >= 0 && at < value.length ? value.at(at) : missing;
  }
  if (value instanceof Uint8Array) return pickAt(value, value.length, index);
  if (isMarkup(value)) {
    const character = charAt(value.toString(), index);
    return typeof character === "string" ? createMarkup(character) : missing;
  }
  return missing;
}

function charAt(text: string, index: number): unknown {
  const items = characters(text);
  return pickAt(items, items.length, index);
}

function pickAt(items: ArrayLike<unknown>, length: number, index: number): unknown {
  const at = index < 0 ? index + length : index;
  return at >= 0 && at < length ? items[at] : missing;
}
