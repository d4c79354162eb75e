/**
 * The hosts that we answer for (Werkzeug's `TRUSTED_HOSTS`, here required): a foreign `Host` would end up in links, in
 * caches and in the comparison of origins, and is how a page of another site reaches a server on localhost (H11).
 */

import { type Authority, parseAuthority } from "../http/authority.ts";
import { forwardedHost, type ProxyPolicy } from "./proxy.ts";
import { quoteForLog, type Refusal } from "./refusal.ts";

/** What {@link compileHosts} reads. */
export interface HostOptions {
  /** `example.org` (any port), `example.org:8443` (that one), `.example.org` (every sub-domain as well). */
  readonly trustedHosts?: readonly string[] | undefined;
  /** The application's own origin; its host is trusted. */
  readonly origin?: string | undefined;
  /** Also `localhost`, `*.localhost`, `127.0.0.1` and `[::1]`: for development. @default false */
  readonly local?: boolean;
  readonly proxies: ProxyPolicy;
}

/** What {@link compileHosts} makes. */
export interface HostPolicy {
  readonly proxies: ProxyPolicy;
  /** Whether a `Host` is one of ours; `null` for what is no host. */
  trusts(host: string): boolean | null;
}

const LOCAL: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

function hostOf(origin: string): string {
  const url = URL.parse(origin);
  if (url !== null) return url.host;
  throw new TypeError(
    `origin: ${JSON.stringify(origin)} is no address. Write scheme and host, as "https://app.example"`,
  );
}

/**
 * Checks the configuration and prepares it for look-ups.
 *
 * @throws TypeError for an entry that is no host, and where no host is trusted at all
 */
export function compileHosts(options: HostOptions): HostPolicy {
  const exact = new Set<string>();
  const domains: string[] = [];
  const entries = [...(options.trustedHosts ?? [])];
  if (options.origin !== undefined) entries.push(hostOf(options.origin));
  for (const entry of entries) {
    const authority = parseAuthority(entry.startsWith(".") ? entry.slice(1) : entry);
    if (authority === null || (entry.startsWith(".") && authority.port !== undefined)) {
      throw new TypeError(
        `${JSON.stringify(entry)} is no host: write "example.org", "example.org:8443" or ".example.org", without a scheme or path`,
      );
    }
    exact.add(key(authority));
    if (entry.startsWith(".")) domains.push(`.${authority.host}`);
  }
  const local = options.local === true;
  if (exact.size === 0 && !local) {
    throw new TypeError(
      'No host is trusted: set `origin: "https://app.example"` or `trustedHosts: ["app.example"]`. Without it any Host header would be believed',
    );
  }
  const isOurs = (authority: Authority): boolean => {
    const { host } = authority;
    return (
      exact.has(host) ||
      (authority.port !== undefined && exact.has(key(authority))) ||
      domains.some((domain) => host.endsWith(domain)) ||
      (local && (LOCAL.has(host) || host.endsWith(".localhost")))
    );
  };
  // Nearly every request names the same host.
  let known: string | undefined;
  return {
    proxies: options.proxies,
    trusts(text) {
      if (text === known) return true;
      const authority = parseAuthority(text);
      if (authority === null) return null;
      if (!isOurs(authority)) return false;
      known = text;
      return true;
    },
  };
}

function key(authority: Authority): string {
  return authority.port === undefined ? authority.host : `${authority.host}:${authority.port}`;
}

/**
 * The host that a request is for.
 *
 * @returns the one of the URL, or of a configured proxy; the `Host` header is looked at by {@link checkHost}
 */
export function requestHost(request: Request, proxies: ProxyPolicy): string {
  return forwardedHost(request, proxies) ?? urlHost(request.url);
}

/** The authority of an absolute URL, without parsing all of it. */
function urlHost(url: string): string {
  const start = url.indexOf("//") + 2;
  const end = url.indexOf("/", start);
  return end === -1 ? url.slice(start) : url.slice(start, end);
}

/**
 * Whether we answer for the host that the request names, in its URL, its `Host` and a trusted `X-Forwarded-Host`.
 *
 * @returns 400 for what is no host, 421 for one that is not ours
 */
export function checkHost(request: Request, policy: HostPolicy): Refusal | null {
  const host = requestHost(request, policy.proxies);
  const header = request.headers.get("host");
  return refuse(host, policy) ?? (header === null || header === host ? null : refuse(header, policy));
}

function refuse(host: string, policy: HostPolicy): Refusal | null {
  const trusted = policy.trusts(host);
  if (trusted === true) return null;
  if (trusted === null) {
    return {
      status: 400,
      code: "host_malformed",
      message: "The Host header of the request is malformed.",
      detail: `Host ${quoteForLog(host)} is not of the form host[:port]`,
    };
  }
  return {
    status: 421,
    code: "host_untrusted",
    message: "This server does not answer for that host.",
    detail: `Host ${quoteForLog(host)} is not trusted; if it is yours, add it to trustedHosts, or set origin`,
  };
}
