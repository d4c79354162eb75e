/** The context of a render: the names a template can see, and what belongs to one rendering. */

import type { Tables } from "@ampoule/markup/engine";
import { TemplateRuntimeError } from "../errors.ts";
import { unknownCallable } from "../unknown-names.ts";
import { apply } from "./access/filtering.ts";
import type { Registry } from "./access/registry.ts";
import type { BlockTable } from "./blocks.ts";
import type { Engine, LoadedTemplate } from "./engine.ts";
import type { Names, Run } from "./run.ts";
import type { FilterState, Kwargs, MakeUndefined, Members, Ops, Policies } from "./values/contract.ts";

/** Own property or nothing: the prototype of a context has no variables in it. */
export function own(names: Names, name: string): unknown {
  return Object.hasOwn(names, name) ? names[name] : undefined;
}

const noNames: Names = Object.freeze(Object.create(null));

/**
 * What `describe(fn, { passContext: true })` gives a function of the application: the variables of the template that calls
 * it. Also the state that filters are given.
 *
 * @example
 * const greet = (context: RenderContext) => `Hello ${String(context.resolve("name"))}`;
 * env.globals.set("greet", describe(greet, { passContext: true }));
 * env.fromString("{{ greet() }}").render({ name: "Ada" }); // "Hello Ada"
 */
export class RenderContext implements FilterState {
  /** What `render` was given. For generated code. */
  readonly vars: Names;
  /** What the template has set at its top level, or was given on the way here; it hides `vars`. For generated code. */
  over: Record<string, unknown> | null;
  /** Is output escaped where the template is just now? */
  autoescape: boolean;
  /** For generated code. */
  blocks: BlockTable;
  /** For generated code: this rendering. */
  readonly run: Run;
  /** For generated code: what all renderings of an environment share. */
  readonly engine: Engine;
  readonly #template: LoadedTemplate;
  #exported: Set<string> | undefined;

  constructor(
    engine: Engine,
    template: LoadedTemplate,
    run: Run,
    vars: Names | null,
    over: Record<string, unknown> | null,
    blocks: BlockTable = template.blocks,
  ) {
    this.engine = engine;
    this.vars = vars ?? noNames;
    this.over = over;
    this.autoescape = template.autoescapes;
    this.blocks = blocks;
    this.run = run;
    this.#template = template;
    this.#exported = undefined;
  }

  /** The name of the template that is rendered; null for one without a name. */
  get name(): string | null {
    return this.#template.name;
  }

  /** The HTML state in which values of the template begin and end. */
  get textState(): string {
    return this.#template.textState;
  }

  /** Are the values of the template escaped for their places? */
  get isContextual(): boolean {
    return this.#template.isContextual;
  }

  /** The value of a variable, or `undefined`. */
  get(name: string): unknown {
    const value = this.over?.[name] ?? own(this.vars, name);
    return value === undefined ? this.global(name) : value;
  }

  /** The value of a variable, or an undefined value that says what is missing. */
  resolve(name: string): unknown {
    const value = this.get(name);
    return value === undefined ? this.makeUndefined({ name, candidates: () => this.names() }) : value;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** All variables but the globals: what was given to `render`, and what the template has set. */
  getAll(): Record<string, unknown> {
    const all: Record<string, unknown> = Object.create(null);
    for (const name of Object.keys(this.vars)) all[name] = this.vars[name];
    for (const name in this.over) all[name] = this.over[name];
    return all;
  }

  /** The names of all variables, globals included. */
  *names(): Generator<string, void, undefined> {
    yield* Object.keys(this.vars);
    for (const name in this.over) yield name;
    yield* this.engine.globals.keys();
  }

  /** What the template exports to its importers. */
  exported(): Record<string, unknown> {
    const exported: Record<string, unknown> = Object.create(null);
    for (const name of this.#exported ?? []) exported[name] = this.over?.[name];
    return exported;
  }

  /** For generated code: a name that is in no other place. */
  global(name: string): unknown {
    const value = this.run.globals === null ? undefined : own(this.run.globals, name);
    return value === undefined ? this.engine.globals.get(name) : value;
  }

  /** For generated code: a variable set at the top level. */
  export(name: string, value: unknown): void {
    this.over ??= Object.create(null) as Record<string, unknown>;
    this.over[name] = value;
    if (name.startsWith("_")) return;
    this.#exported ??= new Set();
    this.#exported.add(name);
  }

  /** For generated code: a variable that blocks and macros see, and importers do not. */
  share(name: string, value: unknown): void {
    this.over ??= Object.create(null) as Record<string, unknown>;
    this.over[name] = value;
    this.#exported?.delete(name);
  }

  /** The same context with further variables: for a scoped block, or a function called in a loop. */
  derived(names: readonly string[], values: readonly unknown[]): RenderContext {
    const { engine, run, vars, blocks } = this;
    const context = new RenderContext(engine, this.#template, run, vars, this.withLocals(names, values), blocks);
    context.autoescape = this.autoescape;
    return context;
  }

  /** The variables set so far, and further ones. */
  withLocals(names: readonly string[], values: readonly unknown[]): Record<string, unknown> {
    const over: Record<string, unknown> = Object.assign(Object.create(null), this.over);
    for (let i = 0; i < names.length; i++) if (values[i] !== undefined) over[names[i]!] = values[i];
    return over;
  }

  /** For generated code: counts a step of a sandboxed template. */
  step(length: number): void {
    this.run.step(length);
  }

  // --------------------------------------------------------------------------------------------- what filters are given

  get context(): this {
    return this;
  }
  get evalContext(): this {
    return this;
  }
  get environment(): unknown {
    return this.engine.environment;
  }
  get ops(): Ops {
    return this.engine.ops;
  }
  get members(): Members {
    return this.engine.members;
  }
  get tables(): Tables {
    return this.engine.tables;
  }
  get policies(): Policies {
    return this.engine.policies;
  }
  get isAsync(): boolean {
    return this.run.isAsync;
  }
  get newlineSequence(): string {
    return this.engine.newlineSequence;
  }
  get random(): () => number {
    return this.engine.random;
  }
  get locale(): string {
    return this.engine.locale;
  }
  get timeZone(): string | undefined {
    return this.engine.timeZone;
  }
  get makeUndefined(): MakeUndefined {
    return this.engine.makeUndefined;
  }
  hasFilter(name: unknown): boolean {
    return typeof name === "string" && this.engine.filters.has(name);
  }
  hasTest(name: unknown): boolean {
    return typeof name === "string" && this.engine.tests.has(name);
  }
  callFilter(name: unknown, value: unknown, args: readonly unknown[], kwargs: Kwargs | null): unknown {
    return apply("filter", registered("filter", this.engine.filters, name), this, value, args, kwargs);
  }
  callTest(name: unknown, value: unknown, args: readonly unknown[], kwargs: Kwargs | null): unknown {
    return apply("test", registered("test", this.engine.tests, name), this, value, args, kwargs);
  }
}

function registered(kind: "filter" | "test", registry: Registry, name: unknown): ReturnType<Registry["cell"]> {
  if (typeof name === "string" && registry.has(name)) return registry.cell(name);
  const wanted = String(name);
  throw new TemplateRuntimeError(`No ${kind} named '${wanted}'.`, {
    cure: unknownCallable(kind, wanted, registry.keys()),
  });
}
