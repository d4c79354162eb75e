import { html } from "@ampoule/markup";
import { describe, expect, test } from "vitest";
import { App } from "../../src/app.ts";
import { WeakKeyError } from "../../src/security/keys.ts";
import { client } from "../../src/testing/client.ts";
import { keepingLogger, production, SECRET } from "./setup.ts";

describe("V04 production is the default, and refuses to start half-configured", () => {
  test("without a key, with the command that makes one", () => {
    expect(() => new App({ origin: "https://app.example" })).toThrow(WeakKeyError);
    expect(() => new App({ origin: "https://app.example" })).toThrow(/npx ampoule secret/);
  });

  test.each(["dev", "x".repeat(64), "your-secret-key-your-secret-key-your-secret", ""])(
    "S18 V08 with the key %j",
    (secretKey) => {
      expect(() => new App({ origin: "https://app.example", secretKey })).toThrow(WeakKeyError);
    },
  );

  test("without knowing its own address, with what to write", () => {
    expect(() => new App({ secretKey: SECRET })).toThrow(/origin: "https:\/\/example.com"/);
    expect(() => new App({ secretKey: SECRET, trustedHosts: ["app.example"] })).not.toThrow();
  });

  test.each([
    [{ origin: "https://app.example/" }, /not an origin/],
    [{ origin: "app.example" }, /./],
    [{ trustedOrigins: ["https://*.example"] }, /not an origin/],
    [{ trustedHosts: ["https://app.example"] }, /no host/],
    [{ redirects: ["https://login.example/in"] }, /not an origin/],
    [{ mode: "prod" as never }, /one of production, development, test/],
    [{ limits: { bodySize: Number.POSITIVE_INFINITY } }, /whole number/],
    [{ limits: { size: 1 } as never }, /no limit "size"/],
    [{ guards: { csrf: { off: "x" } } as never }, /no guard "csrf".*origin, token/],
    [{ guards: { token: { off: " " } } }, /Say why/],
    [{ guards: { token: {} as never } }, /Say why/],
    [{ proxies: -1 }, /proxies/],
    [{ session: { maxAge: 0 } }, /session\.maxAge/],
    [{ environment: { autoscape: true } as never }, /no option "autoscape"/],
  ])("%j is refused with what to write", (options, message) => {
    expect(() => production(options)).toThrow(message);
  });

  test("F36 V09 no variable of the environment changes that", () => {
    for (const name of ["NODE_ENV", "AMPOULE_MODE", "AMPOULE_ENV", "FLASK_DEBUG", "DEBUG"]) {
      const before = process.env[name];
      process.env[name] = name === "NODE_ENV" ? "test" : "development";
      try {
        expect(() => new App()).toThrow();
        expect(production().mode).toBe("production");
      } finally {
        if (before === undefined) delete process.env[name];
        else process.env[name] = before;
      }
    }
  });
});

test("development needs nothing, and says what it made up", async () => {
  const logger = keepingLogger();
  const app = new App({ mode: "development", logger });
  app.get("/", () => "x");
  expect((await client(app).get("/")).status).toBe(200);
  expect(logger.records.map((record) => record.message).join()).toMatch(/No secret key is set/);
});

test("what is switched off is in the log at the start, with its reason", async () => {
  const logger = keepingLogger();
  const app = production({ logger, guards: { headers: { off: "behind a proxy that sets them" } } });
  app.get("/", () => "x");
  await client(app).get("/");
  expect(logger.records).toContainEqual({
    level: "warn",
    message: "A guard is switched off",
    fields: { guard: "headers", reason: "behind a proxy that sets them" },
  });
});

describe("H11 hosts", () => {
  test.each([
    ["evil.example", 421],
    ["app.example@evil.example", 400],
    ["app.example/.evil", 400],
    ["", 400],
    ["app.example", 200],
    ["app.example:443", 200],
    ["APP.EXAMPLE", 200],
  ])("Host: %s", async (host, status) => {
    const app = production();
    app.get("/", () => "x");
    const response = await client(app).get("/", { headers: { host } });
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain("evil");
  });

  test("the twin: with the guard off any host is answered", async () => {
    const app = production({ guards: { hosts: { off: "to show what it guards against" } } });
    app.get("/", () => "x");
    expect((await client(app).get("/", { headers: { host: "evil.example" } })).status).toBe(200);
  });

  test("an external URL has the configured origin, whatever the request says", async () => {
    const app = production({ trustedHosts: ["other.example"] });
    app.get("/", { name: "home" }, (c) => c.urlFor("home", {}, { external: true }));
    const response = await client(app, { origin: "https://other.example" }).get("/");
    expect(await response.text()).toBe("https://app.example/");
  });
});

describe("H04 a mounted application", () => {
  test("has its own nonces, and what its routes allow; what it does not say is said by ours", async () => {
    const inner = production();
    inner.get("/page", (c) => c.renderString("<script>1</script>"));
    inner.get("/embed", { headers: { csp: { "frame-ancestors": ["https://partner.example"] } } }, () => html`<p>x</p>`);
    const app = production();
    app.mount("/inner", inner);
    app.mount("/foreign", { fetch: () => new Response("<p>x</p>", { headers: { "content-type": "text/html" } }) });
    const page = await client(app).get("/inner/page");
    const nonce = /nonce="([^"]+)"/.exec(await page.text())?.[1];
    expect(page.headers.get("content-security-policy")).toContain(`script-src 'nonce-${nonce}'`);
    expect((await client(app).get("/inner/embed")).headers.get("content-security-policy")).toContain("partner.example");
    const foreign = await client(app).get("/foreign/");
    expect(foreign.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(foreign.headers.get("x-content-type-options")).toBe("nosniff");
  });
});

describe("H08 every kind of answer has its security headers", () => {
  const app = production({ root: new URL("../fixtures/site/app.ts", import.meta.url).href, templates: "templates" });
  app.get("/html", (c) => c.html(c.renderString("<p>x</p>")));
  app.get("/text", () => "x");
  app.get("/json", () => ({}));
  app.get("/bytes", () => new Uint8Array(3));
  app.get("/empty", (c) => c.empty());
  app.get("/redirect", (c) => c.redirect("/text"));
  app.get(
    "/response",
    () => new Response("<p>", { headers: { "content-type": "text/html", "content-security-policy": "default-src *" } }),
  );
  app.get("/crash", () => {
    throw new Error("bug");
  });
  app.get("/slash/", () => "x");
  app.get("/stream", async function* () {
    yield "a";
  });
  app.post("/post", () => "x");
  const cases: readonly (readonly [method: string, path: string, status: number])[] = [
    ["GET", "/html", 200],
    ["HEAD", "/html", 200],
    ["GET", "/text", 200],
    ["GET", "/json", 200],
    ["GET", "/bytes", 200],
    ["GET", "/empty", 204],
    ["GET", "/redirect", 303],
    ["GET", "/response", 200],
    ["GET", "/crash", 500],
    ["GET", "/slash", 308],
    ["GET", "/stream", 200],
    ["GET", "/static/site.css", 200],
    ["GET", "/static/none.css", 404],
    ["GET", "/none", 404],
    ["GET", "/post", 405],
    ["OPTIONS", "/post", 204],
    ["POST", "/post", 200],
    ["GET", "/%ff", 400],
  ];
  test.each(cases)("%s %s", async (method, path, status) => {
    const response = await client(app).request(method, path);
    expect(response.status).toBe(status);
    const { headers } = response;
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("strict-transport-security")).toMatch(/^max-age=31536000/);
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("content-security-policy")).toMatch(/frame-ancestors 'none'/);
    expect(headers.get("content-security-policy")).not.toContain("default-src *");
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("server")).toBeNull();
  });

  test("refusals before routing have them as well", async () => {
    for (const headers of [{ host: "evil.example" }, { "sec-fetch-site": "cross-site" }]) {
      const response = await client(app).request("sec-fetch-site" in headers ? "POST" : "GET", "/text", { headers });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.headers.get("content-security-policy")).toMatch(/frame-ancestors 'none'/);
    }
  });

  test("one route may differ, by a declared change", async () => {
    const shop = production();
    shop.get(
      "/widget",
      { headers: { csp: { "frame-ancestors": ["https://partner.example"] }, resourcePolicy: "cross-origin" } },
      (c) => c.renderString("<p>x</p>"),
    );
    shop.get("/", (c) => c.renderString("<p>x</p>"));
    const browser = client(shop);
    const widget = await browser.get("/widget");
    expect(widget.headers.get("content-security-policy")).toContain("frame-ancestors https://partner.example");
    expect(widget.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect((await browser.get("/")).headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(() => shop.settings.headers.override({ csp: { "frame-ancestors": ["a; b"] } })).toThrow();
  });

  test("the twin: with the guard off there are none", async () => {
    const bare = production({ guards: { headers: { off: "to show what it guards against" } } });
    bare.get("/", () => "x");
    const { headers } = await client(bare).get("/");
    expect(headers.get("content-security-policy")).toBeNull();
    expect(headers.get("x-frame-options")).toBeNull();
  });
});

test("H04 a page with a nonce is kept by no cache that others share, whatever its view says", async () => {
  const app = production();
  app.get("/page/<path:control>", (c) => {
    c.headers.set("cache-control", c.params.control);
    return c.renderString("<script>1</script>");
  });
  app.get("/text", (c) => {
    c.headers.set("cache-control", "public, max-age=60");
    return "the same for all";
  });
  const controlOf = async (path: string): Promise<string | null> =>
    (await client(app).get(path)).headers.get("cache-control");
  for (const open of [
    "public, max-age=60",
    "max-age=60",
    'private="x-a", max-age=60',
    "private, public",
    "x-private",
    "s-maxage=1",
  ])
    expect(await controlOf(`/page/${encodeURIComponent(open)}`), open).toBe("private, no-cache");
  for (const closed of ["no-store", "private, max-age=60", "Private"])
    expect(await controlOf(`/page/${encodeURIComponent(closed)}`), closed).toBe(closed);
  expect(await controlOf("/text")).toBe("public, max-age=60");
});

test("S04 an answer that sets a cookie is kept by no cache that others share", async () => {
  const app = production();
  app.get("/", (c) => {
    c.headers.set("cache-control", "public, max-age=60");
    c.setCookie("visitor", "7");
    return "x";
  });
  const response = await client(app).get("/");
  expect([response.headers.get("cache-control"), response.headers.getSetCookie().length]).toEqual([
    "private, no-cache",
    1,
  ]);
});

test("S01 S04 H04 no header of one cache alone lets it keep what is one visitor's", async () => {
  const targeted = [
    "CDN-Cache-Control",
    "Cloudflare-CDN-Cache-Control",
    "Surrogate-Control",
    "Edge-Control",
    "X-Accel-Expires",
  ];
  const app = production();
  app.afterRequest((_, reply) => {
    for (const name of targeted) reply.headers.set(name, "max-age=60");
  });
  app.get("/session", (c) => `${c.session.size}`);
  app.get("/cookie", (c) => {
    c.setCookie("visitor", "7");
    return "x";
  });
  app.get("/nonce", (c) => c.renderString("<script>1</script>"));
  app.get("/late", (c) =>
    (function* () {
      yield "a";
      yield String(c.session.size);
    })(),
  );
  app.get("/everybody", () => "x");
  const sent = async (path: string): Promise<readonly string[]> => {
    const { headers } = await client(app).get(path);
    return targeted.filter((name) => headers.has(name));
  };
  for (const path of ["/session", "/cookie", "/nonce"]) expect(await sent(path), path).toEqual([]);
  await expect((await client(app).get("/late")).text()).rejects.toThrow(/for everybody/);
  // What everybody sees may be kept as the application says.
  expect(await sent("/everybody")).toEqual(targeted);
});

test("H04 each page has its own nonce, in the policy and in its tags; a page without one has none in its policy", async () => {
  const app = production();
  app.get("/", (c) => c.renderString("<script>1</script>"));
  app.get("/text", () => "x");
  const browser = client(app);
  const nonces = new Set<string>();
  for (let i = 0; i < 200; i++) {
    const response = await browser.get("/");
    const nonce =
      /'nonce-([A-Za-z0-9+/_=-]{22,})'/.exec(response.headers.get("content-security-policy") ?? "")?.[1] ?? "";
    expect(await response.text()).toBe(`<script nonce="${nonce}">1</script>`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(200);
  expect((await browser.get("/text")).headers.get("content-security-policy")).not.toContain("nonce");
});
