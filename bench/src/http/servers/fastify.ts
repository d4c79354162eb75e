/** Fastify with the plugins that its documentation recommends: secure-session, helmet, csrf-protection; nunjucks pages. */
import { randomBytes } from "node:crypto";
import csrf from "@fastify/csrf-protection";
import formbody from "@fastify/formbody";
import helmet from "@fastify/helmet";
import session from "@fastify/secure-session";
import Fastify from "fastify";
import { nunjucksEnvironment } from "../../templates/engines/nunjucks.ts";
import { data, port, ready, withForm } from "../protocol.ts";

const template = nunjucksEnvironment().getTemplate("page.html", true);
const app = Fastify();
await app.register(session, { key: randomBytes(32), cookie: { path: "/" } });
await app.register(helmet, { enableCSPNonces: true });
await app.register(csrf, { sessionPlugin: "@fastify/secure-session" });
await app.register(formbody);

app.get<{ Params: { id: string } }>("/user/:id", (request) => `user ${Number(request.params.id)}`);
app.get("/page", async (_request, reply) => {
  const html = withForm(template.render(data), reply.generateCsrf());
  return reply.type("text/html; charset=utf-8").send(html);
});
app.get("/prepare", async (_request, reply) => ({ cookie: "", bodies: [`name=Ada&_csrf=${reply.generateCsrf()}`] }));
app.post("/submit", { preValidation: app.csrfProtection }, async (_request, reply) => reply.redirect("/page", 303));
await app.listen({ port, host: "127.0.0.1" });
ready();
