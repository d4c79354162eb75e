/** What the contextual analysis refuses, said so that its author knows what to do. */

/** What an {@link EscapeContextError} is made of. */
export interface EscapeContextErrorDetails {
  /** Stable name of the kind of refusal, for programs and for the documentation: `ESCAPE_REGEXP`… */
  readonly code: string;
  /** Why no value may stand there, in one sentence. */
  readonly reason: string;
  /** What to write instead, in one sentence. */
  readonly cure: string;
  /** The places concerned, as `describeContext` words them: one, or the ones that disagree. */
  readonly contexts?: readonly string[];
  /** Where in the literal text that was read, counted in UTF-16 units; absent for a value. */
  readonly offset?: number;
}

/**
 * A value stands where no escaping can keep it in its place, or paths through a template disagree about the place.
 *
 * Thrown while a template is compiled, never while a page is rendered for somebody.
 *
 * @example
 * try {
 *   hole(feed(htmlText, "<script>/").context);
 * } catch (error) {
 *   if (error instanceof EscapeContextError) error.code; // "ESCAPE_REGEXP"
 * }
 */
export class EscapeContextError extends Error {
  /** Stable name of the kind of refusal. */
  readonly code: string;
  /** Why no value may stand there. */
  readonly reason: string;
  /** What to write instead. */
  readonly cure: string;
  /** The places concerned, for people. */
  readonly contexts: readonly string[];
  /** Where in the literal text that was read; undefined for a value. */
  readonly offset: number | undefined;

  static {
    // On the prototype, as for built-in errors: an own `name` would be printed a second time by inspectors.
    Object.defineProperty(EscapeContextError.prototype, "name", {
      value: "EscapeContextError",
      configurable: true,
      writable: true,
    });
  }

  constructor(details: EscapeContextErrorDetails) {
    super(`${details.reason} ${details.cure}`);
    this.code = details.code;
    this.reason = details.reason;
    this.cure = details.cure;
    this.contexts = Object.freeze([...(details.contexts ?? [])]);
    this.offset = details.offset;
  }
}
