/**
 * Cross-origin resource sharing (Fetch §3.3): which other sites' pages may *read* what we send. None, unless a route says so.
 *
 * Origins are compared exactly. There is no way to say "whoever asks" together with credentials, no expression to get wrong, and no path
 * to match: the policy belongs to the route (H02). What is sent is made of the declaration, never copied from the request, and `Vary`
 * always says that it depends on the origin (H03). `Access-Control-Allow-Private-Network` is never sent.
 *
 * Whether another site's page may *change* something is not decided here but by the guards against CSRF (`trustedOrigins`).
 */

import type { ResponseHeaderRecord } from "../http/response.ts";
import { checkedOrigin } from "./origin.ts";

/** Who may read the answers of a route, besides ourselves. */
export interface CorsOptions {
  /** Origins, each exactly, as `https://partner.example`; or `"*"` for everybody, without credentials. */
  readonly origins: readonly string[] | "*";
  /** Whether their requests may carry cookies, so that they read what the visitor sees. @default false */
  readonly credentials?: boolean;
  /** Request headers that their scripts may set, as `["content-type"]`. @default none */
  readonly headers?: readonly string[];
  /** Response headers that their scripts may read, besides the usual ones. @default none */
  readonly exposeHeaders?: readonly string[];
  /** Seconds that a browser may remember the answer to its preflight. @default 600 */
  readonly maxAge?: number;
}

/** Adds the headers of one response. */
export interface CorsPolicy {
  /** @param routed whether a route of ours answers, or would answer what a preflight asks for */
  apply(request: Request, headers: ResponseHeaderRecord, routed: boolean): void;
}

/** RFC 9110 §5.6.2, in lower case. */
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;

/**
 * Checks the options.
 *
 * @throws TypeError for anything but exact origins, for `"*"` with credentials, and for header names that are none (`*` is none here)
 */
export function compileCors(options: CorsOptions): CorsPolicy {
  const { origins, credentials = false, headers = [], exposeHeaders = [], maxAge = 600 } = options;
  const everybody = origins === "*";
  if (everybody && credentials) {
    throw new TypeError(
      'cors: credentials need exact origins. With "*" every site could read what each of our visitors sees',
    );
  }
  if (!everybody && !Array.isArray(origins))
    throw new TypeError('cors: origins is a list of origins, or "*". A function that lets everybody in is no list');
  const known = new Set(everybody ? [] : origins.map((origin) => checkedOrigin(origin, "cors")));
  if (!everybody && known.size === 0) throw new TypeError("cors: no origin is listed; leave the option out instead");
  if (!Number.isSafeInteger(maxAge) || maxAge < 0) throw new TypeError("cors: maxAge is a whole number of seconds");
  const allowHeaders = headers.map(checkedHeader).join(", ");
  const readable = exposeHeaders.map(checkedHeader).join(", ");
  return {
    apply(request, record, routed) {
      // Also where no origin came, or a foreign one: a cache must not give that answer to the others.
      record["vary"] = withOrigin(record["vary"]);
      const origin = request.headers.get("origin");
      if (origin === null || !(everybody || known.has(origin))) return;
      record["access-control-allow-origin"] = everybody ? "*" : origin;
      if (credentials) record["access-control-allow-credentials"] = "true";
      const method = requestedMethod(request);
      if (method === null) {
        if (readable !== "") record["access-control-expose-headers"] = readable;
        return;
      }
      if (!routed) return;
      record["access-control-allow-methods"] = method;
      if (allowHeaders !== "") record["access-control-allow-headers"] = allowHeaders;
      record["access-control-max-age"] = String(maxAge);
    },
  };
}

/** The method that a preflight asks for (Fetch §3.3.2); `null` for any other request. */
export function requestedMethod(request: Request): string | null {
  if (request.method !== "OPTIONS" || !request.headers.has("origin")) return null;
  const method = request.headers.get("access-control-request-method");
  return method !== null && /^[A-Z]{1,20}$/.test(method) ? method : null;
}

function checkedHeader(name: string): string {
  const lower = name.toLowerCase();
  if (lower !== "*" && HEADER_NAME.test(lower)) return lower;
  throw new TypeError(`cors: ${JSON.stringify(name)} is not the name of a header; "*" would be all of them`);
}

function withOrigin(vary: string | readonly string[] | undefined): string {
  if (typeof vary !== "string" || vary === "") return "Origin";
  const members = vary.toLowerCase().split(/, */);
  return members.includes("origin") || members.includes("*") ? vary : `${vary}, Origin`;
}
