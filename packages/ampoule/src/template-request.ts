/** The request and the session as templates see them: under Flask's names, read-only, and no more than a page needs. */

import type { AnyContext } from "./context.ts";
import { rawQuery } from "./routing/path.ts";
import { TemplateDict, TemplateMultiDict } from "./template-dict.ts";

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
  /** The query's parameters: `request.args.get("page")`, `"page" in request.args`. */
  get args(): TemplateMultiDict {
    return new TemplateMultiDict("request.args", () => this.#c.request.query);
  }
  get cookies(): TemplateDict {
    return new TemplateDict("request.cookies", () => this.#c.request.cookies);
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
  get view_args(): Readonly<Record<string, unknown>> {
    // A dict of the template's: the router's own object is of a class.
    return Object.assign(Object.create(null) as Record<string, unknown>, this.#c.params);
  }
}

/** `session` in a template: the values by name. It is opened only when a template looks into it. */
export function templateSession(c: AnyContext): TemplateDict {
  return new TemplateDict("the session", () => c.session.view());
}
