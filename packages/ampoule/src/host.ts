/**
 * What the JavaScript host offers beyond the web standards.
 *
 * Floors 0 to 2 import no `node:` module, so that the same code loads on Node, Bun, Deno and Workers. Where a host has
 * such a module (Node ≥ 22.3, Bun and Deno do), it is asked for here, synchronously; elsewhere the answer is
 * `undefined`, and the caller falls back or explains.
 */

import type { ResponseFactory } from "./http/response.ts";

/** The modules that Ampoule makes use of where they exist; only their types are named, nothing is imported. */
interface HostModules {
  "node:async_hooks": typeof import("node:async_hooks");
  "node:crypto": typeof import("node:crypto");
  "node:diagnostics_channel": typeof import("node:diagnostics_channel");
  "node:fs": typeof import("node:fs");
  "node:path": typeof import("node:path");
  "node:stream": typeof import("node:stream");
  "node:url": typeof import("node:url");
}

/** A built-in module of the host, or `undefined` where the host has none. */
export function hostModule<Id extends keyof HostModules>(id: Id): HostModules[Id] | undefined {
  return globalThis.process?.getBuiltinModule?.(id) as HostModules[Id] | undefined;
}

/** Whether this process is one of several workers of `node:cluster`. */
export function isClusterWorker(): boolean {
  const cluster: unknown = globalThis.process?.getBuiltinModule?.("node:cluster");
  return typeof cluster === "object" && cluster !== null && "isWorker" in cluster && cluster.isWorker === true;
}

/**
 * What the server knows about the connection that a request came in by; the second argument of `app.fetch()`.
 *
 * Everything is optional, because not every platform says it. What is absent is treated as untrusted: no address means
 * "not loopback", so that the development error page stays closed.
 */
export interface ConnectionInfo {
  /** The peer's address as the socket has it (`127.0.0.1`, `::1`, `::ffff:10.0.0.1`), without a port. */
  readonly remoteAddress?: string | undefined;
  /** Whether this connection itself is TLS. */
  readonly encrypted?: boolean | undefined;
  /** Makes the `Response` at the very end, where the server has a faster way than the platform's own. */
  readonly createResponse?: ResponseFactory | undefined;
}
