import type { Validator } from "../protocol.ts";
import { isIPv4, isIPv6 } from "./addresses.ts";
import { isHostname } from "./hostname.ts";
import { type ValidatorOptions, validator } from "./make.ts";

/** Longest URL looked at: what all browsers and servers take. */
const urlLimit = 2048;

/** White space, controls and backslashes: the URL parser would drop or repair them, and the next reader might repair them differently. */
const repaired = /[\s\x00-\x1f\x7f\\]/;

/** Settings of {@link absoluteUrl}. */
export interface UrlOptions extends ValidatorOptions {
  /** Which schemes. Never `javascript`, whatever is given here. @default ["http", "https"] */
  readonly schemes?: readonly string[];
  /** Whether the host needs a top-level domain: `localhost` has none. @default true */
  readonly requireTld?: boolean;
  /** Whether the host may be an IP address. @default true */
  readonly allowIp?: boolean;
  /** Whether `user:password@` may stand before the host, where it is mostly there to deceive. @default false */
  readonly allowUserinfo?: boolean;
}

/** Schemes that run what follows. */
const executing: ReadonlySet<string> = new Set(["javascript", "vbscript", "data", "blob", "filesystem", "view-source"]);

function isHost(host: string, options: UrlOptions): boolean {
  if (host.startsWith("[")) return options.allowIp !== false && isIPv6(host.slice(1, -1));
  if (isIPv4(host)) return options.allowIp !== false;
  return isHostname(host, { requireTld: options.requireTld ?? true });
}

/** Whether a text is an absolute URL with a host. Linear time. */
export function isAbsoluteUrl(text: string, options: UrlOptions = {}): boolean {
  if (text.length > urlLimit || repaired.test(text) || !/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return false;
  const url = URL.parse(text);
  if (url === null) return false;
  const scheme = url.protocol.slice(0, -1);
  if (executing.has(scheme) || !(options.schemes ?? ["http", "https"]).includes(scheme)) return false;
  const authority = authorityOf(text);
  if (options.allowUserinfo !== true && (url.username !== "" || url.password !== "" || authority.includes("@")))
    return false;
  return isHost(url.hostname, options) && isWrittenOut(url.hostname, authority);
}

const authorityOf = (text: string): string => text.slice(text.indexOf("//") + 2).split(/[/?#]/, 1)[0]!;

/** The URL parser makes `127.0.0.1` of `127.1`, `0x7f.1` and `2130706433`. The next reader might not. */
const isWrittenOut = (host: string, authority: string): boolean =>
  !isIPv4(host) || authority.slice(authority.lastIndexOf("@") + 1).split(":", 1)[0] === host;

/**
 * The text is an absolute URL with a host.
 *
 * Fields made with `url()` have it by themselves. WTForms' `URL`. Whether the address may be fetched by a server is another question:
 * an IP address or a name may lead into your own network.
 *
 * @example
 * const form = defineForm({ x: string({ validators: [absoluteUrl({ schemes: ["https"], allowIp: false })] }) });
 * (await form.validate({ x: "https://kittens.example/" })).valid; // true
 * (await form.validate({ x: "https://127.0.0.1/" })).valid; // false
 */
export function absoluteUrl(options: UrlOptions = {}): Validator<string> {
  return validator("absoluteUrl", (value, field) =>
    isAbsoluteUrl(value, options) ? undefined : field.issue("url", {}, options.message),
  );
}
