/**
 * Writing a response to the socket: one `writeHead` and one `end` for a body in memory; a pump with backpressure for a stream (D17).
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import { isNullBodyStatus } from "../http/response.ts";
import { sizeOf } from "../http/sized-stream.ts";
import type { ReplyBody } from "../reply.ts";
import { drain } from "./drain.ts";
import { awaitsContinue, hasBody } from "./incoming-body.ts";
import { partsOf, type ResponseParts } from "./response.ts";

/**
 * Sends a response.
 *
 * @param idleTimeout milliseconds that the client may take nothing of what is waiting for it; 0 for ever
 * @returns a promise where the sending goes on. A client that goes away is nobody's error
 * @throws TypeError when a header cannot be sent (H01); nothing has been sent then
 */
export function send(
  response: Response,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  idleTimeout: number,
): Promise<void> | undefined {
  const parts = partsOf(response);
  const { body } = parts;
  if (hasBody(incoming) && !incoming.complete) return sendEarly(parts, incoming, outgoing, idleTimeout);
  if (body !== null && typeof body === "object" && !(body instanceof Uint8Array))
    return sendStream(parts, body, outgoing, idleTimeout);
  writeHead(parts, outgoing);
  if (body === null || incoming.method === "HEAD" || isNullBodyStatus(parts.status)) outgoing.end();
  else outgoing.end(body);
  watchReader(outgoing, idleTimeout);
  return undefined;
}

/**
 * Drops a client that does not take what is waiting for it: by reading nothing, a few thousand of them could hold our memory.
 *
 * Usually the system has taken all of a response at once, and nothing is left to watch.
 */
function watchReader(outgoing: ServerResponse, idleTimeout: number): void {
  const { socket } = outgoing;
  if (socket === null || socket.writableLength === 0 || idleTimeout === 0) return;
  const onIdle = (): void => {
    socket.destroy();
  };
  socket.setTimeout(idleTimeout, onIdle);
  outgoing.once("close", () => socket.off("timeout", onIdle));
}

/** Status and headers. Lengths are of bytes, never of characters (D27); a HEAD has the length that its GET would have (D22). */
function writeHead(parts: ResponseParts, outgoing: ServerResponse): void {
  const { status, body } = parts;
  const headers = parts.headers as Record<string, string | string[] | number>;
  const size = isNullBodyStatus(status) ? undefined : bodySize(body);
  if (size !== undefined && headers["content-length"] === undefined) headers["content-length"] = size;
  outgoing.writeHead(status, headers);
}

/** In bytes, where it is known before all of it is sent. */
function bodySize(body: ReplyBody): number | undefined {
  if (body === null) return 0;
  if (typeof body === "string") return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.byteLength : sizeOf(body);
}

async function sendStream(
  parts: ResponseParts,
  body: ReadableStream<Uint8Array>,
  outgoing: ServerResponse,
  idleTimeout: number,
): Promise<void> {
  if (outgoing.req.method === "HEAD" || isNullBodyStatus(parts.status)) {
    body.cancel().catch(() => undefined);
    writeHead(parts, outgoing);
    outgoing.end();
    return;
  }
  writeHead(parts, outgoing);
  // The headers go out now: an event stream may have nothing to say for a minute.
  outgoing.flushHeaders();
  await pump(body.getReader(), outgoing, idleTimeout);
}

/** Moves chunks as fast as the client takes them; stops the source when the client goes away. */
async function pump(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  outgoing: ServerResponse,
  idleTimeout: number,
): Promise<void> {
  const stop = (): void => {
    reader.cancel().catch(() => undefined);
  };
  // A client that went away before is told of by no event any more, and the source may have nothing to say for ever.
  if (outgoing.destroyed) {
    stop();
    return;
  }
  outgoing.once("close", stop);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (outgoing.destroyed) {
        stop();
        return;
      }
      if (!outgoing.write(value)) await drained(outgoing, idleTimeout);
    }
    outgoing.off("close", stop);
    outgoing.end();
    watchReader(outgoing, idleTimeout);
  } catch {
    // The status is out already. An end without the last chunk is the one way left to say that it is not all (RFC 9112 §8).
    outgoing.destroy();
  }
}

/** Resolves when the client has taken what was written, or is gone, or is dropped because it takes nothing. */
function drained(outgoing: ServerResponse, idleTimeout: number): Promise<void> {
  return new Promise((resolve) => {
    const onIdle = (): void => {
      outgoing.destroy();
    };
    const done = (): void => {
      outgoing.off("drain", done).off("close", done);
      if (idleTimeout > 0) outgoing.socket?.setTimeout(0, onIdle);
      resolve();
    };
    outgoing.once("drain", done).once("close", done);
    if (idleTimeout > 0) outgoing.socket?.setTimeout(idleTimeout, onIdle);
  });
}

/** An answer while the request is still coming in: it is sent whole, then the rest of the request is read and dropped. */
async function sendEarly(
  parts: ResponseParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  idleTimeout: number,
): Promise<void> {
  const { body } = parts;
  // A client that was not told to continue may send the body or not: what follows on this connection is uncertain.
  const unasked = awaitsContinue(incoming, outgoing);
  if (unasked) outgoing.shouldKeepAlive = false;
  if (body !== null && typeof body === "object" && !(body instanceof Uint8Array)) {
    await sendStream(parts, body, outgoing, idleTimeout);
    if (!unasked) await drain(incoming);
  } else {
    writeHead(parts, outgoing);
    if (body === null || incoming.method === "HEAD" || isNullBodyStatus(parts.status)) outgoing.flushHeaders();
    else outgoing.write(body);
    // Node would close right after `end` where the client asked for no keep-alive; so that comes last.
    if (!unasked) await drain(incoming);
    outgoing.end();
    watchReader(outgoing, idleTimeout);
  }
  if (!incoming.complete) incoming.socket.destroySoon();
}
