import { html } from "@ampoule/markup";
import { describe, expect, test } from "vitest";
import type { App } from "../../src/app.ts";
import { type Client, client } from "../../src/testing/client.ts";
import { attribute } from "../../src/testing/dom.ts";
import { queryPage } from "../../src/testing/visits.ts";
import { keepingLogger, production } from "./setup.ts";

const PAGE = `<form id="post" method="post" action="/post"><input name="text"></form>
<form id="search" action="/search"><input name="q"></form>
<form id="away" method="post" action="https://other.example/pay"></form>
<form id="here" method="post"></form>`;

interface Site {
  readonly app: App;
  readonly browser: Client;
  /** What the view was run with. */
  readonly ran: string[];
}

function site(options: Parameters<typeof production>[0] = {}): Site {
  const ran: string[] = [];
  const app = production(options, { "page.html": PAGE });
  app.get("/", (c) => c.render("page.html"));
  app.post("/", { name: "here" }, () => "here");
  app.post("/post", async (c) => {
    const { fields } = await c.form();
    ran.push(fields.get("text") ?? "");
    return fields.get("text") === "bad" ? c.text("not valid", { status: 422 }) : "posted";
  });
  app.post("/delete", () => {
    ran.push("deleted");
    return "deleted";
  });
  app.get("/login", (c) => {
    c.session.regenerate();
    c.session.set("user", 1);
    return "logged in";
  });
  app.get("/token", (c) => c.csrfToken());
  app.get("/search", (c) => c.request.query.get("q") ?? "");
  return { app, browser: client(app), ran };
}

describe("layer 2: the token of a form", () => {
  test("the compiler puts it into forms that post to us, first, and into no others", async () => {
    const { browser } = site();
    const page = await browser.get("/");
    for (const [id, count] of [
      ["post", 1],
      ["here", 1],
      ["search", 0],
      ["away", 0],
    ] as const) {
      const text = await page.clone().text();
      const form = new RegExp(`<form id="${id}"[^>]*>(<input type="hidden" name="csrf_token" value="([^"]+)">)?`).exec(
        text,
      );
      expect([id, form?.[1] === undefined ? 0 : 1]).toEqual([id, count]);
    }
  });

  test("a form that is submitted from the page runs its view", async () => {
    const { browser, ran } = site();
    const answer = await browser.submit(await browser.get("/"), "form#post", { text: "hello" });
    expect([answer.status, await answer.text(), ran]).toEqual([200, "posted", ["hello"]]);
  });

  test("a form for the page itself has the page's address", async () => {
    const { browser } = site();
    expect((await browser.submit(await browser.get("/"), "form#here")).status).toBe(200);
  });

  test("F19 a valid origin without a token is refused, and so is a token without a valid origin", async () => {
    const { browser, ran } = site();
    const page = await browser.get("/");
    expect((await browser.post("/post", { form: { text: "x" } })).status).toBe(403);
    const crossSite = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await browser.submit(page, "form#post", { text: "x" }, { headers: crossSite })).status).toBe(403);
    expect(ran).toEqual([]);
  });

  test("F18 a token of one form is worth nothing for another", async () => {
    const { browser, ran } = site();
    const [input] = await queryPage(await browser.get("/"), 'form#post input[name="csrf_token"]'.split(" ")[1] ?? "");
    const token = attribute(input as never, "value") ?? "";
    expect((await browser.post("/delete", { form: { csrf_token: token } })).status).toBe(403);
    expect(ran).toEqual([]);
  });

  test("a view that never looks at the body is protected as well", async () => {
    const { browser, ran } = site();
    expect((await browser.post("/delete", { form: {} })).status).toBe(403);
    expect(ran).toEqual([]);
  });

  test("F25 twenty parallel posts of one token run the view once; the others hear that it was sent already", async () => {
    const { browser, ran } = site();
    const page = await browser.get("/");
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => browser.submit(page, "form#post", { text: "once" })),
    );
    expect(ran).toEqual(["once"]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
    const friendly = await answers.find((answer) => answer.status === 409)?.text();
    expect(friendly).toContain("sent already");
  });

  test("F23 five tabs in any order; Back after a failed validation; Back after success", async () => {
    const { browser, ran } = site();
    const tabs: Response[] = [];
    for (let i = 0; i < 5; i++) tabs.push(await browser.get("/"));
    for (const index of [3, 0, 4, 1, 2]) {
      expect((await browser.submit(tabs[index] as Response, "form#post", { text: `${index}` })).status).toBe(200);
    }
    const page = await browser.get("/");
    expect((await browser.submit(page, "form#post", { text: "bad" })).status).toBe(422);
    expect((await browser.submit(page, "form#post", { text: "good" })).status).toBe(200);
    expect((await browser.submit(page, "form#post", { text: "again" })).status).toBe(409);
    expect(ran).toEqual(["3", "0", "4", "1", "2", "bad", "good"]);
  });

  test("F22 a token from before the login is worth nothing after it", async () => {
    const { browser, ran } = site();
    const page = await browser.get("/");
    await browser.get("/login");
    const answer = await browser.submit(page, "form#post", { text: "x" });
    expect([answer.status, ran]).toEqual([403, []]);
    expect(await answer.text()).toContain("Your session has changed");
  });

  test("F33 one field name, once", async () => {
    const { browser, ran } = site();
    const [input] = await queryPage(await browser.get("/"), 'input[name="csrf_token"]');
    const token = attribute(input as never, "value") ?? "";
    for (const form of [
      { csrf_token: [token, token], text: "x" },
      { xcsrf_token: token, text: "x" },
      { "csrf_token[]": token, text: "x" },
      { CSRF_TOKEN: token, text: "x" },
    ]) {
      const { status } = await browser.post("/post", { form });
      expect([400, 403]).toContain(status);
    }
    const query = await browser.post(`/post?csrf_token=${token}`, { form: { text: "x" } });
    expect([query.status, ran]).toEqual([403, []]);
  });

  test("F24 any number of forms shown leaves the session cookie as it is", async () => {
    const { browser } = site();
    await browser.get("/");
    const before = browser.cookies.get("__Host-session")?.length;
    for (let i = 0; i < 100; i++) await browser.get("/");
    expect(browser.cookies.get("__Host-session")?.length).toBe(before);
  });

  test("F02 F04 whatever the type of the body", async () => {
    const { browser, ran } = site();
    await browser.get("/login");
    for (const type of [
      "text/plain",
      "application/csp-report",
      "application/x-ndjson",
      "",
      "Application/X-WWW-Form-Urlencoded",
      "multipart/form-data",
    ]) {
      const headers = { "content-type": type === "" ? null : type };
      const { status } = await browser.post("/delete", { headers, body: new TextEncoder().encode("a=1") });
      expect(status).toBeGreaterThanOrEqual(400);
    }
    expect(ran).toEqual([]);
  });

  test("the twin: with the guard `token` off, the forged form works", async () => {
    const { browser, ran } = site({ guards: { token: { off: "to show what it guards against" } } });
    expect((await browser.post("/post", { form: { text: "forged" } })).status).toBe(200);
    expect(ran).toEqual(["forged"]);
    expect(await (await browser.get("/")).text()).not.toContain("csrf_token");
  });
});

describe("layer 2 for fetch: the masked token in a header", () => {
  test("without a session layer 1 is enough; with one the header is needed", async () => {
    const { browser, ran } = site();
    expect((await browser.post("/delete", { json: {} })).status).toBe(200);
    await browser.get("/login");
    expect((await browser.post("/delete", { json: {} })).status).toBe(403);
    const token = await (await browser.get("/token")).text();
    expect((await browser.post("/delete", { json: {}, headers: { "x-csrf-token": token } })).status).toBe(200);
    expect((await browser.post("/delete", { json: {}, headers: { "x-csrf-token": `${token}x` } })).status).toBe(403);
    expect(ran).toEqual(["deleted", "deleted"]);
  });

  test("F17 it looks different each time", async () => {
    const { browser } = site();
    const tokens = await Promise.all(Array.from({ length: 10 }, async () => (await browser.get("/token")).text()));
    expect(new Set(tokens).size).toBe(10);
  });

  test("F37 no header that a client can set exempts a request", async () => {
    const { browser, ran } = site();
    await browser.get("/login");
    const headers = { "x-requested-with": "XMLHttpRequest", "x-http-method-override": "GET", "x-csrf-token": "" };
    expect((await browser.post("/delete", { headers })).status).toBe(403);
    expect(ran).toEqual([]);
  });
});

describe("layer 1 in front of everything", () => {
  const attack = { "sec-fetch-site": "cross-site", origin: "https://evil.example", "sec-fetch-mode": "no-cors" };

  test("F06 every route is covered, whatever its method, kind and whether it exists", async () => {
    const { app, browser } = site();
    const ran: string[] = [];
    const methods = ["POST", "PUT", "PATCH", "DELETE", "PURGE"];
    const many = production();
    many.route("/all/<x>", { methods, name: "all" }, () => `${ran.push("ran")}`);
    many.mount("/inner", { fetch: () => new Response(`${ran.push("mounted")}`) });
    const paths = [...app.routes.all].map((route) => route.rule.text.replaceAll(/<[^>]*>/g, "1"));
    for (const method of [...methods, "POSTX"]) {
      for (const path of [...paths, "/none", "//post", "/%70ost"]) {
        expect([method, path, (await browser.request(method, path, { headers: attack })).status]).toEqual([
          method,
          path,
          403,
        ]);
      }
      for (const path of ["/all/1", "/inner/x", "/none"]) {
        expect((await client(many).request(method, path, { headers: attack })).status).toBe(403);
      }
    }
    expect(ran).toEqual([]);
  });

  test("F07 an exemption belongs to a route: no spelling of a path carries it elsewhere, and it has no session", async () => {
    const app = production();
    const sessions: (string | undefined)[] = [];
    app.get("/login", (c) => {
      c.session.set("user", "ada");
      return "x";
    });
    app.post("/hook", { csrf: "webhook" }, (c) => {
      sessions.push(c.session.get("user") as string | undefined);
      expect(() => c.session.set("user", "eve")).toThrow(/webhook/);
      return "hooked";
    });
    app.post("/admin", () => "admin");
    app.post("/<path:rest>", { name: "rest" }, () => "rest");
    const browser = client(app);
    await browser.get("/login");
    expect(await (await browser.post("/hook", { headers: attack, body: "{}" })).text()).toBe("hooked");
    for (const path of [
      "/admin",
      "/hook/../admin",
      "//hook",
      "/HOOK",
      "/hook;x",
      "/hook/",
      "/hook%2f",
      "/hook%00",
      "/hook/x",
      "/%2fhook",
    ]) {
      expect([path, (await browser.post(path, { headers: attack })).status]).toEqual([path, 403]);
    }
    expect(sessions).toEqual([undefined]);
  });

  test("F38 the log says which two origins differed, the page does not", async () => {
    const logger = keepingLogger();
    const { browser } = site({ logger });
    const headers = { "sec-fetch-site": null, origin: "https://old.example" };
    const answer = await browser.post("/delete", { headers });
    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toContain("old.example");
    const note = logger.records.find(({ message }) => message === "A request was refused")?.fields["note"];
    expect(String(note)).toContain("https://old.example");
    expect(String(note)).toContain("https://app.example");
  });

  test("the twin: with the guards off, the kitten page deletes your account", async () => {
    const off = { off: "to show what it guards against" };
    const { browser, ran } = site({ guards: { origin: off, token: off } });
    await browser.get("/login");
    expect((await browser.post("/delete", { headers: attack })).status).toBe(200);
    expect(ran).toEqual(["deleted"]);
  });
});

describe("F08 guards belong to routes", () => {
  test("whatever leads to a route, its guards ran", async () => {
    const app = production();
    const guarded: string[] = [];
    app.urlValuePreprocessor((c) => {
      guarded.push(c.route?.rule ?? "");
    });
    app.get("/admin", (c) => {
      expect(guarded.at(-1)).toBe(c.route?.rule);
      return "admin";
    });
    app.get("/admin/<path:file>", (c) => {
      expect(guarded.at(-1)).toBe(c.route?.rule);
      return "admin file";
    });
    app.get("/<path:open>", () => "open");
    const pieces = [
      "/",
      "admin",
      "ADMIN",
      "%61dmin",
      "//",
      ";x",
      "%2f",
      "%2F",
      "..",
      ".",
      "%2e%2e",
      "\\",
      "%5c",
      "a",
      "%00",
      "?",
      "#",
      "%252f",
      ":",
      "@",
    ];
    let random = 1;
    const next = (limit: number): number => {
      random = (random * 48_271) % 2_147_483_647;
      return random % limit;
    };
    let reached = 0;
    for (let i = 0; i < 3000; i++) {
      const target = Array.from({ length: 1 + next(5) }, () => pieces[next(pieces.length)]).join("");
      let request: Request;
      try {
        request = new Request(`https://app.example/${target}`);
      } catch {
        continue;
      }
      guarded.length = 0;
      const text = await (await app.fetch(request)).text();
      if (text.startsWith("admin")) {
        reached++;
        expect(guarded.length).toBe(1);
      }
    }
    expect(reached).toBeGreaterThan(20);
  });
});

test("c.csrfField for HTML that no template made", async () => {
  const app = production();
  app.get("/", (c) => html`<form method="post" action="/post" id="f">${c.csrfField({ action: "/post" })}</form>`);
  app.post("/post", () => "posted");
  const browser = client(app);
  expect((await browser.submit(await browser.get("/"), "form#f")).status).toBe(200);
});
