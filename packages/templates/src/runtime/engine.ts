/** What the runtime needs of the environment that it belongs to. */

import type { Escapers, Tables } from "@ampoule/markup/engine";
import type { ExtensionMethod } from "../syntax/extension.ts";
import type { Calls } from "./access/calls.ts";
import type { Interceptors } from "./access/intercept.ts";
import type { Registry } from "./access/registry.ts";
import type { Limits } from "./access/sandbox.ts";
import type { BlockOwner } from "./blocks.ts";
import type { TemplateModule } from "./module.ts";
import type { Rendering, Run } from "./run.ts";
import type { MakeUndefined, Members, Ops, Policies } from "./values/contract.ts";

/** A template that can be rendered, included, imported or extended. */
export interface LoadedTemplate extends BlockOwner {
  contextual(): LoadedTemplate;
  /** The file that it came from, where that is known. */
  readonly filename: string | null;
  /** Does what is printed count as HTML by default? */
  readonly autoescapes: boolean;
  /** Renders the template as part of another one that extends it. */
  renderInto(c: Rendering, out: string, start: string, end: string): string | Promise<string>;
  /** Does what the template does at its top level, except printing: for a block that is rendered alone. */
  prepare(c: Rendering): string | Promise<string>;
  /** What importers without context share, made on first use. */
  sharedModule: TemplateModule | undefined;
}

export interface Engine {
  readonly ops: Ops;
  readonly members: Members;
  readonly calls: Calls;
  readonly makeUndefined: MakeUndefined;
  readonly policies: Policies;
  /** What attributes mean, to the compiler and at run time. */
  readonly tables: Tables;
  readonly escapers: Escapers;
  readonly filters: Registry;
  readonly tests: Registry;
  readonly globals: ReadonlyMap<string, unknown>;
  /** The environment, for functions that ask for it. */
  readonly environment: unknown;
  readonly newlineSequence: string;
  readonly locale: string;
  readonly timeZone: string | undefined;
  readonly random: () => number;
  readonly finalize: ((value: unknown, c: Rendering) => unknown) | null;
  /** What renderings without options, limits and promises have in common: they share one. Null in the sandbox. */
  readonly plainRun: Run | null;
  /** Null outside of the sandbox. */
  readonly limits: Limits | null;
  /** Of the operators in sandboxed templates. */
  readonly interceptors: Interceptors;
  extensionMethod(extension: string, method: string): ExtensionMethod;
  /**
   * The template that a tag names.
   *
   * @param target A name, a template, or for `include` a list of them
   * @param parent The name of the template with the tag
   */
  resolveTemplate(target: unknown, parent: string | null, mayBeList: boolean): LoadedTemplate;
}
