/** A cookie jar that keeps and sends cookies as a browser does (RFC 6265bis §5.7, §5.8). */

/** A cookie in the jar. */
export interface StoredCookie {
  /** As it is sent. */
  readonly name: string;
  /** As it is sent: not decoded. */
  readonly value: string;
  /** What the path of a request has to begin with. */
  readonly path: string;
  /** The host alone, or with its subdomains where the cookie had a `Domain`. */
  readonly host: string;
  /** Whether the subdomains of `host` get it, too. */
  readonly subdomains: boolean;
  /** Sent over HTTPS only. */
  readonly secure: boolean;
  /** Out of reach of scripts. */
  readonly httpOnly: boolean;
  /** Whether requests that other sites make carry it. */
  readonly sameSite: "Strict" | "Lax" | "None";
  /** Milliseconds since 1970; `Infinity` for the length of the session. */
  readonly expires: number;
}

/** Where a request comes from, as far as cookies are concerned. */
export interface CookieRequest {
  readonly url: URL;
  /** Whether another site makes it. */
  readonly crossSite: boolean;
  /** Whether it is a top-level navigation with a safe method: Lax cookies go along. */
  readonly topLevelGet: boolean;
}

const SAME_SITE: ReadonlyMap<string, "Strict" | "Lax" | "None"> = new Map([
  ["strict", "Strict"],
  ["lax", "Lax"],
  ["none", "None"],
]);

/** Browsers treat loopback as secure (Secure Contexts §3.1), so `Secure` cookies work in development. */
function isTrustworthy(url: URL): boolean {
  return (
    url.protocol === "https:" ||
    url.hostname === "localhost" ||
    url.hostname.endsWith(".localhost") ||
    url.hostname === "127.0.0.1"
  );
}

/** RFC 6265bis §5.1.4: the directory of the page that set the cookie. */
function defaultPath(url: URL): string {
  const last = url.pathname.lastIndexOf("/");
  return last <= 0 ? "/" : url.pathname.slice(0, last);
}

function pathMatches(cookie: string, request: string): boolean {
  return request === cookie || (request.startsWith(cookie) && (cookie.endsWith("/") || request[cookie.length] === "/"));
}

/** What browsers demand of the names that promise something (RFC 6265bis §4.1.3). */
function keepsPrefix(cookie: StoredCookie): boolean {
  const name = cookie.name.toLowerCase();
  if (name.startsWith("__secure-")) return cookie.secure;
  if (name.startsWith("__host-")) return cookie.secure && cookie.path === "/" && !cookie.subdomains;
  return true;
}

/**
 * The cookies of one browser.
 *
 * @example
 * const jar = new CookieJar();
 * jar.set("theme", "dark", "https://kittens.example/");
 * jar.get("theme"); // "dark"
 * jar.store("__Host-a=1; Path=/", new URL("https://kittens.example/"));
 * jar.get("__Host-a"); // undefined
 */
export class CookieJar {
  readonly #cookies = new Map<string, StoredCookie>();

  /** Keeps the cookie of a `Set-Cookie` line, unless a browser would not. */
  store(line: string, url: URL): void {
    const cookie = parseSetCookie(line, url);
    if (cookie === null || (cookie.secure && !isTrustworthy(url)) || !keepsPrefix(cookie)) return;
    if (cookie.sameSite === "None" && !cookie.secure) return;
    const key = `${cookie.host};${cookie.path};${cookie.name}`;
    if (cookie.expires <= Date.now()) this.#cookies.delete(key);
    else this.#cookies.set(key, cookie);
  }

  /** The `Cookie` header of a request; `null` where no cookie goes along. */
  header(request: CookieRequest): string | null {
    const pairs: string[] = [];
    for (const [key, cookie] of this.#cookies) {
      if (cookie.expires <= Date.now()) this.#cookies.delete(key);
      else if (isSent(cookie, request)) pairs.push(`${cookie.name}=${cookie.value}`);
    }
    return pairs.length === 0 ? null : pairs.join("; ");
  }

  /** The value of a cookie as it is sent. */
  get(name: string): string | undefined {
    return this.all().find((cookie) => cookie.name === name)?.value;
  }

  /** Plants a cookie for a host. @param url where it seems to come from */
  set(name: string, value: string, url: string | URL): void {
    this.store(`${name}=${value}; Path=/`, new URL(url));
  }

  delete(name: string): void {
    for (const [key, cookie] of this.#cookies) if (cookie.name === name) this.#cookies.delete(key);
  }

  clear(): void {
    this.#cookies.clear();
  }

  /** Every cookie. */
  all(): readonly StoredCookie[] {
    return [...this.#cookies.values()];
  }
}

function isSent(cookie: StoredCookie, { url, crossSite, topLevelGet }: CookieRequest): boolean {
  const host = url.hostname;
  if (host !== cookie.host && !(cookie.subdomains && host.endsWith(`.${cookie.host}`))) return false;
  if (!pathMatches(cookie.path, url.pathname) || (cookie.secure && !isTrustworthy(url))) return false;
  return !crossSite || cookie.sameSite === "None" || (cookie.sameSite === "Lax" && topLevelGet);
}

function parseSetCookie(line: string, url: URL): StoredCookie | null {
  const [pair = "", ...parts] = line.split(";");
  const equals = pair.indexOf("=");
  if (equals < 1) return null;
  const attributes = new Map<string, string>();
  for (const part of parts) {
    const [name = "", ...value] = part.split("=");
    attributes.set(name.trim().toLowerCase(), value.join("=").trim());
  }
  const domain = attributes.get("domain")?.replace(/^\./, "").toLowerCase() ?? "";
  if (domain !== "" && url.hostname !== domain && !url.hostname.endsWith(`.${domain}`)) return null;
  const path = attributes.get("path") ?? "";
  return {
    name: pair.slice(0, equals).trim(),
    value: pair.slice(equals + 1).trim(),
    path: path.startsWith("/") ? path : defaultPath(url),
    host: domain === "" ? url.hostname : domain,
    subdomains: domain !== "",
    secure: attributes.has("secure"),
    httpOnly: attributes.has("httponly"),
    // Without the attribute browsers assume Lax.
    sameSite: SAME_SITE.get(attributes.get("samesite")?.toLowerCase() ?? "") ?? "Lax",
    expires: expiryOf(attributes),
  };
}

/** `Max-Age` wins over `Expires` (RFC 6265bis §5.7). */
function expiryOf(attributes: ReadonlyMap<string, string>): number {
  const maxAge = attributes.get("max-age");
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge))
    return Number(maxAge) <= 0 ? 0 : Date.now() + Number(maxAge) * 1000;
  const expires = Date.parse(attributes.get("expires") ?? "");
  return Number.isNaN(expires) ? Number.POSITIVE_INFINITY : expires;
}
