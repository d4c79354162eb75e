/** Which of several dynamic segments at one place is tried first: Werkzeug's weights. */

import type { Segment } from "./rule.ts";

/** Compared element by element; smaller comes first. */
export type Weight = readonly [
  literals: number,
  lengths: readonly number[],
  variables: number,
  weights: readonly number[],
];

/** More literal pieces first, then longer ones, then more variables, then the converters' own weights. A slash is no piece. */
export function segmentWeight(segment: Segment): Weight {
  const lengths: number[] = [];
  const weights: number[] = [];
  for (const part of segment.parts) {
    if (typeof part === "string") {
      for (const piece of part.split("/")) if (piece !== "") lengths.push(-piece.length);
    } else weights.push(part.converter.weight ?? 100);
  }
  return [-lengths.length, lengths, -weights.length, weights];
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** A comparator for `sort`. */
export function compareWeights(a: Weight, b: Weight): number {
  return a[0] - b[0] || compareLists(a[1], b[1]) || a[2] - b[2] || compareLists(a[3], b[3]);
}
