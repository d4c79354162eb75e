/** `joiner(sep)`: nothing on the first call, the separator on every other. */
import type { Kwargs } from "../runtime/values/contract.ts";
import { typeError } from "../runtime/values/failures.ts";
import { CallableObject, missing } from "../runtime/values/object.ts";

export class Joiner extends CallableObject {
  readonly #separator: unknown;
  #isUsed = false;

  constructor(separator: unknown) {
    super();
    this.#separator = separator;
  }

  override call(args: readonly unknown[], kwargs: Kwargs): unknown {
    const given = args.length + kwargs.size;
    if (given > 0) throw typeError(`Joiner.__call__() takes 1 positional argument but ${given + 1} were given`);
    if (this.#isUsed) return this.#separator;
    this.#isUsed = true;
    return "";
  }

  override attribute(name: string): unknown {
    if (name === "sep") return this.#separator;
    return name === "used" ? this.#isUsed : missing;
  }

  override repr(_repr: (value: unknown) => string, address: string): string {
    return `<jinja2.utils.Joiner object${address}>`;
  }

  override attributeNames(): Iterable<string> {
    return ["sep", "used"];
  }
}
