/**
 * What a reverse proxy says of the client: believed only for as many proxies as were configured (R29, H10; Werkzeug's
 * `ProxyFix`).
 *
 * Without configuration the `X-Forwarded-*` headers are text that anybody can send, and nothing reads them. RFC 7239
 * `Forwarded` is not read at all: its quoting was an attack of its own (H16).
 */

import type { ConnectionInfo } from "../host.ts";
import { parseAuthority } from "../http/authority.ts";
import { trimBlanks } from "../http/grammar.ts";

/** How many proxies of ours append to each header. A number counts for all three but the host. */
export interface ProxyCounts {
  /** `X-Forwarded-For`. @default 0 */
  readonly for?: number;
  /** `X-Forwarded-Proto`. @default 0 */
  readonly proto?: number;
  /** `X-Forwarded-Host`. @default 0: proxies usually pass `Host` on */
  readonly host?: number;
}

/** The configuration: a number, or one for each header. */
export type ProxyOptions = number | ProxyCounts;

/** What {@link compileProxies} makes. */
export interface ProxyPolicy {
  readonly for: number;
  readonly proto: number;
  readonly host: number;
}

/** More entries than this are not a chain of proxies. */
const MAX_ENTRIES = 64;

/**
 * Checks the configuration.
 *
 * @throws RangeError unless every count is a whole number from 0 to 16
 * @example
 * // One nginx in front of us:
 * compileProxies(1); // { for: 1, proto: 1, host: 0 }
 */
export function compileProxies(options: ProxyOptions = 0): ProxyPolicy {
  if (typeof options !== "number" && (typeof options !== "object" || options === null)) {
    throw new TypeError(
      `proxies is how many proxies stand in front, as 1, or { for: 1, proto: 1, host: 1 }, not ${String(options)}`,
    );
  }
  const counts = typeof options === "number" ? { for: options, proto: options } : options;
  const policy: ProxyPolicy = {
    for: counts.for ?? 0,
    proto: counts.proto ?? 0,
    host: "host" in counts ? (counts.host ?? 0) : 0,
  };
  for (const [name, count] of Object.entries(policy)) {
    if (!Number.isInteger(count) || count < 0 || count > 16) {
      throw new RangeError(
        `proxies.${name} is the number of proxies in front of the application, 0 to 16, not ${String(count)}`,
      );
    }
  }
  return Object.freeze(policy);
}

/**
 * The entry that the outermost of `count` trusted proxies wrote: the `count`-th from the right. What is left of it came
 * from outside.
 *
 * @returns `null` where there are fewer entries
 */
function trustedEntry(header: string | null, count: number): string | null {
  if (header === null || count === 0) return null;
  let end = header.length;
  for (let entry = 1; entry <= Math.min(count, MAX_ENTRIES); entry++) {
    const comma = header.lastIndexOf(",", end - 1);
    if (entry === count) return trimBlanks(header, comma + 1, end);
    if (comma === -1) return null;
    end = comma;
  }
  return null;
}

/**
 * The client's address, in one spelling.
 *
 * @param info what the server knows of the connection
 * @returns the socket's address where no proxy is configured or the header is not as long as it must be; `undefined` where
 *   the platform does not say
 */
export function clientAddress(
  request: Request,
  info: ConnectionInfo | undefined,
  policy: ProxyPolicy,
): string | undefined {
  const entry = policy.for === 0 ? null : trustedEntry(request.headers.get("x-forwarded-for"), policy.for);
  const address = entry === null ? null : normalizeAddress(entry);
  return (
    address ?? (info?.remoteAddress === undefined ? undefined : (normalizeAddress(info.remoteAddress) ?? undefined))
  );
}

/** Whether the client's own connection is TLS, as the trusted proxy or the socket says. */
export function isSecure(request: Request, info: ConnectionInfo | undefined, policy: ProxyPolicy): boolean {
  if (policy.proto > 0)
    return trustedEntry(request.headers.get("x-forwarded-proto"), policy.proto)?.toLowerCase() === "https";
  // The URL's scheme is the server's word, not the client's: adapters write it from the socket.
  return info?.encrypted ?? request.url.startsWith("https:");
}

/** The host that the client asked the trusted proxy for; `null` where none is configured or it said nothing. */
export function forwardedHost(request: Request, policy: ProxyPolicy): string | null {
  return policy.host === 0 ? null : trustedEntry(request.headers.get("x-forwarded-host"), policy.host);
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/**
 * An IP address in one spelling: `::FFFF:127.0.0.1` is `127.0.0.1`, IPv6 is compressed and in lower case.
 *
 * @param text an address, in brackets or not, with or without a port, as proxies write it
 * @returns `null` when it is none
 */
export function normalizeAddress(text: string): string | null {
  if (text.length > 64) return null;
  let address = text;
  if (address.startsWith("[")) {
    const authority = parseAuthority(address);
    if (authority === null) return null;
    address = authority.host.slice(1, -1);
  } else if (address.indexOf(":") === address.lastIndexOf(":")) address = address.split(":")[0] ?? "";
  // A zone (fe80::1%eth0) is of this machine only.
  address = address.split("%")[0] ?? "";
  if (IPV4.test(address)) return address;
  const url = /^[0-9a-fA-F:.]+$/.test(address) ? URL.parse(`http://[${address}]/`) : null;
  if (url === null) return null;
  const compressed = url.hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(compressed);
  if (mapped === null) return compressed;
  const [high, low] = [Number.parseInt(mapped[1] ?? "", 16), Number.parseInt(mapped[2] ?? "", 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
