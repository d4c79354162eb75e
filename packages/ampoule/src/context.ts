/**
 * The context of one request: what views, hooks and templates get (Flask's `request`, `session`, `g`, `current_app` in
 * one value that is passed, not looked up).
 *
 * Nothing is computed before it is asked for: a view that returns a string has cost no URL, no cookie, no session.
 */

import type { FormHost } from "@ampoule/forms";
import { createHtml, type HtmlTag, type Markup } from "@ampoule/markup";
import { addFlash, type FlashedMessage, takeFlashes } from "./flash.ts";
import type { ConnectionInfo } from "./host.ts";
import type { FileOptions } from "./http/files.ts";
import type { FormBody } from "./http/form-reader.ts";
import type { CookieAttributes } from "./http/set-cookie.ts";
import type { Kernel, MatchedRoute, Mode, RedirectOptions, RenderValues, UrlValues } from "./kernel.ts";
import type { Logger } from "./log.ts";
import { Replies } from "./replies.ts";
import { assertStatus, Reply, ReplyHeaders, type ReplyInit } from "./reply.ts";
import { IncomingRequest } from "./request.ts";
import { toReply, type ViewResult } from "./response.ts";
import type { BuildOptions } from "./routing/build.ts";
import type { BuildParams, NoConverters, OtherName, RouteNames, UrlArguments } from "./routing/types.ts";
import type { Session } from "./session/session.ts";
import { emptyState, type State } from "./state.ts";
import type { UploadReceiver } from "./uploads/receiver.ts";
import type { SendUploadOptions, UploadReference } from "./uploads/send-upload.ts";
import type { UploadStorage } from "./uploads/storage.ts";
import type { Upload } from "./uploads/upload.ts";

/** Runs after the view of one request. */
export type AfterThisRequest =
  | ((reply: Reply) => Reply | undefined | Promise<Reply | undefined>)
  | ((reply: Reply) => void | Promise<void>);

/** A context, whatever the parameters of its route. */
export type AnyContext = Context<unknown>;

const NO_HOOKS: readonly AfterThisRequest[] = Object.freeze([]);
const NO_PARAMS: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null) as Record<string, unknown>);

/**
 * What the application does with a context, and nobody else.
 *
 * `settle` moves the status, headers and cookies that were set on the context to the reply; `dropHeaders` forgets the first
 * two, because an error page is another answer than the one they were meant for.
 */
interface Internals {
  bindRoute(c: AnyContext, route: MatchedRoute, params: Readonly<Record<string, unknown>>): void;
  useSession(c: AnyContext, session: Session): void;
  openedSession(c: AnyContext): Session | undefined;
  openedNonce(c: AnyContext): string | undefined;
  settle(c: AnyContext, reply: Reply): void;
  dropHeaders(c: AnyContext): void;
  /** @param shared whether caches that others share may keep the response */
  seal(c: AnyContext, shared: boolean): void;
  /** The response is wholly sent: what is looked at now does not get into it. */
  release(c: AnyContext): void;
  dispose(c: AnyContext): Promise<void> | undefined;
  hooksOf(c: AnyContext): readonly AfterThisRequest[];
  /** The field that a template's compiler puts into a form. */
  formToken(c: AnyContext, form: { readonly action: string | undefined; readonly method: string }): Markup;
}

let internals: Internals;

/**
 * A request being answered.
 *
 * @typeParam P the parameters of the route, typed by its rule
 * @example
 * app.get("/user/<int:id>", (c) => c.render("user.html", { user: users.find(c.params.id) ?? abort(404) }));
 * await (await client(app).get("/user/7")).text(); // "<p>Ada</p>"
 */
export class Context<P = Readonly<Record<string, unknown>>> extends Replies {
  /** The request. */
  readonly request: IncomingRequest;
  readonly #kernel: Kernel<AnyContext>;
  #params: Readonly<Record<string, unknown>> = NO_PARAMS;
  #route: MatchedRoute | undefined;
  #state: State | undefined;
  #session: Session | undefined;
  #nonce: string | undefined;
  #headers: ReplyHeaders | undefined;
  #cookies: string[] | undefined;
  #status: number | undefined;
  #after: AfterThisRequest[] | undefined;
  #flashes: readonly FlashedMessage[] | undefined;
  #forms: FormHost | undefined;
  #receiver: UploadReceiver | undefined;
  #markup: HtmlTag | undefined;
  /** Whether the response has begun: nothing can be added to it any more (D23). */
  #sealed = false;
  #shared = false;

  static {
    internals = {
      bindRoute(c, route, params) {
        c.#route = route;
        c.#params = params;
      },
      useSession(c, session) {
        c.#session = session;
      },
      openedSession: (c) => c.#session,
      openedNonce: (c) => c.#nonce,
      settle(c, reply) {
        if (c.#status !== undefined && !reply.hasOwnStatus) reply.status = c.#status;
        if (c.#headers !== undefined) reply.headers.assign(c.#headers);
        if (c.#cookies !== undefined) for (const line of c.#cookies) reply.headers.append("set-cookie", line);
        c.#status = undefined;
        c.#headers = undefined;
        c.#cookies = undefined;
      },
      seal(c, shared) {
        c.#sealed = true;
        c.#shared = shared;
        c.#session?.seal(shared);
      },
      release(c) {
        c.#shared = false;
        c.#session?.seal(false);
      },
      dropHeaders(c) {
        c.#headers = undefined;
        c.#status = undefined;
      },
      dispose: (c) => c.#receiver?.dispose(),
      hooksOf: (c) => c.#after ?? NO_HOOKS,
      formToken: (c, form) => c.#kernel.csrfField(c, form, "own"),
    };
  }

  constructor(kernel: Kernel<AnyContext>, request: Request, connection: ConnectionInfo) {
    super();
    this.#kernel = kernel;
    this.request = new IncomingRequest(request, connection, kernel.limits);
  }

  /** The values of the rule's variables. */
  get params(): P {
    return this.#params as P;
  }

  /** The matched route; `undefined` when none matched. */
  get route(): MatchedRoute | undefined {
    return this.#route;
  }

  /** Still percent-encoded. */
  get path(): string {
    return this.request.path;
  }

  /** A bag for the length of this request, shared by hooks, view and templates (`g`). */
  get state(): State {
    return (this.#state ??= emptyState());
  }

  /** The visitor's session. Touching it makes the response private to the visitor (`Vary: Cookie`, `no-store`). */
  get session(): Session {
    if (this.#session === undefined) {
      this.#session = this.#kernel.openSession(this);
      if (this.#sealed) this.#session.seal(this.#shared);
    }
    return this.#session;
  }

  /** How the application runs. */
  get mode(): Mode {
    return this.#kernel.mode;
  }

  /** The log of the application. */
  get log(): Logger {
    return this.#kernel.logger;
  }

  /** The client's address; behind proxies, as they report it, if the application says how many there are. */
  get clientAddress(): string | undefined {
    return this.#kernel.clientAddress(this);
  }

  /** Whether the client's own connection is encrypted. */
  get secure(): boolean {
    return this.#kernel.isSecure(this);
  }

  /** The CSP nonce of this response, made on first use. The compiler adds it to the tags of templates by itself. */
  get nonce(): string {
    return (this.#nonce ??= this.#kernel.createNonce());
  }

  /**
   * Renders a template to Markup, which a view can return.
   *
   * @param name or several, of which the first that exists is taken
   * @throws TemplateNotFound, and whatever the template's mistakes throw
   */
  render(name: string | readonly string[], values: RenderValues = {}): Markup {
    return this.#kernel.render(this, name, values);
  }

  /**
   * Renders a template given as text. The text must be the author's own: a template can do more than data may.
   */
  renderString(source: string, values: RenderValues = {}): Markup {
    return this.#kernel.renderString(this, source, values);
  }

  /** A template as a stream, for a view to return: its beginning is sent while the rest is still being made. */
  renderStream(name: string | readonly string[], values: RenderValues = {}): AsyncGenerator<Markup> {
    return this.#kernel.renderStream(this, name, values);
  }

  /**
   * Whatever a view may return, with a status and headers (Flask's tuples).
   *
   * @example
   * const reply = c.reply(c.render("new.html", { form }), { status: 422 });
   * reply.status; // 422
   */
  reply(value: ViewResult, init: ReplyInit): Reply {
    return toReply(value, "c.reply()", this.#kernel.stringsAreHtml, init);
  }

  /**
   * A redirect.
   *
   * @param target a path of ours, as `urlFor` gives it, or one relative to the request's (`?page=2`); another site only if it is
   *   allowed, since a target that came with the request would otherwise send our visitors anywhere (D02)
   * @throws HttpError 400 for a target that is not allowed; RangeError for a status that is none of a redirect
   */
  redirect(target: string, options: RedirectOptions = {}): Reply {
    const location = this.#kernel.redirect(this, target, options);
    return new Reply("empty", null, { status: options.status ?? 303, headers: { location } });
  }

  /** A redirect to the page of ours that the visitor comes from, by its `Referer`; else to `fallback`. */
  redirectBack(fallback: string): Reply {
    return this.redirect(this.#kernel.referer(this) ?? fallback);
  }

  /**
   * A file of the application's own.
   *
   * @param path absolute, or a `file:` URL; never made of what came with the request. Uploads are sent by `sendUpload`
   * @throws TypeError for another path, HttpError 404 when there is no such file
   */
  file(path: string | URL, options: FileOptions = {}): Promise<Reply> {
    return this.#kernel.sendFile(this, path, options);
  }

  /**
   * What a user has uploaded: as a download in a sandbox, shown inside a page only where its bytes prove an image.
   *
   * @throws HttpError 404 when there is none under that key
   */
  sendUpload(storage: UploadStorage, upload: UploadReference, options: SendUploadOptions = {}): Promise<Reply> {
    return this.#kernel.sendUpload(this, storage, upload, options);
  }

  /**
   * The `html` literal of this response: its scripts and styles get the nonce, its forms their token.
   *
   * @example
   * const page = c.markup`<form method="post"><button>Delete</button></form>`;
   * page.toString().includes('name="csrf_token"'); // true
   */
  get markup(): HtmlTag {
    return (this.#markup ??= createHtml({
      nonce: this.nonce,
      csrf: ({ action, method }) => this.#kernel.csrfField(this, { action, method }, "own"),
    }));
  }

  /** Headers for whatever answer the view returns; an error page begins without them. The request's are `c.request.headers`. */
  override get headers(): ReplyHeaders {
    this.#assertOpen();
    return (this.#headers ??= new ReplyHeaders());
  }

  /** Sets the status of whatever answer the view returns. */
  status(status: number): this {
    this.#assertOpen();
    assertStatus(status);
    this.#status = status;
    return this;
  }

  /**
   * Sets a cookie: `Secure`, `HttpOnly`, `SameSite=Lax`, `Path=/` unless you say otherwise.
   *
   * @throws TypeError for a part that a cookie cannot have, and for the session's own cookie; RangeError over 4096 bytes
   */
  setCookie(name: string, value: string, attributes: CookieAttributes = {}): void {
    this.#assertOpen();
    (this.#cookies ??= []).push(this.#kernel.setCookie(name, value, attributes));
  }

  /** Deletes a cookie. @param attributes the `path` and `domain` it was set with */
  deleteCookie(name: string, attributes: CookieAttributes = {}): void {
    this.setCookie(name, "", { ...attributes, maxAge: 0 });
  }

  /** Runs a function on the reply of this request, before the application's own `afterRequest` hooks. */
  afterThisRequest(hook: AfterThisRequest): void {
    (this.#after ??= []).push(hook);
  }

  /**
   * The body as a form.
   *
   * @param options.files take files, within the limits; without it a form with files is refused (400). What is not stored
   *   is gone when the request ends. @default false
   */
  form(): Promise<FormBody<never>>;
  form(options: { readonly files: true }): Promise<FormBody<Upload>>;
  form(options?: { readonly files?: boolean }): Promise<FormBody<Upload>> {
    return this.request.form(options?.files === true ? this.#receive() : undefined);
  }

  #receive(): UploadReceiver {
    return (this.#receiver ??= this.#kernel.createReceiver());
  }

  /** What a form of `@ampoule/forms` asks of a request: `await signup.from(c)` finds it here. */
  get forms(): FormHost {
    return (this.#forms ??= this.#kernel.forms(this, () => this.#receive()));
  }

  /** Keeps a message for the next page. @param category for the page to style it by. @default "message" */
  flash(message: string, category = "message"): void {
    addFlash(this.session, message, category);
    this.#kernel.flashed(this, message, category);
  }

  /** The kept messages. They are taken out of the session once; asking again during this request gives them again. */
  flashedMessages(): readonly FlashedMessage[] {
    return (this.#flashes ??= takeFlashes(this.session));
  }

  /**
   * The URL of a route by its name, or by the text of a rule.
   *
   * @throws BuildError that says what is missing, or which name is near
   * @example
   * c.urlFor("profile", { id: 7 }); // "/user/7"
   * // Typed by the rule:
   * c.urlFor("/user/<int:id>", { id: 7, tab: "posts" }); // "/user/7?tab=posts"
   */
  urlFor<N extends keyof RouteNames>(name: N, params: BuildParams<RouteNames[N]>, options?: BuildOptions): string;
  urlFor<R extends `/${string}`>(rule: R, ...rest: UrlArguments<R, NoConverters>): string;
  urlFor<N extends string>(name: OtherName<N>, params?: UrlValues, options?: BuildOptions): string;
  urlFor(name: string, params: UrlValues = {}, options: BuildOptions = {}): string {
    return this.#kernel.urlFor(this, name, params, options);
  }

  /**
   * The hidden field with a one-time token, for a form that no template and no `c.markup` prints: those add it by
   * themselves. Where the form has one already, this one does no harm.
   */
  csrfField(form: { readonly action?: string; readonly method?: string } = {}): Markup {
    return this.#kernel.csrfField(this, { action: form.action, method: form.method ?? "POST" }, "page");
  }

  /**
   * The tag of the script that sends forms with `data-enhance` by `fetch` and shows their errors in place, with its nonce; once for each
   * page. `form.render({ enhance: true })` adds it by itself, templates have it as `enhance_script()`.
   *
   * @returns nothing where the page has it already, or the platform has no files to serve it from
   */
  enhanceScript(): Markup {
    return this.#kernel.enhanceScript(this);
  }

  #assertOpen(): void {
    if (this.#sealed) {
      throw new Error(
        "The response has begun: its status, headers and cookies are sent. Set them before the first chunk of a stream",
      );
    }
  }

  /** The token for the header `X-CSRF-Token` of a `fetch`, masked anew each time. */
  csrfToken(): string {
    return this.#kernel.csrfToken(this);
  }
}

/** What only the application calls; kept off the class, so that views do not see it. */
export const contextInternals: Internals = internals;
