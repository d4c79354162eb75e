/**
 * Redirects that stay here unless they were allowed to leave (D01 to D04).
 *
 * The target is parsed as a browser parses it, checked, and *the parsed URL* is what is sent: what was checked and what is followed
 * cannot differ.
 */

import { badRequest, type HttpError } from "../errors.ts";

/** Where a redirect may lead. */
export interface RedirectOptions {
  /** Our own origin. */
  readonly origin: string;
  /** The path of the request, which a relative target such as `?page=2` begins from. @default "/" */
  readonly path?: string;
  /** Other origins that are fine as well, each exactly, as `https://login.example`. */
  readonly allowed?: readonly string[] | ReadonlySet<string>;
}

/** C0 controls, blanks, backslash, DEL and beyond: browsers drop some, and read `\` as `/`. */
const SUSPICIOUS = /[\x00-\x20\\\x7f-\x9f\u2028\u2029]/;
/** A path that every URL parser leaves as it is: no dot segments, no doubled slashes, nothing to encode. */
const PLAIN_PATH = /^(?:\/[\w~-]+(?:\.[\w~-]+)*)+\/?$/;
/** Escapes of the same, and of a slash at the beginning of the path: another decoder makes `//` of them. */
const ENCODED_CONTROL = /%(?:0[0-9a-f]|1[0-9a-f]|7f)/i;
const ENCODED_SLASH = /^\/(?:%2f|%5c)/i;

/**
 * Checks a target and writes it as a `Location`.
 *
 * @param target an absolute URL, a path, or one relative to the request's; may come from outside
 * @returns a path where it is ours (relative, so that no `Host` can poison it), the whole URL where it is allowed
 * @throws HttpError 400 `redirect_target` when it leads anywhere else, or could be read in two ways
 * @example
 * const origin = "https://kittens.example";
 * safeRedirect("/user/me?tab=1", { origin }); // "/user/me?tab=1"
 * safeRedirect("//evil.example", { origin }); // throws HttpError
 */
export function safeRedirect(target: string, options: RedirectOptions): string {
  if (typeof target !== "string") throw refused();
  if (PLAIN_PATH.test(target)) return target;
  if (SUSPICIOUS.test(target)) throw refused();
  // "https:evil" is a relative URL on an https page and an absolute one on an http page.
  if (/^[a-z][a-z0-9+.-]*:(?!\/\/)/i.test(target)) throw refused();
  const url = URL.parse(target, options.origin + (options.path ?? "/"));
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") throw refused();
  if (ENCODED_CONTROL.test(url.pathname) || ENCODED_SLASH.test(url.pathname)) throw refused();
  if (url.origin !== options.origin) {
    if (!isAllowed(url.origin, options.allowed)) throw refused();
    return url.href;
  }
  const path = url.pathname + url.search + url.hash;
  // A path of ours may begin with two slashes ("/.//x"); alone in a Location it would be another host.
  return path.startsWith("//") ? `/.${path}` : path;
}

/**
 * Where the visitor came from, if that was a page of ours.
 *
 * @param referer the `Referer` header
 * @returns a `Location`, or `null`
 */
export function refererWithin(referer: string | null, origin: string): string | null {
  if (referer === null) return null;
  const url = URL.parse(referer);
  if (url === null || url.origin !== origin) return null;
  try {
    return safeRedirect(referer, { origin });
  } catch {
    return null;
  }
}

function isAllowed(origin: string, allowed: RedirectOptions["allowed"]): boolean {
  if (allowed === undefined) return false;
  return "has" in allowed ? allowed.has(origin) : allowed.includes(origin);
}

function refused(): HttpError {
  return badRequest({ code: "redirect_target", detail: "That address cannot be redirected to." });
}
