/** A template, ready to be rendered. */
import { TemplateRuntimeError } from "./errors.ts";
import { didYouMean } from "./explain.ts";
import { anyText, type FragmentFunction } from "./runtime/blocks.ts";
import type { Engine, LoadedTemplate } from "./runtime/engine.ts";
import { RenderContext } from "./runtime/frame.ts";
import { TemplateModule } from "./runtime/module.ts";
import type { Outlet } from "./runtime/outlet.ts";
import { renderBlock } from "./runtime/references.ts";
import { type Names, ownOption, type RenderOptions, Run } from "./runtime/run.ts";
import { streamOf } from "./runtime/stream.ts";
import { takeCharge } from "./runtime/values/async.ts";

/**
 * The variables that a template is rendered with: the own properties of an object, of whatever type or class, or the entries of
 * a Map.
 */
export type Context = object;

/** For this package's own files: what is behind a template. */
export let loadedOf: (template: Template) => LoadedTemplate;

/** For this package's own files: the template with variables of its own, which come behind those of `render`. */
export let withGlobals: (template: Template, globals: Context) => Template;

/** For this package's own files: the state that filters are given in a synchronous rendering of the template. */
export let stateOf: (template: Template, context?: Context) => RenderContext;

/**
 * A template of an environment. `env.getTemplate` and `env.fromString` make them.
 *
 * @see https://jinja.palletsprojects.com/en/stable/api/#jinja2.Template
 * @example
 * const template = env.getTemplate("hello.html");
 * template.name; // "hello.html"
 * template.render({ name: "World" }); // "<p>Hello World</p>"
 */
export class Template {
  readonly #loaded: LoadedTemplate;
  readonly #engine: Engine;
  readonly #isUpToDate: () => boolean;
  readonly #globals: Names | null;
  /** What all renderings without options have in common; null where there are globals, or limits. */
  readonly #plainRun: Run | null;
  /** The function that renders it as a page. */
  #page: FragmentFunction | undefined;
  #asyncPage: FragmentFunction | undefined;

  static {
    loadedOf = (template) => template.#loaded;
    withGlobals = (template, globals) =>
      new Template(template.#engine, template.#loaded, template.#isUpToDate, variables(globals));
    stateOf = (template, context) => template.#contextFor(context, template.#run(false, undefined));
  }

  constructor(engine: Engine, loaded: LoadedTemplate, isUpToDate: () => boolean, globals: Names | null = null) {
    this.#engine = engine;
    this.#loaded = loaded;
    this.#isUpToDate = isUpToDate;
    this.#globals = globals;
    this.#plainRun = globals === null ? engine.plainRun : null;
  }

  /** The name by which the loader knows it; null if it was made from a string. */
  get name(): string | null {
    return this.#loaded.name;
  }

  /** The file that it came from, where the loader says so; null for one that was compiled ahead of time. */
  get filename(): string | null {
    return this.#loaded.filename;
  }

  /** Is its source still what it was when the template was loaded? */
  get isUpToDate(): boolean {
    return this.#isUpToDate();
  }

  /** The names of its own blocks. */
  get blocks(): readonly string[] {
    return this.#loaded.blocks.names();
  }

  /**
   * Renders the template.
   *
   * @param context The variables. Own properties only; nothing in it is an option
   * @throws TemplateError with the place in the template where something went wrong
   * @example
   * env.fromString("Hello {{ name }}").render({ name: "World" }); // "Hello World"
   */
  render(context?: Context, options?: RenderOptions): string {
    const plainRun = this.#plainRun;
    if (options !== undefined || plainRun === null) {
      return text(this.#render(this.#contextFor(context, this.#run(false, options))));
    }
    // The commonest case by far, in as few steps as there can be.
    const loaded = this.#loaded;
    const page = (this.#page ??= loaded.fragment("root", loaded.textState, anyText, false));
    const names = context === undefined ? null : variables(context);
    return text(page(new RenderContext(this.#engine, loaded, plainRun, names, null), ""));
  }

  /**
   * Renders the template; promises and async iterables among the values are awaited, and so is what functions and filters
   * return. A promise that fails is an error where the template uses it, and none where it does not.
   */
  renderAsync(context?: Context, options?: RenderOptions): Promise<string> {
    // Not an async function: the promise of the generated function is handed on as it is.
    try {
      const result = this.#renderAsync(this.#contextFor(context, this.#run(true, options)));
      return typeof result === "string" ? Promise.resolve(result) : result;
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Renders the template as a stream of text, as fast as it is read. Promises are awaited as in `renderAsync`; what has been
   * printed is handed on in the meantime.
   *
   * @example
   * const stream = env.getTemplate("hello.html").stream({ name: Promise.resolve("World") });
   * await new Response(stream.pipeThrough(new TextEncoderStream())).text(); // "<p>Hello World</p>"
   */
  stream(context?: Context, options?: RenderOptions): ReadableStream<string> {
    const render = (outlet: Outlet): string | Promise<string> => {
      const run = this.#run(true, options, outlet);
      const result = this.#renderAsync(this.#contextFor(context, run));
      // As in `render`: what a sandboxed template has printed since it was last counted is counted here.
      const counted = (text: string): string => {
        run.step(text.length);
        return text;
      };
      return typeof result === "string" ? counted(result) : result.then(counted);
    };
    return streamOf(render, ownOption(options, "chunkSize"));
  }

  /** What the template exports when it is rendered without variables: its top-level macros and variables. */
  get module(): TemplateModule {
    return this.makeModule();
  }

  /** What the template exports when it is rendered with these variables. */
  makeModule(context?: Context, options?: RenderOptions): TemplateModule {
    const c = this.#contextFor(context, this.#run(false, options));
    const body = text(this.#render(c));
    return new TemplateModule(this.name, c.exported(), body, this.#loaded.autoescapes);
  }

  /**
   * The same, with promises awaited; the macros of the module give promises, as they may have to wait themselves.
   *
   * @example
   * const forms = await env.getTemplate("forms.html").makeModuleAsync();
   * forms.names(); // ["input"]
   */
  async makeModuleAsync(context?: Context, options?: RenderOptions): Promise<TemplateModule> {
    const c = this.#contextFor(context, this.#run(true, options));
    const body = await this.#renderAsync(c);
    return new TemplateModule(this.name, c.exported(), body, this.#loaded.autoescapes);
  }

  /**
   * Renders one block only, as for an htmx request. What the template and its parents set or import at their top level is
   * there; nothing else of them is rendered.
   *
   * @throws TemplateRuntimeError where neither the template nor a parent has the block
   */
  renderBlock(name: string, context?: Context, options?: RenderOptions): string {
    const c = this.#contextFor(context, this.#run(false, options));
    text(this.#loaded.prepare(c));
    requireBlock(c, name);
    return text(this.#renderBlock(c, name));
  }

  /**
   * The same, with promises awaited.
   *
   * @throws TemplateRuntimeError where neither the template nor a parent has the block
   */
  async renderBlockAsync(name: string, context?: Context, options?: RenderOptions): Promise<string> {
    const c = this.#contextFor(context, this.#run(true, options));
    await this.#loaded.prepare(c);
    requireBlock(c, name);
    return this.#renderBlock(c, name);
  }

  #render(c: RenderContext): string | Promise<string> {
    const { textState } = this.#loaded;
    const result = this.#loaded.renderInto(c, "", textState, anyText);
    // A sandboxed template counts its output as it goes along; what it has printed since is counted here.
    if (typeof result === "string") c.run.step(result.length);
    return result;
  }

  #renderAsync(c: RenderContext): string | Promise<string> {
    const loaded = this.#loaded;
    this.#asyncPage ??= loaded.fragment("root", loaded.textState, anyText, true);
    return this.#asyncPage(c, "");
  }

  #renderBlock(c: RenderContext, name: string): string | Promise<string> {
    const { textState } = this.#loaded;
    return renderBlock(c, c, name, 0, textState, anyText, "");
  }

  #run(isAsync: boolean, options: RenderOptions | undefined, outlet: Outlet | null = null): Run {
    const globals = this.#globals;
    if (globals === null) return new Run(this.#engine.limits, isAsync, options, outlet);
    // Spreading takes own properties only, as Run does.
    const own: RenderOptions = { ...options };
    return new Run(this.#engine.limits, isAsync, { ...own, globals: { ...globals, ...own.globals } }, outlet);
  }

  #contextFor(context: Context | undefined, run: Run): RenderContext {
    const names = context === undefined ? null : variables(context);
    if (run.isAsync && names !== null) takeCharge(names);
    return new RenderContext(this.#engine, this.#loaded, run, names, null);
  }
}

function requireBlock(c: RenderContext, name: string): void {
  if (c.blocks.stack(name) !== undefined) return;
  const message = `block '${name}' is not defined in ${c.name === null ? "the template" : `'${c.name}'`}`;
  throw new TemplateRuntimeError(message, { templateName: c.name, cure: didYouMean(name, c.blocks.names()) });
}

/** A context whose own properties can be read as plain properties: generated code relies on it. */
function variables(context: Context): Names {
  if (typeof context !== "object" || context === null) {
    throw new TypeError(`the context must be an object or a Map, not ${context === null ? "null" : typeof context}`);
  }
  const prototype = Object.getPrototypeOf(context);
  if (prototype === Object.prototype || prototype === null) return context as Names;
  const names: Record<string, unknown> = Object.create(null);
  if (context instanceof Map) for (const [name, value] of context) names[String(name)] = value;
  else Object.assign(names, context);
  return names;
}

/** Synchronous functions return text. */
function text(result: string | Promise<string>): string {
  return result as string;
}
