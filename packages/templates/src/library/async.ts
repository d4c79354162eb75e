/** Applying something to each item, where its result may come later. */
import { thenable } from "../runtime/values/async.ts";
import type { FilterState } from "../runtime/values/contract.ts";
import { generated } from "./generated.ts";

/**
 * A one-shot iterator over what `run` makes of each item; `undefined` leaves the item out. Lazy while rendering is
 * synchronous; in async rendering it runs at once, and gives a promise when a result has to be awaited.
 */
export function each(
  kind: string,
  state: FilterState,
  items: () => Iterable<unknown>,
  prepare: () => (item: unknown) => unknown,
  finish: (item: unknown, result: unknown) => readonly unknown[],
): unknown {
  if (state.isAsync) return eachNow(kind, state, [...items()], prepare(), finish);
  return generated(state, kind, eachLazily(items, prepare, finish));
}

function* eachLazily(
  items: () => Iterable<unknown>,
  prepare: () => (item: unknown) => unknown,
  finish: (item: unknown, result: unknown) => readonly unknown[],
): Generator<unknown, void, undefined> {
  const run = prepare();
  for (const item of items()) yield* finish(item, run(item));
}

function eachNow(
  kind: string,
  state: FilterState,
  items: readonly unknown[],
  run: (item: unknown) => unknown,
  finish: (item: unknown, result: unknown) => readonly unknown[],
): unknown {
  const results = items.map(run);
  const gather = (settled: readonly unknown[]): unknown =>
    generated(
      state,
      kind,
      items.flatMap((item, index) => finish(item, settled[index])),
    );
  return results.some(thenable) ? Promise.all(results).then(gather) : gather(results);
}
