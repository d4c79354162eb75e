/**
 * The last step of a request: status, headers and body become one standard `Response`.
 *
 * On Node a native `Response` costs more than the rest of a small request (12 to 16 µs), so the node server passes its
 * own {@link ResponseFactory}, whose result is written straight to the socket. Everywhere else this file's is used.
 */

import type { ReplyBody } from "../reply.ts";
import { sizeOf } from "./sized-stream.ts";

/** Headers as they go out: lower-case names; an array is sent as that many lines (`set-cookie`). */
export type ResponseHeaderRecord = Record<string, string | readonly string[]>;

/** Makes a `Response`; servers may supply a faster one than {@link createResponse}. */
export type ResponseFactory = (body: ReplyBody, status: number, headers: ResponseHeaderRecord) => Response;

/** Statuses that never have a body: the Fetch standard calls them "null body status" and throws if there is one. */
const NULL_BODY_STATUSES: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

/** Whether a response of this status has no body by definition (Fetch §2.2.6, RFC 9110 §15.3.5, §15.4.5). */
export function isNullBodyStatus(status: number): boolean {
  return NULL_BODY_STATUSES.has(status);
}

/** Header lines as a native `Headers`: members of an array are appended, so that cookies stay lines of their own. */
export function toHeaders(record: ResponseHeaderRecord): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(record)) {
    if (typeof value === "string") headers.append(name, value);
    else for (const line of value) headers.append(name, line);
  }
  return headers;
}

/**
 * A native `Response`.
 *
 * @param body text is encoded as UTF-8; dropped where the status has none
 * @param status 200 to 599
 * @param headers lower-case names
 * @throws RangeError for a status out of range, TypeError for a header that is none
 */
export const createResponse: ResponseFactory = (body, status, record) => {
  const headers = toHeaders(record);
  const size = body instanceof ReadableStream ? sizeOf(body) : undefined;
  if (size !== undefined && !isNullBodyStatus(status)) headers.set("content-length", String(size));
  return new Response(isNullBodyStatus(status) ? null : body, { status, headers });
};
