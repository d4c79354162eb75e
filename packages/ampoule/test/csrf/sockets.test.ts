/**
 * Requests that a browser, a proxy or somebody with a socket could make of one good form post. None of them may run the view, and none
 * may use up the token: at the end the good one still works, once.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { App } from "../../src/app.ts";
import { type RunningServer, serve } from "../../src/node/index.ts";
import { production } from "../app/setup.ts";
import { exchange, statuses } from "../node/raw.ts";

const HOST = "app.example";
const ORIGIN = `https://${HOST}`;

interface Raw {
  readonly line: string;
  readonly headers: readonly string[];
  readonly body: string;
}

const ran: string[] = [];
let server: RunningServer;
let unsealed: RunningServer;
let cookie: string;
let token: string;

function site(app: App): App {
  app.get("/form", (c) => {
    c.session.set("user", "ada");
    return c.render("form.html");
  });
  app.route("/delete", { methods: ["POST", "PUT", "DELETE"], name: "delete" }, () => `${ran.push("deleted")}`);
  app.get("/socket", () => "no socket here");
  return app;
}

const TEMPLATES = { "form.html": '<form method="post" action="/delete"><button>Delete</button></form>' };
const OFF = { off: "the twin that shows what the guard is for" };

async function send({ line, headers, body }: Raw, to: RunningServer = server): Promise<number[]> {
  const head = [`${line} HTTP/1.1`, `Host: ${HOST}`, "Connection: close", ...headers];
  return statuses(await exchange(to, `${head.join("\r\n")}\r\n\r\n${body}`));
}

async function visit(): Promise<{ readonly cookie: string; readonly token: string }> {
  const { text } = await exchange(server, `GET /form HTTP/1.1\r\nHost: ${HOST}\r\nConnection: close\r\n\r\n`);
  return {
    cookie: /set-cookie: (__Host-session=[^;]+)/i.exec(text)?.[1] ?? "",
    token: /name="csrf_token" value="([^"]+)"/.exec(text)?.[1] ?? "",
  };
}

beforeAll(async () => {
  server = await serve(site(production({}, TEMPLATES)), { port: 0, signals: false });
  unsealed = await serve(site(production({ guards: { token: OFF, origin: OFF } }, TEMPLATES)), {
    port: 0,
    signals: false,
  });
  ({ cookie, token } = await visit());
});

afterAll(async () => {
  await Promise.all([server.close(), unsealed.close()]);
});

const FORM = "application/x-www-form-urlencoded";
const OURS = [`Origin: ${ORIGIN}`, "Sec-Fetch-Site: same-origin"];

function post(changes: {
  readonly line?: string;
  readonly from?: readonly string[];
  readonly type?: string | null;
  readonly cookies?: string;
  readonly body?: string;
  readonly more?: readonly string[];
}): Raw {
  const { line = "POST /delete", from = OURS, type = FORM, cookies = cookie, more = [] } = changes;
  const body = changes.body ?? `csrf_token=${token}`;
  const headers = [...from, `Cookie: ${cookies}`, `Content-Length: ${Buffer.byteLength(body)}`, ...more];
  return { line, headers: type === null ? headers : [...headers, `Content-Type: ${type}`], body };
}

type Changes = Parameters<typeof post>[0];

const multipart = (name: string, value: string): string =>
  `--xx\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--xx--\r\n`;

/** What is wrong about each; functions, since the token is known only later. */
const ATTACKS: readonly (readonly [what: string, changes: () => Changes])[] = [
  ["F26 the token in the query", () => ({ line: `POST /delete?csrf_token=${token}`, body: "" })],
  [
    "F26 the token in the query of a form without one",
    () => ({ line: `POST /delete?csrf_token=${token}`, body: "a=1" }),
  ],
  ["F13 the token in a cookie", () => ({ cookies: `${cookie}; csrf_token=${token}`, body: "" })],
  ["F13 a cookie and a field that agree", () => ({ cookies: `${cookie}; csrf_token=x`, body: "csrf_token=x" })],
  ["the token in a header of its own, in a form", () => ({ body: "a=1", more: [`X-CSRF-Token: ${token}`] })],
  ["the token in the header, where the field is right", () => ({ more: [`X-CSRF-Token: ${token}`] })],
  ["F01 another case of the type, no token", () => ({ type: "Application/X-WWW-Form-URLEncoded", body: "a=1" })],
  ["F04 text/plain that looks like the form", () => ({ type: "text/plain" })],
  ["F02 no type at all", () => ({ type: null })],
  ["an empty type", () => ({ type: "" })],
  ["two types in one", () => ({ type: `${FORM}, text/plain` })],
  ["two types in two lines", () => ({ more: ["Content-Type: text/plain"] })],
  ["a type with a charset that is not UTF-8", () => ({ type: `${FORM}; charset=utf-16le` })],
  ["a type with a tail", () => ({ type: `${FORM};` + "\u00a0x" })],
  ["JSON with the token inside", () => ({ type: "application/json", body: JSON.stringify({ csrf_token: token }) })],
  ["JSON, a type with a tail", () => ({ type: "application/json;", body: "{}" })],
  ["F03 multipart without a boundary", () => ({ type: "multipart/form-data", body: multipart("csrf_token", token) })],
  [
    "multipart with another boundary",
    () => ({ type: "multipart/form-data; boundary=yy", body: multipart("csrf_token", token) }),
  ],
  [
    "multipart with two boundaries",
    () => ({ type: "multipart/form-data; boundary=xx; boundary=yy", body: multipart("csrf_token", token) }),
  ],
  [
    "multipart with the token as a file",
    () => ({ type: "multipart/form-data; boundary=xx", body: multipart('csrf_token"; filename="a', token) }),
  ],
  ["F33 a name that ends alike", () => ({ body: `x_csrf_token=${token}` })],
  ["F33 another case of the name", () => ({ body: `CSRF_TOKEN=${token}` })],
  ["F33 brackets", () => ({ body: `csrf_token[]=${token}` })],
  ["F33 a blank behind the name", () => ({ body: `csrf_token+=${token}` })],
  ["F33 an empty one before", () => ({ body: `csrf_token=&csrf_token=${token}` })],
  ["F33 an empty one behind", () => ({ body: `csrf_token=${token}&csrf_token=` })],
  ["F33 the same twice", () => ({ body: `csrf_token=${token}&csrf_token=${token}` })],
  ["F33 a semicolon as a separator", () => ({ body: `a=1;csrf_token=${token}` })],
  ["a token cut off", () => ({ body: `csrf_token=${token.slice(0, -1)}` })],
  ["a token with a tail", () => ({ body: `csrf_token=${token}A` })],
  ["a token with a fifth part", () => ({ body: `csrf_token=${token}.A` })],
  ["a token with padding", () => ({ body: `csrf_token=${token}%3D` })],
  ["a token in blanks", () => ({ body: `csrf_token=+${token}+` })],
  ["a token behind a byte order mark", () => ({ body: `csrf_token=%EF%BB%BF${token}` })],
  ["a token with a NUL", () => ({ body: `csrf_token=${token}%00` })],
  ["a token of another version", () => ({ body: `csrf_token=${token.replace("v1.", "v2.")}` })],
  [
    "a token with full-width digits",
    () => ({
      body: `csrf_token=${encodeURIComponent(token.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))))}`,
    }),
  ],
  [
    "a token with another time",
    () => ({ body: `csrf_token=${token.replace(/\.(\d+)\./, (_, time) => `.${Number(time) + 1}.`)}` }),
  ],
  ["a token with a time with a sign", () => ({ body: `csrf_token=${token.replace(/\.(\d+)\./, ".%2B$1.")}` })],
  ["a token with a time with a leading zero", () => ({ body: `csrf_token=${token.replace(/\.(\d+)\./, ".0$1.")}` })],
  ["a token of a million characters", () => ({ body: `csrf_token=v1.${"A".repeat(60_000)}` })],
  ["F18 another path", () => ({ line: "POST /delete/" })],
  ["F18 another method", () => ({ line: "PUT /delete" })],
  ["F27 another method by a field", () => ({ line: "POST /delete", body: `_method=DELETE&a=1` })],
  [
    "F27 another method by a header",
    () => ({ from: ["Sec-Fetch-Site: cross-site"], more: ["X-HTTP-Method-Override: GET", "X-Method-Override: GET"] }),
  ],
  ["F05 the null origin", () => ({ from: ["Origin: null"] })],
  ["an empty origin", () => ({ from: ["Origin: "] })],
  ["our origin in capitals", () => ({ from: ["Origin: HTTPS://APP.EXAMPLE"] })],
  ["our origin with the port that the scheme implies", () => ({ from: [`Origin: ${ORIGIN}:443`] })],
  ["our origin with another port", () => ({ from: [`Origin: ${ORIGIN}:8443`] })],
  ["F10 our origin by http", () => ({ from: [`Origin: http://${HOST}`] })],
  ["our origin with a dot at the end", () => ({ from: [`Origin: ${ORIGIN}.`] })],
  ["our origin with a slash at the end", () => ({ from: [`Origin: ${ORIGIN}/`] })],
  ["our origin as a user", () => ({ from: [`Origin: ${ORIGIN}@evil.example`] })],
  ["our origin as a sub-domain", () => ({ from: [`Origin: ${ORIGIN}.evil.example`] })],
  ["our origin and another", () => ({ from: [`Origin: ${ORIGIN} https://evil.example`] })],
  ["our origin and another, in two lines", () => ({ from: [`Origin: ${ORIGIN}`, "Origin: https://evil.example"] })],
  ["no origin, our referer", () => ({ from: [`Referer: ${ORIGIN}/form`] })],
  ["no origin at all", () => ({ from: [] })],
  ["a sibling", () => ({ from: ["Sec-Fetch-Site: same-site", `Origin: https://evil.${HOST}`] })],
  ["a sibling that claims our origin", () => ({ from: ["Sec-Fetch-Site: same-site", `Origin: ${ORIGIN}`] })],
  ["another site that claims our origin", () => ({ from: ["Sec-Fetch-Site: cross-site", `Origin: ${ORIGIN}`] })],
  ["Sec-Fetch-Site in capitals", () => ({ from: ["Sec-Fetch-Site: SAME-ORIGIN", `Origin: ${ORIGIN}`] })],
  ["Sec-Fetch-Site that is empty", () => ({ from: ["Sec-Fetch-Site: ", `Origin: ${ORIGIN}`] })],
  ["Sec-Fetch-Site with a parameter", () => ({ from: ["Sec-Fetch-Site: same-origin;x", `Origin: ${ORIGIN}`] })],
  ["Sec-Fetch-Site twice", () => ({ from: ["Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"] })],
  ["Sec-Fetch-Site none, no token", () => ({ from: ["Sec-Fetch-Site: none"], body: "a=1" })],
  ["no session", () => ({ cookies: "a=1" })],
  ["another case of the cookie's name", () => ({ cookies: cookie.replace("__Host-", "__host-") })],
  ["a session that is cut off", () => ({ cookies: cookie.slice(0, -2) })],
  ["the session in quotes", () => ({ cookies: cookie.replace("=", '="') + '"' })],
];

describe("one good post, and what can be made of it", () => {
  test.each(ATTACKS)("%s", async (_what, changes) => {
    const [status = 0, ...others] = await send(post(changes()));
    expect(others).toEqual([]);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(ran).toEqual([]);
  });

  test("F15 S09 two sessions, in any order, are nobody's", async () => {
    const stranger = await visit();
    for (const cookies of [`${cookie}; ${stranger.cookie}`, `${stranger.cookie}; ${cookie}`]) {
      for (const each of [token, stranger.token])
        expect(await send(post({ cookies, body: `csrf_token=${each}` }))).toEqual([403]);
    }
    expect(await send(post({ body: `csrf_token=${stranger.token}` }))).toEqual([403]);
    expect(await send(post({ cookies: stranger.cookie }))).toEqual([403]);
    expect(ran).toEqual([]);
  });

  test.each(["post", "Post", "POSTX", "GET", "HEAD", "OPTIONS", "TRACE", "PATCH", "CONNECT", "QUERY"])(
    "the method %s",
    async (method) => {
      await send(post({ line: `${method} /delete` }));
      expect(ran).toEqual([]);
    },
  );

  test("F30 an upgrade by GET is asked as well", async () => {
    const upgrade = [
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: eA==",
    ];
    const from = ["Origin: https://evil.example", "Sec-Fetch-Site: cross-site"];
    const raw = { line: "GET /socket", headers: [...from, ...upgrade, `Cookie: ${cookie}`], body: "" };
    for (const status of await send(raw)) expect(status).toBe(403);
    expect(await send({ ...raw, headers: [...OURS, `Cookie: ${cookie}`] })).toEqual([200]);
  });

  test("and after all of it the good one works, once", async () => {
    expect(await send(post({}))).toEqual([200]);
    expect(await send(post({}))).toEqual([409]);
    expect(ran).toEqual(["deleted"]);
  });

  test("the twin: with the guards off, another site does it", async () => {
    ran.length = 0;
    expect(await send(post({ from: ["Origin: https://evil.example"], body: "" }), unsealed)).toEqual([200]);
    expect(ran).toEqual(["deleted"]);
  });

  test("S15 a session that somebody else planted before the login is not the one after it, and neither are its tokens", async () => {
    const before = await visit();
    ran.length = 0;
    const after = await visit();
    expect(after.cookie).not.toBe(before.cookie);
    expect(await send(post({ cookies: after.cookie, body: `csrf_token=${before.token}` }))).toEqual([403]);
    expect(ran).toEqual([]);
  });
});
