/** Filters that apply another filter or a test to each item: map, select, reject, selectattr, rejectattr. */
import { FilterArgumentError } from "../../errors.ts";
import type { FilterState, Kwargs } from "../../runtime/values/contract.ts";
import type { Callable } from "../../runtime/values/describe.ts";
import { quote } from "../../runtime/values/quote.ts";
import { each } from "../async.ts";
import { attributeGetter, type Getter } from "../attributes.ts";
import { awaiting, firstArgument, keywordAttribute } from "../awaiting.ts";
import { type Entry, entry } from "../entry.ts";

/** The items of a value; nothing at all is no items. */
function itemsOf({ ops }: FilterState, value: unknown): Iterable<unknown> {
  return ops.truthy(value) ? ops.iterate(value) : [];
}

/** What `map` does with an item: look up an attribute, or apply a filter. */
function mapper(state: FilterState, args: readonly unknown[], kwargs: Kwargs): Getter {
  if (args.length === 0 && kwargs.has("attribute")) {
    for (const name of kwargs.keys()) {
      if (name !== "attribute" && name !== "default") {
        throw new FilterArgumentError(`Unexpected keyword argument ${quote(name)}`);
      }
    }
    return attributeGetter(state, kwargs.get("attribute"), { default: kwargs.get("default") });
  }
  if (args.length === 0) throw new FilterArgumentError("map requires a filter argument");
  const [name, ...rest] = args;
  return (item) => state.callFilter(name, item, rest, kwargs);
}

function map(state: FilterState, value: unknown, args: readonly unknown[], kwargs: Kwargs): unknown {
  return each(
    "generator object sync_do_map",
    state,
    () => itemsOf(state, value),
    () => (state.ops.truthy(value) ? mapper(state, args, kwargs) : (item) => item),
    (_item, result) => [result],
  );
}

/** What an item is judged by: a test of it or of its attribute, or its truth. */
function judge(state: FilterState, args: readonly unknown[], kwargs: Kwargs, byAttribute: boolean): Getter {
  if (byAttribute && args.length === 0) throw new FilterArgumentError("Missing parameter for attribute name");
  const get: Getter = byAttribute ? attributeGetter(state, args[0]) : (item) => item;
  const [name, ...rest] = byAttribute ? args.slice(1) : args;
  if (name === undefined) return get;
  return (item) => state.callTest(name, get(item), rest, kwargs);
}

function selection(wanted: boolean, byAttribute: boolean): Callable {
  return (state: FilterState, value: unknown, args: readonly unknown[], kwargs: Kwargs) =>
    each(
      "generator object select_or_reject",
      state,
      () => itemsOf(state, value),
      () => (state.ops.truthy(value) ? judge(state, args, kwargs, byAttribute) : (item) => item),
      (item, verdict) => (state.ops.truthy(verdict) === wanted ? [item] : []),
    );
}

export const selectionFilters: readonly Entry[] = [
  entry("map", { raw: true }, awaiting(keywordAttribute, map)),
  entry("select", { raw: true }, selection(true, false)),
  entry("reject", { raw: true }, selection(false, false)),
  entry("selectattr", { raw: true }, awaiting(firstArgument, selection(true, true))),
  entry("rejectattr", { raw: true }, awaiting(firstArgument, selection(false, true))),
];
