/** Express 5 with helmet, cookie-session, csrf-csrf and nunjucks. */
import { randomBytes } from "node:crypto";
import cookieParser from "cookie-parser";
import cookieSession from "cookie-session";
import { doubleCsrf } from "csrf-csrf";
import express from "express";
import helmet from "helmet";
import { nunjucksEnvironment } from "../../templates/engines/nunjucks.ts";
import { data, port, ready, withForm } from "../protocol.ts";

const template = nunjucksEnvironment().getTemplate("page.html", true);
const { generateCsrfToken, doubleCsrfProtection } = doubleCsrf({
  getSecret: () => "0123456789abcdef0123456789abcdef",
  getSessionIdentifier: (request) => (request as unknown as { session: { id: string } }).session.id,
  getCsrfTokenFromRequest: (request) => request.body.csrf_token as string,
  cookieName: "csrf",
  cookieOptions: { secure: false },
});
const app = express();
app.use(helmet());
app.use(cookieParser());
app.use(cookieSession({ name: "session", keys: [randomBytes(32).toString("hex")] }));
app.use(express.urlencoded({ extended: false }));

app.get("/user/:id", (request, response) => {
  response.type("text/plain").send(`user ${Number(request.params.id)}`);
});
app.get("/page", (request, response) => {
  request.session!["id"] ??= "ada";
  response.type("html").send(withForm(template.render(data), generateCsrfToken(request, response)));
});
app.get("/prepare", (request, response) => {
  request.session!["id"] = "ada";
  response.json({ cookie: "", bodies: [`name=Ada&csrf_token=${generateCsrfToken(request, response)}`] });
});
app.post("/submit", doubleCsrfProtection, (_request, response) => response.redirect(303, "/page"));
app.listen(port, "127.0.0.1", ready);
