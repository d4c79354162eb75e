/** Calling filters and tests: the value first, then the arguments in the order in which the function declares them. */
import { TemplateRuntimeError } from "../../errors.ts";
import { unknownCallable } from "../../unknown-names.ts";
import { bindArguments } from "../values/arguments.ts";
import { refusePromise } from "../values/async.ts";
import type { FilterState, Kwargs } from "../values/contract.ts";
import { type Description, variantFor } from "../values/describe.ts";
import type { Cell } from "./registry.ts";
import { settleGiven } from "./settling.ts";

const noArguments: readonly unknown[] = [];
const noKwargs: Kwargs = new Map();

/**
 * Applies a filter or test. In async rendering its value and arguments are awaited first, async iterables and the items of
 * lists included.
 *
 * @throws TemplateRuntimeError where nothing is registered under the name, or the arguments do not fit
 */
export function apply(
  kind: "filter" | "test",
  cell: Cell,
  state: FilterState,
  value: unknown,
  args: readonly unknown[] | null,
  kwargs: Kwargs | null,
): unknown {
  if (!state.isAsync) {
    // A test may be asked about a promise, `is defined`; a filter would make something of it that is never meant.
    if (kind === "filter" && value instanceof Promise) refusePromise(value);
    return applyNow(kind, cell, state, value, args, kwargs);
  }
  const later = settleGiven({ value, args, kwargs });
  if (later !== null) return later.then((given) => applyNow(kind, cell, state, given.value, given.args, given.kwargs));
  return applyNow(kind, cell, state, value, args, kwargs);
}

function applyNow(
  kind: "filter" | "test",
  cell: Cell,
  state: FilterState,
  value: unknown,
  args: readonly unknown[] | null,
  kwargs: Kwargs | null,
): unknown {
  const { fn: registered, description } = cell;
  if (registered === undefined) {
    const cure = unknownCallable(kind, cell.name, cell.registry.keys());
    throw new TemplateRuntimeError(`No ${kind} named '${cell.name}' found.`, { cure });
  }
  if (description === undefined) return applyPlain(registered, value, args ?? noArguments, kwargs) ?? null;
  const fn = variantFor(registered, description, state);
  if (description.raw === true)
    return fn(...leading(description, state), value, args ?? noArguments, kwargs ?? noKwargs) ?? null;
  const bound = bindArguments(description, description.name ?? cell.name, args ?? noArguments, kwargs, 1);
  const first = leading(description, state);
  // The commonest shapes without spreading.
  if (first.length === 0 && bound.length === 0) return fn(value) ?? null;
  if (first.length === 1 && bound.length === 0) return fn(first[0], value) ?? null;
  return fn(...first, value, ...bound) ?? null;
}

/** A JavaScript function that was not described gets its keyword arguments as one object. */
function applyPlain(
  fn: NonNullable<Cell["fn"]>,
  value: unknown,
  args: readonly unknown[],
  kwargs: Kwargs | null,
): unknown {
  if (kwargs === null || kwargs.size === 0) return args.length === 0 ? fn(value) : fn(value, ...args);
  const options: Record<string, unknown> = Object.create(null);
  for (const [name, option] of kwargs) options[name] = option;
  return fn(value, ...args, options);
}

const nothing: readonly unknown[] = [];

/** What the function asked to be given first. */
function leading(description: Description, state: FilterState): readonly unknown[] {
  if (description.passState) return [state];
  if (description.passContext) return [state.context];
  if (description.passEvalContext) return [state.evalContext];
  return description.passEnvironment ? [state.environment] : nothing;
}
