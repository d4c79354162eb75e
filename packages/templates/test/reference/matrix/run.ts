/** Runs cases that are counted out rather than drawn, and says which differ. */
import type { Case } from "../cases.ts";
import type { Jinja, Outcome } from "../jinja.ts";
import { haveSameLine, judge, ours, type Verdict } from "../judge.ts";
import type { Options } from "../options.ts";
import { contextOf, preamble, type Sample } from "./values.ts";

/** A case that comes out differently. */
export interface Mismatch {
  readonly case: Case;
  readonly theirs: Outcome;
  readonly mine: Outcome;
}

export interface Tally {
  readonly counts: Record<Verdict | "errors", number>;
  readonly mismatches: Mismatch[];
  /** Errors that are the same, but blamed on another line. */
  readonly otherLines: Mismatch[];
}

const BATCH = 500;

/** A template that prints an expression. */
export function printing(expression: string, options: Options = {}, context = contextOf(expression)): Case {
  const source = `${/\bmac\b/.test(expression) ? preamble : ""}{{ ${expression} }}`;
  return {
    templates: { main: source },
    main: { name: "main" },
    options,
    context,
  };
}

/** A template that prints what is made of samples. */
export function made(expression: string, samples: readonly Sample[], options: Options = {}): Case {
  const context = Object.assign({}, contextOf(expression), ...samples.map((sample) => sample.context));
  return printing(expression, options, context);
}

/** Compares cases, in batches. */
export async function compare(jinja: Jinja, cases: readonly Case[]): Promise<Tally> {
  const tally: Tally = {
    counts: { same: 0, different: 0, known: 0, incomparable: 0, errors: 0 },
    mismatches: [],
    otherLines: [],
  };
  for (let first = 0; first < cases.length; first += BATCH) {
    const batch = cases.slice(first, first + BATCH);
    const asked = jinja.render(batch);
    const mine = batch.map(ours);
    for (const [index, theirs] of (await asked).entries()) {
      const verdict = judge(theirs, mine[index]!, batch[index]!);
      tally.counts[verdict]++;
      if ("error" in theirs) tally.counts.errors++;
      const pair = { case: batch[index]!, theirs, mine: mine[index]! };
      if (verdict === "same" && "error" in theirs && !haveSameLine(theirs, pair.mine)) tally.otherLines.push(pair);
      if (verdict === "different") tally.mismatches.push(pair);
    }
  }
  return tally;
}
