/** A bare fetch handler on srvx with its FastResponse. */
import { FastResponse, serve } from "srvx/node";
import { handler } from "../bare.ts";
import { port, ready } from "../protocol.ts";

const server = serve({
  fetch: handler(FastResponse as unknown as typeof Response),
  port,
  hostname: "127.0.0.1",
  silent: true,
});
await server.ready();
ready();
