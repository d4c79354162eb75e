/**
 * An application on `node:http` (or `node:https`), with every limit and timeout set, and an end that finishes what it began.
 */

import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { checkOptionNames, type NamesOf } from "../option-names.ts";
import { createListener, type Fetcher, type ListenerOptions } from "./listener.ts";
import { closeGracefully, closeOnSignals } from "./shutdown.ts";

/** Settings of {@link serve}. Times are in milliseconds. */
export interface ServeOptions extends ListenerOptions {
  /** 0 for any that is free. @default 8000 */
  readonly port?: number;
  /** The address to listen on. Others than the loopback are reached from outside: say so. @default "127.0.0.1" */
  readonly host?: string;
  /** Key and certificate in PEM, to serve HTTPS. */
  readonly tls?: { readonly key: string | Uint8Array; readonly cert: string | Uint8Array };
  /** Until the headers must have come, and before them the TLS handshake. @default 10_000 */
  readonly headersTimeout?: number;
  /** Until the whole request must have come; raise it where large uploads come over slow lines. @default 60_000 */
  readonly requestTimeout?: number;
  /** How long an idle connection is kept; behind a load balancer a little more than it does. @default 5000 */
  readonly keepAliveTimeout?: number;
  /** Bytes of request line and headers. @default 16_384 */
  readonly maxHeaderSize?: number;
  /** How long requests under way may take when the server is to end. @default 10_000 */
  readonly shutdownTimeout?: number;
  /** End on SIGTERM and SIGINT: finish what is under way, then exit. @default true */
  readonly signals?: boolean;
}

const OPTIONS: NamesOf<ServeOptions> = {
  port: true,
  host: true,
  tls: true,
  headersTimeout: true,
  requestTimeout: true,
  keepAliveTimeout: true,
  maxHeaderSize: true,
  shutdownTimeout: true,
  signals: true,
  bodyIdleTimeout: true,
  sendIdleTimeout: true,
  maxHeaders: true,
  onError: true,
};

/** A server that runs. */
export interface RunningServer {
  /** Where it is reached, as `http://127.0.0.1:8000`. */
  readonly url: string;
  /** The port that it listens on. */
  readonly port: number;
  /** The Node server, for what is not here. */
  readonly server: Server;
  /** Ends it: no new requests, those under way are finished. */
  close(): Promise<void>;
}

/** How often Node looks for requests that take too long: its own half minute would let them live that much longer. */
const CHECK_INTERVAL = 2000;

/**
 * Starts to serve an application.
 *
 * @returns once it listens
 * @throws Error when Node was started with its lenient HTTP parser, or the port is taken; TypeError for options that do not exist
 * @example
 * app.get("/", () => "Hello");
 * const server = await serve(app, { port: Number(process.env.PORT) });
 * console.log(`Kittens at ${server.url}`);
 * await (await fetch(server.url)).text(); // "Hello"
 * await server.close();
 */
export async function serve(app: Fetcher, options: ServeOptions = {}): Promise<RunningServer> {
  checkOptionNames("serve", options, OPTIONS);
  refuseLenientParser();
  const { port = 8000, host = "127.0.0.1", tls, headersTimeout = 10_000, requestTimeout = 60_000 } = options;
  const settings = {
    headersTimeout,
    requestTimeout,
    keepAliveTimeout: options.keepAliveTimeout ?? 5000,
    maxHeaderSize: options.maxHeaderSize ?? 16_384,
    connectionsCheckingInterval: Math.min(CHECK_INTERVAL, headersTimeout, requestTimeout),
    insecureHTTPParser: false,
    requireHostHeader: true,
  };
  const listener = createListener(app, options);
  const server =
    tls === undefined
      ? createServer(settings, listener)
      : createTlsServer(
          // Before it the clock of the headers does not run; Node's own two minutes are long for a client that says nothing.
          { ...settings, handshakeTimeout: headersTimeout, key: asBuffer(tls.key), cert: asBuffer(tls.cert) },
          listener,
        );
  // The listener counts them: Node drops what is beyond, and goes on.
  server.maxHeadersCount = 0;
  // Not answered by Node itself: the body is asked for when somebody wants to read it.
  server.on("checkContinue", listener);
  await listen(server, port, host);
  const address = server.address() as AddressInfo;
  const shutdownTimeout = options.shutdownTimeout ?? 10_000;
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= closeGracefully(server, shutdownTimeout));
  if (options.signals !== false) closeOnSignals(server, close);
  const shown = host.includes(":") ? `[${host}]` : host;
  return {
    url: `${tls === undefined ? "http" : "https"}://${shown}:${address.port}`,
    port: address.port,
    server,
    close,
  };
}

function asBuffer(pem: string | Uint8Array): string | Buffer {
  return typeof pem === "string" ? pem : Buffer.from(pem);
}

/** R24: with this flag Node accepts messages that a proxy before us reads differently. */
function refuseLenientParser(): void {
  const flags = `${process.execArgv.join(" ")} ${process.env["NODE_OPTIONS"] ?? ""}`;
  if (/--insecure-http-parser/.test(flags)) {
    throw new Error(
      "Node was started with --insecure-http-parser, which makes request smuggling possible: start it without",
    );
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
