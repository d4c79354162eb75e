/**
 * Matches one dynamic segment, or the rest of a path, against literal pieces and variables.
 *
 * There is no regular expression here. One variable costs one comparison of what stands around it. With several, every
 * (piece, position) is tried at most once, and the text is capped, so that the work is bounded for every input (R26).
 */

import type { Converter } from "./converter.ts";
import type { Part } from "./rule.ts";

/**
 * Longer texts do not match a segment with several variables, since each of its pieces may end at many places. Two cost
 * one try per place, three and more one per pair of places.
 */
const MAX_FOR_TWO = 1024;
const MAX_FOR_MORE = 256;

/** A test that adds the values to `values` and answers whether the text matches; on failure `values` is as before. */
export type SegmentMatcher = (text: string, values: unknown[]) => boolean;

function parsePiece(converter: Converter, text: string): unknown {
  if (text === "" || text.length > (converter.maxLength ?? 255)) return undefined;
  return converter.parse(text);
}

/** The common case: one variable, with nothing or literal text around it. */
function singleMatcher(prefix: string, converter: Converter, suffix: string): SegmentMatcher {
  const around = prefix.length + suffix.length;
  const bare = around === 0;
  return (text, values) => {
    if (text.length <= around || (!bare && !(text.startsWith(prefix) && text.endsWith(suffix)))) return false;
    const value = parsePiece(converter, bare ? text : text.slice(prefix.length, text.length - suffix.length));
    if (value === undefined) return false;
    values.push(value);
    return true;
  };
}

/** One number for "the variable `index` begins at `at`". */
function stateKey(index: number, at: number): number {
  return index * (MAX_FOR_TWO + 1) + at;
}

/** `literals[i]` stands before `converters[i]`; the last literal ends the text. */
function severalMatcher(literals: readonly string[], converters: readonly Converter[]): SegmentMatcher {
  const search = (text: string, index: number, at: number, values: unknown[], failed: Set<number>): boolean => {
    const converter = converters[index];
    if (converter === undefined) return at === text.length;
    const literal = literals[index + 1] ?? "";
    const last = index === converters.length - 1;
    for (const end of ends(text, at, literal, last, converter)) {
      const next = end + literal.length;
      if (failed.has(stateKey(index + 1, next))) continue;
      const value = parsePiece(converter, text.slice(at, end));
      if (value === undefined) continue;
      values.push(value);
      if (search(text, index + 1, next, values, failed)) return true;
      values.pop();
    }
    failed.add(stateKey(index, at));
    return false;
  };
  const first = literals[0] ?? "";
  const longest = converters.length === 2 ? MAX_FOR_TWO : MAX_FOR_MORE;
  return (text, values) =>
    text.length <= longest && text.startsWith(first) && search(text, 0, first.length, values, new Set());
}

/** Where a variable that begins at `at` may end: greedy within a segment, lazy for one that spans them (Werkzeug). */
function* ends(text: string, at: number, literal: string, last: boolean, converter: Converter): Generator<number> {
  if (last) {
    const end = text.length - literal.length;
    const slash = converter.spansSegments === true ? -1 : text.indexOf("/", at);
    if (end > at && text.endsWith(literal) && (slash < 0 || slash >= end)) yield end;
    return;
  }
  const limit = Math.min(text.length, at + Math.min(converter.maxLength ?? 255, MAX_FOR_TWO));
  if (converter.spansSegments === true) {
    for (let end = text.indexOf(literal, at + 1); end >= 0 && end <= limit; end = text.indexOf(literal, end + 1))
      yield end;
    return;
  }
  const slash = text.indexOf("/", at);
  const greedy = slash >= 0 && slash < limit ? slash : limit;
  for (let end = text.lastIndexOf(literal, greedy); end > at; end = text.lastIndexOf(literal, end - 1)) yield end;
}

/** Makes the matcher of a dynamic segment. */
export function segmentMatcher(parts: readonly Part[]): SegmentMatcher {
  const literals: string[] = [""];
  const converters: Converter[] = [];
  for (const part of parts) {
    if (typeof part === "string") literals[literals.length - 1] = part;
    else {
      converters.push(part.converter);
      literals.push("");
    }
  }
  const [only] = converters;
  if (only === undefined) throw new Error("A dynamic segment has a variable");
  if (converters.length === 1) return singleMatcher(literals[0] ?? "", only, literals[1] ?? "");
  return severalMatcher(literals, converters);
}
