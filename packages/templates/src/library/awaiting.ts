/** In async rendering: what the attributes hold by which a filter orders, groups or chooses items may come later. */
import { thenable } from "../runtime/values/async.ts";
import type { FilterState, Kwargs, Members } from "../runtime/values/contract.ts";
import type { Callable } from "../runtime/values/describe.ts";
import { isUndefined } from "../runtime/values/undefined.ts";
import { steps } from "./attributes.ts";

/** What has been awaited, by the object that it hangs on and the name there. */
type Settled = Map<unknown, Map<unknown, unknown>>;

type Filter = (state: FilterState, value: unknown, ...args: unknown[]) => unknown;

/** The state of a filter with another getter. */
function withMembers(state: FilterState, members: Members): FilterState {
  return {
    members,
    ...(state.tables !== undefined && { tables: state.tables }),
    context: state.context,
    evalContext: state.evalContext,
    environment: state.environment,
    ops: state.ops,
    policies: state.policies,
    autoescape: state.autoescape,
    isContextual: state.isContextual === true,
    isAsync: state.isAsync,
    newlineSequence: state.newlineSequence,
    random: state.random,
    locale: state.locale,
    timeZone: state.timeZone,
    makeUndefined: state.makeUndefined,
    callFilter: (...given) => state.callFilter(...given),
    callTest: (...given) => state.callTest(...given),
    hasFilter: (name) => state.hasFilter(name),
    hasTest: (name) => state.hasTest(name),
  };
}

/** Reads a path of an item, and remembers what it had to wait for on the way. */
async function walk(
  { members }: FilterState,
  item: unknown,
  path: readonly unknown[],
  settled: Settled,
): Promise<void> {
  let value = item;
  for (const step of path) {
    // What is missing is the filter's own affair: it may have a default.
    if (isUndefined(value)) return;
    const owner = value;
    value = members.getItem(owner, step);
    if (!thenable(value)) continue;
    value = await value;
    const known = settled.get(owner) ?? new Map<unknown, unknown>();
    settled.set(owner, known.set(step, value));
  }
}

function isPending({ members }: FilterState, item: unknown, path: readonly unknown[]): boolean {
  let value = item;
  for (const step of path) {
    if (isUndefined(value)) return false;
    value = members.getItem(value, step);
    if (thenable(value)) return true;
  }
  return false;
}

async function settle(
  state: FilterState,
  items: readonly unknown[],
  paths: readonly (readonly unknown[])[],
): Promise<Members> {
  const settled: Settled = new Map();
  for (const path of paths) await Promise.all(items.map((item) => walk(state, item, path, settled)));
  const { members } = state;
  return {
    ...members,
    getItem(object, key, place) {
      const known = settled.get(object);
      return known?.has(key) === true ? known.get(key) : members.getItem(object, key, place);
    },
  };
}

/**
 * A filter whose attributes are awaited before it runs.
 *
 * @param attributeOf which of the filter's arguments is the attribute
 * @param several may it be several, `"a,b"`?
 */
export function awaiting(
  attributeOf: (args: readonly unknown[]) => unknown,
  filter: Callable,
  several = false,
): Callable {
  const run = filter as Filter;
  return (state: FilterState, value: unknown, ...args: unknown[]) => {
    if (!state.isAsync) return run(state, value, ...args);
    const attribute = attributeOf(args);
    const names = several && typeof attribute === "string" ? attribute.split(",") : [attribute];
    const paths = names.map(steps);
    if (paths.every(({ length }) => length === 0) || !state.ops.truthy(value)) return run(state, value, ...args);
    const items = state.ops.toArray(value);
    if (!items.some((item) => paths.some((path) => isPending(state, item, path)))) return run(state, items, ...args);
    return settle(state, items, paths).then((members) => run(withMembers(state, members), items, ...args));
  };
}

/** The attribute of a filter that is given its arguments as they are: a keyword, or the first of them. */
export const keywordAttribute = ([, kwargs]: readonly unknown[]): unknown => (kwargs as Kwargs).get("attribute");
export const firstArgument = ([args]: readonly unknown[]): unknown => (args as readonly unknown[])[0];
