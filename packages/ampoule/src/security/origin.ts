/**
 * Cross-site request forgery, layer 1: who made the browser send this?
 *
 * Runs on the raw request, before routing and before the body, for every method that is not exactly GET, HEAD or OPTIONS, and for
 * every upgrade (F30). The content type is never asked (F01 to F04), nor is any header that a page could set (F37). What is
 * missing is refused wherever the request carries credentials: the browser is the one who must prove it.
 *
 * @see https://www.w3.org/TR/fetch-metadata/ and DESIGN.md §5
 */

import type { ConnectionInfo } from "../host.ts";
import { requestHost } from "./hosts.ts";
import { isSecure, type ProxyPolicy } from "./proxy.ts";
import { quoteForLog, type Refusal } from "./refusal.ts";

/** What {@link compileOrigins} reads. */
export interface OriginOptions {
  /** Our own origin, as `https://app.example`; without it, the scheme and the (trusted) host of the request. */
  readonly origin?: string | undefined;
  /** Other origins whose pages may post to us, each exactly (F10). */
  readonly trustedOrigins?: readonly string[] | undefined;
  readonly proxies: ProxyPolicy;
}

/** What {@link compileOrigins} makes. */
export interface OriginPolicy {
  readonly own: string | undefined;
  readonly trusted: ReadonlySet<string>;
  readonly proxies: ProxyPolicy;
}

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Checks the configuration.
 *
 * @throws TypeError for anything but full origins: no path, no trailing slash, no wildcard, not `null`
 */
export function compileOrigins(options: OriginOptions): OriginPolicy {
  return Object.freeze({
    own: options.origin === undefined ? undefined : checkedOrigin(options.origin, "origin"),
    trusted: new Set((options.trustedOrigins ?? []).map((origin) => checkedOrigin(origin, "trustedOrigins"))),
    proxies: options.proxies,
  });
}

/** @throws TypeError for anything but a full origin */
export function checkedOrigin(text: string, option: string): string {
  const url = URL.parse(text);
  if (url === null || url.origin !== text || !/^https?:$/.test(url.protocol) || text.includes("*")) {
    throw new TypeError(
      `${option}: ${JSON.stringify(text)} is not an origin. Write scheme, host and perhaps port, as "https://app.example" ` +
        "(no path, no slash at the end, no default port, no wildcard)",
    );
  }
  return text;
}

/** Whether the check applies at all: the request may change something. */
export function isUnsafe(request: Request): boolean {
  return !SAFE_METHODS.has(request.method) || request.headers.has("upgrade");
}

/**
 * Decides whether the request was made by our own pages.
 *
 * @returns `null` when it may go on
 */
export function checkOrigin(request: Request, policy: OriginPolicy, info?: ConnectionInfo): Refusal | null {
  if (!isUnsafe(request)) return null;
  const { headers } = request;
  const site = headers.get("sec-fetch-site");
  if (site === "same-origin" || site === "none") return null;
  const origin = headers.get("origin");
  if (origin !== null && policy.trusted.has(origin)) return null;
  if (site !== null)
    return refused(
      `Sec-Fetch-Site is ${quoteForLog(site)} and Origin ${quoteForLog(origin)} is none of trustedOrigins`,
    );
  if (origin !== null) {
    const own = policy.own ?? originOfRequest(request, policy, info);
    return origin === own ? null : refused(explainMismatch(origin, own, policy.own !== undefined));
  }
  if (!hasCredentials(headers)) return null;
  return refused(
    "neither Sec-Fetch-Site nor Origin came with a request that carries credentials. Browsers send Sec-Fetch-Site over HTTPS (and to localhost) only: " +
      "serve the site over HTTPS, and see that no proxy strips these headers",
  );
}

/**
 * Our origin where none is configured: the host was found to be trusted before (see hosts.ts), so a forged one does not get
 * here (F29).
 */
export function originOfRequest(request: Request, policy: OriginPolicy, info?: ConnectionInfo): string {
  const scheme = isSecure(request, info, policy.proxies) ? "https" : "http";
  const host = requestHost(request, policy.proxies);
  // Through the parser, for the case of the letters and the port that the scheme implies.
  return URL.parse(`${scheme}://${host}`)?.origin ?? "null";
}

/** The words that help behind a proxy: what differs, and which setting it comes from (F38). */
function explainMismatch(origin: string, own: string, configured: boolean): string {
  const source = configured ? "the `origin` setting" : "the request's scheme and Host";
  const both = `Origin is ${quoteForLog(origin)}, ours is ${quoteForLog(own)} (from ${source})`;
  if (origin.replace(/^https:/, "http:") === own.replace(/^https:/, "http:")) {
    return `${both}: only the scheme differs. Behind a proxy that ends TLS, set \`origin\` or \`proxies\``;
  }
  return `${both}. If both are you, set \`origin\` to the address that the browser shows`;
}

/** What a browser adds by itself: cookies, and the schemes of HTTP authentication that it remembers. A bearer token is not. */
function hasCredentials(headers: Headers): boolean {
  if (headers.has("cookie")) return true;
  const scheme = headers.get("authorization")?.trimStart().split(" ")[0]?.toLowerCase();
  return scheme !== undefined && scheme !== "bearer";
}

function refused(detail: string): Refusal {
  return {
    status: 403,
    code: "csrf_origin",
    message: "This request did not come from a page of this site. Go back to the page, reload it, and try again.",
    detail,
  };
}
