/** `Range` (RFC 9110 §14.2): one range of bytes, never more (D15: many overlapping ones made a small request a large answer). */

import { parseDigits } from "./grammar.ts";

/** Both ends included, as the header counts. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * What part of `size` bytes is asked for.
 *
 * @returns `null` for the whole (no range, several, or one that is malformed: RFC 9110 §14.2 says to ignore those),
 *   `"unsatisfiable"` for one that lies wholly behind the end (416)
 * @example
 * parseRange("bytes=0-99", 1000); // { first: 0, last: 99 }
 * parseRange("bytes=-1", 1000); // { first: 999, last: 999 }
 */
export function parseRange(header: string | null, size: number): ByteRange | "unsatisfiable" | null {
  // No range of two 15-digit numbers is longer; what is was made to be looked at for long.
  if (header === null || header.length > 64 || !header.toLowerCase().startsWith("bytes=")) return null;
  const spec = header.slice(6).trim();
  const dash = spec.indexOf("-");
  if (dash === -1) return null;
  const from = spec.slice(0, dash);
  const to = spec.slice(dash + 1);
  const first = from === "" ? null : parseDigits(from);
  const last = to === "" ? null : parseDigits(to);
  if (first === null) {
    // The last `last` bytes. A first number that is not digits is malformed.
    if (from !== "" || last === null) return null;
    return last === 0 || size === 0 ? "unsatisfiable" : { first: Math.max(0, size - last), last: size - 1 };
  }
  if (to !== "" && (last === null || last < first)) return null;
  if (first >= size) return "unsatisfiable";
  return { first, last: Math.min(last ?? size - 1, size - 1) };
}

/** `Content-Range` for a part, or for a 416. */
export function formatContentRange(range: ByteRange | "unsatisfiable", size: number): string {
  return range === "unsatisfiable" ? `bytes */${size}` : `bytes ${range.first}-${range.last}/${size}`;
}
