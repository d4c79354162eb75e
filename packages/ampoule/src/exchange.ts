/**
 * One request from its arrival to its response: the order of everything.
 *
 * 1. host: is it ours?                           (before anything of the request is used)
 * 2. origin: may this site make this request?    (CSRF layer 1: before routing, body and views)
 * 3. route, and the session where it has to be fetched
 * 4. token of a form                             (CSRF layer 2: before the first byte of an upload is stored)
 * 5. `beforeRequest` hooks, the view; errors become pages
 * 6. `afterRequest` hooks, the session's cookie, the security headers, one `Response`
 * 7. `teardownRequest` hooks
 *
 * A plain GET without hooks runs through synchronously; everything else takes the asynchronous way, in the same order.
 */

import { type Context, contextInternals as internals } from "./context.ts";
import { enhancedReply } from "./enhance.ts";
import { HttpError, methodNotAllowed } from "./errors.ts";
import { events } from "./events.ts";
import { addErrorParts, asError, reportFailure, reportRefusal, thrownAnswer } from "./failures.ts";
import { findErrorHandler } from "./hooks.ts";
import { isPrivate, isTargeted } from "./http/cache-control.ts";
import type { Outer } from "./outer.ts";
import type { Pipeline } from "./pipelines.ts";
import { Reply } from "./reply.ts";
import { hasNoBody, isGenerator, startStream, toReply } from "./response.ts";
import type { Resolution } from "./routing/map.ts";
import { rawQuery } from "./routing/path.ts";
import { requestedMethod } from "./security/cors.ts";
import type { Handler, View } from "./views.ts";

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** The errors behind resolutions that lead nowhere. */
const REFUSALS = {
  missing: (): HttpError => new HttpError(404),
  malformed: (): HttpError => new HttpError(400, { code: "malformed_path", detail: "The address is not well-formed." }),
  "too-long": (): HttpError => new HttpError(414),
} as const;

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

export class Exchange {
  readonly #outer: Outer;
  readonly #c: Context;
  #pipeline: Pipeline;
  #handler: Handler | undefined;
  /** Whether a browser only asks what it may send: the declaration answers, hooks are not asked. */
  #preflight = false;
  /** What became a 500, for the teardown hooks. */
  #error: unknown;
  /** Whether a stream runs the teardown hooks when it has ended. */
  #streams = false;

  constructor(outer: Outer, c: Context) {
    this.#outer = outer;
    this.#c = c;
    this.#pipeline = outer.pipelineOf(undefined);
  }

  /** Answers the request. Rejects in test mode only. */
  run(): Response | Promise<Response> {
    const c = this.#c;
    if (events.requestStarted.hasSubscribers) events.requestStarted.publish({ context: c });
    try {
      const resolution = this.#admit();
      const loading = this.#outer.loadSession(c);
      if (loading !== undefined || !this.#isPlain(resolution)) return this.#answer(resolution, loading);
      const { handler } = resolution.route;
      const value = handler.view(c);
      if (isPromise(value) || isGenerator(value)) return this.#answerWith(value, handler.view);
      const reply = toReply(value, nameOf(handler), this.#outer.stringsAreHtml);
      // The view may have added a hook of its own, and somebody may watch the end.
      if (internals.hooksOf(c).length > 0 || events.requestTearingDown.hasSubscribers) return this.#complete(reply);
      internals.settle(c, reply);
      const committing = this.#outer.commit(c, reply);
      if (committing === undefined) return this.#respond(reply);
      return committing.then(
        () => this.#respond(reply),
        (error: unknown) => this.#fail(error),
      );
    } catch (error) {
      return this.#fail(error);
    }
  }

  /** Steps 1 to 3, without the session. */
  #admit(): Resolution<Handler> {
    const c = this.#c;
    this.#outer.checkHost(c);
    const refusal = this.#outer.checkOrigin(c);
    const resolution = this.#outer.routes.resolve(c.request.method, c.request.path);
    const handler = "route" in resolution ? resolution.route.handler : undefined;
    const webhook = resolution.kind === "route" && handler?.csrf === "webhook";
    if (refusal !== null && !webhook) throw refusal;
    if (resolution.kind === "route" && handler !== undefined) {
      this.#handler = handler;
      internals.bindRoute(c, handler.matched, resolution.params);
      if (handler.limits !== undefined) c.request.applyLimits(handler.limits);
      if (webhook) this.#outer.denySession(c);
    }
    if (resolution.kind === "method") this.#findPreflight();
    this.#pipeline = this.#outer.pipelineOf(handler);
    if (resolution.kind === "route" && handler?.signed === true) this.#outer.checkSignature(c);
    // An old address is redirected with all of its parameters, so nobody may take them out before.
    if (resolution.kind === "route" && !resolution.route.alias)
      for (const hook of this.#pipeline.urlValues) hook(c, resolution.params);
    return resolution;
  }

  /** A preflight is about the route that its own request would have (Fetch §4.8). */
  #findPreflight(): void {
    const { raw, path } = this.#c.request;
    const method = requestedMethod(raw);
    if (method === null) return;
    const target = this.#outer.routes.resolve(method, path);
    if (target.kind !== "route") return;
    this.#handler = target.route.handler;
    this.#preflight = true;
  }

  #isPlain(resolution: Resolution<Handler>): resolution is Extract<Resolution<Handler>, { kind: "route" }> {
    const { before, after, teardown } = this.#pipeline;
    return (
      resolution.kind === "route" &&
      before.length + after.length + teardown.length === 0 &&
      !resolution.route.alias &&
      SAFE_METHODS.has(this.#c.request.method)
    );
  }

  /** Steps 4 and 5. */
  async #answer(resolution: Resolution<Handler>, loading: Promise<void> | undefined): Promise<Response> {
    let reply: Reply;
    try {
      await loading;
      const handler = resolution.kind === "route" ? resolution.route.handler : undefined;
      if (handler !== undefined && this.#needsToken(handler))
        await this.#outer.checkToken(this.#c, handler.csrf === "form");
      let value: unknown;
      for (const hook of this.#preflight ? [] : this.#pipeline.before) {
        value = await hook(this.#c);
        if (value !== undefined) break;
      }
      if (value === undefined) value = await this.#resolve(resolution);
      reply = await this.#toReply(value, handler);
    } catch (error) {
      return this.#fail(error);
    }
    return this.#complete(reply);
  }

  /** A webhook proves its sender in another way; a mounted application checks the tokens of its own forms. */
  #needsToken(handler: Handler): boolean {
    return handler.csrf !== "webhook" && !handler.mounted && !SAFE_METHODS.has(this.#c.request.method);
  }

  /** A view that did not answer at once. */
  async #answerWith(value: unknown, view: View): Promise<Response> {
    let reply: Reply;
    try {
      reply = await this.#toReply(await value, undefined, view.name);
    } catch (error) {
      return this.#fail(error);
    }
    return this.#complete(reply);
  }

  #resolve(resolution: Resolution<Handler>): unknown {
    const c = this.#c;
    switch (resolution.kind) {
      case "route": {
        const { route, params } = resolution;
        if (!route.alias) return route.handler.view(c);
        return this.#redirect(this.#outer.canonicalUrl(route, params));
      }
      case "default":
        return this.#redirect(this.#outer.canonicalUrl(resolution.route, resolution.params));
      case "redirect":
        return this.#redirect(resolution.location);
      case "method":
        if (c.request.method !== "OPTIONS") throw methodNotAllowed(resolution.allowed);
        return new Reply("empty", null, { status: 204, headers: { allow: resolution.allowed.join(", ") } });
      default:
        throw REFUSALS[resolution.kind]();
    }
  }

  /** 308: the method and the body stay as they are (RFC 9110 §15.4.9). */
  #redirect(path: string): Reply {
    const query = rawQuery(this.#c.request.url);
    return new Reply("empty", null, { status: 308, headers: { location: query === "" ? path : `${path}?${query}` } });
  }

  async #toReply(value: unknown, handler: Handler | undefined, name = ""): Promise<Reply> {
    if (isGenerator(value)) return this.#stream(value);
    return toReply(
      value,
      handler === undefined ? `The view ${name}`.trimEnd() : nameOf(handler),
      this.#outer.stringsAreHtml,
    );
  }

  #stream(chunks: Parameters<typeof startStream>[0]): Promise<Reply> {
    this.#streams = true;
    return startStream(chunks, (error) => {
      if (error !== undefined) this.#outer.logger.warn({ error }, "A streamed answer ended early");
      void this.#teardown();
    });
  }

  // ------------------------------------------------------------------------------------------------------ the end

  /** Steps 6 and 7 for an answer; what fails in them becomes an error page, whose hooks do not run again. */
  async #complete(reply: Reply): Promise<Response> {
    const c = this.#c;
    let answer = reply;
    try {
      internals.settle(c, answer);
      this.#outer.settleToken(c, answer.status);
      for (const hook of internals.hooksOf(c)) answer = changed(await hook(answer), answer);
      for (const hook of this.#pipeline.after) answer = changed(await hook(c, answer), answer);
      internals.settle(c, answer);
      answer = enhancedReply(c, answer);
      await this.#outer.commit(c, answer);
      return await this.#finish(answer);
    } catch (error) {
      discardBody(answer);
      if (this.#outer.propagate) return this.#propagate(error);
      const page = this.#unexpected(error);
      // Whoever looked into the session has made this page private too (S27). If it is the session that fails, the page
      // goes out without it.
      await Promise.resolve(this.#outer.commit(c, page)).catch(() => undefined);
      return this.#finish(page);
    }
  }

  async #finish(reply: Reply): Promise<Response> {
    const response = this.#respond(reply);
    if (!this.#streams) await this.#teardown();
    return response;
  }

  #respond(reply: Reply): Response {
    const c = this.#c;
    internals.seal(c, this.#streams && isShared(reply));
    if (hasNoBody(reply.status)) reply.body = null;
    if (events.requestFinished.hasSubscribers) events.requestFinished.publish({ context: c, reply });
    return this.#outer.toResponse(c, reply, this.#handler);
  }

  async #teardown(): Promise<void> {
    const { teardown } = this.#pipeline;
    internals.release(this.#c);
    if (events.requestTearingDown.hasSubscribers) {
      events.requestTearingDown.publish({ context: this.#c, error: this.#error });
    }
    for (const hook of teardown) {
      try {
        await hook(this.#c, this.#error);
      } catch (error) {
        this.#outer.logger.error({ error }, "A teardownRequest hook failed");
      }
    }
    await internals.dispose(this.#c);
  }

  // ------------------------------------------------------------------------------------------------------- errors

  /** Turns whatever was thrown into an answer, and goes on with steps 6 and 7. */
  async #fail(thrown: unknown): Promise<Response> {
    const c = this.#c;
    const answer = thrownAnswer(thrown);
    if (answer !== undefined) return this.#complete(toReply(answer, "", false));
    internals.dropHeaders(c);
    let reply: Reply;
    try {
      reply = await this.#recover(asError(thrown));
    } catch (error) {
      if (this.#outer.propagate) return this.#propagate(error);
      reply = this.#unexpected(error);
    }
    return this.#complete(reply);
  }

  async #recover(error: Error): Promise<Reply> {
    const c = this.#c;
    const { chain } = this.#pipeline;
    let http = error instanceof HttpError ? error : undefined;
    let handler = findErrorHandler(chain, error, http?.status);
    if (http === undefined && handler === undefined) {
      if (this.#outer.propagate) throw error;
      http = this.#note(error);
      handler = findErrorHandler(chain, http, 500);
    } else if (http?.status === 500) this.#note(error);
    if (http?.note !== undefined) reportRefusal(this.#outer.logger, c, http, http.note);
    if (handler === undefined) return this.#outer.errorReply(c, http ?? this.#note(error));
    const value = await handler(c, http ?? error);
    const reply = isGenerator(value)
      ? await this.#stream(value)
      : toReply(value, "The error handler", this.#outer.stringsAreHtml);
    if (http !== undefined) addErrorParts(reply, http);
    else if (!reply.hasOwnStatus) reply.status = 500;
    return reply;
  }

  async #propagate(error: unknown): Promise<never> {
    this.#error ??= error;
    await this.#teardown();
    throw error;
  }

  /** An error that nobody expected: for the log, the observers, the teardown hooks. */
  #note(error: unknown): HttpError {
    this.#error ??= error;
    reportFailure(this.#outer.logger, this.#c, error);
    return new HttpError(500, { cause: error });
  }

  /** The last resort: an error page that no hook or handler of the application touches. */
  #unexpected(error: unknown): Reply {
    internals.dropHeaders(this.#c);
    return this.#outer.errorReply(this.#c, this.#note(error));
  }
}

/** Whether a view said that a reply is for everybody. */
function isShared({ ownHeaders }: Reply): boolean {
  if (ownHeaders === undefined) return false;
  for (const [name, value] of ownHeaders.entries())
    if ((name === "cache-control" || isTargeted(name)) && !isPrivate(value)) return true;
  return false;
}

/** A hook's own reply, if it returned one. */
function changed(result: unknown, before: Reply): Reply {
  if (result === undefined || result === before) return before;
  if (!(result instanceof Reply)) {
    throw new TypeError("An afterRequest hook returns a Reply, or nothing after changing the one it was given");
  }
  discardBody(before);
  return result;
}

/** Tells a stream that nobody will read it. */
function discardBody({ body }: Reply): void {
  if (body instanceof ReadableStream && !body.locked) body.cancel().catch(() => undefined);
}

function nameOf(handler: Handler): string {
  return `The view of "${handler.matched.name}"`;
}
