/** The environment: options, filters, tests, globals, and the templates that share them. */
import { KnownStates, textStates } from "./analysis/states.ts";
import type { AutoescapeMode } from "./autoescape.ts";
import type { EscapeMode } from "./codegen/place.ts";
import type { TemplateSource } from "./codegen/unit.ts";
import { CompiledTemplate, type Compiler } from "./compiled.ts";
import { createEngine } from "./engine.ts";
import { TemplateNotFound } from "./errors.ts";
import { evaluate } from "./evaluate.ts";
import { assignmentOf } from "./expression.ts";
import { Finalizer } from "./finalize.ts";
import { filters as builtInFilters } from "./library/filters.ts";
import { LoadedPrecompiled } from "./loaded.ts";
import { type ListOptions, listed } from "./loaders/listing.ts";
import { joinRelative } from "./names.ts";
import { type EnvironmentOptions, type ResolvedOptions, resolveOptions } from "./options.ts";
import { ownOptions } from "./own.ts";
import type { Registry } from "./runtime/access/registry.ts";
import type { Engine, LoadedTemplate } from "./runtime/engine.ts";
import type { RenderContext } from "./runtime/frame.ts";
import { createHelpers } from "./runtime/helpers.ts";
import { isUndefined } from "./runtime/values/undefined.ts";
import { asGiven, createShared, type Shared, uniqueExtensions } from "./shared.ts";
import { type Found, nameOf, TemplateStore } from "./store.ts";
import type { Extension, ExtensionMethod } from "./syntax/extension.ts";
import { lex } from "./syntax/lex.ts";
import type { TemplateNode } from "./syntax/nodes.ts";
import { parse, parseExpression } from "./syntax/parser.ts";
import type { Token } from "./syntax/tokens.ts";
import { type Context, loadedOf, stateOf, Template, withGlobals } from "./template.ts";

/** What a tag, or `getOrSelectTemplate`, may name. */
export type TemplateTarget = string | Template;

/**
 * What a template is asked for with besides its name.
 */
export interface TemplateOptions {
  /** The name of the template that names it; `joinPath` decides what that means. @default null */
  readonly parent?: string | null;
  /**
   * Variables of this template, and of all that it extends, includes or imports, also without context. They come behind those
   * of `render` and before those of the environment.
   * @default none
   */
  readonly globals?: Context;
}

/** An expression, ready to be evaluated. */
export type CompiledExpression = (context?: Context) => unknown;

/**
 * How an expression gives its result.
 */
export interface ExpressionOptions {
  /** An undefined result becomes null. @default true */
  readonly undefinedToNull?: boolean;
}

/** For this package's own files: a template that need not be a whole page. */
export let lookUpOf: (env: Environment, name: string) => Template | null;

/**
 * Compiles and keeps templates.
 *
 * @example
 * ```ts
 * const env = new Environment({ loader: new DictLoader({ "hello.html": "<p>Hello {{ name }}</p>" }) });
 * env.getTemplate("hello.html").render({ name: "<World>" }); // "<p>Hello &lt;World&gt;</p>"
 * ```
 * @see https://jinja.palletsprojects.com/en/stable/api/#jinja2.Environment
 */
export class Environment {
  /** The filters by name. `env.filters.set("money", describe(fn, { params: ["unit"] }))`; see `describe`. */
  readonly filters: Registry;
  /** The tests by name. */
  readonly tests: Registry;
  /** The variables that every template sees, also without context. */
  readonly globals: Map<string, unknown>;
  readonly #options: ResolvedOptions;
  readonly #extensions: readonly Extension[];
  readonly #finalizer: Finalizer | null;
  readonly #engine: Engine;
  readonly #compiler: Compiler;
  readonly #store: TemplateStore;
  readonly #shared: Shared;
  /** A template, where one is needed that does nothing. */
  #nothing: Template | undefined;

  static {
    lookUpOf = (env, name) => env.#store.lookUp(name);
  }

  /** @throws TypeError for options that do not exist or do not fit */
  constructor(options: EnvironmentOptions = {}, shared: Shared = createShared()) {
    this.#options = resolveOptions(options);
    this.#shared = shared;
    this.filters = shared.filters;
    this.tests = shared.tests;
    this.globals = shared.globals;
    this.#extensions = uniqueExtensions(this.#options);
    const { finalize } = this.#options;
    this.#finalizer = finalize === null ? null : new Finalizer(finalize, this);
    this.#engine = createEngine(this.#options, shared, {
      environment: this,
      finalize: this.#finalizer?.forEngine() ?? null,
      extensionMethod: (extension, method) => this.#extensionMethod(extension, method),
      resolveTemplate: (target, parent, mayBeList) => this.#resolve(target, parent, mayBeList),
    });
    this.#compiler = this.#createCompiler();
    this.#store = new TemplateStore(this.#options, {
      make: (name, found) => this.#make(name, found),
      join: (name, parent) => this.joinPath(name, parent),
      describe: (target) => this.#noName(target),
    });
  }

  /** The options, completed with the defaults. */
  get options(): ResolvedOptions {
    return this.#options;
  }

  /** The extensions in use. */
  get extensions(): readonly Extension[] {
    return this.#extensions;
  }

  /**
   * An environment with some options changed. Filters, tests and globals are the same ones; templates are its own.
   *
   * @example
   * const mail = env.overlay({ autoescape: false, variableStart: "${", variableEnd: "}" });
   * mail.fromString("Hello ${name}").render({ name: "A & B" }); // "Hello A & B"
   */
  overlay(options: EnvironmentOptions): Environment {
    const given: EnvironmentOptions = { ...asGiven(this.#options), ...options };
    // As in Jinja2 the overlay of a subclass is one as well, and its constructor, whose arguments nobody knows, is not asked.
    const overlay = Reflect.construct(Environment, [given, this.#shared], this.constructor as typeof Environment);
    return Object.assign(overlay as Environment, this);
  }

  /**
   * The template of a name.
   *
   * @param options Who names it, and variables of its own; a string is the `parent`
   * @throws TemplateNotFound where no loader knows it, TemplateSyntaxError where it is not well-formed, UndefinedError for an
   * undefined value
   * @example
   * env.getTemplate("page.html", { globals: { title: "News" } }).render(); // "<h1>News</h1>"
   */
  getTemplate(name: TemplateTarget, options: TemplateOptions | string | null = null): Template {
    if (isUndefined(name)) name.fail();
    const { parent = null, globals } = given(options);
    if (typeof name === "string") return ready(this.#store.find(name, parent), globals);
    if (name instanceof Template) return ready(name, globals);
    throw new TypeError(`a template's name is a string, not ${typeof name}`);
  }

  /**
   * The first of several templates that exists.
   *
   * @throws TemplatesNotFound where none does
   * @example
   * env.selectTemplate(["news.html", "page.html"]).name; // "page.html"
   */
  selectTemplate(names: Iterable<TemplateTarget>, options: TemplateOptions | string | null = null): Template {
    if (isUndefined(names)) names.fail();
    const { parent = null, globals } = given(options);
    return ready(this.#store.select(names, parent), globals);
  }

  /** `getTemplate` for one name, `selectTemplate` for several. */
  getOrSelectTemplate(
    names: TemplateTarget | Iterable<TemplateTarget>,
    options: TemplateOptions | string | null = null,
  ): Template {
    return typeof names === "string" || names instanceof Template
      ? this.getTemplate(names, options)
      : this.selectTemplate(names, options);
  }

  /**
   * A template from its source. It has no name, and is not kept.
   *
   * @throws TypeError unless the source is a string; TemplateSyntaxError where it is not well-formed
   */
  fromString(source: string, options?: Pick<TemplateOptions, "globals">): Template {
    const { globals } = ownOptions(options);
    const loaded = this.#load({ name: null, filename: null, source });
    return ready(new Template(this.#engine, loaded, () => true), globals);
  }

  /**
   * A function that evaluates an expression of the language.
   *
   * @example env.compileExpression("user.age >= 18")({ user: { age: 36 } }) // true
   */
  compileExpression(source: string, options?: ExpressionOptions): CompiledExpression {
    const { undefinedToNull = true } = ownOptions(options);
    const node = parseExpression(source, { options: this.#options.syntax, extensions: this.#extensions });
    const loaded = new CompiledTemplate(
      this.#compiler,
      { name: null, filename: null, source },
      this.#modeOf(null),
      assignmentOf(node),
    );
    loaded.compile();
    const template = new Template(this.#engine, loaded, () => true);
    return (context) => {
      const result = template.makeModule(context).get("result") ?? null;
      return undefinedToNull && isUndefined(result) ? null : result;
    };
  }

  /**
   * The names of all templates that the loader knows, in order.
   *
   * @throws TypeError where the loader cannot list them
   */
  listTemplates(options?: ListOptions): string[] {
    return listed(this.#options.loader, ownOptions(options));
  }

  /**
   * The full name of a template that another one names. Override it for other rules.
   *
   * @throws TemplateNotFound where the name leads out of the root
   */
  joinPath(name: string, parent: string): string {
    if (this.#options.printing === "python") return name;
    const joined = joinRelative(name, parent);
    if (joined === null)
      throw new TemplateNotFound(name, { cure: "A relative name must not lead out of the loader's root." });
    return joined;
  }

  /**
   * What a filter makes of a value, as in a template from a string.
   *
   * @param args Arguments by position
   * @param kwargs Arguments by name
   * @param context The variables, for filters that ask for them
   * @throws TemplateRuntimeError where there is no filter of this name, or it takes other arguments
   * @example
   * env.callFilter("join", [1, 2], [", "]); // "1, 2"
   * env.callFilter("round", 2.567, [], { precision: 1 }); // 2.6
   */
  callFilter(
    name: string,
    value: unknown,
    args: readonly unknown[] = [],
    kwargs: object = {},
    context?: Context,
  ): unknown {
    return this.#state(context).callFilter(name, value, args, new Map(Object.entries(kwargs)));
  }

  /**
   * Does a value pass a test?
   *
   * @param args Arguments by position
   * @param kwargs Arguments by name
   * @param context The variables, for tests that ask for them
   * @throws TemplateRuntimeError where there is no test of this name, or it takes other arguments
   * @example
   * env.callTest("divisibleby", 6, [3]); // true
   */
  callTest(
    name: string,
    value: unknown,
    args: readonly unknown[] = [],
    kwargs: object = {},
    context?: Context,
  ): unknown {
    return this.#state(context).callTest(name, value, args, new Map(Object.entries(kwargs)));
  }

  /**
   * The tokens of a source, without what extensions make of them.
   *
   * @throws TemplateSyntaxError where there is a character that begins no token; when it is reached
   * @example
   * [...env.lex("a {{ b }}")].map(({ type }) => type); // ["data", "variable_begin", "name", "variable_end"]
   */
  lex(source: string, name: string | null = null, filename: string | null = null): Generator<Token, void, undefined> {
    return lex(source, this.#options.syntax, { name, filename });
  }

  /** The tree of a source. */
  parse(source: string, name: string | null = null, filename: string | null = null): TemplateNode {
    return parse(source, { name, filename, options: this.#options.syntax, extensions: this.#extensions });
  }

  /** Forgets all templates that are kept. */
  clearCache(): void {
    this.#store.clear();
  }

  #make(name: string, found: Found): Template {
    if ("factory" in found) {
      return new Template(this.#engine, new LoadedPrecompiled(name, found, this.#compiler.helpers), () => true);
    }
    const { source, filename = null, isUpToDate = () => true } = found;
    return new Template(this.#engine, this.#load({ name, filename, source }), isUpToDate);
  }

  #load(source: TemplateSource): CompiledTemplate {
    const node = this.parse(source.source, source.name, source.filename);
    return new CompiledTemplate(this.#compiler, source, this.#modeOf(source.name), node);
  }

  #state(context: Context | undefined): RenderContext {
    this.#nothing ??= this.fromString("");
    return stateOf(this.#nothing, context);
  }

  #modeOf(name: string | null): EscapeMode {
    const { autoescape } = this.#options;
    const mode: AutoescapeMode = typeof autoescape === "function" ? autoescape(name) : autoescape;
    return mode === false ? "none" : mode === "html" ? "html" : "contextual";
  }

  #createCompiler(): Compiler {
    const { printing, sandbox, finalize, attributes } = this.#options;
    const { ops } = this.#engine;
    const text = textStates(attributes);
    const states = new KnownStates(text);
    return {
      helpers: createHelpers(this.#engine),
      options: {
        printing,
        sandboxed: sandbox !== null,
        callsAll: true,
        finalize: finalize !== null,
        hasFilter: (name) => this.filters.has(name),
        hasTest: (name) => this.tests.has(name),
        filterNames: () => this.filters.keys(),
        testNames: () => this.tests.keys(),
        noteStates: (noted) => states.note(noted),
      },
      analysis: {
        find: (name, parent) => this.#store.analysisOf(name, parent),
        constantText: ({ value, float }) => this.#constantText(float === true ? ops.float(value as number) : value),
        isBuiltInFilter: (name) => this.filters.get(name) === builtInFilters.get(name),
      },
      text,
      states: (key) => states.get(key),
      load: evaluate,
    };
  }

  /** A constant as it is printed: finalized now, as in Jinja2, unless that depends on the rendering. */
  #constantText(value: unknown): string | null {
    const finalizer = this.#finalizer;
    if (finalizer === null) return this.#engine.ops.text(value);
    return finalizer.asksForRendering ? null : this.#engine.ops.text(finalizer.now(value));
  }

  #extensionMethod(identifier: string, method: string): ExtensionMethod {
    const methods = this.#extensions.find((extension) => extension.identifier === identifier)?.methods;
    if (methods !== undefined && Object.hasOwn(methods, method)) return methods[method]!;
    throw new TypeError(`extension ${JSON.stringify(identifier)} has no method ${JSON.stringify(method)}`);
  }

  /** What a value that is no name prints as; an object is not even asked for that (SECURITY.md T38). */
  #noName(target: unknown): string {
    const { ops } = this.#engine;
    if (typeof target !== "object" || target === null) return ops.repr(target);
    throw new TypeError(`a template is named by a string, not by ${ops.typeName(target)}`);
  }

  /** What `include`, `extends` and `import` name: a name, a template, for `include` also a list of them. */
  #resolve(target: unknown, parent: string | null, mayBeList: boolean): LoadedTemplate {
    if (isUndefined(target)) target.fail();
    if (target instanceof Template) return loadedOf(target);
    const name = nameOf(target);
    if (name !== null) return loadedOf(this.#store.find(name, parent));
    if (mayBeList && Array.isArray(target)) return loadedOf(this.#store.select(target, parent));
    const text = this.#noName(target);
    if (!mayBeList) throw new TemplateNotFound(text, { cure: "A template is named by a string." });
    // `include user and "menu.html"`: what is false names none.
    const { ops } = this.#engine;
    return loadedOf(this.#store.select(ops.truthy(target) ? ops.iterate(target) : [], parent));
  }
}

/** A template that is used by itself has to be a whole page; one that is a part of others need not. */
function ready(template: Template, globals: Context | undefined): Template {
  const loaded = loadedOf(template);
  if (loaded instanceof CompiledTemplate) loaded.compile();
  return globals === undefined ? template : withGlobals(template, globals);
}

function given(options: TemplateOptions | string | null): TemplateOptions {
  return ownOptions<TemplateOptions>(typeof options === "string" ? { parent: options } : (options ?? {}));
}
