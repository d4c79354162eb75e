/** Filters on sequences: first, last, length, list, reverse, join, batch, slice, random. */
import { isMarkup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import { FilterArgumentError, TemplateRuntimeError } from "../../errors.ts";
import { maxItems } from "../../runtime/values/bounds.ts";
import type { FilterState } from "../../runtime/values/contract.ts";
import { limit, typeError, zeroDivision } from "../../runtime/values/failures.ts";
import { escapeValue, isHtml } from "../../runtime/values/html.ts";
import { canIterate } from "../../runtime/values/iteration.ts";
import { isDict } from "../../runtime/values/kinds.ts";
import { givenInteger, optionalInteger } from "../../runtime/values/methods/given.ts";
import { isUndefined } from "../../runtime/values/undefined.ts";
import { DictView, Range, Tuple } from "../../runtime/values/values.ts";
import { attributeGetter } from "../attributes.ts";
import { awaiting } from "../awaiting.ts";
import { type Entry, entry } from "../entry.ts";
import { generated } from "../generated.ts";

function first(state: FilterState, value: unknown): unknown {
  for (const item of state.ops.iterate(value)) return item;
  return state.makeUndefined({ hint: "No first item, sequence was empty." });
}

/** Python's `reversed()` has an answer for these. */
function isReversible(value: unknown): boolean {
  return (
    typeof value === "string" ||
    Array.isArray(value) ||
    isDict(value) ||
    isUndefined(value) ||
    isMarkup(value) ||
    Range.is(value) ||
    DictView.is(value) ||
    value instanceof Uint8Array
  );
}

function last(state: FilterState, value: unknown): unknown {
  if (!isReversible(value)) {
    throw typeError(`'${state.ops.typeName(value)}' object is not reversible`, "Use `|list|last`.");
  }
  // Taken by its place: a character of Markup is Markup.
  if (isMarkup(value) && value.length > 0) return state.members.getItem(value, -1);
  const items = state.ops.toArray(value);
  return items.length > 0 ? items.at(-1) : state.makeUndefined({ hint: "No last item, sequence was empty." });
}

/** A generator that turns out to have nothing to walk through is no more iterable than a number. */
function iterated(state: FilterState, value: unknown): unknown[] {
  try {
    return state.ops.toArray(value);
  } catch (error) {
    if (!(error instanceof TemplateRuntimeError) || error.code !== "TEMPLATE_TYPE") throw error;
    throw new FilterArgumentError("argument must be iterable", { cause: error });
  }
}

/** What Python's `reversed(value)` prints as. */
function reversedKind(value: unknown): string {
  if (Range.is(value)) return "range_iterator object";
  if (DictView.is(value)) return `dict_reverse${value.kind.slice(5).replace(/s$/, "")}iterator object`;
  if (isDict(value)) return "dict_reversekeyiterator object";
  return Array.isArray(value) && !Tuple.is(value) ? "list_reverseiterator object" : "reversed object";
}

function reverse(state: FilterState, value: unknown): unknown {
  if (typeof value === "string" || isMarkup(value)) return state.ops.slice(value, null, null, -1);
  if (!canIterate(value)) throw new FilterArgumentError("argument must be iterable");
  const items = iterated(state, value).reverse();
  return isReversible(value) ? generated(state, reversedKind(value), items) : items;
}

/** Joins as MarkupSafe: one part of HTML makes HTML of the whole, and text is escaped. */
function join(state: FilterState, value: unknown, separator: unknown = "", attribute: unknown = null): unknown {
  const { text } = state.ops;
  const items = state.ops.toArray(value);
  const parts = attribute === null ? items : items.map(attributeGetter(state, attribute));
  const isMarkupWanted = state.autoescape && (isHtml(separator) || parts.some(isHtml));
  if (!isMarkupWanted) return parts.map(text).join(text(separator));
  const escape = (part: unknown): string => escapeValue(part, text).toString();
  return createMarkup(parts.map(escape).join(escape(separator)));
}

/** Rows of `count` items. */
function* batches(
  state: FilterState,
  value: unknown,
  count: unknown,
  fill: unknown,
): Generator<unknown[], void, undefined> {
  const size = optionalInteger(count) ?? Infinity;
  let row: unknown[] = [];
  for (const item of state.ops.iterate(value)) {
    if (row.length === size) {
      yield row;
      row = [];
    }
    row.push(item);
  }
  if (row.length === 0) return;
  if (fill !== null && fill !== undefined) {
    if (count === null) throw typeError("'<' not supported between instances of 'int' and 'NoneType'");
    if (size > maxItems) throw limit(`the list would have more than ${maxItems} items`);
    while (row.length < size) row.push(fill);
  }
  yield row;
}

/** `count` columns, as equal as can be. */
function* slices(
  state: FilterState,
  value: unknown,
  count: unknown,
  fill: unknown,
): Generator<unknown[], void, undefined> {
  const items = state.ops.toArray(value);
  const columns = givenInteger(count);
  if (columns === 0) throw zeroDivision("integer division or modulo by zero");
  if (columns > maxItems) throw limit(`the list would have more than ${maxItems} items`);
  const size = Math.floor(items.length / columns);
  const longer = items.length - size * columns;
  let start = 0;
  for (let column = 0; column < columns; column++) {
    const end = start + size + (column < longer ? 1 : 0);
    const slice = items.slice(start, end);
    if (fill !== null && fill !== undefined && column >= longer) slice.push(fill);
    yield slice;
    start = end;
  }
}

function random(state: FilterState, value: unknown): unknown {
  const length = state.ops.length(value);
  if (length === 0) return state.makeUndefined({ hint: "No random item, sequence was empty." });
  return state.members.getItem(value, Math.min(length - 1, Math.floor(state.random() * length)));
}

function length(state: FilterState, value: unknown): number {
  // In nunjucks, nothing has no length, which is not an error.
  if (value === null && state.ops.printing === "javascript") return 0;
  return state.ops.length(value);
}

const none = { params: [] };
const columns = { params: ["slices", "fill_with"], required: 1 };
const rows = { params: ["linecount", "fill_with"], required: 1 };

export const listFilters: readonly Entry[] = [
  entry("first", none, first),
  entry("last", none, last),
  entry("length", none, length),
  entry("count", none, length),
  entry("list", none, (state: FilterState, value: unknown) => state.ops.toArray(value)),
  entry("reverse", none, reverse),
  entry(
    "join",
    { params: ["d", "attribute"] },
    awaiting(([, attribute]) => attribute, join),
  ),
  entry("batch", rows, (state: FilterState, value: unknown, count: unknown, fill: unknown) =>
    generated(state, "generator object do_batch", batches(state, value, count, fill)),
  ),
  entry("slice", columns, (state: FilterState, value: unknown, count: unknown, fill: unknown) =>
    generated(state, "generator object sync_do_slice", slices(state, value, count, fill)),
  ),
  entry("random", none, random),
];
