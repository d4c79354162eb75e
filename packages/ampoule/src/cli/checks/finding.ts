/** What `ampoule check` finds. */

/**
 * How much it matters: an `error` must not go live; a `review` is something that its author answers for, listed so that
 * somebody else can look at it.
 */
export type Severity = "error" | "review";

export interface Finding {
  readonly severity: Severity;
  /** Which check found it. */
  readonly check: string;
  /** File, line and column, or the route or setting that it is about. */
  readonly place: string;
  readonly message: string;
  /** More lines for an error: the source, the cure. */
  readonly details?: string;
}
