/** The request listener: from Node's pair of objects to `fetch` and back. */

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { ConnectionInfo } from "../host.ts";
import type { ResponseFactory } from "../http/response.ts";
import { createRequest } from "./request.ts";
import { findHeader, hasAmbiguousHeader } from "./request-headers.ts";
import { createLightResponse } from "./response.ts";
import { send } from "./send.ts";
import { requestUrl } from "./target.ts";

/** What can be served: an `App`, or anything with its `fetch`. */
export interface Fetcher {
  /** Answers a request. */
  fetch(request: Request, connection?: ConnectionInfo): Response | Promise<Response>;
}

/** Settings of {@link createListener}. */
export interface ListenerOptions {
  /** Milliseconds that a body may stall. @default 15_000 */
  readonly bodyIdleTimeout?: number;
  /** Milliseconds that a client may take nothing of an answer that is waiting for it. @default 60_000 */
  readonly sendIdleTimeout?: number;
  /** Number of header lines; a request with more is a 431. @default 100 */
  readonly maxHeaders?: number;
  /** Told of errors that `fetch` did not answer itself. @default console.error */
  readonly onError?: (error: unknown) => void;
}

/** What the socket knows, read when it is asked for: an address costs a system call. */
class SocketInfo implements ConnectionInfo {
  readonly #socket: Socket;
  readonly encrypted: boolean;
  readonly createResponse: ResponseFactory = createLightResponse;
  /**
   * Whether a request was refused before its body was understood: what the parser makes of the bytes behind it may be part of that very
   * body, and nobody answers it (R23; RFC 9112 §9.6).
   */
  ended = false;
  /** Requests that were sent before the answer to an earlier one was taken. */
  waiting = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.encrypted = (socket as Partial<TLSSocket>).encrypted === true;
  }

  get remoteAddress(): string | undefined {
    return this.#socket.remoteAddress;
  }
}

/** Clients that pipeline send a dozen requests at once; whoever sends more than this is none of them. */
const MAX_WAITING = 128;

/**
 * Answers a request when all before it on its connection were taken (RFC 9112 §9.3.2): the answers to a packet full of requests would
 * otherwise all be made at once, and held for a client that reads none of them.
 */
function inTurn(
  info: SocketInfo,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): void {
  if (++info.waiting > MAX_WAITING) {
    incoming.socket.destroy();
    return;
  }
  // Node hands the socket on from one response to the next.
  outgoing.once("socket", () => {
    info.waiting -= 1;
    answer(incoming, outgoing);
  });
}

/** One for each connection, which serves many requests. */
const connections = new WeakMap<Socket, SocketInfo>();

function infoOf(socket: Socket): SocketInfo {
  let info = connections.get(socket);
  if (info === undefined) {
    info = new SocketInfo(socket);
    connections.set(socket, info);
  }
  return info;
}

/**
 * A listener for `node:http` and `node:https`.
 *
 * @example
 * import { createServer } from "node:http";
 * createServer(createListener(app)).listen(Number(process.env.PORT), "127.0.0.1");
 */
export function createListener(app: Fetcher, options: ListenerOptions = {}): RequestListener {
  const { bodyIdleTimeout = 15_000, sendIdleTimeout = 60_000, maxHeaders = 100, onError = console.error } = options;
  const fail = (error: unknown, incoming: IncomingMessage, outgoing: ServerResponse): void => {
    onError(error);
    refuse(incoming, outgoing, 500);
  };
  const finish = async (
    response: Promise<Response>,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> => {
    try {
      await send(await response, incoming, outgoing, sendIdleTimeout);
    } catch (error) {
      fail(error, incoming, outgoing);
    }
  };
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const info = infoOf(incoming.socket);
    if (info.ended) return;
    if (outgoing.socket === null) {
      inTurn(info, incoming, outgoing, answer);
      return;
    }
    // Node would leave out the lines beyond a number of its own, without a word: one of them may be what a guard looks for.
    const { rawHeaders } = incoming;
    if (rawHeaders.length > maxHeaders * 2) {
      refuse(incoming, outgoing, 431);
      return;
    }
    const scheme = info.encrypted ? "https" : "http";
    const host = isAmbiguous(incoming) ? null : findHeader(rawHeaders, "host");
    const url = host === null ? null : requestUrl(scheme, host, incoming.url ?? "");
    if (url === null) {
      refuse(incoming, outgoing, 400);
      return;
    }
    try {
      const response = app.fetch(createRequest(url, incoming, outgoing, bodyIdleTimeout), info);
      // What is there at once is sent at once: a promise would cost a turn and its own memory.
      if ("then" in response) void finish(response, incoming, outgoing);
      else
        send(response, incoming, outgoing, sendIdleTimeout)?.catch((error: unknown) => fail(error, incoming, outgoing));
    } catch (error) {
      fail(error, incoming, outgoing);
    }
  };
  return answer;
}

/** Whether somebody before us may have read the message otherwise. */
function isAmbiguous({ rawHeaders, httpVersionMajor, httpVersionMinor }: IncomingMessage): boolean {
  if (hasAmbiguousHeader(rawHeaders)) return true;
  // Node takes "HTTP/2.0" in the request line for another HTTP/1. What HTTP/1.0 did not know, chunks, its readers may not see (RFC 9112 §6.1).
  return httpVersionMajor !== 1 || (httpVersionMinor === 0 && findHeader(rawHeaders, "transfer-encoding") !== null);
}

const PHRASES: ReadonlyMap<number, string> = new Map([
  [400, "Bad Request"],
  [431, "Request Header Fields Too Large"],
  [500, "Internal Server Error"],
]);

/** What data has from the policy of an application, of whose settings nothing is known here. */
const BARE_HEADERS = {
  "content-type": "text/plain; charset=utf-8",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cache-control": "no-store",
} as const;

/** The last resort (V12): nothing of the request, nothing of the error, and the connection ends. */
function refuse(incoming: IncomingMessage, outgoing: ServerResponse, status: number): void {
  infoOf(incoming.socket).ended = true;
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  outgoing.shouldKeepAlive = false;
  const headers = { ...BARE_HEADERS };
  const body = `${status} ${PHRASES.get(status)}\n`;
  // A header that made the first attempt fail may be half set.
  for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name);
  // Now, before the parser comes to a body that it may not understand either, and takes the connection away.
  if (status === 400) outgoing.writeHead(status, headers).end(body);
  else void send(createLightResponse(body, status, headers), incoming, outgoing, 1000);
}
