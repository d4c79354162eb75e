/** "Did you mean …": the name nearest to one that does not exist. */

/** Edits (insert, delete, replace, swap of neighbours) that lead from `a` to `b`. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** Longer names are compared by their beginning: this is a hint, not a search engine. */
const LONGEST = 80;

/**
 * The candidate nearest to `name`, or `undefined` when none is near (half of its characters would have to change).
 *
 * A candidate that differs only by case, by `-`/`_`, or that ends in `.name` (the name of a blueprint left out) counts
 * as very near.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = normal(name);
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(wanted.length / 2)) + 1;
  for (const candidate of candidates) {
    const given = normal(candidate);
    const far = given.endsWith(`.${wanted}`) || wanted.endsWith(`.${given}`) ? 0.5 : distance(wanted, given);
    if (far < bestDistance) {
      best = candidate;
      bestDistance = far;
    }
  }
  return best;
}

function normal(name: string): string {
  return name.slice(0, LONGEST).toLowerCase().replaceAll("-", "_");
}
