/** The request listener: from Node's pair of objects to `fetch` and back. */

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { ConnectionInfo } from "../host.ts";
import { createRequest } from "./request.ts";
import { hasAmbiguousHeader } from "./request-headers.ts";
import { createLightResponse } from "./response.ts";
import { send } from "./send.ts";
import { requestUrl } from "./target.ts";

/** What can be served: an `App`, or anything with its `fetch`. */
export interface Fetcher {
  fetch(request: Request, connection?: ConnectionInfo): Response | Promise<Response>;
}

/** Settings of {@link createListener}. */
export interface ListenerOptions {
  /** Milliseconds that a body may stall. @default 15_000 */
  readonly bodyIdleTimeout?: number;
  /** Told of errors that `fetch` did not answer itself. @default console.error */
  readonly onError?: (error: unknown) => void;
}

/** What the socket knows, read when it is asked for: an address costs a system call. */
class SocketInfo implements ConnectionInfo {
  readonly #socket: Socket;
  readonly encrypted: boolean;
  readonly createResponse: typeof createLightResponse = createLightResponse;

  constructor(socket: Socket, encrypted: boolean) {
    this.#socket = socket;
    this.encrypted = encrypted;
  }

  get remoteAddress(): string | undefined {
    return this.#socket.remoteAddress;
  }
}

/**
 * A listener for `node:http` and `node:https`.
 *
 * @example
 * http.createServer(createListener(app)).listen(8000, "127.0.0.1");
 */
export function createListener(app: Fetcher, options: ListenerOptions = {}): RequestListener {
  const { bodyIdleTimeout = 15_000, onError = console.error } = options;
  return (incoming, outgoing) => {
    const { socket } = incoming;
    const encrypted = "encrypted" in socket && socket.encrypted === true;
    const url = hasAmbiguousHeader(incoming)
      ? null
      : requestUrl(encrypted ? "https" : "http", incoming.headers.host, incoming.url ?? "");
    if (url === null) return refuse(incoming, outgoing, 400);
    const fail = (error: unknown): void => {
      onError(error);
      refuse(incoming, outgoing, 500);
    };
    try {
      const request = createRequest(url, incoming, outgoing, bodyIdleTimeout);
      const answer = app.fetch(request, new SocketInfo(socket, encrypted));
      if (!("then" in answer)) return void send(answer, incoming, outgoing)?.catch(fail);
      answer.then((response) => send(response, incoming, outgoing)).catch(fail);
    } catch (error) {
      fail(error);
    }
  };
}

const PHRASES: ReadonlyMap<number, string> = new Map([
  [400, "Bad Request"],
  [500, "Internal Server Error"],
]);

/** The last resort (V12): nothing of the request, nothing of the error, and the connection ends. */
function refuse(incoming: IncomingMessage, outgoing: ServerResponse, status: number): void {
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  outgoing.shouldKeepAlive = false;
  const headers = {
    "content-type": "text/plain; charset=utf-8",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };
  const body = `${status} ${PHRASES.get(status)}\n`;
  // A header that made the first attempt fail may be half set.
  for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name);
  void send(createLightResponse(body, status, headers), incoming, outgoing);
}
