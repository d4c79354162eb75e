/** Filters on values as such and on dicts: default, attr, items. */
import { isMarkup } from "@ampoule/markup";
import type { FilterState } from "../../runtime/values/contract.ts";
import { dictEntries } from "../../runtime/values/dict.ts";
import { typeError } from "../../runtime/values/failures.ts";
import { isDict } from "../../runtime/values/kinds.ts";
import { isUndefined } from "../../runtime/values/undefined.ts";
import { pair } from "../../runtime/values/values.ts";
import { type Entry, entry } from "../entry.ts";
import { generated } from "../generated.ts";

function otherwise(state: FilterState, value: unknown, instead: unknown = "", boolean: unknown = false): unknown {
  const isMissing = isUndefined(value) || value === undefined;
  return isMissing || (state.ops.truthy(boolean) && !state.ops.truthy(value)) ? instead : value;
}

function attr(state: FilterState, value: unknown, name: unknown): unknown {
  if (isUndefined(name)) return name.fail();
  if (typeof name !== "string" && !isMarkup(name)) {
    throw typeError(`attribute name must be string, not '${state.ops.typeName(name)}'`);
  }
  return state.members.attributeOnly(value, name.toString());
}

function* pairs(value: unknown): Generator<unknown, void, undefined> {
  if (isUndefined(value)) return;
  if (!isDict(value)) throw typeError("Can only get item pairs from a mapping.");
  for (const [key, item] of dictEntries(value)) yield pair(key, item);
}

const instead = { params: ["default_value", "boolean"] };

export const mappingFilters: readonly Entry[] = [
  entry("default", instead, otherwise),
  entry("d", instead, otherwise),
  entry("attr", { params: ["name"], required: 1 }, attr),
  entry("items", { params: [] }, (state: FilterState, value: unknown) =>
    generated(state, "generator object do_items", pairs(value)),
  ),
];
