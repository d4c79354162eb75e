/**
 * The light, mutable answer that a request ends in, before it becomes a standard `Response`.
 *
 * A native `Response` costs 12 to 16 µs on Node and freezes what it was given. A `Reply` is a plain object that hooks
 * may still change; exactly one `Response` is made of it at the end, with the security headers of its kind.
 */

/**
 * What the body is, which decides its security headers: a document that may run scripts gets another policy than data
 * that never should.
 */
export type ReplyKind = "html" | "json" | "text" | "bytes" | "static" | "upload" | "empty";

/** A body that can be sent. A stream is of bytes; text is encoded as UTF-8. */
export type ReplyBody = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>> | null;

/** RFC 9110 §5.6.2: the characters of a field name. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** RFC 9110 §5.5: a field value has no control characters but HTAB; beyond Latin-1 nothing can be sent. */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The headers that belong to the header policy: a view that sets one by hand would silently undo a guard. */
export const SECURITY_HEADERS: ReadonlySet<string> = new Set([
  "content-security-policy",
  "content-security-policy-report-only",
  "strict-transport-security",
  "x-content-type-options",
  "referrer-policy",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
  "cross-origin-embedder-policy",
  "permissions-policy",
  "x-frame-options",
  "origin-agent-cluster",
  "x-xss-protection",
]);

/** `Refresh` navigates to whatever stands in it, script URLs included (D24); the framing is the server's (D22). */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ["refresh", "it navigates to any URL that stands in it; return c.redirect() instead"],
  ["content-length", "it is counted when the response is written"],
  ["transfer-encoding", "it belongs to the connection"],
  ["connection", "it belongs to the connection"],
  ["__proto__", "no client reads it, and many a server's objects would"],
]);

function checkedName(name: string): string {
  if (!TOKEN.test(name)) throw new TypeError(`${JSON.stringify(name)} is not a header name (RFC 9110, "token")`);
  const key = name.toLowerCase();
  if (SECURITY_HEADERS.has(key)) {
    throw new TypeError(
      `The header "${key}" belongs to the security headers. Change them for the application, new App({ headers: { … } }), ` +
        "or for one route, app.get(rule, { headers: { … } }, view).",
    );
  }
  const reason = REFUSED.get(key);
  if (reason !== undefined) throw new TypeError(`The header "${key}" cannot be set: ${reason}.`);
  return key;
}

function checkedValue(name: string, value: string): string {
  if (!FIELD_VALUE.test(value)) {
    throw new TypeError(
      `The value for the header "${name}" contains a line break, another control character or a character beyond ` +
        "Latin-1; it would split or break the response. Percent-encode what comes from outside (encodeURIComponent).",
    );
  }
  return value;
}

/**
 * The headers of a {@link Reply}: names in lower case, values checked where they are set, so that the stack trace of a
 * header injection points at the line that wrote it.
 *
 * @example
 * const headers = new ReplyHeaders();
 * headers.set("X-Kittens", "7");
 * headers.get("x-kittens"); // "7"
 * headers.set("x-name", "Ada\r\nSet-Cookie: admin=1"); // throws TypeError
 */
export class ReplyHeaders {
  readonly #values = new Map<string, string>();
  readonly #cookies: string[] = [];

  /** The value of a header, or `null`. `set-cookie` answers its first line; {@link cookies} has all. */
  get(name: string): string | null {
    const key = name.toLowerCase();
    if (key === "set-cookie") return this.#cookies[0] ?? null;
    return this.#values.get(key) ?? null;
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  /** @throws TypeError when the name is no token or the value holds a control character. */
  set(name: string, value: string): void {
    const key = checkedName(name);
    const text = checkedValue(key, value);
    if (key === "set-cookie") {
      this.#cookies.length = 0;
      this.#cookies.push(text);
    } else this.#values.set(key, text);
  }

  /**
   * Adds a line for `set-cookie`, and a member to the comma-separated list of any other header.
   *
   * @throws TypeError as `set` does.
   */
  append(name: string, value: string): void {
    const key = checkedName(name);
    const text = checkedValue(key, value);
    if (key === "set-cookie") this.#cookies.push(text);
    else {
      const before = this.#values.get(key);
      this.#values.set(key, before === undefined ? text : `${before}, ${text}`);
    }
  }

  /** Takes over everything that another has: lists grow, other headers are replaced. */
  assign(other: ReplyHeaders): void {
    for (const [name, value] of other.#values) {
      if (name === "vary") this.vary(...value.split(", "));
      else this.#values.set(name, value);
    }
    this.#cookies.push(...other.#cookies);
  }

  /** Adds members to `Vary` that it does not have yet (RFC 9110 §12.5.5). */
  vary(...names: readonly string[]): void {
    for (const name of names) {
      const members = this.#values.get("vary")?.toLowerCase().split(", ") ?? [];
      if (!members.includes(name.toLowerCase()) && !members.includes("*")) this.append("vary", name);
    }
  }

  delete(name: string): void {
    const key = name.toLowerCase();
    if (key === "set-cookie") this.#cookies.length = 0;
    else this.#values.delete(key);
  }

  /** The `Set-Cookie` lines, each its own header line (never joined: RFC 6265 §3). */
  get cookies(): readonly string[] {
    return this.#cookies;
  }

  /** Every header but `set-cookie`. */
  entries(): IterableIterator<[string, string]> {
    return this.#values.entries();
  }
}

/** What a {@link Reply} may be made with. */
export interface ReplyInit {
  /** 200 to 599. @default 200 */
  readonly status?: number;
  /** Further headers, by their names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The `Content-Type`, with its charset. */
  readonly contentType?: string;
}

/**
 * An answer on its way out.
 *
 * Hooks receive it and may change it; views usually return something simpler (Markup, a string, an object).
 *
 * @example
 * app.afterRequest((c, reply) => {
 *   reply.headers.set("x-route", c.route?.name ?? "none");
 * });
 * app.get("/", { name: "home" }, () => "Hello");
 * (await client(app).get("/")).headers.get("x-route"); // "home"
 */
export class Reply {
  /** What the body is, which decides its security headers. */
  readonly kind: ReplyKind;
  /** Whether a status was given when it was made: an error handler's answer has the error's status otherwise. */
  readonly hasOwnStatus: boolean;
  /** 200 to 599. */
  status: number;
  /** What is sent; `null` for nothing. */
  body: ReplyBody;
  #contentType: string | undefined;
  #headers: ReplyHeaders | undefined;

  /** @throws RangeError when the status is none that a response can have (200 to 599). */
  constructor(kind: ReplyKind, body: ReplyBody, init?: ReplyInit) {
    this.kind = kind;
    this.body = body;
    this.hasOwnStatus = init?.status !== undefined;
    this.status = init?.status ?? 200;
    if (init?.contentType !== undefined) this.contentType = init.contentType;
    if (this.status !== 200) assertStatus(this.status);
    if (init?.headers !== undefined) {
      for (const [name, value] of Object.entries(init.headers)) this.headers.set(name, value);
    }
  }

  /** The `Content-Type`; without one it is that of the kind. */
  get contentType(): string | undefined {
    return this.#contentType;
  }

  /** @throws TypeError when the value holds a control character (H01) */
  set contentType(value: string | undefined) {
    this.#contentType = value === undefined ? undefined : checkedValue("content-type", value);
  }

  /** The headers of this reply; those of the header policy are added to them later. */
  get headers(): ReplyHeaders {
    return (this.#headers ??= new ReplyHeaders());
  }

  /** The headers if there are any: lets the last step skip a reply that has none. */
  get ownHeaders(): ReplyHeaders | undefined {
    return this.#headers;
  }
}

/** @throws RangeError unless `status` is an integer from 200 to 599, as `Response` demands. */
export function assertStatus(status: number): void {
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new RangeError(`${status} is not a status that a response can have; give an integer from 200 to 599`);
  }
}
