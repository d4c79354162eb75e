/** Goes through random cases, and makes those small that the engines do not agree on. */
import fc from "fast-check";
import { type Case, cases } from "./cases.ts";
import type { Jinja, Outcome } from "./jinja.ts";
import { haveSameLine, judge, ours, type Verdict } from "./judge.ts";

/** A case that comes out differently, as small as it could be made. */
export interface Difference {
  readonly seed: number;
  readonly case: Case;
  readonly theirs: Outcome;
  readonly mine: Outcome;
}

/** What came of a search: how many cases ended how, and what differs. */
export interface Findings {
  readonly counts: Readonly<Record<Verdict | "errors" | "errorsOnTheSameLine", number>>;
  readonly differences: readonly Difference[];
}

export interface Search {
  /** The first case's seed; the others count on from it, so that each can be repeated by itself. */
  readonly seed: number;
  readonly count: number;
  /** After how many differences to stop. */
  readonly enough: number;
}

const BATCH = 100;
/** How long to look for a smaller case, in milliseconds. */
const PATIENCE = 20_000;

const single = (seed: number): { seed: number; numRuns: number } => ({ seed, numRuns: 1 });

/** The case of a seed. */
export function caseOf(seed: number): Case {
  return fc.sample(cases, single(seed))[0]!;
}

async function outcomes(jinja: Jinja, given: Case): Promise<readonly [theirs: Outcome, mine: Outcome]> {
  const [theirs] = await jinja.render([given]);
  return [theirs!, ours(given)];
}

async function shrink(jinja: Jinja, seed: number): Promise<Difference> {
  const property = fc.asyncProperty(
    cases,
    async (given) => judge(...(await outcomes(jinja, given)), given) !== "different",
  );
  const { counterexample } = await fc.check(property, { ...single(seed), interruptAfterTimeLimit: PATIENCE });
  const smallest = counterexample?.[0] ?? caseOf(seed);
  const [theirs, mine] = await outcomes(jinja, smallest);
  return { seed, case: smallest, theirs, mine };
}

/** Compares the cases of many seeds. */
export async function search(jinja: Jinja, { seed, count, enough }: Search): Promise<Findings> {
  const counts = { same: 0, different: 0, known: 0, incomparable: 0, errors: 0, errorsOnTheSameLine: 0 };
  const differences: Difference[] = [];
  for (let first = seed; first < seed + count; first += BATCH) {
    const seeds = Array.from({ length: Math.min(BATCH, seed + count - first) }, (_, index) => first + index);
    const batch = seeds.map(caseOf);
    const asked = jinja.render(batch);
    const mine = batch.map(ours);
    const theirs = await asked;
    for (const [index, outcome] of theirs.entries()) {
      const verdict = judge(outcome, mine[index]!, batch[index]!);
      counts[verdict]++;
      if ("error" in outcome) counts.errors++;
      if (haveSameLine(outcome, mine[index]!)) counts.errorsOnTheSameLine++;
      if (verdict === "different") differences.push(await shrink(jinja, seeds[index]!));
      if (differences.length >= enough) return { counts, differences };
    }
  }
  return { counts, differences };
}
