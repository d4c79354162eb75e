/** The headers of a Node request as a standard `Headers`, made only as far as it is asked for. */

const TRANSFER_ENCODING = "transfer-encoding";

/** Headers of which only one may come, by their length; of two, Node takes the first and a proxy perhaps the other. */
const SINGLE: (string | undefined)[] = Array.from({ length: 18 });
for (const name of ["host", "origin", "content-type", "authorization", "content-length", TRANSFER_ENCODING])
  SINGLE[name.length] = name;

/**
 * Whether a header came twice of which two readers could each take another (H15, R22, R23), or the body is in a transfer coding
 * besides `chunked`, which Node leaves in the bytes and another reader undoes.
 */
export function hasAmbiguousHeader(rawHeaders: readonly string[]): boolean {
  let seen = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    const single = SINGLE[name.length];
    if (single === undefined || name.toLowerCase() !== single) continue;
    const bit = 1 << name.length;
    if ((seen & bit) !== 0) return true;
    if (single === TRANSFER_ENCODING && rawHeaders[i + 1]?.toLowerCase() !== "chunked") return true;
    seen |= bit;
  }
  return false;
}

/**
 * The value of a header in Node's list of names and values, `null` where there is none.
 *
 * Looking through the list by the lengths of the names is cheaper than the object that Node would make of it, of which a request uses
 * six or so; and a list has no prototype in which a header called "constructor" could be found (R08).
 *
 * @param name in lower case
 */
export function findHeader(rawHeaders: readonly string[], name: string): string | null {
  let value: string | null = null;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const given = rawHeaders[i] as string;
    if (given.length !== name.length || (given !== name && given.toLowerCase() !== name)) continue;
    const next = rawHeaders[i + 1] as string;
    // Fetch §2.2.2 "combine"; cookies by "; " (RFC 9113 §8.2.3).
    value = value === null ? next : value + (name === "cookie" ? "; " : ", ") + next;
  }
  return value;
}

/**
 * `get` and `has` look through Node's list; everything else makes a native `Headers` and goes on with that.
 *
 * A `Headers` to whoever uses it: `instanceof` holds.
 */
class LazyHeaders {
  readonly #rawHeaders: readonly string[];
  #native: Headers | undefined;

  constructor(rawHeaders: readonly string[]) {
    this.#rawHeaders = rawHeaders;
  }

  static native(headers: LazyHeaders): Headers {
    if (headers.#native === undefined) {
      const raw = headers.#rawHeaders;
      const native = new Headers();
      for (let i = 0; i < raw.length; i += 2) native.append(raw[i] as string, raw[i + 1] as string);
      const cookie = findHeader(raw, "cookie");
      if (cookie !== null) native.set("cookie", cookie);
      headers.#native = native;
    }
    return headers.#native;
  }

  get(name: string): string | null {
    return this.#native === undefined ? findHeader(this.#rawHeaders, name.toLowerCase()) : this.#native.get(name);
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
export function createHeaders(rawHeaders: readonly string[]): Headers {
  return new LazyHeaders(rawHeaders) as unknown as Headers;
}
