/**
 * The application: what is declared, and `fetch`, which answers requests on every platform that has the web's own
 * `Request` and `Response`.
 */

import type { ResourceUrl } from "@ampoule/markup";
import { createResourceUrl } from "@ampoule/markup/engine";
import { type Callable, describe, type Environment } from "@ampoule/templates";
import { type AppOptions, checkAppOptions } from "./app-options.ts";
import type { Blueprint, RegisterOptions } from "./blueprint.ts";
import { Context } from "./context.ts";
import { createCsrfService, needsSharedTokens } from "./csrf-service.ts";
import { ENHANCE_ROUTE, enhanceScriptReply, loadEnhanceScript } from "./enhance-script.ts";
import { Exchange } from "./exchange.ts";
import { Gate } from "./gate.ts";
import type { Hooks } from "./hooks.ts";
import type { ConnectionInfo } from "./host.ts";
import { resolveLimits } from "./http/limits.ts";
import { toNativeRequest } from "./http/native.ts";
import type { MatchedRoute, Mode, UrlValues } from "./kernel.ts";
import type { Logger } from "./log.ts";
import { Pipelines } from "./pipelines.ts";
import { assertPlugin, type Plugin } from "./plugin.ts";
import { registerBlueprint } from "./registration.ts";
import { Renderer } from "./render.ts";
import { ReplyHeaders } from "./reply.ts";
import { mountedReply } from "./response.ts";
import type { BuildOptions } from "./routing/build.ts";
import { RouteMap } from "./routing/map.ts";
import type {
  BuildParams,
  CustomConverters,
  NoConverters,
  OtherName,
  RouteNames,
  UrlArguments,
} from "./routing/types.ts";
import { Scope } from "./scope.ts";
import { type CorsPolicy, compileCors } from "./security/cors.ts";
import { createUrlSigner } from "./security/signed-url.ts";
import { type Parts, Services } from "./services.ts";
import type { Session } from "./session/session.ts";
import { createSessions, type Sessions } from "./session/sessions.ts";
import { announceSettings, resolveSettings, type Settings } from "./settings.ts";
import { STATIC_ROUTE, type StaticFiles, staticFiles } from "./static-files.ts";
import { TokenGuard } from "./token-guard.ts";
import { installUnsafeCheck, withUnsafeCheck } from "./unsafe-check.ts";
import type { Handler, RouteDeclaration, RouteOptions, View } from "./views.ts";

/** What `fetch` is given when the server knows nothing about the connection. */
const UNKNOWN_CONNECTION: ConnectionInfo = Object.freeze({});

/**
 * A web application.
 *
 * @typeParam C the application's own converters
 * @example
 * const app = new App({ root: import.meta.url, secretKey: process.env.SECRET_KEY, origin: "https://kittens.example" });
 * app.get("/", (c) => c.render("index.html", { kittens }));
 * app.get("/kitten/<int:id>", (c) => c.json(kittens.get(c.params.id) ?? abort(404)));
 * // For Bun, Deno and Workers; on Node: serve(app).
 * export default { fetch: (request: Request) => app.fetch(request) };
 */
export class App<C extends CustomConverters = NoConverters> extends Scope<C> {
  readonly #settings: Settings;
  readonly #routes: RouteMap<Handler>;
  readonly #renderer: Renderer;
  readonly #sessions: Sessions;
  readonly #services: Services;
  readonly #gate: Gate;
  readonly #plugins = new Set<string>();
  /** What runs for every request: our own hooks, and those that blueprints add for all. */
  readonly #hooks: Hooks[] = [this];
  readonly #needsSharedTokens: boolean;
  readonly #static: StaticFiles | undefined;
  #started = false;

  /**
   * @throws WeakKeyError, TypeError, RangeError for settings that are missing in production, or are none
   */
  constructor(options: AppOptions<C> = {}) {
    super();
    checkAppOptions(options);
    const settings = resolveSettings(options);
    const { mode, keys, off, logger } = settings;
    this.#settings = settings;
    this.#routes = new RouteMap({ converters: options.converters, mergeSlashes: options.mergeSlashes });
    this.#renderer = new Renderer({
      root: options.root,
      templates: options.templates,
      autoReload: mode === "development",
      plainEscaping: off.has("escaping"),
      environment: options.environment,
    });
    this.#sessions = createSessions({
      ...options.session,
      keys,
      secure: settings.usesHttps,
      unprotected: off.has("cookies"),
      onProblem: (problem) => logger.warn({ problem }, "A session cookie was not taken"),
    });
    const parts: Parts = {
      settings,
      routes: this.#routes,
      pipelines: new Pipelines(this.#hooks),
      renderer: this.#renderer,
      sessions: this.#sessions,
      tokens: new TokenGuard(createCsrfService(keys, options.csrf)),
      uploads: options.uploads ?? {},
      urls: createUrlSigner(keys),
    };
    this.#services = new Services(parts);
    this.#gate = new Gate(parts);
    this.#needsSharedTokens = needsSharedTokens(options.csrf);
    this.#static = staticFiles(options.root, options.static, mode);
    if (this.#static !== undefined) this.get(this.#static.rule, { name: STATIC_ROUTE }, this.#static.view);
    this.environment.globals.set(
      "asset",
      describe((filename: unknown) => this.asset(String(filename)), { params: ["filename"], name: "asset" }),
    );
  }

  /** How it runs. */
  get mode(): Mode {
    return this.#settings.mode;
  }

  /** The configured origin. */
  get origin(): string | undefined {
    return this.#settings.origin;
  }

  /** Where the log goes. */
  get logger(): Logger {
    return this.#settings.logger;
  }

  /** The settings as they were checked: for tools. */
  get settings(): Settings {
    return this.#settings;
  }

  /** All routes: for tools. */
  get routes(): RouteMap<Handler> {
    return this.#routes;
  }

  /** The template environment. */
  get environment(): Environment {
    return this.#renderer.environment;
  }

  /**
   * Answers a request.
   *
   * @param connection what the server knows of the connection; without it everything is treated as far away
   * @returns the response at once where nothing had to be waited for
   */
  readonly fetch = (
    request: Request,
    connection: ConnectionInfo = UNKNOWN_CONNECTION,
  ): Response | Promise<Response> => {
    if (!this.#started) this.#start();
    const c = new Context(this.#services, request, connection);
    const exchange = new Exchange(this.#gate, c);
    return this.mode === "development" ? withUnsafeCheck(c, () => exchange.run()) : exchange.run();
  };

  /**
   * Puts a blueprint under its prefix.
   *
   * @param options another name or prefix, for a blueprint that is registered twice
   */
  register(blueprint: Blueprint<C> | Blueprint, options: RegisterOptions = {}): this {
    this.assertOpen();
    registerBlueprint(blueprint as Blueprint<unknown>, options, {
      addHooks: (hooks) => {
        if (!this.#hooks.includes(hooks)) this.#hooks.push(hooks);
      },
      add: (rule, declaration, chain, name) => this.#add(rule, declaration, chain, name),
      addTemplates: (root, folder) => this.#renderer.addFolder(root, folder),
    });
    return this;
  }

  /**
   * Hands everything below a prefix to another application.
   *
   * The outer application's guards and hooks run; the inner one sees the path without the prefix, and is responsible for the
   * rest, its forms' tokens included.
   *
   * @param prefix as `/admin`; `/adminx` is not below it
   * @throws TypeError for what has no `fetch`
   */
  mount(
    prefix: string,
    inner: { fetch(request: Request, connection?: ConnectionInfo): Response | Promise<Response> },
  ): this {
    this.assertOpen();
    if (typeof inner?.fetch !== "function")
      throw new TypeError("app.mount takes an application: what has a fetch(request)");
    const base = prefix.replace(/\/+$/, "");
    // By segments: the same prefix may be written in percent-encoding, and is longer then.
    const depth = base.split("/").length;
    const view: View = async (c) => {
      const url = new URL(c.request.url);
      url.pathname = `/${url.pathname.split("/").slice(depth).join("/")}`;
      return mountedReply(await inner.fetch(new Request(url, toNativeRequest(c.request.raw)), c.request.connection));
    };
    const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    for (const rule of [`${base}/`, `${base}/<path:path>`]) {
      this.#add(rule, { rule, methods, view, options: { name: rule } }, [], undefined, true);
    }
    return this;
  }

  /** Adds a plugin, once. @throws Error when one that it requires is missing, TypeError for what is no plugin */
  use(plugin: Plugin<this>): this {
    assertPlugin(plugin);
    this.assertOpen();
    const missing = (plugin.requires ?? []).filter((name) => !this.#plugins.has(name));
    if (missing.length > 0) {
      throw new Error(
        `The plugin "${plugin.name}" requires ${missing.map((name) => `"${name}"`).join(", ")}: use it before`,
      );
    }
    if (this.#plugins.has(plugin.name)) throw new Error(`The plugin "${plugin.name}" is in use already`);
    this.#plugins.add(plugin.name);
    plugin.setup(this);
    return this;
  }

  /**
   * The URL of a route, outside of a request.
   *
   * @throws BuildError that says what is missing, or which name is near
   */
  urlFor<N extends keyof RouteNames>(name: N, params: BuildParams<RouteNames[N], C>, options?: BuildOptions): string;
  urlFor<R extends `/${string}`>(rule: R, ...rest: UrlArguments<R, C>): string;
  urlFor<N extends string>(name: OtherName<N>, params?: UrlValues, options?: BuildOptions): string;
  urlFor(name: string, params: UrlValues = {}, options: BuildOptions = {}): string {
    return this.#services.buildUrl(name, params, options, this.#hooks, () => this.#settings.origin);
  }

  /**
   * The URL of a static file with the version of its content in it: browsers keep it for a year, and get the next version at once.
   * In templates `{{ asset("style.css") }}`.
   *
   * @param filename its path in the static folder, with `/` between the parts
   * @throws Error where there is no such file, with the nearest one; where there is no static folder
   */
  asset(filename: string): ResourceUrl {
    if (this.#static === undefined) {
      throw new Error(`There is no folder of static files, so there is no ${JSON.stringify(filename)} in it`);
    }
    return createResourceUrl(this.urlFor(STATIC_ROUTE, { filename, v: this.#static.assets.version(filename) }));
  }

  /**
   * Adds a filter: `{{ price|money(unit="€") }}`.
   *
   * @param fn takes the value first; use `describe` to let a template pass its other parameters by name
   */
  templateFilter(name: string, fn: Callable): this {
    this.assertOpen();
    this.environment.filters.set(name, fn);
    return this;
  }

  /** Adds a test: `{% if user is admin %}`. */
  templateTest(name: string, fn: Callable): this {
    this.assertOpen();
    this.environment.tests.set(name, fn);
    return this;
  }

  /** Adds a name that every template sees. */
  templateGlobal(name: string, value: unknown): this {
    this.assertOpen();
    this.environment.globals.set(name, value);
    return this;
  }

  /**
   * Reads or changes a visitor's session outside of a request: for tests and tools.
   *
   * @param cookieHeader the visitor's cookies
   * @returns the `Set-Cookie` lines that the change amounts to
   */
  async editSession(cookieHeader: string | null, edit: (session: Session) => unknown): Promise<readonly string[]> {
    const session = await this.#sessions.open(cookieHeader);
    await edit(session);
    const headers = new ReplyHeaders();
    await this.#sessions.commit(session, headers);
    return headers.cookies;
  }

  protected override declare(declaration: RouteDeclaration): void {
    this.#add(declaration.rule, declaration, [], undefined);
  }

  protected override assertOpen(): void {
    if (this.#started) {
      throw new Error(
        "The application has answered its first request: routes, hooks and blueprints are added before that",
      );
    }
  }

  #add(
    rule: string,
    { methods, options, view }: RouteDeclaration,
    chain: readonly Hooks[],
    blueprint: string | undefined,
    mounted = false,
  ): void {
    // A route without a name of its own is named by its rule, and that is the whole rule, prefixes included.
    const own = options.name ?? rule;
    const name = own.startsWith("/") ? rule : blueprint === undefined ? own : `${blueprint}.${own}`;
    const matched: MatchedRoute = { name, rule, blueprint };
    this.#routes.add(rule, {
      name,
      methods,
      defaults: options.defaults,
      strictSlashes: options.strictSlashes,
      buildOnly: options.buildOnly,
      alias: options.alias,
      signed: options.signed,
      handler: {
        view,
        matched,
        chain,
        csrf: options.csrf ?? "token",
        signed: options.signed ?? false,
        mounted,
        limits: options.limits === undefined ? undefined : resolveLimits(options.limits, this.#settings.limits),
        headers: options.headers === undefined ? undefined : this.#settings.headers.override(options.headers),
        cors: this.#corsOf(options.cors),
      },
    });
  }

  #corsOf(options: RouteOptions["cors"]): CorsPolicy | undefined {
    if (options === false) return undefined;
    return options === undefined ? this.#settings.cors : compileCors(options);
  }

  /** Last, so that a route of the application's own comes first. */
  #addEnhanceScript(): void {
    const script = loadEnhanceScript();
    if (script === undefined) return;
    this.get(script.path, { name: ENHANCE_ROUTE }, () => enhanceScriptReply(script));
  }

  #start(): void {
    this.#addEnhanceScript();
    this.#started = true;
    announceSettings(this.#settings);
    if (this.#needsSharedTokens)
      this.logger.warn(
        {},
        "This process is a worker of a cluster, and each worker remembers the tokens of its own forms only: a form could be sent once to " +
          "each. Give the application a store that they share: csrf: { usedTokens: new SqliteUsedTokens(db) }",
      );
    if (this.mode === "development") installUnsafeCheck();
  }
}
