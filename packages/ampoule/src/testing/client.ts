/**
 * A browser without a screen, for tests: it keeps cookies, follows redirects, and submits the forms of pages.
 *
 * It sends what a browser sends (`Sec-Fetch-*`, `Origin`, the form's token), so no guard has to be switched off in a test,
 * and none ever is (F36). An attack is the same client with the headers of another site.
 */

import type { ConnectionInfo } from "../host.ts";
import type { Session } from "../session/session.ts";
import { parsePage } from "./dom.ts";
import {
  bodyOf,
  change,
  encodeForm,
  type HeaderChanges,
  navigation,
  type RequestOptions,
  scripted,
  textEntries,
} from "./encode.ts";
import { type FormInput, fillForm, type SubmitOptions } from "./form.ts";
import { CookieJar } from "./jar.ts";
import { remember, visitOf } from "./visits.ts";

/** What is tested: an `App`, or anything that answers requests. */
export interface Fetchable {
  /** Answers a request. */
  fetch(request: Request, connection?: ConnectionInfo): Response | Promise<Response>;
  /** The configured origin, which the client then visits. */
  readonly origin?: string | undefined;
  /** Changes a session outside of a request, for {@link Client.session}. */
  editSession?(cookieHeader: string | null, edit: (session: Session) => unknown): Promise<readonly string[]>;
}

/** How the browser is set up. */
export interface ClientOptions {
  /** The site that is visited. @default the application's own origin, else `http://localhost` */
  readonly origin?: string;
  /** Headers of every request; `null` leaves one out. */
  readonly headers?: HeaderChanges;
  /** Whether redirects are followed, as a browser does. @default false */
  readonly followRedirects?: boolean;
  /** The address that the application sees. @default "127.0.0.1" */
  readonly remoteAddress?: string;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MAX_REDIRECTS = 20;

/**
 * A browser that visits one application. Made by {@link client}.
 *
 * @example
 * const browser = new Client(app, { origin: "https://kittens.example", headers: { "accept-language": "de" } });
 * browser.origin; // "https://kittens.example"
 */
export class Client {
  /** What the browser remembers. */
  readonly cookies: CookieJar = new CookieJar();
  readonly #app: Fetchable;
  readonly #origin: string;
  readonly #options: ClientOptions;

  constructor(app: Fetchable, options: ClientOptions = {}) {
    this.#app = app;
    this.#options = options;
    this.#origin = new URL(options.origin ?? app.origin ?? "http://localhost").origin;
  }

  /** The site that is visited. */
  get origin(): string {
    return this.#origin;
  }

  /** Opens a page, as a person who types its address. */
  get(path: string, options?: RequestOptions): Promise<Response> {
    return this.request("GET", path, options);
  }

  /** As `get`, for the headers alone. */
  head(path: string, options?: RequestOptions): Promise<Response> {
    return this.request("HEAD", path, options);
  }

  /** Sends a body as a script of our own pages does with `fetch`. */
  post(path: string, options?: RequestOptions): Promise<Response> {
    return this.request("POST", path, options);
  }

  /** As `post`. */
  put(path: string, options?: RequestOptions): Promise<Response> {
    return this.request("PUT", path, options);
  }

  /** As `post`. */
  patch(path: string, options?: RequestOptions): Promise<Response> {
    return this.request("PATCH", path, options);
  }

  delete(path: string, options?: RequestOptions): Promise<Response> {
    return this.request("DELETE", path, options);
  }

  /** Asks what a path can be asked for. */
  options(path: string, options?: RequestOptions): Promise<Response> {
    return this.request("OPTIONS", path, options);
  }

  /** Any request. @param path on the visited site, or an absolute URL */
  async request(method: string, path: string, options: RequestOptions = {}): Promise<Response> {
    // Joined, not resolved: "//x" is a path of ours here, as it would be on the wire.
    const url = new URL(path.startsWith("/") ? this.#origin + path : path, this.#origin);
    for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.append(name, String(value));
    const safe = method === "GET" || method === "HEAD";
    const headers = new Headers(safe ? navigation("none") : scripted(this.#origin));
    const body = await bodyOf(options, headers);
    return this.#send(method, url, headers, body, options, []);
  }

  /**
   * Fills in a form of a page and submits it: with its hidden fields, its token, the cookies, and the headers that a
   * browser sends.
   *
   * @param page a response of this client
   * @param selector of the form, as `form#login`, `form[action="/login"]`
   * @param input by the fields' names; the others are sent as the page has them
   * @throws Error that lists what there is, when the form, a field or a choice is not
   * @example
   * const page = await browser.get("/login");
   * const home = await browser.submit(page, "form#login", { name: "ada", password: "…" }, { followRedirects: true });
   * await home.text(); // "Hello ada"
   */
  async submit(
    page: Response,
    selector: string,
    input: FormInput = {},
    options: SubmitOptions & Pick<RequestOptions, "headers" | "followRedirects"> = {},
  ): Promise<Response> {
    const visit = visitOf(page);
    const form = fillForm(parsePage(await visit.text()), visit.url, selector, input, options);
    const headers = new Headers(navigation(form.action.origin === visit.url.origin ? "same-origin" : "cross-site"));
    headers.set("referer", visit.url.href);
    const { method, action } = form;
    if (method === "GET") {
      action.search = new URLSearchParams(textEntries(form)).toString();
      return this.#send(method, action, headers, null, options, []);
    }
    headers.set("origin", visit.url.origin);
    return this.#send(method, action, headers, await encodeForm(form, headers), options, []);
  }

  /**
   * Reads or changes the browser's session, as if a view had done it (Flask's `session_transaction`).
   *
   * @throws TypeError where what is tested has no sessions
   *
   * @example
   * await browser.session((session) => session.set("user", "ada"));
   * await (await browser.get("/")).text(); // "Hello ada"
   */
  async session(edit: (session: Session) => unknown): Promise<void> {
    if (this.#app.editSession === undefined)
      throw new TypeError("What is tested has no sessions that a test could edit");
    const url = new URL(this.#origin);
    const header = this.cookies.header({ url, crossSite: false, topLevelGet: true });
    for (const line of await this.#app.editSession(header, edit)) this.cookies.store(line, url);
  }

  async #send(
    method: string,
    url: URL,
    headers: Headers,
    body: BodyInit | null,
    options: Pick<RequestOptions, "headers" | "followRedirects">,
    history: readonly Response[],
  ): Promise<Response> {
    change(headers, this.#options.headers);
    change(headers, options.headers);
    const crossSite = !["same-origin", "none", null].includes(headers.get("sec-fetch-site"));
    const topLevelGet = headers.get("sec-fetch-mode") === "navigate" && method === "GET";
    const cookie = this.cookies.header({ url, crossSite, topLevelGet });
    if (cookie !== null && !headers.has("cookie")) headers.set("cookie", cookie);
    if (!headers.has("host")) headers.set("host", url.host);
    // Browsers send Sec-Fetch-* to trustworthy sites only (Fetch Metadata §2).
    if (url.protocol === "http:" && url.hostname !== "localhost" && url.hostname !== "127.0.0.1") {
      for (const name of ["site", "mode", "dest", "user"]) headers.delete(`sec-fetch-${name}`);
    }
    const request = new Request(url, {
      method,
      headers,
      body,
      ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
    });
    const response = await this.#app.fetch(request, {
      remoteAddress: this.#options.remoteAddress ?? "127.0.0.1",
      encrypted: url.protocol === "https:",
    });
    for (const line of response.headers.getSetCookie()) this.cookies.store(line, url);
    remember(response, url, history);
    const location = response.headers.get("location");
    if (
      !(options.followRedirects ?? this.#options.followRedirects) ||
      !REDIRECTS.has(response.status) ||
      location === null
    ) {
      return response;
    }
    const next = new URL(location, url);
    if (next.origin !== this.#origin) return response;
    if (history.length >= MAX_REDIRECTS)
      throw new Error(`More than ${MAX_REDIRECTS} redirects, the last to ${next.href}`);
    const keeps = keepsMethod(response.status, method);
    const again = new Headers(keeps ? request.headers : navigation("same-origin"));
    again.delete("cookie");
    again.delete("host");
    return this.#send(keeps ? method : "GET", next, again, keeps ? body : null, options, [...history, response]);
  }
}

/** Whether a redirect is followed with the same method and body (Fetch §4.4, "HTTP-redirect fetch"). */
function keepsMethod(status: number, method: string): boolean {
  if (status === 303) return method === "GET" || method === "HEAD";
  return status === 307 || status === 308 || method !== "POST";
}

/**
 * Opens a browser on an application.
 *
 * @example
 * app.get("/", () => "Hello");
 * const browser = client(app);
 * const page = await browser.get("/");
 * page.status; // 200
 */
export function client(app: Fetchable, options?: ClientOptions): Client {
  return new Client(app, options);
}
