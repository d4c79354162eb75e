import { describe, expect, test } from "vitest";
import type { AppOptions } from "../../src/app-options.ts";
import { type CorsOptions, compileCors } from "../../src/security/cors.ts";
import { production } from "../app/setup.ts";

const PARTNER = "https://partner.example";
const PREFLIGHT = { "access-control-request-method": "PUT", "access-control-request-headers": "x-evil" };

function site(options: AppOptions = {}, cors: CorsOptions | false = { origins: [PARTNER], credentials: true }) {
  const app = production(options);
  app.beforeRequest((c) => (c.request.headers.has("x-blocked") ? c.text("blocked", { status: 401 }) : undefined));
  app.get("/open", { cors }, () => ({ shared: true }));
  app.put(
    "/open",
    { cors: { origins: [PARTNER], headers: ["Content-Type", "x-csrf-token"], maxAge: 60 } },
    () => "put",
  );
  app.get("/session", { cors }, (c) => ({ user: c.session.get("user") ?? null }));
  app.get("/bug", { cors }, () => {
    throw new Error("a bug");
  });
  app.get("/closed", () => ({ shared: false }));
  app.post("/hook", { cors, csrf: "webhook" }, () => "taken");
  const ask = (method: string, path: string, headers: Record<string, string> = {}): Promise<Response> =>
    Promise.resolve(app.fetch(new Request(`https://app.example${path}`, { method, headers })));
  return { app, ask };
}

/** The headers of the protocol, and `Vary`. */
function shared(response: Response): Record<string, string> {
  return Object.fromEntries(
    [...response.headers].filter(([name]) => name === "vary" || name.startsWith("access-control-")),
  );
}

describe("H02 who may read an answer", () => {
  test("nobody, unless a route says so", async () => {
    const { ask } = site();
    expect(shared(await ask("GET", "/closed", { origin: PARTNER }))).toEqual({});
    expect(shared(await ask("OPTIONS", "/closed", { origin: PARTNER, ...PREFLIGHT }))).toEqual({});
  });

  test("the origin that is listed, exactly; no other, in any spelling", async () => {
    const { ask } = site();
    const response = await ask("GET", "/open", { origin: PARTNER });
    expect(shared(response)).toEqual({
      "access-control-allow-origin": PARTNER,
      "access-control-allow-credentials": "true",
      vary: "Origin",
    });
    for (const origin of [
      "null",
      "https://partner.example.evil.example",
      "https://evil-partner.example",
      "https://PARTNER.example",
      "https://partner.example:443",
      "https://partner.example/",
      "https://partner.example.",
      "http://partner.example",
      "https://sub.partner.example",
      "https://partner.example, https://evil.example",
      "https://partner%2eexample",
      "*",
      "",
    ])
      expect(shared(await ask("GET", "/open", { origin })), origin).toEqual({ vary: "Origin" });
  });

  test("everybody, but never with what a visitor sees", async () => {
    const { ask } = site({}, { origins: "*", exposeHeaders: ["X-Total"] });
    expect(shared(await ask("GET", "/open", { origin: "https://any.example" }))).toEqual({
      "access-control-allow-origin": "*",
      "access-control-expose-headers": "x-total",
      vary: "Origin",
    });
  });

  const mistakes: readonly (readonly [string, unknown])[] = [
    ["everybody, with credentials", { origins: "*", credentials: true }],
    ["everybody as one of a list", { origins: ["*"] }],
    ["a list of none", { origins: [] }],
    ["a function that lets everybody in", { origins: () => true }],
    ["whoever asks", { origins: true }],
    ["an expression", { origins: [/partner/] }],
    ["a wildcard", { origins: ["https://*.partner.example"] }],
    ["the null origin", { origins: ["null"] }],
    ["a path", { origins: ["https://partner.example/"] }],
    ["a host", { origins: ["partner.example"] }],
    ["all headers", { origins: [PARTNER], headers: ["*"] }],
    ["a header that splits", { origins: [PARTNER], headers: ["a\r\nb"] }],
    ["all headers of the answer", { origins: [PARTNER], exposeHeaders: ["*"] }],
    ["no time", { origins: [PARTNER], maxAge: -1 }],
  ];
  for (const [name, options] of mistakes)
    test(`${name} is an error at start-up`, () => expect(() => compileCors(options as CorsOptions)).toThrow(TypeError));

  test("the twin: a view that reflects whoever asks, by hand, gives every site what the visitor sees", async () => {
    const { app, ask } = site();
    app.get("/reflected", (c) => {
      c.headers.set("access-control-allow-origin", c.request.headers.get("origin") ?? "");
      c.headers.set("access-control-allow-credentials", "true");
      return { user: c.session.get("user") ?? null };
    });
    expect(shared(await ask("GET", "/reflected", { origin: "https://evil.example" }))).toEqual({
      "access-control-allow-origin": "https://evil.example",
      "access-control-allow-credentials": "true",
      vary: "Cookie",
    });
  });
});

describe("H03 what an answer depends on is made of the declaration", () => {
  test("Vary has the origin whoever asks, and nothing of the request", async () => {
    const { ask } = site();
    for (const headers of [{}, { origin: "https://evil.example" }, { origin: PARTNER, vary: "X-Evil, *" }] as const)
      expect((await ask("GET", "/open", headers)).headers.get("vary")).toBe("Origin");
    const page = await ask("GET", "/session", { origin: PARTNER });
    expect([page.headers.get("vary"), page.headers.get("cache-control")]).toEqual(["Cookie, Origin", "no-store"]);
    const failed = await ask("GET", "/bug", { origin: PARTNER });
    expect([failed.status, failed.headers.get("vary")]).toEqual([500, "Accept, Origin"]);
    expect(failed.headers.get("access-control-allow-origin")).toBe(PARTNER);
  });

  test("a preflight is answered by its route: methods and headers of the declaration, not of the question", async () => {
    const { ask } = site();
    const preflight = await ask("OPTIONS", "/open", { origin: PARTNER, ...PREFLIGHT });
    expect(preflight.status).toBe(204);
    expect(shared(preflight)).toEqual({
      "access-control-allow-origin": PARTNER,
      "access-control-allow-methods": "PUT",
      "access-control-allow-headers": "content-type, x-csrf-token",
      "access-control-max-age": "60",
      vary: "Origin",
    });
    for (const headers of [
      { ...PREFLIGHT, origin: "https://evil.example" },
      { ...PREFLIGHT, origin: PARTNER, "access-control-request-method": "PATCH" },
      { ...PREFLIGHT, origin: PARTNER, "access-control-request-method": "put\t, *" },
    ])
      expect(Object.keys(shared(await ask("OPTIONS", "/open", headers))).filter((name) => name !== "vary")).toEqual([]);
  });

  test("the private network is opened to nobody", async () => {
    const headers = { origin: PARTNER, ...PREFLIGHT, "access-control-request-private-network": "true" };
    expect(Object.keys(shared(await site().ask("OPTIONS", "/open", headers))).join()).not.toContain("private");
  });

  test("a preflight has no credentials, so hooks that look for them are not asked", async () => {
    const { ask } = site();
    const blocked = { origin: PARTNER, "x-blocked": "1" };
    expect((await ask("OPTIONS", "/open", { ...blocked, ...PREFLIGHT })).status).toBe(204);
    expect((await ask("GET", "/open", blocked)).status).toBe(401);
    expect((await ask("OPTIONS", "/open", blocked)).status).toBe(401);
  });
});

describe("an application's own policy", () => {
  test("holds for all of its routes, pages of errors too, unless a route says otherwise", async () => {
    const { ask } = site({ cors: { origins: [PARTNER] } }, false);
    expect(shared(await ask("GET", "/closed", { origin: PARTNER }))["access-control-allow-origin"]).toBe(PARTNER);
    expect(shared(await ask("GET", "/none", { origin: PARTNER }))["access-control-allow-origin"]).toBe(PARTNER);
    expect(shared(await ask("GET", "/open", { origin: PARTNER }))).toEqual({});
    const preflight = await ask("OPTIONS", "/none", { origin: PARTNER, ...PREFLIGHT });
    expect([preflight.status, preflight.headers.get("access-control-allow-methods")]).toEqual([404, null]);
  });
});

test("F10 reading is not writing: the guards against forgery do not look at it", async () => {
  const from = { origin: PARTNER, "sec-fetch-site": "cross-site", cookie: "a=1" };
  const { ask } = site();
  expect((await ask("PUT", "/open", from)).status).toBe(403);
  expect((await ask("POST", "/hook", from)).status).toBe(200);
  expect((await site({ trustedOrigins: [PARTNER] }).ask("PUT", "/open", from)).status).toBe(200);
});
