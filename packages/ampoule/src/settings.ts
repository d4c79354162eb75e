/**
 * What an application is configured with, checked once when it is made.
 *
 * Production is the default and refuses to start half-configured: without a strong key, or without knowing its own hosts.
 * Nothing in the environment changes the mode; development has to be asked for (V04).
 */

import { type GuardSwitches, type GuardsOff, resolveGuards } from "./guards.ts";
import { type Limits, resolveLimits } from "./http/limits.ts";
import type { Mode } from "./kernel.ts";
import { consoleLogger, type Logger, silentLogger } from "./log.ts";
import { type CorsOptions, type CorsPolicy, compileCors } from "./security/cors.ts";
import { compileHeaders, type HeaderOptions, type HeaderPolicy, NO_HEADERS } from "./security/headers.ts";
import { compileHosts, type HostPolicy } from "./security/hosts.ts";
import { type Keys, loadKeys, type SecretKeys } from "./security/keys.ts";
import { compileOrigins, type OriginPolicy } from "./security/origin.ts";
import { compileProxies, type ProxyOptions, type ProxyPolicy } from "./security/proxy.ts";

/** Settings that do not depend on the features that an application uses. */
export interface SecuritySettings {
  /** How it runs. @default "production" */
  readonly mode?: Mode | undefined;
  /**
   * The secret that sessions are sealed and tokens are signed with: at least 32 random bytes, or several, the current one
   * first and those being retired after it. Required in production; elsewhere made up for each run.
   */
  readonly secretKey?: SecretKeys | undefined;
  /**
   * Our own origin as browsers show it, `https://example.com`: for external URLs, redirects and CSRF. This or `trustedHosts`
   * is required in production.
   */
  readonly origin?: string | undefined;
  /** Hosts that we answer for besides the origin's: `example.com`, `example.com:8443`, `.example.com` with all subdomains. */
  readonly trustedHosts?: readonly string[];
  /** Other origins whose pages may post to us, each exactly. @default none */
  readonly trustedOrigins?: readonly string[];
  /** Other origins that redirects may lead to. @default none */
  readonly redirects?: readonly string[];
  /** How many reverse proxies stand in front, whose `X-Forwarded-*` are then believed. @default 0 */
  readonly proxies?: ProxyOptions;
  /** Limits on everything that is read. */
  readonly limits?: Partial<Limits>;
  /** Changes to the security headers of all answers. */
  readonly headers?: HeaderOptions;
  /** Whose pages may read what our routes send; a route's own `cors` replaces it. @default nobody else's */
  readonly cors?: CorsOptions;
  /** Guards to switch off, each with its reason. @default none */
  readonly guards?: GuardSwitches;
  /** Where the log goes. @default the console; nowhere in test mode */
  readonly logger?: Logger;
}

/** {@link SecuritySettings}, checked and compiled. */
export interface Settings {
  readonly mode: Mode;
  readonly keys: Keys;
  readonly origin: string | undefined;
  readonly hosts: HostPolicy;
  readonly origins: OriginPolicy;
  readonly redirects: ReadonlySet<string>;
  readonly proxies: ProxyPolicy;
  readonly limits: Limits;
  readonly headers: HeaderPolicy;
  readonly cors: CorsPolicy | undefined;
  readonly off: GuardsOff;
  readonly reasons: GuardSwitches;
  readonly logger: Logger;
  /** Whether browsers reach us by HTTPS: cookies are then `Secure`. Over plain HTTP that is for development only. */
  readonly usesHttps: boolean;
}

const MODES: readonly Mode[] = ["production", "development", "test"];

const LISTS = ["trustedHosts", "trustedOrigins", "redirects"] as const;

/** What development and tests may not have configured: the loopback, where browsers and test clients live. */
const LOCAL_ORIGIN = "http://localhost";

/**
 * Checks the settings.
 *
 * @throws WeakKeyError, TypeError, RangeError with what to write; nothing is guessed in production
 */
export function resolveSettings(options: SecuritySettings): Settings {
  const mode = options.mode ?? "production";
  if (!MODES.includes(mode)) throw new TypeError(`The mode is one of ${MODES.join(", ")}, not ${JSON.stringify(mode)}`);
  const production = mode === "production";
  for (const name of LISTS) {
    const value: unknown = options[name];
    if (value !== undefined && !Array.isArray(value))
      throw new TypeError(`${name} is a list, as [${JSON.stringify(value)}], also of one`);
  }
  if (production && options.origin === undefined && (options.trustedHosts ?? []).length === 0) {
    throw new TypeError(
      "A production application has to know its own address, since the Host header of a request says whatever its sender likes. " +
        'Write new App({ origin: "https://example.com" }), or trustedHosts: ["example.com"], or mode: "development".',
    );
  }
  const off = resolveGuards(options.guards ?? {});
  const proxies = compileProxies(options.proxies);
  const origin = options.origin ?? (mode === "test" ? LOCAL_ORIGIN : undefined);
  const headers = compileHeaders(options.headers);
  return {
    mode,
    keys: loadKeys(options.secretKey, production ? "production" : "development"),
    origin,
    hosts: compileHosts({ trustedHosts: options.trustedHosts, origin, local: !production, proxies }),
    origins: compileOrigins({ origin, trustedOrigins: options.trustedOrigins, proxies }),
    redirects: new Set((options.redirects ?? []).map(checkedRedirectOrigin)),
    proxies,
    limits: resolveLimits(options.limits),
    headers: off.has("headers") ? NO_HEADERS : headers,
    cors: options.cors === undefined ? undefined : compileCors(options.cors),
    off,
    reasons: options.guards ?? {},
    usesHttps: production || origin?.startsWith("https:") === true,
    logger: options.logger ?? (mode === "test" ? silentLogger : consoleLogger),
  };
}

function checkedRedirectOrigin(text: string): string {
  if (URL.parse(text)?.origin === text) return text;
  throw new TypeError(
    `redirects: ${JSON.stringify(text)} is not an origin; write scheme and host, as "https://login.example"`,
  );
}

/** What the log should know when an application starts: what is switched off or weakened, and why. */
export function announceSettings(settings: Settings): void {
  const { logger, keys, mode, headers, reasons } = settings;
  for (const [guard, value] of Object.entries(reasons))
    logger.warn({ guard, reason: value.off }, "A guard is switched off");
  for (const warning of headers.warnings) logger.warn({}, warning);
  if (keys.ephemeral && mode === "development") {
    logger.info(
      {},
      "No secret key is set: sessions end when this process ends. Production refuses to start without one",
    );
  }
}
