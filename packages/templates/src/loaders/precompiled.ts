/** Templates that were compiled ahead of time. */
import type { PrecompiledTemplate } from "../precompiled.ts";
import type { Loader } from "./loader.ts";

/**
 * Finds templates in a module that `precompile` has written. Nothing is compiled at run time, so it works where code from
 * strings is forbidden.
 *
 * @example
 * ```ts
 * import { templates } from "./templates.precompiled.js";
 * const env = new Environment({ loader: new PrecompiledLoader(templates) });
 * env.getTemplate("hello.html").render({ name: "<World>" }); // "<p>Hello &lt;World&gt;</p>"
 * ```
 */
export class PrecompiledLoader implements Loader {
  readonly #templates: Readonly<Record<string, PrecompiledTemplate>>;

  /** @param templates What the module exports as `templates` */
  constructor(templates: Readonly<Record<string, PrecompiledTemplate>>) {
    this.#templates = templates;
  }

  load(name: string): PrecompiledTemplate | null {
    return Object.hasOwn(this.#templates, name) ? this.#templates[name]! : null;
  }

  list(): string[] {
    return Object.keys(this.#templates);
  }
}
