/** The limit's work behind a fetch handler, for measuring adapters alone. */
import { data, policy, renderPage, securityHeaders, withForm } from "./protocol.ts";
import { checkToken, issueToken, nonce, openSession, sealSession } from "./signing.ts";

export function handler(ResponseClass: typeof Response): (request: Request) => Response | Promise<Response> {
  return (request) => {
    const path = request.url.slice(request.url.indexOf("/", 8));
    if (request.method === "POST" && path === "/submit") {
      return request.text().then((text) => {
        const session = openSession(request.headers.get("cookie") ?? undefined);
        const token = new URLSearchParams(text).get("csrf_token") ?? "";
        if (session === null || !checkToken(session.user, token)) return new ResponseClass(null, { status: 403 });
        return new ResponseClass(null, { status: 303, headers: { location: "/page", ...securityHeaders } });
      });
    }
    if (path.startsWith("/user/")) {
      return new ResponseClass(`user ${Number(path.slice(6))}`, {
        headers: { "content-type": "text/plain; charset=utf-8" },
      });
    }
    if (path === "/page") {
      const session = openSession(request.headers.get("cookie") ?? undefined);
      const html = withForm(renderPage(data), issueToken(session?.user ?? ""));
      return new ResponseClass(html, {
        headers: {
          "content-type": "text/html; charset=utf-8",
          "content-security-policy": policy(nonce()),
          ...securityHeaders,
        },
      });
    }
    if (path.startsWith("/prepare")) {
      const body = `name=Ada&csrf_token=${issueToken("ada")}`;
      return new ResponseClass(JSON.stringify({ cookie: sealSession("ada"), bodies: [body] }));
    }
    return new ResponseClass(null, { status: 404 });
  };
}
