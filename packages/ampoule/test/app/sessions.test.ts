import { DictLoader } from "@ampoule/templates";
import { describe, expect, test } from "vitest";
import type { App } from "../../src/app.ts";
import { MemorySessions } from "../../src/stores/memory-sessions.ts";
import { client } from "../../src/testing/client.ts";
import { keepingLogger, production } from "./setup.ts";

describe("flash", () => {
  function site(): ReturnType<typeof production> {
    const app = production(
      {},
      {
        "all.html": "{% for m in get_flashed_messages() %}[{{ m }}]{% endfor %}",
        "kinds.html":
          "{% for kind, m in get_flashed_messages(with_categories=true) %}[{{ kind }}: {{ m }}]{% endfor %}",
        "errors.html": "{% for m in get_flashed_messages(category_filter=['error']) %}[{{ m }}]{% endfor %}",
        "twice.html":
          "{% for m in get_flashed_messages() %}{{ m }}{% endfor %}|{% for m in get_flashed_messages() %}{{ m }}{% endfor %}",
      },
    );
    app.get("/flash", (c) => {
      c.flash("saved <b>");
      c.flash("failed", "error");
      return c.redirect("/");
    });
    app.get("/<name>", (c) => c.render(`${c.params.name}.html`));
    return app;
  }

  test("messages wait for the next page, and are shown once", async () => {
    const browser = client(site());
    await browser.get("/flash");
    expect(await (await browser.get("/all")).text()).toBe("[saved &lt;b&gt;][failed]");
    expect(await (await browser.get("/all")).text()).toBe("");
  });

  test("with their categories, some of them, and as often as a page asks", async () => {
    const browser = client(site());
    await browser.get("/flash");
    expect(await (await browser.get("/kinds")).text()).toBe("[message: saved &lt;b&gt;][error: failed]");
    await browser.get("/flash");
    expect(await (await browser.get("/errors")).text()).toBe("[failed]");
    await browser.get("/flash");
    expect(await (await browser.get("/twice")).text()).toBe("saved &lt;b&gt;failed|saved &lt;b&gt;failed");
  });

  test("two pages before the next view: nothing is lost", async () => {
    const browser = client(site());
    await browser.get("/flash");
    await browser.get("/flash");
    expect(await (await browser.get("/all")).text()).toBe("[saved &lt;b&gt;][failed][saved &lt;b&gt;][failed]");
  });
});

describe("the session in an application", () => {
  test("a visitor who only reads has none, and pages are private only when they looked", async () => {
    const app = production({
      templates: new DictLoader({
        "s.html": "{{ session.user or 'nobody' }}{{ session.get('user', '-') }}{{ session['user'] }}",
      }),
    });
    app.get("/", () => "public");
    app.get("/me", (c) => c.text(String(c.session.get("user") ?? "nobody")));
    app.get("/template", (c) => c.render("s.html"));
    app.get("/in", (c) => {
      c.session.set("user", "ada");
      return "in";
    });
    const browser = client(app);
    const open = await browser.get("/");
    expect([open.headers.get("vary"), open.headers.getSetCookie()]).toEqual([null, []]);
    const me = await browser.get("/me");
    expect([me.headers.get("vary"), me.headers.get("cache-control"), me.headers.getSetCookie()]).toEqual([
      "Cookie",
      "no-store",
      [],
    ]);
    await browser.get("/in");
    expect(await (await browser.get("/me")).text()).toBe("ada");
    const template = await browser.get("/template");
    expect([await template.text(), template.headers.get("vary")]).toEqual(["adaadaada", "Cookie"]);
    expect((await browser.get("/")).headers.get("vary")).toBeNull();
  });

  test("S27 whatever the status, and whatever a view says of caching", async () => {
    const app = production();
    app.get("/<int:status>", (c) => {
      c.session.get("x");
      c.headers.set("cache-control", "public, max-age=3600");
      c.headers.vary("Accept-Language");
      return c.text("x", { status: c.params.status });
    });
    app.get("/crash", (c) => {
      c.session.get("x");
      throw new Error("bug");
    });
    const browser = client(app);
    for (const path of ["/200", "/204", "/304", "/404", "/500", "/crash"]) {
      const { headers } = await browser.get(path);
      expect([path, headers.get("vary")?.includes("Cookie"), headers.get("cache-control")]).toEqual([
        path,
        true,
        "no-store",
      ]);
    }
    expect((await browser.get("/200")).headers.get("vary")).toBe("Accept-Language, Cookie");
  });
});

describe("sessions that are kept in a store", () => {
  describe("D23 S27 in a stream", () => {
    const late: unknown[] = [];
    const attempt = (act: () => unknown): string => {
      try {
        return `${String(act())};`;
      } catch (error) {
        late.push(error);
        return "refused;";
      }
    };
    const app = production({}, { "form.html": "{% for row in rows %}{{ row }}{% endfor %}<form method=post></form>" });
    app.get("/login", (c) => {
      c.session.set("user", "ada");
      return "";
    });
    app.get("/late", async function* (c) {
      yield "";
      yield attempt(() => c.session.get("user"));
      yield attempt(() => c.session.set("user", "eve"));
      yield attempt(() => c.flash("lost"));
      yield attempt(() => c.session.destroy());
      yield attempt(() => c.session.regenerate());
    });
    app.get("/public", async function* (c) {
      c.headers.set("cache-control", "public, max-age=60");
      yield "";
      yield attempt(() => c.session.get("user"));
      yield attempt(() => c.session.isNew);
    });
    app.get("/early", async function* (c) {
      c.headers.set("cache-control", "public, max-age=60");
      yield attempt(() => c.session.get("user"));
      yield attempt(() => c.session.get("user"));
    });
    app.get("/token", (c) => {
      if (c.request.query.has("early")) void c.session.csrfId;
      return c.renderStream("form.html", { rows: Array.from({ length: 2000 }, () => "x".repeat(100)) });
    });
    let torn: unknown;
    app.teardownRequest((c) => {
      torn = c.session.get("user");
    });

    test("what would change behind the first piece is an error, not lost", async () => {
      const browser = client(app);
      await browser.get("/login");
      const response = await browser.get("/late");
      expect(response.headers.get("cache-control")).toBe("private, no-cache");
      expect(await response.text()).toBe("ada;refused;refused;refused;refused;");
      expect(late.splice(0).map(String)).toEqual(Array.from({ length: 4 }, () => expect.stringMatching(/has begun/)));
      expect(torn).toBe("ada");
    });

    test("nobody's data gets into an answer that is for everybody", async () => {
      const browser = client(app);
      await browser.get("/login");
      const open = await browser.get("/public");
      expect([open.headers.get("cache-control"), await open.text()]).toEqual([
        "public, max-age=60",
        "refused;refused;",
      ]);
      const early = await browser.get("/early");
      expect([early.headers.get("cache-control"), await early.text()]).toEqual(["no-store", "ada;ada;"]);
    });

    test("a token that no cookie could go with is an error; asked for before, it is sent", async () => {
      await expect((await client(app).get("/token")).text()).rejects.toThrow();
      const browser = client(app);
      const page = await browser.get("/token?early");
      expect(page.headers.getSetCookie()).toHaveLength(1);
      expect(await page.text()).toContain('name="csrf_token"');
    });
  });

  test("are there for hooks, views and templates alike", async () => {
    const app = production({ session: { store: new MemorySessions() } }, { "s.html": "{{ session.user }}" });
    const seen: unknown[] = [];
    app.beforeRequest((c) => {
      seen.push(c.session.get("user"));
    });
    app.get("/in", (c) => {
      c.session.set("user", "ada");
      return "in";
    });
    app.get("/", (c) => c.render("s.html"));
    const browser = client(app);
    await browser.get("/in");
    expect(await (await browser.get("/")).text()).toBe("ada");
    expect(seen).toEqual([undefined, "ada"]);
  });

  test("F07 a webhook has none, although the request brings its cookie", async () => {
    const app = production({ session: { store: new MemorySessions() } });
    app.get("/in", (c) => {
      c.session.set("user", "ada");
      return "in";
    });
    app.post("/hook", { csrf: "webhook" }, (c) => c.json(c.session.get("user") ?? null));
    const browser = client(app);
    await browser.get("/in");
    const cookie = browser.cookies
      .all()
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
    const response = await browser.post("/hook", { headers: { "sec-fetch-site": "cross-site", cookie } });
    expect(await response.json()).toBeNull();
  });

  test("V12 a store that fails makes a 500, whenever it fails", async () => {
    const failing = new MemorySessions();
    const app = production({ session: { store: failing }, logger: keepingLogger() });
    app.get("/in", (c) => {
      c.session.set("user", "ada");
      return "in";
    });
    app.get("/", (c) => String(c.session.get("user")));
    const browser = client(app);
    expect((await browser.get("/in")).status).toBe(200);
    for (const name of Object.getOwnPropertyNames(MemorySessions.prototype)) {
      if (name !== "constructor")
        Object.defineProperty(failing, name, { value: () => Promise.reject(new Error("down")) });
    }
    expect((await browser.get("/")).status).toBe(500);
    expect((await client(app).get("/in")).status).toBe(500);
  });
});

describe("a cookie whose name comes from outside", () => {
  /** Somebody is logged in, and follows a link that names the session's cookie. */
  async function after(app: App, cookie: string): Promise<string> {
    app.get("/login", (c) => {
      c.session.set("user", "ada");
      return "";
    });
    app.get("/prefer", (c) => {
      c.setCookie(c.request.query.get("name") ?? "", "1");
      return "";
    });
    app.get("/", (c) => `user: ${String(c.session.get("user"))}`);
    const browser = client(app);
    await browser.get("/login");
    await browser.get(`/prefer?name=${cookie}`);
    return (await browser.get("/")).text();
  }

  test("does not end the session of who follows a link", async () => {
    expect(await after(production(), "__Host-session")).toBe("user: ada");
  });

  test("without the guard it does", async () => {
    const app = production({ guards: { cookies: { off: "to show what it guards against" } } });
    expect(await after(app, "session")).toBe("user: undefined");
  });
});
