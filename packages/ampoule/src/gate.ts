/** The two ends of an exchange: the guards at its beginning, and the response at its end. */

import type { Markup } from "@ampoule/markup";
import { type AnyContext, type Context, contextInternals as internals } from "./context.ts";
import { HttpError } from "./errors.ts";
import { isPrivate, isTargeted } from "./http/cache-control.ts";
import { createResponse, type ResponseHeaderRecord } from "./http/response.ts";
import type { Logger } from "./log.ts";
import type { Outer } from "./outer.ts";
import { debugPage, mayDebug } from "./pages/debug-page.ts";
import { errorPage } from "./pages/error-page.ts";
import { problemOf, problemReply } from "./pages/problem.ts";
import type { Pipeline } from "./pipelines.ts";
import { Reply } from "./reply.ts";
import { CONTENT_TYPES, mountedPolicy } from "./response.ts";
import { buildUrl } from "./routing/build.ts";
import type { RouteMap } from "./routing/map.ts";
import { rawQuery } from "./routing/path.ts";
import type { Route } from "./routing/route.ts";
import { checkHost } from "./security/hosts.ts";
import { checkIsolation } from "./security/isolation.ts";
import { checkOrigin } from "./security/origin.ts";
import { isSecure } from "./security/proxy.ts";
import type { Refusal } from "./security/refusal.ts";
import type { Parts } from "./services.ts";
import { nullSession } from "./session/session.ts";
import type { Settings } from "./settings.ts";
import type { Handler } from "./views.ts";

function refuse({ status, code, message, detail }: Refusal): HttpError {
  return new HttpError(status, { code, detail: message, note: detail });
}

/** Guards and answers of an application. */
export class Gate implements Outer {
  readonly logger: Logger;
  readonly stringsAreHtml: boolean;
  readonly propagate: boolean;
  readonly routes: RouteMap<Handler>;
  readonly #parts: Parts;
  readonly #settings: Settings;

  constructor(parts: Parts) {
    const { settings } = parts;
    this.#parts = parts;
    this.#settings = settings;
    this.logger = settings.logger;
    this.stringsAreHtml = settings.off.has("text");
    this.propagate = settings.mode === "test";
    this.routes = parts.routes;
  }

  pipelineOf(handler: Handler | undefined): Pipeline {
    return this.#parts.pipelines.of(handler);
  }

  // ------------------------------------------------------------------------------------------------------- guards

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
    // A webhook has been given a session that is none.
    if (this.#parts.sessions.sync || internals.openedSession(c) !== undefined) return undefined;
    const session = this.#parts.sessions.open(c.request.headers.get("cookie"));
    if (session instanceof Promise) return session.then((loaded) => internals.useSession(c, loaded));
    internals.useSession(c, session);
    return undefined;
  }

  checkSignature(c: Context): void {
    const refusal = this.#parts.urls.check(c.request.path, rawQuery(c.request.url));
    if (refusal !== null) throw refuse(refusal);
  }

  denySession(c: Context): void {
    internals.useSession(c, nullSession());
  }

  async checkToken(c: Context, deferred: boolean): Promise<void> {
    if (!this.#settings.off.has("token")) await this.#parts.tokens.admit(c, deferred);
  }

  settleToken(c: Context, status: number): void {
    this.#parts.tokens.settle(c, status);
  }

  // ------------------------------------------------------------------------------------------------------ answers

  commit(c: Context, reply: Reply): Promise<void> | undefined {
    const session = internals.openedSession(c);
    if (session === undefined) return undefined;
    const writing = this.#parts.sessions.commit(session, reply.headers);
    return writing instanceof Promise ? writing : undefined;
  }

  canonicalUrl(route: Route<Handler>, params: Readonly<Record<string, unknown>>): string {
    return buildUrl(this.routes, route.name, params, {}, undefined);
  }

  errorReply(c: Context, error: HttpError): Reply {
    const reply = c.request.wantsProblem ? problemReply(problemOf(error), error.headers) : pageReply(c, error);
    reply.headers.vary("Accept");
    return reply;
  }

  toResponse(c: Context, reply: Reply, handler: Handler | undefined): Response {
    const { raw, connection } = c.request;
    const { off, headers: common, proxies } = this.#settings;
    const refusal = off.has("headers") ? null : checkIsolation(raw, reply.kind);
    const answer = refusal === null ? reply : new Reply("text", refusal.message, { status: refusal.status });
    const secure = isSecure(raw, connection, proxies);
    const policy = handler?.headers ?? common;
    const headers: ResponseHeaderRecord = policy.headersFor(answer.kind, internals.openedNonce(c), secure);
    if (handler?.mounted === true) for (const [name, value] of mountedPolicy(answer) ?? []) headers[name] = value;
    if (answer.kind === "empty" && answer.status === 304) for (const name of POLICY_OF_A_PAGE) delete headers[name];
    const contentType = answer.contentType ?? CONTENT_TYPES[answer.kind];
    if (contentType !== undefined && answer.body !== null) headers["content-type"] = contentType;
    const own = answer.ownHeaders;
    if (own !== undefined) {
      // A nonce that a cache gives to everybody is no secret, and a cookie would be everybody's: such an answer stays private whatever
      // the view says (H04, S04).
      const personal = own.cookies.length > 0 || internals.openedNonce(c) !== undefined;
      for (const [name, value] of own.entries()) if (!(personal && isTargeted(name))) headers[name] = value;
      if (personal && !isPrivate(own.get("cache-control"))) headers["cache-control"] = PERSONAL;
      if (own.cookies.length > 0) headers["set-cookie"] = own.cookies;
    }
    (handler === undefined ? this.#settings.cors : handler.cors)?.apply(raw, headers, handler !== undefined);
    if (connection.createResponse !== undefined) return connection.createResponse(answer.body, answer.status, headers);
    return createResponse(raw.method === "HEAD" ? withoutBody(answer) : answer.body, answer.status, headers);
  }
}

/** A 304 replaces the headers that a cache has kept (RFC 9111 §3.2): that of an empty answer would forbid the page its own scripts. */
const POLICY_OF_A_PAGE = ["content-security-policy", "content-security-policy-report-only"] as const;

const PERSONAL = "private, no-cache";

/** Nobody will read it, so what makes it is told to stop. */
function withoutBody({ body }: Reply): null {
  if (body instanceof ReadableStream) body.cancel().catch(() => undefined);
  return null;
}

function pageReply(c: AnyContext, error: HttpError): Reply {
  const { status, headers } = error;
  const page = (status >= 500 && mayDebug(c) ? debugged(c, error) : undefined) ?? errorPage(error, c.nonce);
  return new Reply("html", page.toString(), { status, headers });
}

/** `undefined` for an error that throws when it is looked at. */
function debugged(c: AnyContext, error: HttpError): Markup | undefined {
  try {
    return debugPage(c, error, c.nonce);
  } catch {
    return undefined;
  }
}
