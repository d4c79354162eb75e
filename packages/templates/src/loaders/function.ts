/** Templates from wherever a function gets them. */
import type { Loader, TemplateSource } from "./loader.ts";

/**
 * Asks a function for templates.
 *
 * @example
 * const rows = new Map([["hello.html", "Hello {{ name }}"]]);
 * const env = new Environment({ loader: new FunctionLoader((name) => rows.get(name)) });
 * env.getTemplate("hello.html").render({ name: "World" }); // "Hello World"
 */
export class FunctionLoader implements Loader {
  readonly #find: (name: string) => string | TemplateSource | null | undefined;

  /** @param find Gives a source, a source with its particulars, or null or undefined where there is no such template */
  constructor(find: (name: string) => string | TemplateSource | null | undefined) {
    this.#find = find;
  }

  load(name: string): TemplateSource | null {
    const found = this.#find(name) ?? null;
    return typeof found === "string" ? { source: found } : found;
  }
}
