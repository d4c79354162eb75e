/**
 * The request as views and hooks see it: each part is read once, on first use, and later readers share the value.
 *
 * Query, form, route parameters and JSON are never merged into one bag: what may come from where is part of the question
 * (OWASP ASVS 15.3.7).
 */

import { unsupportedMediaType } from "./errors.ts";
import type { ConnectionInfo } from "./host.ts";
import { negotiate, negotiateLanguage, parseAccept } from "./http/accept.ts";
import { type Authorization, parseAuthorization } from "./http/authorization.ts";
import { readBytes, readText } from "./http/body.ts";
import { type ContentType, isUtf8, parseContentType } from "./http/content-type.ts";
import { type Cookies, parseCookies } from "./http/cookies.ts";
import { type FileReceiver, type FormBody, type FormReader, isForm, openForm } from "./http/form-reader.ts";
import type { Limits } from "./http/limits.ts";
import { LimitError } from "./http/limits.ts";
import type { MultiMap } from "./http/multimap.ts";
import { parseUrlencoded } from "./http/urlencoded.ts";
import { readJson } from "./json/read.ts";
import { rawPath, rawQuery } from "./routing/path.ts";

/**
 * A request on its way in. `c.request`
 *
 * @example
 * app.get("/search", (c) => `${c.request.query.get("q")}, ${c.request.acceptsLanguage("en", "de")}`);
 * const page = await client(app).get("/search?q=cats", { headers: { "accept-language": "de, en;q=0.5" } });
 * await page.text(); // "cats, de"
 */
export class IncomingRequest {
  /** The standard request. Read its body through this class, which counts and checks what comes. */
  readonly raw: Request;
  /** What the server knows of the connection. */
  readonly connection: ConnectionInfo;
  #limits: Limits;
  #path: string | undefined;
  #query: MultiMap | undefined;
  #cookies: Cookies | undefined;
  #contentType: ContentType | null | undefined;
  #reader: FormReader | undefined;
  #form: Promise<FormBody<unknown>> | undefined;
  #body: { readonly kind: string; readonly value: Promise<unknown> } | undefined;
  /** What the body turned out to be, once it was read. */
  #parsed: unknown;

  constructor(raw: Request, connection: ConnectionInfo, limits: Limits) {
    this.raw = raw;
    this.connection = connection;
    this.#limits = limits;
  }

  /** As sent, in upper case. */
  get method(): string {
    return this.raw.method;
  }

  /** The absolute URL as the server saw it. For links use `urlFor`, which knows the configured origin. */
  get url(): string {
    return this.raw.url;
  }

  /** The path, still percent-encoded. Decoded values are in `c.params`. */
  get path(): string {
    return (this.#path ??= rawPath(this.raw.url));
  }

  /** The headers as sent. */
  get headers(): Headers {
    return this.raw.headers;
  }

  /** The query string's parameters, in order. @throws LimitError 414 */
  get query(): MultiMap {
    if (this.#query === undefined) {
      const { querySize, queryCount, nameSize } = this.#limits;
      const text = rawQuery(this.raw.url);
      if (text.length > querySize) throw new LimitError("querySize", querySize);
      this.#query = parseUrlencoded(text, { maxPairs: queryCount, maxName: nameSize, pairsLimit: "queryCount" });
    }
    return this.#query;
  }

  /** The cookies. Those of the session are sealed; what others say comes from the client. */
  get cookies(): Cookies {
    return (this.#cookies ??= parseCookies(this.raw.headers.get("cookie")));
  }

  /**
   * The credentials of the `Authorization` header: Basic or Bearer; `null` where there are none, or others.
   *
   * Compare what is secret in them in constant time.
   */
  get authorization(): Authorization | null {
    return parseAuthorization(this.raw.headers.get("authorization"));
  }

  /** The body's media type, parsed; `null` where there is none or it is malformed. */
  get contentType(): ContentType | null {
    if (this.#contentType === undefined) this.#contentType = parseContentType(this.raw.headers.get("content-type"));
    return this.#contentType;
  }

  /** Whether the body says that it is an HTML form (urlencoded or multipart). */
  get isForm(): boolean {
    return isForm(this.contentType);
  }

  /** Whether the body says that it is JSON: `application/json`, and nothing that resembles it (J07). */
  get isJson(): boolean {
    return this.contentType?.essence === "application/json";
  }

  /** Whether an error should be answered as JSON: it is asked for, or JSON was sent and no page asked for. */
  get wantsProblem(): boolean {
    const type = this.accepts("text/html", "application/problem+json", "application/json");
    if (type !== "text/html") return type !== null;
    return this.isJson && this.raw.headers.get("accept")?.includes("text/html") !== true;
  }

  /**
   * The media type among `offers` that the client likes best; `null` when it accepts none.
   *
   * @example
   * c.request.accepts("application/json", "text/html") ?? abort(406); // "text/html"
   */
  accepts<T extends string>(...offers: readonly T[]): T | null {
    return negotiate(this.raw.headers.get("accept"), offers);
  }

  /** The language among `offers` that the client likes best. @param offers as `en`, `de-CH` */
  acceptsLanguage<T extends string>(...offers: readonly T[]): T | null {
    return negotiateLanguage(this.raw.headers.get("accept-language"), offers);
  }

  /** The languages that the client asks for, best first, in lower case. */
  get languages(): readonly string[] {
    return parseAccept(this.raw.headers.get("accept-language"))
      .filter(({ range, quality }) => quality > 0 && range !== "*")
      .sort((a, b) => b.quality - a.quality)
      .map(({ range }) => range);
  }

  /** The whole body. @throws LimitError 413 */
  bytes(): Promise<Uint8Array> {
    return this.#once("bytes", () => readBytes(this.raw, this.#limits.bodySize));
  }

  /** The whole body as UTF-8 text. @throws LimitError 413, HttpError 400 or 415 for other encodings */
  text(): Promise<string> {
    return this.#once("text", () => {
      if (this.contentType !== null && !isUtf8(this.contentType)) {
        throw unsupportedMediaType({ code: "charset", detail: "Text must be UTF-8." });
      }
      return readText(this.raw, this.#limits.bodySize);
    });
  }

  /**
   * The body as JSON, read strictly: see `readJson` for what is refused.
   *
   * @throws HttpError 415 unless the content type is `application/json`, 400 for what is no such document
   */
  json(): Promise<unknown> {
    return this.#once("json", async () => {
      if (!this.isJson || (this.contentType !== null && !isUtf8(this.contentType))) {
        throw unsupportedMediaType({
          code: "json_type",
          detail: "A body of the type application/json is expected here.",
        });
      }
      return readJson(await readText(this.raw, this.#limits.bodySize));
    });
  }

  /**
   * The body as a form.
   *
   * @param receiver takes the files; without it a form with files is refused
   * @throws HttpError 415 for other bodies, 400 for malformed ones, LimitError 413
   */
  form<File = never>(receiver?: FileReceiver<File>): Promise<FormBody<File>> {
    this.#form ??= this.#keep(this.formReader().read(receiver));
    return this.#form as Promise<FormBody<File>>;
  }

  /**
   * The pulling reader of the form, shared by all who look into it: a body can be read once.
   *
   * @throws HttpError 415 for other bodies; Error where the body was read as something else
   */
  formReader(): FormReader {
    if (this.#reader === undefined) {
      if (this.#body !== undefined) throw readTwice(this.#body.kind, "form");
      this.#reader = openForm(this.raw, this.#limits);
    }
    return this.#reader;
  }

  /** The body as it was read: text, bytes, JSON, or a form; `undefined` before. For the development's checks. */
  get parsedBody(): unknown {
    return this.#parsed;
  }

  /** Replaces the limits by those of the route. Called by the application before the body is touched. */
  applyLimits(limits: Limits): void {
    this.#limits = limits;
  }

  async #keep<T>(reading: Promise<T>): Promise<T> {
    const value = await reading;
    this.#parsed = value;
    return value;
  }

  #once<T>(kind: string, read: () => T | Promise<T>): Promise<T> {
    if (this.#reader !== undefined) return Promise.reject(readTwice("form", kind));
    if (this.#body !== undefined) {
      return this.#body.kind === kind
        ? (this.#body.value as Promise<T>)
        : Promise.reject(readTwice(this.#body.kind, kind));
    }
    // A read that fails at once (a wrong content type) is a rejection like every other.
    const value = this.#keep(Promise.resolve().then(read));
    this.#body = { kind, value };
    return value;
  }
}

function readTwice(before: string, now: string): Error {
  return new Error(
    `The body of this request was read as ${before} already and cannot be read as ${now}. Read it once and pass the value on.`,
  );
}
