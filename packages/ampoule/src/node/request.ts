/**
 * A Node request as a standard `Request`, of which only what is used is made.
 *
 * A native `Request` with `Headers` and a web stream costs some 20 µs, a third of a small request. This one is a `Request` to
 * everybody (`instanceof` holds, every member works); the native one behind it is made when something unusual is asked for.
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { bodySource } from "../http/body.ts";
import { nativeRequest } from "../http/native.ts";
import { hasBody, IncomingBody } from "./incoming-body.ts";
import { createHeaders } from "./request-headers.ts";

class LazyRequest {
  readonly method: string;
  readonly url: string;
  readonly #incoming: IncomingMessage;
  readonly #outgoing: ServerResponse;
  readonly #idleTimeout: number;
  #body: IncomingBody | undefined;
  #headers: Headers | undefined;
  #native: Request | undefined;
  #controller: AbortController | undefined;

  constructor(url: string, incoming: IncomingMessage, outgoing: ServerResponse, idleTimeout: number) {
    this.method = incoming.method ?? "GET";
    this.url = url;
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    this.#idleTimeout = idleTimeout;
  }

  get headers(): Headers {
    return (this.#headers ??= createHeaders(this.#incoming.rawHeaders));
  }

  get [bodySource](): IncomingBody | undefined {
    // Once the native request exists, the body belongs to its stream.
    return this.#native === undefined ? this.#source() : undefined;
  }

  #source(): IncomingBody {
    return (this.#body ??= new IncomingBody(this.#incoming, this.#outgoing, this.#idleTimeout));
  }

  /** Aborts when the client goes away before the response is complete. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      const controller = new AbortController();
      this.#controller = controller;
      const closed = (): void => {
        if (!this.#outgoing.writableFinished) controller.abort();
      };
      // A client may be gone before somebody asks.
      if (this.#outgoing.closed) closed();
      else this.#outgoing.once("close", closed);
    }
    return this.#controller.signal;
  }

  [nativeRequest](): Request {
    if (this.#native === undefined) {
      const init: RequestInit & { duplex?: "half" } = {
        method: this.method,
        headers: new Headers([...this.headers]),
        signal: this.signal,
      };
      if (this.method !== "GET" && this.method !== "HEAD" && hasBody(this.#incoming)) {
        this.#source().begin();
        init.body = Readable.toWeb(this.#incoming) as ReadableStream<Uint8Array<ArrayBuffer>>;
        init.duplex = "half";
      }
      this.#native = new Request(this.url, init);
    }
    return this.#native;
  }
}

const GETTERS = [
  "body",
  "bodyUsed",
  "cache",
  "credentials",
  "destination",
  "integrity",
  "keepalive",
  "mode",
  "redirect",
  "referrer",
  "referrerPolicy",
] as const;
const METHODS = ["arrayBuffer", "blob", "bytes", "clone", "formData", "json", "text"] as const;

for (const name of GETTERS) {
  Object.defineProperty(LazyRequest.prototype, name, {
    get(this: LazyRequest): unknown {
      return this[nativeRequest]()[name];
    },
  });
}
for (const name of METHODS) {
  Object.defineProperty(LazyRequest.prototype, name, {
    value(this: LazyRequest): unknown {
      return this[nativeRequest]()[name]();
    },
  });
}
Object.setPrototypeOf(LazyRequest.prototype, Request.prototype);

/**
 * A light `Request`.
 *
 * @param url absolute, as `requestUrl` made it
 * @param idleTimeout milliseconds that the body may stall
 */
export function createRequest(
  url: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  idleTimeout: number,
): Request {
  return new LazyRequest(url, incoming, outgoing, idleTimeout) as unknown as Request;
}
