/** Filters that order and compare items: sort, min, max, unique, groupby, dictsort. */
import { FilterArgumentError } from "../../errors.ts";
import type { FilterState } from "../../runtime/values/contract.ts";
import type { Callable } from "../../runtime/values/describe.ts";
import { dictEntries } from "../../runtime/values/dict.ts";
import { attributeError } from "../../runtime/values/failures.ts";
import { hashKey } from "../../runtime/values/hashing.ts";
import { isDict } from "../../runtime/values/kinds.ts";
import { givenInteger } from "../../runtime/values/methods/given.ts";
import { sorted } from "../../runtime/values/sorting.ts";
import { isUndefined } from "../../runtime/values/undefined.ts";
import { NamedTuple, pair } from "../../runtime/values/values.ts";
import { attributeGetter, attributesGetter, type Getter, ignoreCase } from "../attributes.ts";
import { awaiting } from "../awaiting.ts";
import { type Entry, entry } from "../entry.ts";
import { generated } from "../generated.ts";

function foldUnless(state: FilterState, caseSensitive: unknown): Getter | undefined {
  return state.ops.truthy(caseSensitive) ? undefined : ignoreCase;
}

/** Python's `sorted` takes an int here, and nothing else for true or false. */
function isReversed({ ops }: FilterState, reverse: unknown): boolean {
  return ops.printing === "python" ? givenInteger(reverse) !== 0 : ops.truthy(reverse);
}

function sort(
  state: FilterState,
  value: unknown,
  reverse: unknown = false,
  caseSensitive: unknown = false,
  attribute: unknown = null,
): unknown[] {
  const keys = attributesGetter(state, attribute, foldUnless(state, caseSensitive));
  return sorted(state.ops.toArray(value), keys, isReversed(state, reverse));
}

function* uniqueItems(state: FilterState, value: unknown, get: Getter): Generator<unknown, void, undefined> {
  const seen = new Set<unknown>();
  for (const item of state.ops.iterate(value)) {
    const key = hashKey(get(item));
    if (!seen.has(key)) {
      seen.add(key);
      yield item;
    }
  }
}

function unique(
  state: FilterState,
  value: unknown,
  caseSensitive: unknown = false,
  attribute: unknown = null,
): unknown {
  const get = attributeGetter(state, attribute, { postprocess: foldUnless(state, caseSensitive) });
  return generated(state, "generator object sync_do_unique", uniqueItems(state, value, get));
}

/** The first item that none is better than. */
function best(isBetter: (state: FilterState, one: unknown, other: unknown) => boolean): Callable {
  return (state: FilterState, value: unknown, caseSensitive: unknown = false, attribute: unknown = null) => {
    const get = attributeGetter(state, attribute, { postprocess: foldUnless(state, caseSensitive) });
    let found: { readonly item: unknown; readonly key: unknown } | undefined;
    for (const item of state.ops.iterate(value)) {
      const key = get(item);
      if (found === undefined || isBetter(state, key, found.key)) found = { item, key };
    }
    return found === undefined ? state.makeUndefined({ hint: "No aggregated item, sequence was empty." }) : found.item;
  };
}

/** `(grouper, list)`, by place and by name; prints as a bare tuple. */
function group(grouper: unknown, items: unknown[]): NamedTuple {
  return new NamedTuple("", [
    ["grouper", grouper],
    ["list", items],
  ]);
}

function groupBy(
  state: FilterState,
  value: unknown,
  attribute: unknown,
  otherwise: unknown = null,
  caseSensitive: unknown = false,
): NamedTuple[] {
  const postprocess = foldUnless(state, caseSensitive);
  const keyOf = attributeGetter(state, attribute, { postprocess, default: otherwise });
  const nameOf = attributeGetter(state, attribute, { default: otherwise });
  const groups: { readonly key: unknown; readonly items: unknown[] }[] = [];
  for (const item of sorted(state.ops.toArray(value), keyOf, false)) {
    const key = keyOf(item);
    const open = groups.at(-1);
    if (open !== undefined && state.ops.equals(open.key, key)) open.items.push(item);
    else groups.push({ key, items: [item] });
  }
  return groups.map(({ key, items }) => group(postprocess === undefined ? key : nameOf(items[0]), items));
}

const sides: ReadonlyMap<unknown, 0 | 1> = new Map([
  ["key", 0],
  ["value", 1],
]);

function dictSort(
  state: FilterState,
  value: unknown,
  caseSensitive: unknown = false,
  by: unknown = "key",
  reverse: unknown = false,
): unknown[] {
  const side = sides.get(by);
  if (side === undefined) throw new FilterArgumentError('You can only sort by either "key" or "value"');
  if (isUndefined(value)) return value.fail();
  if (!isDict(value)) throw attributeError(`'${state.ops.typeName(value)}' object has no attribute 'items'`);
  const fold = foldUnless(state, caseSensitive) ?? ((key: unknown) => key);
  const entries = dictEntries(value).map(([key, item]) => pair(key, item));
  return sorted(entries, (item) => fold((item as readonly unknown[])[side]), isReversed(state, reverse));
}

/** Where the attribute stands among the arguments. */
const first = (args: readonly unknown[]): unknown => args[0];
const second = (args: readonly unknown[]): unknown => args[1];
const third = (args: readonly unknown[]): unknown => args[2];

const compared = { params: ["case_sensitive", "attribute"] };

export const orderingFilters: readonly Entry[] = [
  entry("sort", { params: ["reverse", "case_sensitive", "attribute"] }, awaiting(third, sort, true)),
  entry("unique", compared, awaiting(second, unique)),
  entry(
    "min",
    compared,
    awaiting(
      second,
      best((state, one, other) => state.ops.less(one, other)),
    ),
  ),
  entry(
    "max",
    compared,
    awaiting(
      second,
      best((state, one, other) => state.ops.greater(one, other)),
    ),
  ),
  entry("groupby", { params: ["attribute", "default", "case_sensitive"], required: 1 }, awaiting(first, groupBy)),
  entry("dictsort", { params: ["case_sensitive", "by", "reverse"] }, dictSort),
];
