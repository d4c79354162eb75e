/**
 * `application/x-www-form-urlencoded`: form bodies and query strings (URL Standard §5.1, made strict).
 *
 * Only `&` separates (R41); names are literal: no brackets, dots or commas mean anything (R09, R18, R19); the cap counts
 * pairs whatever their notation (R20, R21).
 */

import { LimitError, type LimitName } from "./limits.ts";
import { MultiMap } from "./multimap.ts";
import { decodePercent } from "./percent.ts";

/** Which limits to hold, and the names that the error shall say. */
export interface UrlencodedLimits {
  readonly maxPairs: number;
  readonly pairsLimit?: LimitName;
  /** Longest name, in characters after decoding. */
  readonly maxName?: number;
}

/**
 * Parses pairs.
 *
 * @param text without a leading `?`; its length is the caller's to limit
 * @throws HttpError 400 for a malformed escape or invalid UTF-8; {@link LimitError} for too many pairs
 * @example
 * parseUrlencoded("a=1&b=x+y", { maxPairs: 1000 }).get("b"); // "x y"
 */
export function parseUrlencoded(text: string, limits: UrlencodedLimits): MultiMap {
  const pairs = new MultiMap();
  const maxName = limits.maxName ?? 255;
  let count = 0;
  for (let start = 0; start < text.length; ) {
    let end = text.indexOf("&", start);
    if (end === -1) end = text.length;
    // An empty stretch counts too: 100 000 "&" are 100 000 turns of this loop.
    if (++count > limits.maxPairs) throw new LimitError(limits.pairsLimit ?? "fieldCount", limits.maxPairs);
    if (end > start) {
      const pair = text.slice(start, end);
      const equals = pair.indexOf("=");
      const name = decode(equals === -1 ? pair : pair.slice(0, equals));
      if (name.length > maxName) throw new LimitError("nameSize", maxName);
      pairs.append(name, equals === -1 ? "" : decode(pair.slice(equals + 1)));
    }
    start = end + 1;
  }
  return pairs;
}

function decode(text: string): string {
  return decodePercent(text.includes("+") ? text.replaceAll("+", " ") : text);
}
