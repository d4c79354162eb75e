/**
 * A Node request's body, read without a web stream between.
 *
 * The client's "may I send?" (`Expect: 100-continue`) is answered when somebody begins to read, so that what is refused before is never
 * sent. While the body is read, a client that sends nothing for a while is dropped (R34).
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { BodySource } from "../http/body.ts";
import { findHeader } from "./request-headers.ts";

/** A stalled upload; `http/body.ts` makes a 408 of it, for the log: the connection is gone. */
function stalled(): Error {
  return Object.assign(new Error("The client sent nothing for too long"), { code: "ETIMEDOUT" });
}

/** Whether a message has a body at all (RFC 9112 §6.3). */
export function hasBody(incoming: IncomingMessage): boolean {
  const { rawHeaders } = incoming;
  return (
    findHeader(rawHeaders, "transfer-encoding") !== null || (findHeader(rawHeaders, "content-length") ?? "0") !== "0"
  );
}

const EMPTY = new Uint8Array(0);

/** See the top of the file. */
export class IncomingBody implements BodySource {
  readonly #incoming: IncomingMessage;
  readonly #outgoing: ServerResponse;
  readonly #idleTimeout: number;
  readonly #onIdle: () => void;
  #begun = false;

  /** @param idleTimeout milliseconds without a byte; 0 for no limit */
  constructor(incoming: IncomingMessage, outgoing: ServerResponse, idleTimeout: number) {
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    this.#idleTimeout = idleTimeout;
    this.#onIdle = () => incoming.destroy(stalled());
  }

  #claim(): void {
    if (this.#begun) throw new TypeError("The body of this request was read already; read it once and keep the result");
    this.#begun = true;
  }

  /** To be called before the first byte is read. */
  begin(): void {
    this.#claim();
    if (awaitsContinue(this.#incoming, this.#outgoing)) this.#outgoing.writeContinue();
    if (this.#idleTimeout > 0) this.#incoming.socket.setTimeout(this.#idleTimeout, this.#onIdle);
  }

  /** To be called after the last: from then on the connection's own timeouts count again. */
  #end(): void {
    if (this.#idleTimeout > 0) this.#incoming.socket.setTimeout(0, this.#onIdle);
  }

  collect(limit: number): Uint8Array | null | Promise<Uint8Array | null> {
    const incoming = this.#incoming;
    // A small form comes along with its headers: there is nothing to wait for, and nobody who could be slow.
    if (incoming.complete && !incoming.destroyed && !incoming.readableDidRead) {
      this.#claim();
      return incoming.readableLength > limit ? null : ((incoming.read() as Buffer | null) ?? EMPTY);
    }
    this.begin();
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = (): void => {
        incoming.off("data", onData).off("end", onEnd).off("error", onError).off("close", onClose);
        this.#end();
      };
      const onData = (chunk: Buffer): void => {
        size += chunk.length;
        if (size <= limit) {
          chunks.push(chunk);
          return;
        }
        finish();
        incoming.pause();
        resolve(null);
      };
      const onEnd = (): void => {
        finish();
        resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size));
      };
      const onError = (error: Error): void => {
        finish();
        reject(error);
      };
      const onClose = (): void => onError(incoming.errored ?? disconnected());
      if (incoming.destroyed) onClose();
      else incoming.on("data", onData).on("end", onEnd).on("error", onError).on("close", onClose);
    });
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, void> {
    this.begin();
    // Whoever stops in the middle without a word leaves this generator where it is, for good. The time itself is not set back
    // then: it is the idle connection's by now.
    this.#outgoing.once("close", () => this.#incoming.socket.off("timeout", this.#onIdle));
    try {
      // Leaving early must not destroy the socket: the answer still has to go out on it (R35).
      yield* this.#incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
      if (!this.#incoming.complete) throw disconnected();
    } finally {
      this.#end();
    }
  }
}

function disconnected(): Error {
  return Object.assign(new Error("The client went away"), { code: "ECONNRESET" });
}

/** Whether the client waits for a word before it sends the body (RFC 9110 §10.1.1), and has not had it. */
export function awaitsContinue(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  return (
    incoming.headers.expect?.toLowerCase() === "100-continue" && !outgoing.headersSent && !incoming.readableDidRead
  );
}
