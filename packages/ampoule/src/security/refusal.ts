/** What a guard answers when it does not let a request pass. */

/** A refusal: what the visitor may see, and what the log should know. */
export interface Refusal {
  readonly status: number;
  /** Stable and machine-readable, as `csrf_origin`. */
  readonly code: string;
  /** For the page: a constant of ours, nothing of the request. */
  readonly message: string;
  /** For the log: what exactly differed. Holds text from outside, which the log must escape. */
  readonly detail: string;
}

/** Text from outside as a log may show it: quoted, escaped, of bounded length (V06). */
export function quoteForLog(text: string | null): string {
  return text === null ? "none" : JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
