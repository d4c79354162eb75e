/** Templates from an object or a Map. */
import type { Loader, TemplateSource } from "./loader.ts";

/**
 * Finds templates in a mapping of names to sources. What is changed there is found changed.
 *
 * @example
 * const env = new Environment({ loader: new DictLoader({ "hello.html": "Hello {{ name }}" }) });
 * env.getTemplate("hello.html").render({ name: "World" }); // "Hello World"
 */
export class DictLoader implements Loader {
  readonly #templates: Readonly<Record<string, string>> | ReadonlyMap<string, string>;

  constructor(templates: Readonly<Record<string, string>> | ReadonlyMap<string, string>) {
    this.#templates = templates;
  }

  load(name: string): TemplateSource | null {
    const source = this.#get(name);
    if (source === undefined) return null;
    return { source, isUpToDate: () => this.#get(name) === source };
  }

  list(): string[] {
    const templates = this.#templates;
    return templates instanceof Map ? [...templates.keys()] : Object.keys(templates);
  }

  #get(name: string): string | undefined {
    const templates = this.#templates;
    if (isMap(templates)) return templates.get(name);
    return Object.hasOwn(templates, name) ? templates[name] : undefined;
  }
}

function isMap(templates: object): templates is ReadonlyMap<string, string> {
  return templates instanceof Map;
}
