/** A bare fetch handler on @hono/node-server: what the adapter alone costs. */
import { serve } from "@hono/node-server";
import { handler } from "../bare.ts";
import { port, ready } from "../protocol.ts";

serve({ fetch: handler(Response), port, hostname: "127.0.0.1" }, ready);
