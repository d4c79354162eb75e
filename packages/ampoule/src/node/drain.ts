/**
 * Reading on for a little while after an early answer (R35).
 *
 * A server that closes while the client still sends makes the client's system throw away what it has received: instead of "413" the
 * visitor sees a broken connection. So what comes is read and dropped, within bounds; a client that goes on beyond them is cut off.
 */

import type { IncomingMessage } from "node:http";

/** What is read and dropped at most. */
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_MILLISECONDS = 2000;

/** Resolves when the body has ended, the client is gone, or the bounds are reached. */
export function drain(incoming: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0;
    const done = (): void => {
      clearTimeout(timer);
      incoming.off("data", onData).off("end", done).off("close", done).off("error", done);
      // An error that comes later has nobody to hear it, and must not end the process.
      incoming.on("error", () => undefined);
      resolve();
    };
    const onData = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) done();
    };
    const timer = setTimeout(done, MAX_MILLISECONDS);
    // Somebody may have begun to read and left off; with such a listener the stream would wait for him.
    incoming.removeAllListeners("readable");
    if (incoming.destroyed || incoming.readableEnded) done();
    else incoming.on("data", onData).on("end", done).on("close", done).on("error", done).resume();
  });
}
