/** The headers of a Node request as a standard `Headers`, made only as far as it is asked for. */

import type { IncomingMessage } from "node:http";

/** Headers of which only one may come, by their length; of two, Node takes the first and a proxy perhaps the other. */
const SINGLE: (string | undefined)[] = Array.from({ length: 15 });
for (const name of ["host", "origin", "content-type", "authorization", "content-length"]) SINGLE[name.length] = name;

/** Whether a header came twice of which two readers could each take another (H15, R22, R23). */
export function hasAmbiguousHeader(incoming: IncomingMessage): boolean {
  const { rawHeaders } = incoming;
  let seen = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    const single = SINGLE[name.length];
    if (single === undefined || name.toLowerCase() !== single) continue;
    const bit = 1 << name.length;
    if ((seen & bit) !== 0) return true;
    seen |= bit;
  }
  return false;
}

/**
 * `get` and `has` read Node's own object; everything else makes a native `Headers` and goes on with that.
 *
 * A `Headers` to whoever uses it: `instanceof` holds.
 */
class LazyHeaders {
  readonly #incoming: IncomingMessage;
  #native: Headers | undefined;

  constructor(incoming: IncomingMessage) {
    this.#incoming = incoming;
  }

  static native(headers: LazyHeaders): Headers {
    if (headers.#native === undefined) {
      const native = new Headers();
      const { rawHeaders } = headers.#incoming;
      for (let i = 0; i < rawHeaders.length; i += 2)
        native.append(rawHeaders[i] as string, rawHeaders[i + 1] as string);
      // Node joins cookies by "; " (RFC 9113 §8.2.3), `Headers` would by ", ".
      const { cookie } = headers.#incoming.headers;
      if (cookie !== undefined) native.set("cookie", cookie);
      headers.#native = native;
    }
    return headers.#native;
  }

  get(name: string): string | null {
    if (this.#native !== undefined) return this.#native.get(name);
    const known: Record<string, string | string[] | undefined> = this.#incoming.headers;
    const key = name.toLowerCase();
    // Node's object has a prototype: a header called "constructor" must not be found there (R08).
    if (!Object.hasOwn(known, key)) return null;
    const value = known[key];
    return value === undefined ? null : typeof value === "string" ? value : value.join(", ");
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }
}

type Forwarded = "append" | "delete" | "entries" | "forEach" | "getSetCookie" | "keys" | "set" | "values";
const FORWARDED: readonly Forwarded[] = [
  "append",
  "delete",
  "entries",
  "forEach",
  "getSetCookie",
  "keys",
  "set",
  "values",
];

for (const name of FORWARDED) {
  Object.defineProperty(LazyHeaders.prototype, name, {
    value(this: LazyHeaders, ...args: unknown[]): unknown {
      const native = LazyHeaders.native(this);
      return Reflect.apply(native[name], native, args);
    },
  });
}
Object.defineProperty(LazyHeaders.prototype, Symbol.iterator, {
  value(this: LazyHeaders): IterableIterator<[string, string]> {
    return LazyHeaders.native(this).entries();
  },
});
Object.setPrototypeOf(LazyHeaders.prototype, Headers.prototype);

/** A `Headers` that costs nothing until it is used. */
export function createHeaders(incoming: IncomingMessage): Headers {
  return new LazyHeaders(incoming) as unknown as Headers;
}
