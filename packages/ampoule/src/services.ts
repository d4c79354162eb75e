/** What the contexts of an application ask for: URLs, pages, redirects, cookies, files, sessions, tokens. */

import type { FormHost, TokenPlace } from "@ampoule/forms";
import { escapeHtml, type Markup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import type { AnyContext } from "./context.ts";
import { ENHANCE_ROUTE, loadEnhanceScript } from "./enhance-script.ts";
import { events } from "./events.ts";
import { RequestForms } from "./form-host.ts";
import type { Hooks } from "./hooks.ts";
import { type FileOptions, sendFile } from "./http/files.ts";
import type { Limits } from "./http/limits.ts";
import { type CookieAttributes, serializeCookie } from "./http/set-cookie.ts";
import type { Kernel, Mode, RedirectOptions, RenderValues, UrlValues } from "./kernel.ts";
import type { Logger } from "./log.ts";
import type { Pipelines } from "./pipelines.ts";
import type { Renderer } from "./render.ts";
import type { Reply } from "./reply.ts";
import { type BuildOptions, buildUrl } from "./routing/build.ts";
import type { RouteMap } from "./routing/map.ts";
import { createNonce } from "./security/nonce.ts";
import { originOfRequest } from "./security/origin.ts";
import { clientAddress, isSecure } from "./security/proxy.ts";
import { refererWithin, safeRedirect } from "./security/redirect.ts";
import type { UrlSigner } from "./security/signed-url.ts";
import type { Session } from "./session/session.ts";
import type { Sessions } from "./session/sessions.ts";
import type { Settings } from "./settings.ts";
import type { TokenGuard } from "./token-guard.ts";
import { type UploadOptions, UploadReceiver } from "./uploads/receiver.ts";
import { type SendUploadOptions, sendUpload, type UploadReference } from "./uploads/send-upload.ts";
import type { UploadStorage } from "./uploads/storage.ts";
import type { Handler } from "./views.ts";

/** The working parts of an application. */
export interface Parts {
  readonly settings: Settings;
  readonly routes: RouteMap<Handler>;
  readonly pipelines: Pipelines;
  readonly renderer: Renderer;
  readonly sessions: Sessions;
  readonly tokens: TokenGuard;
  readonly uploads: UploadOptions;
  readonly urls: UrlSigner;
}

/** Statuses with which browsers follow a `Location`. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The services of an application. Guards that are off are left out here, and in `Gate`; nowhere else is a switch read. */
export class Services implements Kernel<AnyContext> {
  readonly mode: Mode;
  readonly logger: Logger;
  readonly limits: Limits;
  readonly stringsAreHtml: boolean;
  readonly #parts: Parts;
  readonly #settings: Settings;
  /** Whose pages have the enhancement script already. */
  readonly #enhanced = new WeakSet<AnyContext>();

  constructor(parts: Parts) {
    const { settings } = parts;
    this.#parts = parts;
    this.#settings = settings;
    this.mode = settings.mode;
    this.logger = settings.logger;
    this.limits = settings.limits;
    this.stringsAreHtml = settings.off.has("text");
  }

  urlFor(c: AnyContext, name: string, params: UrlValues, options: BuildOptions): string {
    const { chain } = this.#parts.pipelines.ofRoute(c.route);
    return this.buildUrl(absoluteName(name, c.route?.blueprint), params, options, chain, () => this.#origin(c));
  }

  /**
   * Builds a URL with the defaults of a chain of scopes.
   *
   * @param origin asked only for an external URL
   */
  buildUrl(
    name: string,
    params: UrlValues,
    options: BuildOptions,
    chain: readonly Hooks[],
    origin: () => string | undefined,
  ): string {
    const hooks = chain.flatMap((scope) => scope.urlDefaultHooks);
    const values = hooks.length === 0 ? params : { ...params };
    for (const hook of hooks) hook(name, values);
    const external = options.external === true || options.scheme !== undefined;
    const { routes, urls } = this.#parts;
    return buildUrl(routes, name, values, options, external ? origin() : undefined, urls.sign);
  }

  render(c: AnyContext, name: string | readonly string[], values: RenderValues): Markup {
    const { processors } = this.#parts.pipelines.ofRoute(c.route);
    return this.#parts.renderer.render(c, name, values, processors);
  }

  renderString(c: AnyContext, source: string, values: RenderValues): Markup {
    const { processors } = this.#parts.pipelines.ofRoute(c.route);
    return this.#parts.renderer.renderString(c, source, values, processors);
  }

  renderStream(c: AnyContext, name: string | readonly string[], values: RenderValues): AsyncGenerator<Markup> {
    const { processors } = this.#parts.pipelines.ofRoute(c.route);
    return markupOf(this.#parts.renderer.stream(c, name, values, processors));
  }

  redirect(c: AnyContext, target: string, options: RedirectOptions): string {
    const { status = 303 } = options;
    if (!REDIRECTS.has(status))
      throw new RangeError(`${status} is no status of a redirect; they are ${[...REDIRECTS].join(", ")}`);
    if (this.#settings.off.has("redirects")) return target;
    const allowed = options.allow ?? this.#settings.redirects;
    return safeRedirect(target, { origin: this.#origin(c), path: c.request.path, allowed });
  }

  referer(c: AnyContext): string | null {
    return refererWithin(c.request.headers.get("referer"), this.#origin(c));
  }

  setCookie(name: string, value: string, attributes: CookieAttributes): string {
    const { off, usesHttps } = this.#settings;
    const defaults: CookieAttributes = off.has("cookies")
      ? { httpOnly: false, secure: true, sameSite: "none" }
      : { secure: usesHttps };
    // A name that came from outside would end the session, or put another one in its place.
    if (!off.has("cookies") && name === this.#parts.sessions.cookieName)
      throw new TypeError(`${JSON.stringify(name)} is the session's cookie: use c.session, whose destroy() ends it`);
    return serializeCookie(name, value, { ...defaults, ...attributes });
  }

  sendFile(c: AnyContext, path: string | URL, options: FileOptions): Promise<Reply> {
    return sendFile(path, options, c.request.raw);
  }

  sendUpload(
    c: AnyContext,
    storage: UploadStorage,
    upload: UploadReference,
    options: SendUploadOptions,
  ): Promise<Reply> {
    return sendUpload(storage, upload, c.request.raw, options, this.#settings.off.has("uploads"));
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

  openSession(c: AnyContext): Session {
    const session = this.#parts.sessions.open(c.request.headers.get("cookie"));
    // The exchange loads such a session before any hook or view runs.
    if (session instanceof Promise) throw new Error("The session is kept in a store and was not loaded yet");
    return session;
  }

  csrfField(
    c: AnyContext,
    form: { readonly action: string | undefined; readonly method: string },
    place: TokenPlace,
  ): Markup {
    if (this.#settings.off.has("token")) return createMarkup("");
    return this.#parts.tokens.field(c, form, this.#origin(c), place);
  }

  csrfToken(c: AnyContext): string {
    return this.#parts.tokens.pageToken(c);
  }

  forms(c: AnyContext, receive: () => UploadReceiver): FormHost {
    const checksTokens = !this.#settings.off.has("token");
    const script = (): Markup => this.enhanceScript(c);
    return new RequestForms(c, { guard: this.#parts.tokens, origin: this.#origin(c), checksTokens, receive, script });
  }

  enhanceScript(c: AnyContext): Markup {
    if (this.#enhanced.has(c) || loadEnhanceScript() === undefined) return createMarkup("");
    this.#enhanced.add(c);
    const url = this.urlFor(c, ENHANCE_ROUTE, {}, {});
    return createMarkup(`<script src="${escapeHtml(url)}" nonce="${c.nonce}" defer></script>`);
  }

  createReceiver(): UploadReceiver {
    return new UploadReceiver(this.#parts.uploads, this.limits);
  }

  flashed(c: AnyContext, message: string, category: string): void {
    if (events.messageFlashed.hasSubscribers) events.messageFlashed.publish({ context: c, message, category });
  }

  /** The configured origin; without one, that of the request, whose host was found to be ours. */
  #origin(c: AnyContext): string {
    return this.#settings.origin ?? originOfRequest(c.request.raw, this.#settings.origins, c.request.connection);
  }
}

/** `.name` is a route of the blueprint that is at work, or of the application where none is. */
function absoluteName(name: string, blueprint: string | undefined): string {
  if (!name.startsWith(".")) return name;
  return blueprint === undefined ? name.slice(1) : blueprint + name;
}

async function* markupOf(pieces: AsyncIterable<string>): AsyncGenerator<Markup> {
  for await (const piece of pieces) yield createMarkup(piece);
}
