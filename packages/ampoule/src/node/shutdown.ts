/** Ending a server without cutting anybody off. */

import type { Server } from "node:http";

/**
 * Stops accepting, lets requests under way finish, then closes their connections.
 *
 * @param timeout milliseconds after which whatever is still open is closed
 */
export function closeGracefully(server: Server, timeout: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), timeout);
    // A response that is written from now on says that its connection ends: a client must not send its next request there.
    server.prependListener("request", (_incoming, outgoing) => {
      outgoing.shouldKeepAlive = false;
    });
    server.close(() => {
      clearTimeout(timer);
      clearInterval(sweep);
      resolve();
    });
    // Connections become idle one by one, as their responses end.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.closeIdleConnections();
  });
}

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/** What is to be closed on a signal: all servers of the process, so that the first to be done does not cut off the others. */
const open = new Set<() => Promise<void>>();

function onSignal(signal: NodeJS.Signals): void {
  const closers = [...open];
  for (const close of closers) forget(close);
  void Promise.allSettled(closers.map((close) => close())).then(() => {
    // With our listeners gone, the signal does what it does by itself, and the exit status says so.
    process.kill(process.pid, signal);
  });
}

function forget(close: () => Promise<void>): void {
  open.delete(close);
  if (open.size === 0) for (const signal of SIGNALS) process.off(signal, onSignal);
}

/** Ends the server and then the process on the first signal; a second one ends it at once. */
export function closeOnSignals(server: Server, close: () => Promise<void>): void {
  if (open.size === 0) for (const signal of SIGNALS) process.on(signal, onSignal);
  open.add(close);
  server.once("close", () => forget(close));
}
