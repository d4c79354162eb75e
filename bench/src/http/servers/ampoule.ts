/** Ours, as an application writes it: no route here is tuned for the measurement. */
import { App } from "ampoule";
import { serve } from "ampoule/node";
import { DictLoader } from "ampoule/templates";
import { jinja } from "../../templates/jinja.ts";
import { data, port, ready } from "../protocol.ts";

const form = '<form method="post" action="/submit"><button>Send</button></form></main>';
const app = new App({
  secretKey: "f3Xq0mX1n8y7v2s9d4k6j5h1g0a2z3w4e5r6t7y8u9i",
  origin: `http://127.0.0.1:${port}`,
  trustedOrigins: ["http://127.0.0.1"],
  templates: new DictLoader({ "layout.html": jinja.layout.replace("</main>", form), "page.html": jinja.page }),
});

app.get("/user/<int:id>", (c) => `user ${c.params.id}`);
app.get("/page", (c) => {
  c.session.get("user");
  return c.render("page.html", data as never);
});
app.get("/prepare", (c) => {
  c.session.set("user", "ada");
  const count = Number(c.request.query.get("n"));
  const bodies = Array.from({ length: count }, () => {
    const form = String(c.markup`<form method="post" action="/submit"></form>`);
    return `name=Ada&csrf_token=${encodeURIComponent(/value="([^"]*)"/.exec(form)![1]!)}`;
  });
  return c.json({ cookie: "", bodies });
});
app.post("/submit", (c) => c.redirect("/page"));

await serve(app, { port });
ready();
