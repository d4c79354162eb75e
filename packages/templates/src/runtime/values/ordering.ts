/** Python's `<`, `<=`, `>`, `>=`. */
import { isMarkup } from "@ampoule/markup";
import { maxDepth } from "./bounds.ts";
import { equals } from "./equality.ts";
import { limit, typeError } from "./failures.ts";
import { keySet } from "./hashing.ts";
import { typeName } from "./kinds.ts";
import { numeric } from "./numbers.ts";
import { isUndefined } from "./undefined.ts";
import { Tuple } from "./values.ts";

export type Comparison = "<" | "<=" | ">" | ">=";

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return isMarkup(value) ? value.toString() : undefined;
}

const surrogate = /[\ud800-\udfff]/;

/** By code points, as Python; UTF-16 would put emoji before some ideographs. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  if (!surrogate.test(left) && !surrogate.test(right)) return left < right ? -1 : 1;
  const others = right[Symbol.iterator]();
  for (const character of left) {
    const other = others.next();
    if (other.done) return 1;
    if (character !== other.value) return character.codePointAt(0)! - other.value.codePointAt(0)!;
  }
  return others.next().done ? 0 : -1;
}

function decide(op: Comparison, order: number): boolean {
  switch (op) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

function compareNumbers(op: Comparison, left: number | bigint, right: number | bigint): boolean {
  switch (op) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}

/** Lists and tuples go by their first items that differ. */
function compareItems(op: Comparison, left: readonly unknown[], right: readonly unknown[], depth: number): boolean {
  if (depth > maxDepth) throw limit("the values are nested too deeply to be compared");
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index++) {
    if (!equals(left[index], right[index])) return compareAt(op, left[index], right[index], depth + 1);
  }
  return decide(op, left.length - right.length);
}

function isSubset(left: Set<unknown>, right: Set<unknown>): boolean {
  return [...left].every((item) => right.has(item));
}

function compareSets(op: Comparison, left: Set<unknown>, right: Set<unknown>): boolean {
  const strict = op === "<" || op === ">";
  const [small, large] = op === "<" || op === "<=" ? [left, right] : [right, left];
  return isSubset(small, large) && (!strict || small.size < large.size);
}

function compareAt(op: Comparison, left: unknown, right: unknown, depth: number): boolean {
  const a = textOf(left);
  const b = textOf(right);
  if (a !== undefined && b !== undefined) return decide(op, compareText(a, b));
  const x = numeric(left);
  const y = numeric(right);
  if (x !== undefined && y !== undefined) return compareNumbers(op, x.value, y.value);
  if (isUndefined(left)) return left.fail();
  if (isUndefined(right)) return right.fail();
  if (Array.isArray(left) && Array.isArray(right) && Tuple.is(left) === Tuple.is(right)) {
    return compareItems(op, left, right, depth);
  }
  if (left instanceof Date && right instanceof Date) return compareNumbers(op, left.getTime(), right.getTime());
  if (left instanceof Uint8Array && right instanceof Uint8Array) return compareItems(op, [...left], [...right], depth);
  const set = keySet(left);
  const other = keySet(right);
  if (set !== undefined && other !== undefined) return compareSets(op, set, other);
  throw typeError(
    `'${op}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
    "Compare values of one type; `|int`, `|float` and `|string` convert.",
  );
}

/** `left op right`. @throws TemplateRuntimeError where the two have no order. */
export function compare(op: Comparison, left: unknown, right: unknown): boolean {
  if (typeof left === "number" && typeof right === "number") return compareNumbers(op, left, right);
  return compareAt(op, left, right, 0);
}
