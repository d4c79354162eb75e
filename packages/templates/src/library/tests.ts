/** The tests of Jinja2: what may follow `is`. */
import { isMarkup } from "@ampoule/markup";
import { isCallable } from "../runtime/access/calls.ts";
import { TemplateReference } from "../runtime/references.ts";
import type { FilterState } from "../runtime/values/contract.ts";
import type { Callable } from "../runtime/values/describe.ts";
import { hashKey } from "../runtime/values/hashing.ts";
import { isHtml } from "../runtime/values/html.ts";
import { canIterate } from "../runtime/values/iteration.ts";
import { isDict } from "../runtime/values/kinds.ts";
import { numeric } from "../runtime/values/numbers.ts";
import { isLower, isUpper } from "../runtime/values/text/case.ts";
import { isUndefined } from "../runtime/values/undefined.ts";
import { Range } from "../runtime/values/values.ts";
import { type Entry, entry } from "./entry.ts";

type Question = (state: FilterState, value: unknown) => boolean;
type Comparison = (state: FilterState, value: unknown, other: unknown) => boolean;

function isRest(state: FilterState, value: unknown, divisor: unknown, rest: number): boolean {
  return state.ops.equals(state.ops.modulo(value, divisor), rest);
}

function isNone(value: unknown): boolean {
  return value === null || value === undefined;
}

function isInteger(value: unknown): boolean {
  return typeof value !== "boolean" && numeric(value)?.float === false;
}

/** Has a length, and items by number or key. */
function isSequence(state: FilterState, value: unknown): boolean {
  if (isUndefined(value)) {
    try {
      return state.ops.length(value) === 0;
    } catch {
      return false;
    }
  }
  return (
    typeof value === "string" ||
    Array.isArray(value) ||
    isDict(value) ||
    isMarkup(value) ||
    Range.is(value) ||
    value instanceof Uint8Array
  );
}

/** To ask a strict undefined value for its items is an error, as in Jinja2. */
function isIterable(state: FilterState, value: unknown): boolean {
  // `self` has items, the blocks: that is all that Python asks.
  if (!canIterate(value)) return value instanceof TemplateReference;
  if (isUndefined(value)) state.ops.iterate(value);
  return true;
}

/** The very same object; numbers and texts of the same value count. */
function isSame(_state: FilterState, value: unknown, other: unknown): boolean {
  return Object.is(value, other);
}

const questions: Readonly<Record<string, Question>> = {
  odd: (state, value) => isRest(state, value, 2, 1),
  even: (state, value) => isRest(state, value, 2, 0),
  defined: (_state, value) => !isUndefined(value) && value !== undefined,
  undefined: (_state, value) => isUndefined(value) || value === undefined,
  filter: (state, value) => state.hasFilter(hashKey(value)),
  test: (state, value) => state.hasTest(hashKey(value)),
  none: (_state, value) => isNone(value),
  // Names of nunjucks.
  null: (_state, value) => isNone(value),
  truthy: (state, value) => state.ops.truthy(value),
  falsy: (state, value) => !state.ops.truthy(value),
  boolean: (_state, value) => typeof value === "boolean",
  false: (_state, value) => value === false,
  true: (_state, value) => value === true,
  integer: (_state, value) => isInteger(value),
  float: (_state, value) => numeric(value)?.float === true,
  number: (_state, value) => numeric(value) !== undefined,
  lower: (state, value) => isLower(state.ops.text(value)),
  upper: (state, value) => isUpper(state.ops.text(value)),
  string: (_state, value) => typeof value === "string" || isMarkup(value),
  mapping: (_state, value) => isDict(value),
  sequence: isSequence,
  iterable: isIterable,
  // In Python an undefined value can be called: it then says that it is undefined.
  callable: ({ ops }, value) => isCallable(value) || (isUndefined(value) && ops.printing === "python"),
  escaped: (_state, value) => isHtml(value),
};

const equal: Comparison = (state, value, other) => state.ops.equals(value, other);
const unequal: Comparison = (state, value, other) => !state.ops.equals(value, other);
const greater: Comparison = (state, value, other) => state.ops.greater(value, other);
const greaterEqual: Comparison = (state, value, other) => state.ops.greaterEqual(value, other);
const less: Comparison = (state, value, other) => state.ops.less(value, other);
const lessEqual: Comparison = (state, value, other) => state.ops.lessEqual(value, other);

const comparisons: Readonly<Record<string, Comparison>> = {
  "==": equal,
  eq: equal,
  equalto: equal,
  "!=": unequal,
  ne: unequal,
  ">": greater,
  gt: greater,
  greaterthan: greater,
  ">=": greaterEqual,
  ge: greaterEqual,
  "<": less,
  lt: less,
  lessthan: less,
  "<=": lessEqual,
  le: lessEqual,
};

function rows(tests: Readonly<Record<string, Callable>>, params: readonly string[]): Entry[] {
  return Object.entries(tests).map(([name, run]) => entry(name, { params, required: params.length }, run));
}

/** Every test by name. */
export const tests: ReadonlyMap<string, Callable> = new Map([
  ...rows(questions, []),
  ...rows(comparisons, ["other"]),
  entry("divisibleby", { params: ["num"], required: 1 }, (state: FilterState, value: unknown, divisor: unknown) =>
    isRest(state, value, divisor, 0),
  ),
  entry("sameas", { params: ["other"], required: 1 }, isSame),
  entry("in", { params: ["seq"], required: 1 }, (state: FilterState, value: unknown, container: unknown) =>
    state.ops.contains(value, container),
  ),
]);
