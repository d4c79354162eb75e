/** What was thrown while a request was answered: as an error, in the log, and as parts of the answer. */

import { FormInputError } from "@ampoule/forms";
import type { AnyContext } from "./context.ts";
import { HttpError } from "./errors.ts";
import { events } from "./events.ts";
import type { Logger } from "./log.ts";
import { Reply } from "./reply.ts";

/** The status and the headers (`Allow`, `Retry-After`…) of an error, where its handler gave none of its own. */
export function addErrorParts(reply: Reply, error: HttpError): void {
  if (!reply.hasOwnStatus) reply.status = error.status;
  for (const [name, value] of Object.entries(error.headers)) {
    if (!reply.headers.has(name)) reply.headers.set(name, value);
  }
}

/**
 * The reply or response that was thrown to end the request; `undefined` for an error.
 *
 * Anything can be thrown, also an object that throws when it is looked at.
 */
export function thrownAnswer(thrown: unknown): Reply | Response | undefined {
  try {
    return thrown instanceof Reply || thrown instanceof Response ? thrown : undefined;
  } catch {
    return undefined;
  }
}

/** What was thrown, as an error; bad input that `@ampoule/forms` refused has its status. */
export function asError(thrown: unknown): Error {
  try {
    return knownError(thrown);
  } catch {
    return new Error("Something was thrown that throws when it is looked at");
  }
}

function knownError(thrown: unknown): Error {
  if (thrown instanceof FormInputError) {
    return new HttpError(thrown.status, { code: thrown.code, detail: thrown.message, cause: thrown });
  }
  return thrown instanceof Error ? thrown : new Error("Something that is no Error was thrown", { cause: thrown });
}

/** Tells the log and the observers of an error that became a 500. */
export function reportFailure(logger: Logger, c: AnyContext, error: unknown): void {
  const { method, path } = c.request;
  logger.error({ method, path, error }, "A request failed");
  if (events.requestException.hasSubscribers) events.requestException.publish({ context: c, error });
}

/** Tells them of a request that was refused. @param note what exactly was wrong */
export function reportRefusal(logger: Logger, c: AnyContext, error: HttpError, note: string): void {
  const { method, path } = c.request;
  logger.warn({ method, path, code: error.code, status: error.status, note }, "A request was refused");
  if (events.requestRefused.hasSubscribers) events.requestRefused.publish({ context: c, code: error.code, note });
}
