/** The request and the session as templates see them: under Flask's names, read-only, and no more than a page needs. */

import { missing, TemplateObject } from "@ampoule/templates";
import type { AnyContext } from "./context.ts";
import type { Cookies } from "./http/cookies.ts";
import type { MultiMap } from "./http/multimap.ts";
import { rawQuery } from "./routing/path.ts";

/** `request` in a template. Bodies and the connection are not there. */
export class TemplateRequest {
  readonly #c: AnyContext;

  constructor(c: AnyContext) {
    this.#c = c;
  }

  get method(): string {
    return this.#c.request.method;
  }
  /** Percent-encoded. */
  get path(): string {
    return this.#c.request.path;
  }
  get full_path(): string {
    return `${this.path}?${this.query_string}`;
  }
  get query_string(): string {
    return rawQuery(this.#c.request.url);
  }
  get url(): string {
    return this.#c.request.url;
  }
  get base_url(): string {
    return this.url.slice(0, this.url.length - (this.query_string === "" ? 0 : this.query_string.length + 1));
  }
  get host(): string {
    return new URL(this.url).host;
  }
  get scheme(): string {
    return this.is_secure ? "https" : "http";
  }
  get is_secure(): boolean {
    return this.#c.secure;
  }
  /** The query's parameters: `request.args.get("page")`. */
  get args(): MultiMap {
    return this.#c.request.query;
  }
  get cookies(): Cookies {
    return this.#c.request.cookies;
  }
  get remote_addr(): string | undefined {
    return this.#c.clientAddress;
  }
  get referrer(): string | null {
    return this.#c.request.headers.get("referer");
  }
  get user_agent(): string | null {
    return this.#c.request.headers.get("user-agent");
  }
  /** The name of the matched route. */
  get endpoint(): string | undefined {
    return this.#c.route?.name;
  }
  get blueprint(): string | undefined {
    return this.#c.route?.blueprint;
  }
  get url_rule(): string | undefined {
    return this.#c.route?.rule;
  }
  /** The parameters of the matched route. */
  get view_args(): unknown {
    return this.#c.params;
  }
}

/** `session` in a template: the values by name. It is opened only when a template looks into it. */
export class TemplateSession extends TemplateObject {
  readonly #c: AnyContext;

  constructor(c: AnyContext) {
    super();
    this.#c = c;
  }

  override attribute(name: string): unknown {
    const view = this.#c.session.view();
    if (name === "get") return (key: string, fallback: unknown = null) => view.get(key) ?? fallback;
    return view.has(name) ? (view.get(name) ?? null) : missing;
  }

  override attributeNames(): Iterable<string> {
    return this.#c.session.view().keys();
  }

  override repr(): string {
    return "<Session>";
  }
}
