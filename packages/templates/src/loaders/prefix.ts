/** Loaders by the first part of a template's name. */
import type { Loader } from "./loader.ts";

/**
 * Gives each of several loaders a prefix of its own.
 *
 * @param delimiter What stands between the prefix and the rest of the name. @default "/"
 * @example
 * const loader = new PrefixLoader({ admin: new DictLoader({ "index.html": "Administration" }) });
 * new Environment({ loader }).getTemplate("admin/index.html").render(); // "Administration"
 */
export class PrefixLoader implements Loader {
  readonly #loaders: ReadonlyMap<string, Loader>;
  readonly #delimiter: string;

  /**
   * Takes the loaders by their prefixes.
   *
   * @throws TypeError for an empty delimiter
   */
  constructor(loaders: Readonly<Record<string, Loader>> | ReadonlyMap<string, Loader>, delimiter = "/") {
    if (delimiter === "") throw new TypeError("the delimiter of a PrefixLoader must not be empty");
    this.#loaders = new Map(loaders instanceof Map ? loaders : Object.entries(loaders));
    this.#delimiter = delimiter;
  }

  load(name: string): ReturnType<Loader["load"]> {
    const end = name.indexOf(this.#delimiter);
    if (end === -1) return null;
    return this.#loaders.get(name.slice(0, end))?.load(name.slice(end + this.#delimiter.length)) ?? null;
  }

  list(): string[] {
    return [...this.#loaders].flatMap(([prefix, loader]) =>
      [...(loader.list?.() ?? [])].map((name) => prefix + this.#delimiter + name),
    );
  }
}
