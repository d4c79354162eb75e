/** Conditional requests (RFC 9110 §13): is a full answer needed, or will "304" or "412" do? */

import { parseHttpDate } from "./dates.ts";
import { type EntityTag, matchesStrongly, matchesWeakly, parseEntityTags } from "./etag.ts";

/** What is known of the representation that would be sent. */
export interface Validators {
  readonly entityTag?: EntityTag;
  /** Milliseconds since the epoch; HTTP knows whole seconds only. */
  readonly lastModified?: number;
}

/** The headers that are read; a `Headers` or anything like it. */
export interface HeaderReader {
  get(name: string): string | null;
}

/**
 * Evaluates the preconditions in the order of RFC 9110 §13.2.2.
 *
 * @param method `GET` and `HEAD` may be answered 304, others only 412
 * @returns the status to answer with, or `null` to go on
 */
export function evaluatePreconditions(method: string, headers: HeaderReader, validators: Validators): 304 | 412 | null {
  const { entityTag } = validators;
  const modified = validators.lastModified === undefined ? null : wholeSeconds(validators.lastModified);
  const safe = method === "GET" || method === "HEAD";

  const ifMatch = headers.get("if-match");
  if (ifMatch !== null) {
    const tags = parseEntityTags(ifMatch);
    if (tags !== "*" && !tags.some((tag) => entityTag !== undefined && matchesStrongly(tag, entityTag))) return 412;
  } else {
    const since = date(headers.get("if-unmodified-since"));
    if (since !== null && modified !== null && modified > since) return 412;
  }

  const ifNoneMatch = headers.get("if-none-match");
  if (ifNoneMatch !== null) {
    const tags = parseEntityTags(ifNoneMatch);
    const match = tags === "*" || tags.some((tag) => entityTag !== undefined && matchesWeakly(tag, entityTag));
    if (match) return safe ? 304 : 412;
  } else if (safe) {
    const since = date(headers.get("if-modified-since"));
    if (since !== null && modified !== null && modified <= since) return 304;
  }
  return null;
}

/** Whether a `Range` may be served: there is no `If-Range`, or it names this very representation (RFC 9110 §13.1.5). */
export function mayServeRange(headers: HeaderReader, validators: Validators): boolean {
  const ifRange = headers.get("if-range");
  if (ifRange === null) return true;
  const tags = parseEntityTags(ifRange);
  const [tag] = tags === "*" ? [] : tags;
  if (tag !== undefined) return validators.entityTag !== undefined && matchesStrongly(tag, validators.entityTag);
  const since = date(ifRange);
  return since !== null && validators.lastModified !== undefined && wholeSeconds(validators.lastModified) === since;
}

function date(header: string | null): number | null {
  return header === null ? null : parseHttpDate(header);
}

function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}
