/** The templates of an environment: found by their names, kept, and looked at again. */
import type { TemplateAnalysis } from "./analysis/template.ts";
import { Cache } from "./cache.ts";
import { analysisOf, CompiledTemplate } from "./compiled.ts";
import { TemplateNotFound, TemplatesNotFound } from "./errors.ts";
import { didYouMean } from "./explain.ts";
import type { Loader, TemplateSource } from "./loaders/loader.ts";
import { textOfName } from "./names.ts";
import type { ResolvedOptions } from "./options.ts";
import type { PrecompiledTemplate } from "./precompiled.ts";
import { thenable } from "./runtime/values/async.ts";
import { isUndefined } from "./runtime/values/undefined.ts";
import { loadedOf, Template } from "./template.ts";

/** What a loader may give. */
export type Found = NonNullable<ReturnType<Loader["load"]>>;

/** What the store needs of its environment. */
export interface StoreHost {
  /** Makes a template of what the loader has found. */
  make(name: string, found: Found): Template;
  /** The full name of a template that another one names. */
  join(name: string, parent: string): string;
  /** What a value that is no name prints as. */
  describe(target: unknown): string;
}

/** A template in it may be a page or a part of one. */
export class TemplateStore {
  readonly #loader: Loader | null;
  readonly #autoReload: boolean;
  readonly #cache: Cache<Template>;
  readonly #host: StoreHost;

  constructor({ loader, autoReload, cacheSize }: ResolvedOptions, host: StoreHost) {
    this.#loader = loader;
    this.#autoReload = autoReload;
    this.#cache = new Cache(cacheSize);
    this.#host = host;
  }

  /** The template of a full name. */
  lookUp(name: string): Template | null {
    const kept = this.#cache.get(name);
    if (kept !== undefined && (!this.#autoReload || this.#isFresh(kept))) return kept;
    const found = this.#loader?.load(name) ?? null;
    if (found === null) return null;
    const template = this.#host.make(name, checked(name, found));
    this.#cache.set(name, template);
    return template;
  }

  /** @throws TemplateNotFound */
  find(name: string, parent: string | null): Template {
    const joined = this.#join(name, parent);
    const template = this.lookUp(joined);
    if (template !== null) return template;
    throw new TemplateNotFound(joined, { cure: () => this.#notFoundCure(joined) });
  }

  /**
   * The first that exists.
   *
   * @throws TemplatesNotFound
   */
  select(names: Iterable<unknown>, parent: string | null): Template {
    const tried: string[] = [];
    for (const target of names) {
      if (target instanceof Template) return target;
      const name = nameOf(target);
      if (name === null) {
        tried.push(isUndefined(target) ? target.message : this.#host.describe(target));
        continue;
      }
      const joined = this.#join(name, parent);
      const template = this.lookUp(joined);
      if (template !== null) return template;
      tried.push(joined);
    }
    if (tried.length > 0) throw new TemplatesNotFound(tried);
    throw new TemplatesNotFound([], { message: "Tried to select from an empty list of templates." });
  }

  /** What a literal name in a template means to the analysis. */
  analysisOf(name: string, parent: string | null): TemplateAnalysis | null {
    const template = this.lookUp(this.#join(name, parent));
    const loaded = template === null ? null : loadedOf(template);
    return loaded instanceof CompiledTemplate ? loaded.contextual().analysis : null;
  }

  /** Forgets all that is kept. */
  clear(): void {
    this.#cache.clear();
  }

  #join(name: string, parent: string | null): string {
    return parent === null ? name : this.#host.join(name, parent);
  }

  /** Are the template and all that its analysis relies on still what they were? */
  #isFresh(template: Template, seen: Set<Template> = new Set()): boolean {
    if (seen.has(template)) return true;
    seen.add(template);
    if (!template.isUpToDate) return false;
    const analysis = analysisOf(loadedOf(template));
    for (const [name, used] of analysis?.uses ?? []) {
      if (used === null) continue;
      const now = this.#cache.get(this.#join(name, template.name));
      if (now === undefined || analysisOf(loadedOf(now)) !== used || !this.#isFresh(now, seen)) return false;
    }
    return true;
  }

  #notFoundCure(name: string): string | undefined {
    if (this.#loader === null) return "The environment has no loader: pass one, `new Environment({ loader })`.";
    if (name.includes("\\")) return "Names of templates have `/` between their parts, on all systems.";
    return this.#autoReload ? didYouMean(name, this.#names()) : undefined;
  }

  /** For a hint: whoever cannot list the names gives none. */
  #names(): string[] {
    try {
      return [...(this.#loader?.list?.() ?? [])];
    } catch {
      return [];
    }
  }
}

/** The name that a value is, if it is one. */
export function nameOf(target: unknown): string | null {
  return typeof target === "string" ? target : textOfName(target);
}

/** @throws TypeError where a loader of the application gives something else, as one that is asynchronous does */
function checked(name: string, found: unknown): TemplateSource | PrecompiledTemplate {
  if (isFound(found)) return found;
  const what = thenable(found) ? "a promise" : `something of type ${typeof found}`;
  const cure = "A loader is synchronous, and gives `{ source: string }`, or null where it has no such template.";
  throw new TypeError(`the loader gave ${what} for the template ${JSON.stringify(name)}. ${cure}`);
}

function isFound(found: unknown): found is Found {
  if (typeof found !== "object" || found === null) return false;
  return "factory" in found || ("source" in found && typeof found.source === "string");
}
