/** Hono with its own html literal, secureHeaders and csrf middleware: origin check only, signed cookie session. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { getSignedCookie } from "hono/cookie";
import { csrf } from "hono/csrf";
import { NONCE, secureHeaders } from "hono/secure-headers";
import { serializeSigned } from "hono/utils/cookie";
import { engine } from "../../templates/engines/hono.ts";
import { data, port, ready, withForm } from "../protocol.ts";

const key = "0123456789abcdef0123456789abcdef";
const render = engine.prepare("page")!;
const app = new Hono();
app.use(
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: [NONCE, "'strict-dynamic'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
    },
  }),
);
app.use(csrf());
app.get("/user/:id", (c) => c.text(`user ${Number(c.req.param("id"))}`));
app.get("/page", async (c) => {
  const user = await getSignedCookie(c, key, "session");
  return c.html(withForm(render(data as never), user === undefined ? "" : "same-origin-only"));
});
app.get("/prepare", async (c) => {
  const cookie = (await serializeSigned("session", "ada", key)).split(";")[0]!;
  return c.json({ cookie, bodies: ["name=Ada&csrf_token=none"] });
});
app.post("/submit", async (c) => {
  const user = await getSignedCookie(c, key, "session");
  const form = await c.req.parseBody();
  return user === undefined || form["name"] === undefined ? c.text("", 403) : c.redirect("/page", 303);
});
serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, ready);
