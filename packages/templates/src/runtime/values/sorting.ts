/** Python's `sorted()`: stable, by `<`, also in reverse. */
import { compare, compareText } from "./ordering.ts";

function isTexts(keys: readonly unknown[]): keys is readonly string[] {
  return keys.every((key) => typeof key === "string");
}

function isNumbers(keys: readonly unknown[]): keys is readonly number[] {
  return keys.every((key) => typeof key === "number" && !Number.isNaN(key));
}

function byLess(left: unknown, right: unknown): number {
  if (compare("<", left, right)) return -1;
  return compare("<", right, left) ? 1 : 0;
}

/** How to compare keys: all texts and all numbers need no look at their types. */
function comparator(keys: readonly unknown[]): (left: number, right: number) => number {
  if (isTexts(keys)) return (left, right) => compareText(keys[left]!, keys[right]!);
  if (isNumbers(keys)) return (left, right) => keys[left]! - keys[right]!;
  return (left, right) => byLess(keys[left], keys[right]);
}

/**
 * A new, sorted list.
 *
 * @param keyOf What an item is compared by; called once for each.
 * @param reverse Largest first; equal items stay in their order all the same.
 * @throws TemplateRuntimeError where two keys have no order.
 */
export function sorted(items: readonly unknown[], keyOf: (item: unknown) => unknown, reverse: boolean): unknown[] {
  const keys = items.map(keyOf);
  const order = comparator(keys);
  const places = keys.map((_, index) => index);
  // As Python does it, which can be told where some keys have no order: those that are NaN.
  if (reverse) places.reverse();
  places.sort(order);
  if (reverse) places.reverse();
  return places.map((place) => items[place]);
}
