/**
 * The security headers of every response, computed once for each kind of reply (H08).
 *
 * Per response there remain one copy of a ready object and, for a page, one policy with its nonce. Other code changes these headers
 * through {@link HeaderPolicy.override} only, which knows what each may say.
 */

import { type CompiledCsp, type CspDirectives, compileCsp, NONCE } from "../http/csp.ts";
import { checkOptionNames, type NamesOf } from "../option-names.ts";
import type { ReplyKind } from "../reply.ts";

/** What may be configured; each member's default is the strict one. `false` leaves the header out. */
export interface HeaderOptions {
  /** The policy of pages. Members given replace those of {@link DEFAULT_CSP}. */
  readonly csp?: CspDirectives | false;
  /** Send the page's policy as `Content-Security-Policy-Report-Only`, to try it out. @default false */
  readonly cspReportOnly?: boolean;
  /** `Strict-Transport-Security`, on HTTPS only. @default one year */
  readonly hsts?: HstsOptions | false;
  /** `no-referrer` breaks CSRF layer 1 where browsers send no `Sec-Fetch-Site` (F21). @default "strict-origin-when-cross-origin" */
  readonly referrerPolicy?: ReferrerPolicyName | false;
  /** @default "same-origin"; "same-origin-allow-popups" for pages that log in through a pop-up */
  readonly openerPolicy?: "same-origin" | "same-origin-allow-popups" | "noopener-allow-popups" | "unsafe-none" | false;
  /** Who may embed our resources. @default "same-origin" */
  readonly resourcePolicy?: "same-origin" | "same-site" | "cross-origin" | false;
  /** @default false: it breaks every embed that does not take part */
  readonly embedderPolicy?: "require-corp" | "credentialless" | false;
  /** Features of the browser, each to the origins that may use it: `{ camera: ["self"] }`. Others stay denied. */
  readonly permissions?: Readonly<Record<string, readonly string[]>>;
}

const OPTIONS: NamesOf<HeaderOptions> = {
  csp: true,
  cspReportOnly: true,
  hsts: true,
  referrerPolicy: true,
  openerPolicy: true,
  resourcePolicy: true,
  embedderPolicy: true,
  permissions: true,
};

/** `Strict-Transport-Security`; sent over HTTPS only (H09). */
export interface HstsOptions {
  /** Seconds. @default 31_536_000 (one year, the least that ASVS 3.4.1 asks for) */
  readonly maxAge?: number;
  /** @default true */
  readonly includeSubDomains?: boolean;
  /** A promise for all of the domain and for years; see hstspreload.org first. @default false */
  readonly preload?: boolean;
}

/** https://www.w3.org/TR/referrer-policy/ §3, without those that send the whole URL to other sites. */
type ReferrerPolicyName =
  | "no-referrer"
  | "same-origin"
  | "strict-origin"
  | "strict-origin-when-cross-origin"
  | "origin"
  | "origin-when-cross-origin";

/** The strict policy (csp.withgoogle.com): scripts by nonce, nothing old-fashioned, no frames, forms to ourselves. */
export const DEFAULT_CSP: CspDirectives = Object.freeze({
  "default-src": ["'self'"],
  "script-src": [NONCE, "'strict-dynamic'"],
  "style-src": ["'self'", NONCE],
  "object-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
});

/** Features that a page of ours cannot use unless it says so. */
const DENIED_FEATURES: readonly string[] = [
  "accelerometer",
  "browsing-topics",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

/** Data is never a document: nothing may load, nobody may frame it. */
const DATA_CSP = "default-src 'none'; frame-ancestors 'none'";
/** A stored upload that is opened as a document all the same: no scripts, no origin (D10). */
const UPLOAD_CSP = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Header names in lower case to values. */
export type HeaderRecord = Record<string, string>;

/** The compiled headers of an application, or of one reply that differs. */
export interface HeaderPolicy {
  /** Sentences for the log at start-up: settings that weaken something. */
  readonly warnings: readonly string[];
  /** Whether pages get a nonce; where not, none has to be made. */
  readonly usesNonce: boolean;
  /**
   * The headers of one response: a fresh object.
   *
   * @param nonce the response's own; `undefined` leaves the nonce sources out (a 304 has none: its page has the old one)
   * @param secure whether the client's connection is TLS
   */
  headersFor(kind: ReplyKind, nonce: string | undefined, secure: boolean): HeaderRecord;
  /** The same policy with some members changed, for one route or reply. Kept per `changes` object. */
  override(changes: HeaderOptions): HeaderPolicy;
}

/**
 * Checks the options and computes the headers.
 *
 * @throws TypeError for a value that a header cannot have
 * @example
 * const policy = compileHeaders({ csp: { "img-src": ["'self'", "https://images.example"] } });
 * const headers = policy.headersFor("html", "c2VjcmV0", true);
 * headers["content-security-policy"]?.includes("img-src 'self' https://images.example"); // true
 */
export function compileHeaders(options: HeaderOptions = {}): HeaderPolicy {
  checkOptionNames("headers", options, OPTIONS);
  const csp = options.csp === false ? undefined : compileCsp({ ...DEFAULT_CSP, ...options.csp });
  const common = compileCommon(options);
  const page: HeaderRecord = { ...common, ...compilePage(options, csp) };
  const data: HeaderRecord = { ...common, "x-frame-options": "DENY", "content-security-policy": DATA_CSP };
  const byKind: Readonly<Record<ReplyKind, HeaderRecord>> = {
    html: { ...page, "cache-control": "private, no-cache" },
    json: { ...data, "cache-control": "private, no-cache" },
    text: { ...data, "cache-control": "private, no-cache" },
    bytes: { ...data, "cache-control": "private, no-cache" },
    empty: { ...data, "cache-control": "private, no-cache" },
    static: data,
    upload: { ...data, "content-security-policy": UPLOAD_CSP },
  };
  const hsts = options.hsts === false ? undefined : formatHsts(options.hsts ?? {});
  const cspName = options.cspReportOnly === true ? "content-security-policy-report-only" : "content-security-policy";
  const overrides = new WeakMap<HeaderOptions, HeaderPolicy>();
  return {
    warnings: warn(options),
    usesNonce: csp?.usesNonce === true,
    headersFor(kind, nonce, secure) {
      const headers = { ...byKind[kind] };
      if (kind === "html" && csp !== undefined) headers[cspName] = csp.print(nonce);
      if (secure && hsts !== undefined) headers["strict-transport-security"] = hsts;
      return headers;
    },
    override(changes) {
      let policy = overrides.get(changes);
      if (policy === undefined) {
        policy = compileHeaders(mergeOptions(options, changes));
        overrides.set(changes, policy);
      }
      return policy;
    },
  };
}

/** No security headers at all: what the guard `headers` guards against. */
export const NO_HEADERS: HeaderPolicy = {
  warnings: [],
  usesNonce: false,
  headersFor: () => ({}),
  override: () => NO_HEADERS,
};

function compileCommon(options: HeaderOptions): HeaderRecord {
  return present({
    "x-content-type-options": "nosniff",
    "referrer-policy": options.referrerPolicy ?? "strict-origin-when-cross-origin",
    "cross-origin-resource-policy": options.resourcePolicy ?? "same-origin",
  });
}

function compilePage(options: HeaderOptions, csp: CompiledCsp | undefined): HeaderRecord {
  const cspName = options.cspReportOnly === true ? "content-security-policy-report-only" : "content-security-policy";
  return present({
    // Reserves its place, so that adding the value later does not change the object's shape.
    [cspName]: csp === undefined ? false : "",
    "cross-origin-opener-policy": options.openerPolicy ?? "same-origin",
    "cross-origin-embedder-policy": options.embedderPolicy ?? false,
    "origin-agent-cluster": "?1",
    "x-xss-protection": "0",
    "permissions-policy": formatPermissions(options.permissions ?? {}),
    // The old twin of frame-ancestors must not say less than that: who allows frames there has decided so.
    "x-frame-options": allowsFrames(options) ? false : "DENY",
  });
}

function allowsFrames(options: HeaderOptions): boolean {
  const ancestors = options.csp === false ? undefined : options.csp?.["frame-ancestors"];
  return ancestors !== undefined && ancestors.some((source) => source !== "'none'");
}

/** Leaves out what is `false`; refuses what no header can hold. */
function present(record: Readonly<Record<string, string | false>>): HeaderRecord {
  const headers: HeaderRecord = {};
  for (const [name, value] of Object.entries(record)) {
    if (value === false) continue;
    if (!/^[\x20-\x7e]*$/.test(value)) throw new TypeError(`The header "${name}" cannot be ${JSON.stringify(value)}`);
    headers[name] = value;
  }
  return headers;
}

function formatHsts(options: HstsOptions): string {
  const { maxAge = 31_536_000, includeSubDomains = true, preload = false } = options;
  if (!Number.isSafeInteger(maxAge) || maxAge < 0) throw new TypeError("hsts.maxAge is a whole number of seconds");
  if (preload && !(includeSubDomains && maxAge >= 31_536_000)) {
    throw new TypeError(
      "hsts.preload needs includeSubDomains and a maxAge of a year: the preload list refuses it otherwise",
    );
  }
  return `max-age=${maxAge}${includeSubDomains ? "; includeSubDomains" : ""}${preload ? "; preload" : ""}`;
}

/** https://www.w3.org/TR/permissions-policy/ §5.2: a structured dictionary of features to allow-lists. */
function formatPermissions(allowed: Readonly<Record<string, readonly string[]>>): string {
  const features = new Map<string, readonly string[]>(DENIED_FEATURES.map((feature) => [feature, []]));
  for (const [feature, origins] of Object.entries(allowed)) {
    if (!/^[a-z][a-z0-9-]*$/.test(feature)) throw new TypeError(`"${feature}" is no feature of Permissions-Policy`);
    features.set(feature, origins);
  }
  return [...features].map(([feature, origins]) => `${feature}=(${origins.map(formatAllowed).join(" ")})`).join(", ");
}

function formatAllowed(origin: string): string {
  if (origin === "self" || origin === "*" || origin === "src") return origin;
  if (URL.parse(origin)?.origin === origin) return `"${origin}"`;
  throw new TypeError(`Permissions-Policy: ${JSON.stringify(origin)} is neither "self", "*" nor an origin`);
}

function mergeOptions(base: HeaderOptions, changes: HeaderOptions): HeaderOptions {
  const merged: HeaderOptions = { ...base, ...changes };
  if (changes.csp === undefined || changes.csp === false || base.csp === undefined || base.csp === false) return merged;
  return { ...merged, csp: { ...base.csp, ...changes.csp } };
}

function warn(options: HeaderOptions): string[] {
  const warnings: string[] = [];
  if (options.referrerPolicy === "no-referrer" || options.referrerPolicy === "same-origin") {
    warnings.push(
      `referrerPolicy "${options.referrerPolicy}": browsers then send "Origin: null" with some form posts. Those pass by Sec-Fetch-Site, which is sent over HTTPS only; over plain HTTP they are refused (F21)`,
    );
  }
  if (options.csp === false)
    warnings.push("csp is off: pages are without the second line of defence against injected scripts");
  else {
    const scripts = options.csp?.["script-src"] ?? [];
    if (scripts.includes("'unsafe-inline'") && !scripts.includes(NONCE)) {
      warnings.push("script-src has 'unsafe-inline' and no nonce: injected scripts will run");
    }
  }
  return warnings;
}
