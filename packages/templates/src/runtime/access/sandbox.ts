/** The limits of a sandboxed template: steps, output, recursion. */
import { SecurityError } from "../../errors.ts";
import type { SandboxPolicy } from "../values/contract.ts";
import { descriptionOf } from "../values/describe.ts";

/** How much one rendering of a sandboxed template may do. */
export interface Limits {
  /** Rounds of loops, calls of macros and functions, includes. @default 1_000_000 */
  readonly steps: number;
  /** Characters of output, captured output included. @default 10_000_000 */
  readonly output: number;
  /** Macros, includes, blocks and recursive loops within each other. @default 100 */
  readonly recursion: number;
}

export const defaultLimits: Limits = Object.freeze({ steps: 1_000_000, output: 10_000_000, recursion: 100 });

const cure = "Raise the limit in the environment's `sandbox` option if the template is to be trusted with more.";

/** Counts what one rendering does. */
export class Meter {
  readonly #limits: Limits;
  #steps = 0;
  #depth = 0;
  /** Characters of a stream that are out of sight. */
  #handed = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** @throws SecurityError when a limit is reached */
  step(length: number): void {
    if (++this.#steps > this.#limits.steps) this.#fail("steps", this.#limits.steps);
    if (this.#handed + length > this.#limits.output) this.#fail("characters of output", this.#limits.output);
  }

  /**
   * Output has been handed on: what follows begins anew, and counts on.
   *
   * @throws SecurityError when a limit is reached
   */
  handOn(length: number): void {
    this.step(length);
    this.#handed += length;
  }

  enter(): void {
    this.step(0);
    if (++this.#depth > this.#limits.recursion) this.#fail("fragments within each other", this.#limits.recursion);
  }

  leave(): void {
    this.#depth--;
  }

  #fail(what: string, limit: number): never {
    throw new SecurityError(`the template exceeds the limit of ${limit} ${what}`, { code: "TEMPLATE_LIMIT", cure });
  }
}

/**
 * What a sandboxed template may call: globals of the environment, functions that were described, and what the application's
 * own rule admits. A function that merely hangs on some value is not among them.
 */
export function callPolicy(policy: SandboxPolicy, globals: ReadonlyMap<string, unknown>): SandboxPolicy {
  const mayCall = (callee: unknown): boolean =>
    policy.isSafeCallable !== undefined
      ? policy.isSafeCallable(callee)
      : typeof callee !== "function" || descriptionOf(callee) !== undefined || [...globals.values()].includes(callee);
  return {
    immutable: policy.immutable,
    isSafeCallable: mayCall,
    isSafeAttribute: (object, name, value) =>
      (typeof value !== "function" || mayCall(value)) && policy.isSafeAttribute?.(object, name, value) !== false,
  };
}
