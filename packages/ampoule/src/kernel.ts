/**
 * The working parts of an application, put together once: what contexts ask for, and what guards do for an exchange.
 *
 * Here is the only place where a guard's switch is read. A guard that is off is left out; nothing else looks different.
 */

import type { Csrf, FormHost } from "@ampoule/forms";
import type { Markup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import {
  type AnyContext,
  type Context,
  contextInternals as internals,
  type Kernel,
  type MatchedRoute,
  type Mode,
  type RedirectOptions,
  type RenderValues,
} from "./context.ts";
import { HttpError } from "./errors.ts";
import { events } from "./events.ts";
import type { Outer, Pipeline } from "./exchange.ts";
import { RequestForms } from "./form-host.ts";
import type { ContextProcessor, Hooks, UrlDefaults } from "./hooks.ts";
import { type FileOptions, sendFile } from "./http/files.ts";
import type { Limits } from "./http/limits.ts";
import { createResponse, type ResponseHeaderRecord } from "./http/response.ts";
import { type CookieAttributes, serializeCookie } from "./http/set-cookie.ts";
import { writeJson } from "./json/write.ts";
import type { Logger } from "./log.ts";
import { debugPage, mayDebug } from "./pages/debug-page.ts";
import { errorPage } from "./pages/error-page.ts";
import { problemOf } from "./pages/problem.ts";
import type { Renderer } from "./render.ts";
import { Reply } from "./reply.ts";
import { CONTENT_TYPES, startStream } from "./response.ts";
import { type BuildOptions, buildUrl } from "./routing/build.ts";
import type { RouteMap } from "./routing/map.ts";
import { checkHost } from "./security/hosts.ts";
import { checkIsolation } from "./security/isolation.ts";
import { createNonce } from "./security/nonce.ts";
import { checkOrigin, originOfRequest } from "./security/origin.ts";
import { clientAddress, isSecure } from "./security/proxy.ts";
import { safeRedirect } from "./security/redirect.ts";
import type { Refusal } from "./security/refusal.ts";
import { nullSession, type Session } from "./session/session.ts";
import type { Sessions } from "./session/sessions.ts";
import type { Settings } from "./settings.ts";
import { TokenGuard } from "./token-guard.ts";
import type { Handler } from "./views.ts";

/** What a kernel is made of. */
export interface KernelParts {
  readonly settings: Settings;
  readonly routes: RouteMap<Handler>;
  readonly renderer: Renderer;
  readonly sessions: Sessions;
  readonly csrf: Csrf;
  /** The hooks of every request; those of blueprints come with their routes. May grow until the first request. */
  readonly hooks: readonly Hooks[];
}

function refuse({ status, code, message, detail }: Refusal): HttpError {
  return new HttpError(status, { code, detail: message, note: detail });
}

export class AppKernel implements Kernel, Outer {
  readonly mode: Mode;
  readonly logger: Logger;
  readonly limits: Limits;
  readonly stringsAreHtml: boolean;
  readonly propagate: boolean;
  readonly routes: RouteMap<Handler>;
  readonly #parts: KernelParts;
  readonly #settings: Settings;
  readonly #tokens: TokenGuard;
  readonly #pipelines = new Map<Handler | undefined, Pipeline>();
  readonly #processors = new Map<MatchedRoute | undefined, readonly ContextProcessor[]>();
  readonly #chains = new Map<MatchedRoute | undefined, readonly Hooks[]>();

  constructor(parts: KernelParts) {
    const { settings } = parts;
    this.#parts = parts;
    this.#settings = settings;
    this.mode = settings.mode;
    this.logger = settings.logger;
    this.limits = settings.limits;
    this.stringsAreHtml = settings.off.has("text");
    this.propagate = settings.mode === "test";
    this.routes = parts.routes;
    this.#tokens = new TokenGuard(parts.csrf);
  }

  // ------------------------------------------------------------------------------------- for contexts: URLs, pages

  urlFor(c: AnyContext, name: string, params: RenderValues, options: BuildOptions): string {
    const chain = this.#chainOf(c.route);
    return this.buildUrl(relativeName(name, c.route), params, options, chain, () => this.#origin(c));
  }

  /** Builds a URL with the defaults of a chain of scopes. */
  buildUrl(
    name: string,
    params: RenderValues,
    options: BuildOptions,
    chain: readonly Hooks[],
    origin: () => string | undefined,
  ): string {
    const hooks: UrlDefaults[] = chain.flatMap((scope) => scope.urlDefaultHooks);
    let values = params;
    if (hooks.length > 0) {
      const changed = { ...params };
      for (const hook of hooks) hook(name, changed);
      values = changed;
    }
    const external = options.external === true || options.scheme !== undefined;
    return buildUrl(this.routes, name, values, options, external ? origin() : undefined);
  }

  canonicalUrl(route: MatchedRoute, params: RenderValues): string {
    return buildUrl(this.routes, route.name, params, {}, undefined);
  }

  render(c: AnyContext, name: string | readonly string[], values: RenderValues): Markup {
    return this.#parts.renderer.render(c, name, values, this.#processorsOf(c.route));
  }

  renderString(c: AnyContext, source: string, values: RenderValues): Markup {
    return this.#parts.renderer.renderString(c, source, values, this.#processorsOf(c.route));
  }

  async renderStream(c: AnyContext, name: string | readonly string[], values: RenderValues): Promise<Reply> {
    const pieces = this.#parts.renderer.stream(c, name, values, this.#processorsOf(c.route));
    return startStream(markupOf(pieces), (error) => {
      if (error !== undefined) this.logger.error({ error, path: c.request.path }, "A streamed page ended early");
    });
  }

  redirect(c: AnyContext, target: string, options: RedirectOptions): string {
    if (this.#settings.off.has("redirects")) return target;
    const allowed = options.allow === undefined ? this.#settings.redirects : new Set(options.allow);
    return safeRedirect(target, { origin: this.#origin(c), allowed });
  }

  setCookie(name: string, value: string, attributes: CookieAttributes): string {
    const { off, mode } = this.#settings;
    if (off.has("cookies"))
      return serializeCookie(name, value, { httpOnly: false, secure: true, sameSite: "none", ...attributes });
    const secure = attributes.secure ?? (mode === "production" || this.#settings.origin?.startsWith("https:") === true);
    return serializeCookie(name, value, { ...attributes, secure });
  }

  sendFile(c: AnyContext, path: string | URL, options: FileOptions): Reply | Promise<Reply> {
    return sendFile(path, options, c.request.raw);
  }

  createNonce(): string {
    return createNonce();
  }

  clientAddress(c: AnyContext): string | undefined {
    return clientAddress(c.request.raw, c.request.connection, this.#settings.proxies);
  }

  isSecure(c: AnyContext): boolean {
    return isSecure(c.request.raw, c.request.connection, this.#settings.proxies);
  }

  forms(c: AnyContext): FormHost {
    const checksTokens = !this.#settings.off.has("token");
    return new RequestForms(c, { guard: this.#tokens, origin: this.#origin(c), checksTokens, receiver: undefined });
  }

  flashed(c: AnyContext, message: string, category: string): void {
    if (events.messageFlashed.hasSubscribers) events.messageFlashed.publish({ context: c, message, category });
  }

  /** The configured origin; without one, that of the request, whose host was found to be ours. */
  #origin(c: AnyContext): string {
    return this.#settings.origin ?? originOfRequest(c.request.raw, this.#settings.origins, c.request.connection);
  }

  // --------------------------------------------------------------------------------------- for contexts: sessions

  openSession(c: AnyContext): Session {
    const session = this.#parts.sessions.open(c.request.headers.get("cookie"));
    if (session instanceof Promise) {
      // Only before it was loaded, which the exchange does before any hook runs.
      throw new Error("The session is kept in a store and was not loaded yet");
    }
    return session;
  }

  csrfField(c: AnyContext, form: { readonly action: string | undefined; readonly method: string }): Markup {
    return this.#settings.off.has("token") ? createMarkup("") : this.#tokens.field(c, form, this.#origin(c));
  }

  csrfToken(c: AnyContext): string {
    return this.#tokens.pageToken(c);
  }

  // ---------------------------------------------------------------------------------------- for exchanges: guards

  checkHost(c: Context): void {
    if (this.#settings.off.has("hosts")) return;
    const refusal = checkHost(c.request.raw, this.#settings.hosts);
    if (refusal !== null) throw refuse(refusal);
  }

  checkOrigin(c: Context): HttpError | null {
    if (this.#settings.off.has("origin")) return null;
    const refusal = checkOrigin(c.request.raw, this.#settings.origins, c.request.connection);
    return refusal === null ? null : refuse(refusal);
  }

  loadSession(c: Context): Promise<void> | undefined {
    if (this.#parts.sessions.sync) return undefined;
    const session = this.#parts.sessions.open(c.request.headers.get("cookie"));
    if (session instanceof Promise) return session.then((loaded) => internals.useSession(c, loaded));
    internals.useSession(c, session);
    return undefined;
  }

  denySession(c: Context): void {
    internals.useSession(c, nullSession());
  }

  async checkToken(c: Context, deferred: boolean): Promise<void> {
    if (this.#settings.off.has("token")) return;
    await this.#tokens.admit(c, deferred);
  }

  settleToken(c: Context, status: number): void {
    this.#tokens.settle(c, status);
  }

  commit(c: Context, reply: Reply): Promise<void> | undefined {
    const session = internals.openedSession(c);
    if (session === undefined) return undefined;
    const writing = this.#parts.sessions.commit(session, reply.headers);
    return writing instanceof Promise ? writing : undefined;
  }

  // --------------------------------------------------------------------------------------- for exchanges: answers

  errorReply(c: Context, error: HttpError): Reply {
    const { status, headers } = error;
    if (c.request.wantsProblem) {
      const body = writeJson(problemOf(error));
      return withVary(
        new Reply("json", body, { status, headers, contentType: "application/problem+json; charset=utf-8" }),
      );
    }
    const page = status >= 500 && mayDebug(c) ? debugPage(c, error, c.nonce) : errorPage(error, c.nonce);
    return withVary(new Reply("html", page.toString(), { status, headers }));
  }

  toResponse(c: Context, reply: Reply, handler: Handler | undefined): Response {
    const { raw, connection } = c.request;
    const policy = handler?.headers ?? this.#settings.headers;
    let answer = reply;
    if (!this.#settings.off.has("headers")) {
      const refusal = checkIsolation(raw, reply.kind);
      if (refusal !== null) answer = new Reply("text", refusal.message, { status: refusal.status });
    }
    const headers: ResponseHeaderRecord = policy.headersFor(answer.kind, internals.openedNonce(c), this.isSecure(c));
    const contentType = answer.contentType ?? CONTENT_TYPES[answer.kind];
    if (contentType !== undefined && answer.body !== null) headers["content-type"] = contentType;
    const own = answer.ownHeaders;
    if (own !== undefined) {
      for (const [name, value] of own.entries()) headers[name] = value;
      if (own.cookies.length > 0) headers["set-cookie"] = own.cookies;
    }
    if (connection.createResponse !== undefined) return connection.createResponse(answer.body, answer.status, headers);
    return createResponse(raw.method === "HEAD" ? null : answer.body, answer.status, headers);
  }

  // ------------------------------------------------------------------------------------------- hooks, put in order

  pipelineOf(handler: Handler | undefined): Pipeline {
    let pipeline = this.#pipelines.get(handler);
    if (pipeline === undefined) {
      const chain = [...this.#parts.hooks, ...(handler?.chain ?? [])];
      const inward = chain.toReversed();
      pipeline = {
        chain,
        before: chain.flatMap((scope) => scope.beforeHooks),
        after: inward.flatMap((scope) => scope.afterHooks.toReversed()),
        teardown: inward.flatMap((scope) => scope.teardownHooks.toReversed()),
        urlValues: chain.flatMap((scope) => scope.urlValueHooks),
      };
      this.#pipelines.set(handler, pipeline);
      if (handler !== undefined) this.#chains.set(handler.matched, chain);
    }
    return pipeline;
  }

  #chainOf(route: MatchedRoute | undefined): readonly Hooks[] {
    return this.#chains.get(route) ?? this.#parts.hooks;
  }

  #processorsOf(route: MatchedRoute | undefined): readonly ContextProcessor[] {
    let processors = this.#processors.get(route);
    if (processors === undefined) {
      processors = this.#chainOf(route).flatMap((scope) => scope.processors);
      this.#processors.set(route, processors);
    }
    return processors;
  }
}

/** `.name` is a route of the blueprint that is at work, or of the application where none is. */
function relativeName(name: string, route: MatchedRoute | undefined): string {
  if (!name.startsWith(".")) return name;
  return route?.blueprint === undefined ? name.slice(1) : `${route.blueprint}${name}`;
}

function withVary(reply: Reply): Reply {
  reply.headers.vary("Accept");
  return reply;
}

async function* markupOf(pieces: AsyncIterable<string>): AsyncGenerator<Markup> {
  for await (const piece of pieces) yield createMarkup(piece);
}
