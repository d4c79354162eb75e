import { html } from "@ampoule/markup";
import { parse } from "parse5";
import { describe, expect, test } from "vitest";
import { Blueprint } from "../../src/blueprint.ts";
import { abort, HttpError, tooManyRequests, unauthorized } from "../../src/errors.ts";
import { ERROR_STATUSES } from "../../src/status.ts";
import { client } from "../../src/testing/client.ts";
import { keepingLogger, production } from "./setup.ts";

class DatabaseError extends Error {}
class LockedError extends DatabaseError {}

describe("handlers", () => {
  test("by status, with the error's status and headers", async () => {
    const app = production();
    app.errorHandler(404, (c) => html`<h1>nothing at all: ${c.path}</h1>`);
    app.errorHandler(429, (c, error) => c.json({ code: error.code }));
    app.get("/wait", () => {
      throw tooManyRequests(12);
    });
    const browser = client(app);
    const missing = await browser.get("/none");
    expect([missing.status, await missing.text()]).toEqual([404, "<h1>nothing at all: /none</h1>"]);
    const wait = await browser.get("/wait");
    expect([wait.status, wait.headers.get("retry-after"), await wait.json()]).toEqual([
      429,
      "12",
      { code: "too_many_requests" },
    ]);
  });

  test("a class of one's own says more than its status, its status more than HttpError", async () => {
    class Banned extends HttpError {
      constructor() {
        super(403);
      }
    }
    class BannedForever extends Banned {}
    const app = production();
    app.errorHandler(HttpError, () => "http");
    app.errorHandler(403, () => "status");
    app.errorHandler(Banned, () => "class");
    const part = new Blueprint("part", { prefix: "/part" });
    part.errorHandler(403, () => "part's status");
    const banned = (): never => {
      throw new BannedForever();
    };
    app.get("/banned", banned).get("/403", () => abort(403));
    part.get("/banned", banned).get("/403", () => abort(403));
    app.get("/410", () => abort(410));
    app.register(part);
    const browser = client(app);
    for (const [path, answer] of [
      ["/banned", "class"],
      ["/403", "status"],
      ["/410", "http"],
      ["/part/banned", "class"],
      ["/part/403", "part's status"],
    ] as const)
      expect(await (await browser.get(path)).text(), path).toBe(answer);
  });

  test("by class, the nearest first", async () => {
    const app = production();
    app.errorHandler(DatabaseError, (c) => c.text("database", { status: 503 }));
    app.errorHandler(LockedError, () => "locked");
    app.errorHandler(HttpError, (_, error) => `http ${error.status}`);
    app.get("/a", () => {
      throw new DatabaseError();
    });
    app.get("/b", () => {
      throw new LockedError();
    });
    app.get("/c", () => abort(410));
    const browser = client(app);
    const answers = await Promise.all(["/a", "/b", "/c"].map((path) => browser.get(path)));
    expect(await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]))).toEqual([
      [503, "database"],
      [500, "locked"],
      [410, "http 410"],
    ]);
  });

  test("a blueprint's before the application's", async () => {
    const app = production();
    const api = new Blueprint("api", { prefix: "/api" });
    api.errorHandler(403, (c) => c.json({ api: true }));
    api.get("/secret", () => abort(403));
    app.errorHandler(403, () => "application");
    app.get("/secret", () => abort(403));
    app.register(api);
    const browser = client(app);
    expect(await (await browser.get("/api/secret")).text()).toBe('{"api":true}');
    expect(await (await browser.get("/secret")).text()).toBe("application");
  });

  test("the handler for 500 gets what happened as the cause", async () => {
    const app = production();
    let cause: unknown;
    app.errorHandler(500, (_, error) => {
      cause = error.cause;
      return "sorry";
    });
    const bug = new RangeError("bug");
    app.get("/", () => {
      throw bug;
    });
    const response = await client(app).get("/");
    expect([response.status, await response.text(), cause]).toEqual([500, "sorry", bug]);
  });

  test("a reply or response that is thrown is the answer", async () => {
    const app = production();
    app.get("/", (c) => {
      throw c.redirect("/login");
    });
    const response = await client(app).get("/");
    expect([response.status, response.headers.get("location")]).toEqual([303, "/login"]);
  });

  test("what was set for the page that did not come does not go to the error page; cookies do", async () => {
    const app = production();
    app.get("/", (c) => {
      c.headers.set("content-disposition", "attachment");
      c.setCookie("seen", "1");
      return abort(404);
    });
    const response = await client(app).get("/");
    expect(response.headers.get("content-disposition")).toBeNull();
    expect(response.headers.getSetCookie()).toHaveLength(1);
  });
});

describe("D20 error pages hold nothing of the request", () => {
  const marks = "zzmarkzz";
  test.each([
    ["404", `/${marks}<script>?${marks}=1`],
    ["400", `/%ff${marks}`],
    ["405", `/only-post?${marks}`],
    ["500", `/crash/${marks}`],
    ["414", `/${marks.repeat(2000)}`],
  ])("%s", async (status, path) => {
    const app = production();
    app.post("/only-post", () => "x");
    app.get("/crash/<x>", (c) => {
      throw new Error(c.params.x);
    });
    const browser = client(app);
    for (const accept of ["text/html", "application/json"]) {
      const response = await browser.get(path, {
        headers: { accept, "user-agent": marks, cookie: `${marks}=1`, referer: `https://x.example/${marks}` },
      });
      expect(response.status).toBe(Number(status));
      const body = await response.text();
      expect(body).not.toContain(marks);
      expect(body).not.toMatch(/at .*\.ts/);
      for (const [, value] of response.headers) expect(value).not.toContain(marks);
    }
  });

  test("every status has a page that says what it means, valid as HTML and readable without CSS", async () => {
    const app = production();
    app.get("/<int:status>", (c) => abort(c.params.status));
    const browser = client(app);
    for (const [status, row] of ERROR_STATUSES) {
      const response = await browser.get(`/${status}`);
      const text = await response.text();
      const problems: string[] = [];
      parse(text, { onParseError: (error) => problems.push(error.code) });
      expect(problems).toEqual([]);
      expect(response.status).toBe(status);
      expect(text).toContain(`<title>${status} ${row.title.replace("'", "&#39;")}</title>`);
      expect(text).not.toMatch(/<script|https?:/);
    }
  });

  test("the detail of a client error is shown, escaped; that of a server error is not", async () => {
    const app = production();
    app.get("/<int:status>", (c) => abort(c.params.status, "Only <b>owners</b> can."));
    const browser = client(app);
    expect(await (await browser.get("/403")).text()).toContain("Only &lt;b&gt;owners&lt;/b&gt; can.");
    expect(await (await browser.get("/503")).text()).not.toContain("owners");
  });
});

describe("problem+json, by Accept", () => {
  test("RFC 9457 members", async () => {
    const app = production();
    app.get("/", () => abort(409, { code: "edit_conflict", detail: "Saved by somebody else." }));
    const response = await client(app).get("/", { headers: { accept: "application/json" } });
    expect(response.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
    expect(response.headers.get("vary")).toContain("Accept");
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "Conflict",
      status: 409,
      code: "edit_conflict",
      detail: "Saved by somebody else.",
    });
  });

  test.each([
    ["text/html,*/*;q=0.8", "text/html; charset=utf-8"],
    ["application/json", "application/problem+json; charset=utf-8"],
    ["application/problem+json", "application/problem+json; charset=utf-8"],
  ])("%s gets %s", async (accept, type) => {
    const response = await client(production()).get("/none", { headers: { accept } });
    expect(response.headers.get("content-type")).toBe(type);
  });

  test("a server error says no more than that", async () => {
    const app = production();
    app.get("/", () => {
      throw new Error("the password is hunter2");
    });
    const response = await client(app).get("/", { headers: { accept: "application/json" } });
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "Internal Server Error",
      status: 500,
      code: "internal_server_error",
    });
  });
});

describe("HttpError", () => {
  test("abort is typed never, and takes a detail or all options", () => {
    const find = (id: number): string => (id === 1 ? "one" : abort(404, "No such id."));
    expect(() => find(2)).toThrow(
      expect.objectContaining({ status: 404, code: "not_found", detail: "No such id.", message: "No such id." }),
    );
    expect(find(1)).toBe("one");
  });

  test("is for errors only", () => {
    expect(() => abort(302)).toThrow(/c\.redirect/);
    expect(() => new HttpError(600)).toThrow(RangeError);
  });

  test("401 carries its challenge", () => {
    expect(unauthorized('Bearer realm="api"').headers).toEqual({ "www-authenticate": 'Bearer realm="api"' });
  });
});

describe("V12 whatever throws, there is one 500 and the process lives", () => {
  const bomb = (): never => {
    throw new Error("bomb");
  };
  test.each<[string, (app: ReturnType<typeof production>) => void]>([
    ["the view", (app) => app.get("/x", bomb)],
    ["the view, later", (app) => app.get("/x", async () => bomb())],
    ["beforeRequest", (app) => app.beforeRequest(bomb)],
    ["afterRequest", (app) => app.afterRequest(bomb)],
    ["afterThisRequest", (app) => app.beforeRequest((c) => c.afterThisRequest(bomb))],
    ["urlValuePreprocessor", (app) => app.urlValuePreprocessor(bomb)],
    ["an error handler", (app) => app.errorHandler(404, bomb).beforeRequest(() => abort(404))],
    ["the handler for 500", (app) => app.errorHandler(500, bomb).beforeRequest(bomb)],
    [
      "something that is no Error",
      (app) =>
        app.beforeRequest(() => {
          throw "a string";
        }),
    ],
    [
      "undefined",
      (app) =>
        app.beforeRequest(() => {
          throw undefined;
        }),
    ],
  ])("%s", async (_, plant) => {
    const logger = keepingLogger();
    const app = production({ logger });
    app.get("/", () => "fine");
    plant(app);
    const response = await client(app).get(app.routes.all.some((route) => route.rule.text === "/x") ? "/x" : "/");
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("bomb");
    expect(response.headers.get("content-security-policy")).toBeTruthy();
    expect(logger.records.some((record) => record.level === "error")).toBe(true);
  });

  test("teardown hooks all run, even if each throws, and the answer stands", async () => {
    const app = production();
    const ran: string[] = [];
    app.get("/", () => "fine");
    for (const name of ["first", "second"]) {
      app.teardownRequest(() => {
        ran.push(name);
        bomb();
      });
    }
    const response = await client(app).get("/");
    expect([response.status, ran]).toEqual([200, ["second", "first"]]);
  });
});

test("in test mode an error that nobody handles reaches the test itself", async () => {
  const { App } = await import("../../src/app.ts");
  const app = new App({ mode: "test" });
  const bug = new RangeError("bug");
  const torn: unknown[] = [];
  app.teardownRequest((_, error) => {
    torn.push(error);
  });
  app.get("/", () => {
    throw bug;
  });
  app.get("/known", () => abort(404));
  await expect(client(app).get("/")).rejects.toBe(bug);
  expect(torn).toEqual([bug]);
  expect((await client(app).get("/known")).status).toBe(404);
});
