/** Several loaders, one after the other. */
import type { Loader } from "./loader.ts";

/**
 * Asks loaders in turn; the first one that knows a template gives it.
 *
 * @example
 * const theme = new DictLoader({ "base.html": "themed" });
 * const standard = new DictLoader({ "base.html": "plain", "page.html": "page" });
 * const env = new Environment({ loader: new ChoiceLoader([theme, standard]) });
 * env.getTemplate("base.html").render(); // "themed"
 */
export class ChoiceLoader implements Loader {
  readonly #loaders: readonly Loader[];

  constructor(loaders: readonly Loader[]) {
    this.#loaders = [...loaders];
  }

  load(name: string): ReturnType<Loader["load"]> {
    for (const loader of this.#loaders) {
      const found = loader.load(name);
      if (found !== null) return found;
    }
    return null;
  }

  list(): string[] {
    return [...new Set(this.#loaders.flatMap((loader) => [...(loader.list?.() ?? [])]))];
  }
}
