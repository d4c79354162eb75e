/**
 * In development: `unsafeMarkup` and its kin refuse text that came in with the very request that is being answered.
 *
 * It is the second of the Flask manual's warnings ("calling Markup on data submitted by users"), caught while it is
 * written. It looks for the request's values inside the text, so it cannot see what was changed on the way or was
 * stored before; a search for its imports finds every use for that.
 */

import { type SafeType, setUnsafeHook } from "@ampoule/markup/engine";
import type { AnyContext } from "./context.ts";
import { hostModule } from "./host.ts";
import { MultiMap } from "./http/multimap.ts";

/** A value of the request, and where it stood. */
type Input = readonly [where: string, text: string];

/** Characters without which a value can do no harm as this type: the check is for mistakes, not for coincidences. */
const HARMFUL: Readonly<Record<SafeType, RegExp>> = {
  Markup: /[<>&"'`=]/,
  SafeAttributes: /[<>&"'`=]/,
  SafeUrl: /[:/\\]/,
  ResourceUrl: /[:/\\]/,
  SafeScript: /[^\w\s.-]/,
  SafeStyle: /[^\w\s.-]/,
};

/** Shorter values are found in anything. */
const SHORTEST = 3;
/** Strings of a JSON body that are looked at. */
const MOST = 1000;

const AsyncStorage = hostModule("node:async_hooks")?.AsyncLocalStorage;
const current = AsyncStorage === undefined ? undefined : new AsyncStorage<AnyContext>();

/** Runs a request so that the check knows which one it is. Where the host cannot do that, there is no check. */
export function withUnsafeCheck<T>(c: AnyContext, run: () => T): T {
  return current === undefined ? run() : current.run(c, run);
}

/** Begins to check. There is one check for all applications of a process: it asks for the request, not for the application. */
export function installUnsafeCheck(): void {
  setUnsafeHook((text, type) => {
    const c = current?.getStore();
    if (c === undefined) return;
    for (const [where, value] of inputsOf(c)) {
      if (value.length >= SHORTEST && HARMFUL[type].test(value) && text.includes(value)) {
        throw new TypeError(
          `${type} was asserted of text that came in with this very request (${where}). It would run in the visitor's page. ` +
            "Print the value as it is, it is escaped for its place; for HTML that visitors may write, use sanitizeHtml(). " +
            "(This check runs in development only.)",
        );
      }
    }
  });
}

function* inputsOf(c: AnyContext): Generator<Input> {
  const { request } = c;
  for (const [name, value] of Object.entries(c.params as object))
    yield [`the parameter "${name}" of the route`, String(value)];
  yield* pairs(
    "the query parameter",
    safely(() => request.query),
  );
  yield* pairs("the cookie", request.cookies);
  yield* pairs("the header", request.headers);
  yield* bodyInputs(request.parsedBody);
}

function* pairs(kind: string, list: Iterable<readonly [string, string]>): Generator<Input> {
  for (const [name, value] of list) yield [`${kind} "${name}"`, value];
}

/** A query that cannot be read is refused by whoever needs it. */
function safely(read: () => Iterable<readonly [string, string]>): Iterable<readonly [string, string]> {
  try {
    return read();
  } catch {
    return [];
  }
}

function* bodyInputs(body: unknown): Generator<Input> {
  if (typeof body === "string") yield ["the body", body];
  else if (typeof body === "object" && body !== null && "fields" in body && body.fields instanceof MultiMap) {
    yield* pairs("the form field", body.fields as MultiMap);
  } else {
    let count = 0;
    const waiting: unknown[] = [body];
    while (waiting.length > 0 && count++ < MOST) {
      const value = waiting.pop();
      if (typeof value === "string") yield ["the JSON body", value];
      else if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value))
        waiting.push(...Object.values(value));
    }
  }
}
