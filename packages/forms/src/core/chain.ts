import { caught, isStop, toIssue } from "../outcome.ts";
import type { BoundField, FormView, Issue, Outcome, Validator } from "../protocol.ts";

/** A chain of validators over one field. */
export interface Chain {
  readonly field: BoundField<never>;
  readonly form: FormView;
  readonly validators: readonly Validator<never>[];
  /** Where issues go. */
  readonly issues: Issue[];
}

const isPromise = (value: unknown): value is Promise<Outcome> =>
  typeof value === "object" && value !== null && "then" in value;

function ask(chain: Chain, validator: Validator<never>): Outcome | Promise<Outcome> {
  try {
    const outcome = validator(chain.field, chain.form);
    return isPromise(outcome) ? Promise.resolve(outcome).catch(caught) : outcome;
  } catch (error) {
    return caught(error);
  }
}

/** Notes an outcome; `true` if the chain ends here. */
function note(chain: Chain, outcome: Outcome): boolean {
  // JavaScript's functions may well answer null.
  if (outcome === undefined || outcome === null) return false;
  const ends = isStop(outcome);
  if (ends && outcome.clear) chain.issues.length = 0;
  const issue = toIssue(outcome);
  if (issue !== undefined) chain.issues.push(issue);
  return ends;
}

/**
 * Asks the validators one after the other, from `start` on.
 *
 * Synchronous as long as the validators are: a form without asynchronous ones never waits. If the value could not be read, only
 * validators of presence are asked (`optional` may forgive what is unreadable); the others would judge a value that is not there.
 *
 * @returns whether the chain was stopped
 */
export function runChain(chain: Chain, unreadable: boolean, start: number = 0): boolean | Promise<boolean> {
  for (let index = start; index < chain.validators.length; index += 1) {
    const validator = chain.validators[index]!;
    if (unreadable && validator.presence === undefined) continue;
    const outcome = ask(chain, validator);
    if (isPromise(outcome)) {
      return outcome.then((late) => note(chain, late) || runChain(chain, unreadable, index + 1));
    }
    if (note(chain, outcome as Outcome)) return true;
  }
  return false;
}
