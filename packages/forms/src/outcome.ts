import { StopValidation, ValidationError } from "./errors.ts";
import type { Issue, Outcome, Stop } from "./protocol.ts";

/**
 * Ends the chain of validators: with an issue if one is given, without any if not.
 *
 * @param issue - what is wrong
 * @param clear - forget what was wrong so far
 * @example
 * const unlessGuest: Validator = (_field, form) => (form.fields["kind"]?.data === "guest" ? stop() : undefined);
 * const visit = defineForm({ kind: string(), name: string({ validators: [unlessGuest, length({ min: 9 })] }) });
 * (await visit.validate({ kind: "guest", name: "Ada" })).valid; // true
 */
export function stop(issue?: string | Issue, clear: boolean = false): Stop {
  return { stop: true, issue: typeof issue === "string" ? { code: "invalid", message: issue } : issue, clear };
}

/**
 * What was thrown, as the outcome it stands for.
 *
 * @throws `error` itself if it is none of ours: a bug in a validator is not a fault of the visitor
 */
export function caught(error: unknown): Outcome {
  if (error instanceof ValidationError) return { code: error.code, message: error.message };
  if (error instanceof StopValidation)
    return stop(error.message === "" ? undefined : { code: error.code, message: error.message });
  throw error;
}

/** Whether an outcome ends the chain. */
export function isStop(outcome: Outcome): outcome is Stop {
  return typeof outcome === "object" && "stop" in outcome;
}

/** What somebody says is wrong, as an issue. */
export function issueOf(error: string | Issue): Issue {
  return typeof error === "string" ? { code: "invalid", message: error } : error;
}

/** An outcome as an issue, if it is one. */
export function toIssue(outcome: Outcome): Issue | undefined {
  if (outcome === undefined || outcome === "") return undefined;
  if (typeof outcome === "string") return issueOf(outcome);
  return isStop(outcome) ? outcome.issue : outcome;
}
