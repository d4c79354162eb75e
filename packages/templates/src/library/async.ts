/** Values that come later. In `renderAsync` the core awaits what goes into a filter; these are its helpers. */
import { OneShot } from "../runtime/values.ts";

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "then") === "function";
}

export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, Symbol.asyncIterator) === "function";
}

/** All items of an async iterable. */
export async function collect(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function hasPromise(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.some(isPromise);
}

/**
 * A value with nothing left to wait for: a promise's result, an async iterable's items as a list, a list with its promises
 * awaited. Returned as it is, without a promise around it, where nothing has to be awaited.
 */
export function settle(value: unknown): unknown {
  if (isPromise(value)) return Promise.resolve(value).then(settle);
  if (isAsyncIterable(value)) return collect(value).then(settle);
  return hasPromise(value) ? Promise.all(value) : value;
}

/** The same for the arguments of a call; `null` where none has to be awaited. */
export function settleAll(values: readonly unknown[]): Promise<unknown[]> | null {
  const settled = values.map(settle);
  return settled.some(isPromise) ? Promise.all(settled) : null;
}

/**
 * A one-shot iterator over what `run` makes of each item; `undefined` leaves the item out. Lazy while rendering is
 * synchronous; in async rendering it runs at once, and gives a promise when a result has to be awaited.
 */
export function each(
  kind: string,
  isAsync: boolean,
  items: () => Iterable<unknown>,
  prepare: () => (item: unknown) => unknown,
  finish: (item: unknown, result: unknown) => readonly unknown[],
): unknown {
  if (isAsync) return eachNow(kind, [...items()], prepare(), finish);
  return new OneShot(kind, eachLazily(items, prepare, finish));
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
  items: readonly unknown[],
  run: (item: unknown) => unknown,
  finish: (item: unknown, result: unknown) => readonly unknown[],
): unknown {
  const results = items.map(run);
  const gather = (settled: readonly unknown[]): OneShot =>
    new OneShot(
      kind,
      items.flatMap((item, index) => finish(item, settled[index])),
    );
  return results.some(isPromise) ? Promise.all(results).then(gather) : gather(results);
}
