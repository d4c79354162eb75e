/** Values that come later, before they go into a filter or test: in async rendering these get what nothing has to be awaited for. */
import { thenable } from "../values/async.ts";
import type { Kwargs } from "../values/contract.ts";

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

async function collect(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Is there something to wait for: a promise, an async iterable, a list with promises among its items? */
function isPending(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) ? value.some(thenable) : thenable(value) || isAsyncIterable(value);
}

/**
 * The value with nothing left to wait for: a promise's result, an async iterable's items as a list, a list with its promises
 * awaited. As it is, without a promise around it, where nothing has to be awaited.
 */
export function settle(value: unknown): unknown {
  if (!isPending(value)) return value;
  if (Array.isArray(value)) return Promise.all(value);
  return isAsyncIterable(value) ? collect(value) : Promise.resolve(value).then(settle);
}

/** What a filter or test is given. */
interface Given {
  readonly value: unknown;
  readonly args: readonly unknown[] | null;
  readonly kwargs: Kwargs | null;
}

/** All of it settled; null where nothing has to be awaited. */
export function settleGiven({ value, args, kwargs }: Given): Promise<Given> | null {
  const isKwargsPending = kwargs !== null && kwargs.values().some(isPending);
  if (!isPending(value) && !isKwargsPending && !args?.some(isPending)) return null;
  return settleParts(value, args, kwargs);
}

async function settleParts(value: unknown, args: readonly unknown[] | null, kwargs: Kwargs | null): Promise<Given> {
  const named = kwargs === null ? null : new Map<string, unknown>();
  for (const [name, item] of kwargs ?? []) named?.set(name, await settle(item));
  return {
    value: await settle(value),
    args: args === null ? null : await Promise.all(args.map(settle)),
    kwargs: named,
  };
}
