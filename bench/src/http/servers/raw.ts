/** The limit: `node:http` and nothing else. */
import { createServer } from "node:http";
import { data, policy, port, ready, renderPage, securityHeaders, withForm } from "../protocol.ts";
import { checkToken, issueToken, nonce, openSession, sealSession } from "../signing.ts";

const server = createServer((request, response) => {
  const url = request.url ?? "/";
  if (request.method === "POST" && url === "/submit") {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const session = openSession(request.headers.cookie);
      const token = new URLSearchParams(Buffer.concat(chunks).toString()).get("csrf_token") ?? "";
      if (session === null || !checkToken(session.user, token)) response.writeHead(403).end();
      else response.writeHead(303, { location: "/page", ...securityHeaders }).end();
    });
    return;
  }
  if (url.startsWith("/user/")) {
    response.writeHead(200, { "content-type": "text/plain; charset=utf-8" }).end(`user ${Number(url.slice(6))}`);
    return;
  }
  if (url === "/page") {
    const session = openSession(request.headers.cookie);
    const html = withForm(renderPage(data), issueToken(session?.user ?? ""));
    response
      .writeHead(200, {
        "content-type": "text/html; charset=utf-8",
        "content-length": Buffer.byteLength(html),
        "content-security-policy": policy(nonce()),
        ...securityHeaders,
      })
      .end(html);
    return;
  }
  if (url.startsWith("/prepare")) {
    const body = `name=Ada&csrf_token=${issueToken("ada")}`;
    response.end(JSON.stringify({ cookie: sealSession("ada"), bodies: [body] }));
    return;
  }
  response.writeHead(404).end();
});
server.listen(port, "127.0.0.1", ready);
