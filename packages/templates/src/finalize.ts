/** What every printed value goes through first, where the environment says so. */

import type { Engine } from "./runtime/engine.ts";
import { type Description, descriptionOf } from "./runtime/values/describe.ts";

type Finalize = (...args: unknown[]) => unknown;

/** `finalize` of an environment's options, and what it asks to be given. */
export class Finalizer {
  readonly #call: Finalize;
  readonly #environment: unknown;
  readonly #description: Description | undefined;

  constructor(finalize: (value: never) => unknown, environment: unknown) {
    this.#call = finalize as Finalize;
    this.#environment = environment;
    this.#description = descriptionOf(finalize);
  }

  /** Does the result depend on the rendering, and not on the value alone? */
  get asksForRendering(): boolean {
    return this.#description?.passContext === true || this.#description?.passEvalContext === true;
  }

  /** For values that are known when the template is compiled. */
  now(value: unknown): unknown {
    return this.#description?.passEnvironment ? this.#call(this.#environment, value) : this.#call(value);
  }

  /** For values of a rendering. */
  forEngine(): NonNullable<Engine["finalize"]> {
    return this.asksForRendering ? (value, c) => this.#call(c, value) : (value) => this.now(value);
  }
}
