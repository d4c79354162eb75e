import { html } from "@ampoule/markup";
import { describe, expect, test } from "vitest";
import { Blueprint } from "../../src/blueprint.ts";
import type { Context } from "../../src/context.ts";
import { abort } from "../../src/errors.ts";
import { Reply } from "../../src/reply.ts";
import { client } from "../../src/testing/client.ts";
import { production } from "./setup.ts";

test("the order of hooks: inward before the view, outward after it", async () => {
  const log: string[] = [];
  const note = (text: string) => (): void => {
    log.push(text);
  };
  const app = production();
  const outer = new Blueprint("outer", { prefix: "/outer" });
  const inner = new Blueprint("inner", { prefix: "/inner" });
  for (const [name, scope] of Object.entries({ app, outer, inner })) {
    scope.beforeRequest(note(`before ${name} 1`));
    scope.beforeRequest(async () => note(`before ${name} 2`)());
    scope.afterRequest(note(`after ${name} 1`));
    scope.afterRequest(note(`after ${name} 2`));
    scope.teardownRequest(note(`teardown ${name}`));
  }
  inner.get("/", (c) => {
    c.afterThisRequest(note("after this request"));
    log.push("view");
    return "x";
  });
  outer.register(inner);
  app.register(outer);
  await client(app).get("/outer/inner/");
  expect(log).toEqual([
    ...["app", "outer", "inner"].flatMap((name) => [`before ${name} 1`, `before ${name} 2`]),
    "view",
    "after this request",
    ...["inner", "outer", "app"].flatMap((name) => [`after ${name} 2`, `after ${name} 1`]),
    ...["inner", "outer", "app"].map((name) => `teardown ${name}`),
  ]);
});

describe("what a plain view adds for this request", () => {
  test.each(["/sync", "/async", "/error"])("runs, without any hook of the application: %s", async (path) => {
    const app = production();
    const view = (c: Context, text: string): string => {
      c.afterThisRequest((reply) => {
        reply.headers.set("x-added", text);
      });
      return text;
    };
    app.get("/sync", (c) => view(c, "sync"));
    app.get("/async", async (c) => view(c, "async"));
    app.get("/error", (c) => abort(404, view(c, "error")));
    expect((await client(app).get(path)).headers.get("x-added")).toBe(path.slice(1));
  });
});

test("a hook's answer ends the search for one, and the after hooks still run", async () => {
  const app = production();
  app.beforeRequest((c) => (c.path === "/closed" ? c.text("closed", { status: 503 }) : undefined));
  app.beforeRequest((c) => {
    if (c.path === "/closed") throw new Error("not reached");
  });
  app.afterRequest((_, reply) => {
    reply.headers.set("x-after", "yes");
  });
  app.get("/closed", () => "open");
  app.get("/open", () => "open");
  const browser = client(app);
  const closed = await browser.get("/closed");
  expect([closed.status, await closed.text(), closed.headers.get("x-after")]).toEqual([503, "closed", "yes"]);
  expect((await browser.get("/open")).status).toBe(200);
});

test("an after hook may return another reply, and nothing else", async () => {
  const app = production();
  app.afterRequest((c, reply) => (c.path === "/" ? new Reply("text", `${reply.body} and more`) : undefined));
  app.get("/", () => "text");
  app.get("/wrong", () => "text");
  expect(await (await client(app).get("/")).text()).toBe("text and more");
  const broken = production();
  broken.afterRequest((() => "text") as never);
  broken.get("/", () => "x");
  expect((await client(broken).get("/")).status).toBe(500);
});

test("hooks run for addresses that lead nowhere, and after hooks see error pages", async () => {
  const app = production();
  const seen: number[] = [];
  let before = 0;
  app.beforeRequest(() => {
    before++;
  });
  app.afterRequest((_, reply) => {
    seen.push(reply.status);
  });
  app.post("/post", () => "x");
  const browser = client(app);
  await browser.get("/none");
  await browser.get("/post");
  expect([before, seen]).toEqual([2, [404, 405]]);
});

test("c.state is shared by hooks, view and templates, and fresh for each request", async () => {
  const app = production({}, { "page.html": "{{ g.visitor }}{{ g.before }}" });
  app.beforeRequest((c) => {
    expect(Object.keys(c.state)).toEqual([]);
    c.state["visitor"] = "ada";
  });
  app.get("/", (c) => c.render("page.html"));
  const browser = client(app);
  expect(await (await browser.get("/")).text()).toBe("ada");
  expect(await (await browser.get("/")).text()).toBe("ada");
});

test("parameters can be taken out of a route before the view, and put into URLs by themselves", async () => {
  const app = production();
  const site = new Blueprint("site", { prefix: "/<any(de, en):lang>" });
  site.urlValuePreprocessor((c, params) => {
    c.state["lang"] = params["lang"];
    delete params["lang"];
  });
  app.urlDefaults((name, params) => {
    if (name.startsWith("site.")) params["lang"] ??= "de";
  });
  site.get(
    "/about",
    { name: "about" },
    (c) =>
      `${c.state["lang"]} ${JSON.stringify(c.params)} ${c.urlFor(".about")} ${c.urlFor("site.about", { lang: "en" })}`,
  );
  app.register(site);
  expect(await (await client(app).get("/en/about")).text()).toBe("en {} /de/about /en/about");
  expect(app.urlFor("site.about")).toBe("/de/about");
});

test("teardown hears of the error that became a 500, and of no other", async () => {
  const app = production();
  const heard: unknown[] = [];
  app.teardownRequest((_, error) => {
    heard.push(error);
  });
  const bug = new Error("bug");
  app.get("/bug", () => {
    throw bug;
  });
  app.get("/fine", () => "x");
  const browser = client(app);
  for (const path of ["/bug", "/fine", "/none"]) await browser.get(path);
  expect(heard).toEqual([bug, undefined, undefined]);
});

test("what is added after the first request would be lost, so it is an error", async () => {
  const app = production();
  const late = new Blueprint("late");
  app.get("/", () => "x");
  app.register(late);
  await client(app).get("/");
  expect(() => app.get("/late", () => "x")).toThrow(/first request/);
  expect(() => app.beforeRequest(() => undefined)).toThrow(/first request/);
  expect(() => app.errorHandler(404, () => "x")).toThrow(/first request/);
  expect(() => app.register(new Blueprint("b"))).toThrow(/first request/);
  expect(() => late.get("/x", () => "x")).toThrow(/registered already/);
});

describe("streams", () => {
  async function* pages(): AsyncGenerator<ReturnType<typeof html> | string> {
    yield html`<p>one</p>`;
    yield "<two>";
  }

  test("the first chunk decides the kind; strings among Markup are escaped", async () => {
    const app = production();
    app.get("/html", () => pages());
    app.get("/text", function* () {
      yield "<a>";
      yield "b";
    });
    app.get("/none", async function* () {});
    const browser = client(app);
    const page = await browser.get("/html");
    expect([page.headers.get("content-type"), await page.text()]).toEqual([
      "text/html; charset=utf-8",
      "<p>one</p>&lt;two&gt;",
    ]);
    const text = await browser.get("/text");
    expect([text.headers.get("content-type"), await text.text()]).toEqual(["text/plain; charset=utf-8", "<a>b"]);
    expect(await (await browser.get("/none")).text()).toBe("");
  });

  test("an error before the first chunk is a clean 500", async () => {
    const app = production();
    app.get("/", async function* () {
      if (Date.now() > 0) throw new Error("bug");
      yield "never";
    });
    const response = await client(app).get("/");
    expect([response.status, (await response.text()).includes("bug")]).toEqual([500, false]);
  });

  test("teardown waits for the end of the stream, or for the client to leave", async () => {
    const app = production();
    const events: string[] = [];
    app.teardownRequest(() => {
      events.push("teardown");
    });
    app.get("/", async function* () {
      try {
        for (let i = 0; i < 100; i++) {
          events.push(`chunk ${i}`);
          yield `${i}`;
        }
      } finally {
        events.push("closed");
      }
    });
    const whole = await app.fetch(new Request("https://app.example/"));
    expect(events).toEqual(["chunk 0"]);
    await whole.text();
    expect(events.slice(-2)).toEqual(["closed", "teardown"]);
    events.length = 0;
    const partly = await app.fetch(new Request("https://app.example/"));
    const reader = partly.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(events.slice(-2)).toEqual(["closed", "teardown"]);
    expect(events.length).toBeLessThan(8);
  });

  test("a stream that another reply replaces is closed, and teardown still runs", async () => {
    const app = production();
    const events: string[] = [];
    app.teardownRequest(() => {
      events.push("teardown");
    });
    app.afterRequest((c, reply) =>
      c.path === "/replaced" ? new Reply("text", "instead", { status: reply.status }) : undefined,
    );
    app.afterRequest((c) => {
      if (c.path === "/broken") throw new Error("bug");
    });
    app.get("/<path>", async function* () {
      try {
        yield "a";
        yield "b";
      } finally {
        events.push("closed");
      }
    });
    const browser = client(app);
    expect(await (await browser.get("/replaced")).text()).toBe("instead");
    expect((await browser.get("/broken")).status).toBe(500);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(events).toEqual(["closed", "teardown", "closed", "teardown"]);
  });

  test("HEAD of a stream closes it", async () => {
    const app = production();
    let closed = false;
    app.get("/", async function* () {
      try {
        yield "a";
        yield "b";
      } finally {
        closed = true;
      }
    });
    expect(await (await client(app).head("/")).text()).toBe("");
    expect(closed).toBe(true);
  });

  test("D17 nothing is produced before somebody reads it", async () => {
    const app = production();
    let made = 0;
    app.get("/", async function* () {
      for (;;) {
        made++;
        yield "x".repeat(1000);
      }
    });
    const response = await app.fetch(new Request("https://app.example/"));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(made).toBeLessThan(4);
    await response.body?.cancel();
  });

  test("D23 a header that is set after the first chunk would be lost, so it throws", async () => {
    const app = production();
    let late: unknown;
    app.get("/", async function* (c) {
      c.headers.set("x-early", "1");
      yield "a";
      try {
        c.headers.set("x-late", "1");
      } catch (error) {
        late = error;
      }
      expect(() => c.setCookie("a", "b")).toThrow(/has begun/);
      expect(() => c.status(500)).toThrow(/has begun/);
      yield "b";
    });
    const response = await client(app).get("/");
    expect([response.headers.get("x-early"), await response.text(), response.headers.get("x-late")]).toEqual([
      "1",
      "ab",
      null,
    ]);
    expect(String(late)).toMatch(/has begun/);
  });
});

test("R30 no header of a request passes for the state of its way through the application", async () => {
  const app = production();
  const inner = new Blueprint("inner", { prefix: "/inner" });
  inner.beforeRequest((c) => c.text("closed", { status: 403 }));
  inner.get("/", () => "secret");
  app.register(inner);
  const headers = {
    "x-middleware-subrequest": "src/middleware:src/middleware",
    "x-middleware-next": "1",
    "x-original-url": "/",
    "x-rewrite-url": "/",
    "x-http-method-override": "OPTIONS",
    "x-forwarded-prefix": "/public",
  };
  for (const path of ["/inner/", "/inner/?_method=OPTIONS"]) {
    expect((await client(app).get(path, { headers })).status).toBe(403);
  }
});
