/** What an exchange is told by what is around it: the guards at its beginning, the response at its end. */

import type { Context } from "./context.ts";
import type { HttpError } from "./errors.ts";
import type { Logger } from "./log.ts";
import type { Pipeline } from "./pipelines.ts";
import type { Reply } from "./reply.ts";
import type { RouteMap } from "./routing/map.ts";
import type { Route } from "./routing/route.ts";
import type { Handler } from "./views.ts";

/** What guards and outer layers do for an exchange. */
export interface Outer {
  readonly logger: Logger;
  readonly stringsAreHtml: boolean;
  /** Errors that nobody handles are thrown to the caller instead of becoming a page (test mode). */
  readonly propagate: boolean;
  readonly routes: RouteMap<Handler>;
  /** The hooks of a route; of the application alone where none matched. */
  pipelineOf(handler: Handler | undefined): Pipeline;
  /** @throws HttpError for a host that is not ours */
  checkHost(c: Context): void;
  /** The refusal of a request from another site; `null` when it may pass. */
  checkOrigin(c: Context): HttpError | null;
  /** Fetches the session where that takes time. */
  loadSession(c: Context): Promise<void> | undefined;
  /** @throws HttpError for a URL that was not signed, or whose time is over */
  checkSignature(c: Context): void;
  /** Takes the session away from a webhook. */
  denySession(c: Context): void;
  /** @param deferred leave a form's token to the form. @throws HttpError for a form without its token */
  checkToken(c: Context, deferred: boolean): Promise<void>;
  /** Gives the token of a refused form back. @throws Error when nobody checked it */
  settleToken(c: Context, status: number): void;
  /** Writes the session's cookie, if the session was touched. */
  commit(c: Context, reply: Reply): Promise<void> | undefined;
  /** The page or problem+json of an error that no handler answers for. */
  errorReply(c: Context, error: HttpError): Reply;
  /** The end: security headers, one `Response`. */
  toResponse(c: Context, reply: Reply, handler: Handler | undefined): Response;
  /** Where an old address of a route leads now. */
  canonicalUrl(route: Route<Handler>, params: Readonly<Record<string, unknown>>): string;
}
