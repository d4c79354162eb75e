/**
 * HTTP errors: one class for every status, with named helpers, and `abort()`.
 *
 * Throwing one ends the request with that status; error handlers may turn it into any page. What such an error *shows*
 * is its `detail`, which is therefore written by the application's author, never copied from the request (D20).
 */

import { errorStatus } from "./status.ts";

/** What an {@link HttpError} can say beyond its status. */
export interface HttpErrorOptions {
  /** A sentence for the person who reads the page or the problem+json; without it the status speaks for itself. */
  readonly detail?: string;
  /** A stable machine-readable name. @default the status's own, as `not_found` */
  readonly code?: string;
  /** Headers of the answer, as `{ "retry-after": "30" }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What led to it: goes to the log and the development page, never to the visitor. */
  readonly cause?: unknown;
  /** A note for the log alone, as which two origins differed. */
  readonly note?: string;
}

/**
 * An error that has an HTTP status (Werkzeug's `HTTPException`).
 *
 * @example
 * const error = new HttpError(409, { code: "edit_conflict", detail: "Somebody else saved this page first." });
 * error.title; // "Conflict"
 */
export class HttpError extends Error {
  override readonly name: string = "HttpError";
  /** 400 to 599. */
  readonly status: number;
  /** A stable machine-readable name, as `not_found`. */
  readonly code: string;
  /** The registered reason phrase, as `Not Found`. */
  readonly title: string;
  /** The sentence for the reader, if there is one. */
  readonly detail: string | undefined;
  /** Headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** For the log alone. */
  readonly note: string | undefined;

  /** @throws RangeError when `status` is no error status (400 to 599). */
  constructor(status: number, options: HttpErrorOptions = {}) {
    if (!Number.isInteger(status) || status < 400 || status > 599) {
      throw new RangeError(
        `An HttpError needs a status from 400 to 599, not ${status}. To redirect, return c.redirect()`,
      );
    }
    const row = errorStatus(status);
    super(options.detail ?? `${status} ${row.title}`, "cause" in options ? { cause: options.cause } : undefined);
    this.status = status;
    this.code = options.code ?? row.code;
    this.title = row.title;
    this.detail = options.detail;
    this.headers = options.headers ?? {};
    this.note = options.note;
  }
}

/**
 * Ends the request with an error status (Flask's `abort`).
 *
 * @param status 400 to 599
 * @param detail a sentence for the reader, or all of {@link HttpErrorOptions}
 * @throws HttpError always; RangeError for another status
 * @example
 * const user = users.find(7) ?? abort(404);
 * user.name; // "Ada"
 * users.find(8) ?? abort(404); // throws 404
 */
export function abort(status: number, detail?: string | HttpErrorOptions): never {
  throw new HttpError(status, typeof detail === "string" ? { detail } : detail);
}

/** Makes a helper that takes the detail or all options. */
function helper(status: number): (detail?: string | HttpErrorOptions) => HttpError {
  return (detail) => new HttpError(status, typeof detail === "string" ? { detail } : detail);
}

type Helper = (detail?: string | HttpErrorOptions) => HttpError;

/**
 * 400: the request makes no sense, in its form or in what it says. An error to throw; give it a sentence for the reader, or all of {@link HttpErrorOptions}.
 *
 * @example
 * app.get("/", () => {
 *   throw badRequest("Which kitten?");
 * });
 * (await client(app).get("/")).status; // 400
 */
export const badRequest: Helper = helper(400);
/** 403: this visitor may not do that. */
export const forbidden: Helper = helper(403);
/** 404: there is nothing here, or nothing that this visitor may know of. */
export const notFound: Helper = helper(404);
/** 406: none of the media types that the client accepts can be given. */
export const notAcceptable: Helper = helper(406);
/** 408: the request did not come in time. */
export const requestTimeout: Helper = helper(408);
/** 409: it does not fit the present state, as when somebody else has changed it. */
export const conflict: Helper = helper(409);
/** 410: it was here, and will not come back. */
export const gone: Helper = helper(410);
/** 411: a `Content-Length` is needed. */
export const lengthRequired: Helper = helper(411);
/** 412: an `If-Match` or its kin does not hold. */
export const preconditionFailed: Helper = helper(412);
/** 413: the body is larger than is taken. */
export const contentTooLarge: Helper = helper(413);
/** 414: the URL is longer than is taken. */
export const uriTooLong: Helper = helper(414);
/** 415: the body is of a type that is not taken. */
export const unsupportedMediaType: Helper = helper(415);
/** 421: this server does not answer for that host. */
export const misdirectedRequest: Helper = helper(421);
/** 422: well-formed, and wrong in its content, as a form that is filled in wrongly. */
export const unprocessableContent: Helper = helper(422);
/** 428: an `If-Match` is needed, so that nothing is overwritten unseen. */
export const preconditionRequired: Helper = helper(428);
/** 431: the headers are larger than is taken. */
export const headersTooLarge: Helper = helper(431);
/** 500: a mistake of ours. */
export const internalServerError: Helper = helper(500);
/** 502: a server behind us gave a bad answer. */
export const badGateway: Helper = helper(502);

/**
 * 401, with the challenge that RFC 9110 §15.5.2 demands.
 *
 * @param challenge as `Bearer realm="api"`
 * @example
 * unauthorized('Bearer realm="api"').headers; // { "www-authenticate": 'Bearer realm="api"' }
 */
export function unauthorized(challenge: string, options: HttpErrorOptions = {}): HttpError {
  return new HttpError(401, { ...options, headers: { ...options.headers, "www-authenticate": challenge } });
}

/**
 * 405, with the `Allow` that RFC 9110 §15.5.6 demands.
 *
 * @example
 * methodNotAllowed(["GET", "HEAD"]).headers; // { allow: "GET, HEAD" }
 */
export function methodNotAllowed(allowed: readonly string[], options: HttpErrorOptions = {}): HttpError {
  return new HttpError(405, { ...options, headers: { ...options.headers, allow: allowed.join(", ") } });
}

/**
 * 429: too many requests of one client.
 *
 * @param seconds when to try again, written as `Retry-After`
 * @example
 * tooManyRequests(30).headers; // { "retry-after": "30" }
 */
export function tooManyRequests(seconds: number, options: HttpErrorOptions = {}): HttpError {
  return new HttpError(429, { ...options, headers: { ...options.headers, ...retryAfter(seconds) } });
}

/**
 * 503: we cannot answer for a while.
 *
 * @param seconds when to try again, written as `Retry-After`
 * @example
 * serviceUnavailable(120).headers; // { "retry-after": "120" }
 */
export function serviceUnavailable(seconds: number, options: HttpErrorOptions = {}): HttpError {
  return new HttpError(503, { ...options, headers: { ...options.headers, ...retryAfter(seconds) } });
}

function retryAfter(seconds: number): Record<string, string> {
  return { "retry-after": String(Math.max(0, Math.ceil(seconds))) };
}
