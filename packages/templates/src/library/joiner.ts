/** `joiner(sep)`: nothing on the first call, the separator on every other. */
import { CallableObject, missing } from "../runtime/object.ts";

export class Joiner extends CallableObject {
  readonly #separator: unknown;
  #isUsed = false;

  constructor(separator: unknown) {
    super();
    this.#separator = separator;
  }

  override call(): unknown {
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
