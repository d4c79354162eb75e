/** What is printed instead of a value that cannot be kept in its place, and who hears of it. */

/** Stands where a URL was not allowed: fetches nothing, navigates nowhere (CSS Values 4 names it for invalid URLs). */
export const BLOCKED_URL = "about:invalid#blocked";

/** A value that was not printed. */
export interface Blocked {
  /** The name of the escaper that refused it. */
  readonly escaper: string;
  /** Why, in one sentence. */
  readonly reason: string;
}

/** Hears of blocked values. */
export type BlockedHook = (blocked: Blocked) => void;

let hook: BlockedHook | undefined;

/**
 * Registers who hears of values that were blocked; `undefined` takes it away.
 *
 * Pages must not fail because of what a visitor typed, so blocking is silent for them; developers want to see it in the log.
 *
 * @example
 * const seen: Blocked[] = [];
 * setBlockedHook((blocked) => seen.push(blocked));
 * html`<a href="${"javascript:alert(1)"}">`; // '<a href="about:invalid#blocked">'
 * seen[0]?.escaper; // "url"
 * setBlockedHook(undefined);
 */
export function setBlockedHook(hear: BlockedHook | undefined): void {
  hook = hear;
}

/** Reports a blocked value and gives back what is printed in its place. */
export function blocked(escaper: string, reason: string, instead: string): string {
  hook?.({ escaper, reason });
  return instead;
}
