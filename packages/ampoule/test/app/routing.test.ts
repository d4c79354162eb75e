import { describe, expect, test } from "vitest";
import { App } from "../../src/app.ts";
import { client } from "../../src/testing/client.ts";
import { production, SECRET } from "./setup.ts";

describe("methods", () => {
  const app = production();
  app.get("/a", () => "get");
  app.post("/a", { csrf: "webhook" }, () => "post");
  app.route(
    "/note/<int:id>",
    { name: "note" },
    {
      get: (c) => `note ${c.params.id}`,
      delete: (c) => `deleted ${c.params.id}`,
    },
  );
  app.route("/any", { methods: ["get", "PATCH"], name: "any" }, (c) => c.request.method);
  app.route("/own", { name: "own" }, { options: () => "own" });
  const browser = client(app);

  test("405 says what is allowed", async () => {
    const response = await browser.put("/a");
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS, POST"]);
  });

  test("OPTIONS is answered for every route", async () => {
    const response = await browser.options("/note/1");
    expect([response.status, response.headers.get("allow"), await response.text()]).toEqual([
      204,
      "DELETE, GET, HEAD, OPTIONS",
      "",
    ]);
    expect((await browser.options("/none")).status).toBe(404);
    expect(await (await browser.options("/own")).text()).toBe("own");
  });

  test("a view per method", async () => {
    expect(await (await browser.get("/note/3")).text()).toBe("note 3");
    expect(await (await browser.delete("/note/3")).text()).toBe("deleted 3");
  });

  test("several methods for one view", async () => {
    expect(await (await browser.patch("/any")).text()).toBe("PATCH");
    expect((await browser.post("/any")).status).toBe(405);
  });

  test.each(["TRACE", "CONNECT", "G T", ""])("%j cannot be a route's method", (method) => {
    expect(() => production().route("/", { methods: [method] }, () => "x")).toThrow(TypeError);
  });
});

describe("names", () => {
  test("a function's name, else the rule itself", () => {
    const app = production();
    const archive = (): string => "x";
    app.get("/", function index() {
      return "x";
    });
    app.get("/archive", archive);
    app.get("/user/<int:id>", () => "x");
    app.get("/tag/<tag>", { name: "tag" }, () => "x");
    expect(app.urlFor("index")).toBe("/");
    expect(app.urlFor("archive")).toBe("/archive");
    expect(app.urlFor("/user/<int:id>", { id: 7 })).toBe("/user/7");
    expect(app.urlFor("tag", { tag: "a b" })).toBe("/tag/a%20b");
    expect(app.urlFor("/tag/<tag>", { tag: "a b" })).toBe("/tag/a%20b");
    expect(() => app.urlFor("idnex")).toThrow(/Did you mean "index"/);
  });

  test("mistakes are found when the route is added", () => {
    const app = production();
    app.get("/a", () => "x");
    expect(() => app.get("/a", () => "y")).toThrow(/Two routes answer GET/);
    expect(() => app.get("/b/<nt:x>", () => "x")).toThrow(/no converter "nt"/);
    expect(() => app.get("/c", undefined as never)).toThrow(/has no view/);
    expect(() => app.route("/d", { methods: "GET POST" as never }, () => "x")).toThrow(
      /answers no method: give a list/,
    );
    expect(() => app.route("/e", {}, {})).toThrow(/has no view/);
    expect(() => app.route("/f", {}, { gett: () => "x" } as never)).toThrow(/has a view for "gett"/);
  });
});

test("converters of the application type its parameters", async () => {
  const app = new App({
    secretKey: SECRET,
    origin: "https://app.example",
    converters: { year: { pattern: /[12]\d{3}/, parse: Number, format: String } },
  });
  app.get("/archive/<year:y>", (c) => {
    const next: number = c.params.y + 1;
    return c.urlFor("/archive/<year:y>", { y: next });
  });
  expect(await (await client(app).get("/archive/2026")).text()).toBe("/archive/2027");
});

test("the types of parameters are those of the rule", () => {
  const app = production();
  app.get("/<int:id>/<any(a, b):tab>", (c) => {
    const id: number = c.params.id;
    const tab: "a" | "b" = c.params.tab;
    // @ts-expect-error there is no such parameter
    const none: unknown = c.params.none;
    return `${id}${tab}${none}`;
  });
  // @ts-expect-error a parameter is missing
  expect(() => app.urlFor("/<int:id>/<any(a, b):tab>", { id: 1 })).toThrow(/needs "tab"/);
});

test("defaults are parameters as well, typed by their values", async () => {
  const app = production();
  app.get("/users/", { name: "users", defaults: { page: 1 } }, (c) => {
    const page: number = c.params.page;
    return `page ${page}`;
  });
  app.get("/users/page/<int:page>", { name: "users" }, (c) => `page ${c.params.page}`);
  app.get("/plain/<x>", { name: "plain" }, (c) => {
    // @ts-expect-error there is no such parameter
    const none: unknown = c.params.page;
    return `${c.params.x}${none}`;
  });
  const browser = client(app);
  expect(await (await browser.get("/users/")).text()).toBe("page 1");
  expect(await (await browser.get("/users/page/2")).text()).toBe("page 2");
  expect([app.urlFor("users"), app.urlFor("users", { page: 3 })]).toEqual(["/users/", "/users/page/3"]);
});

describe("what a path may hold", () => {
  test.each([
    ["/f/a%2Fb", 404],
    ["/f/%2e%2e%2fetc", 404],
    ["/f/..%5c..%5cx", 404],
    ["/f/%00", 400],
    ["/f/%ff", 400],
    ["/f/%c0%ae", 400],
    ["/f/%", 400],
    ["/f/%252e", 200],
    [`/f/${"x".repeat(9000)}`, 414],
  ])("R31 %s is %d", async (path, status) => {
    const app = production();
    app.get("/f/<path:file>", (c) => c.params.file);
    const response = await app.fetch(new Request(`https://app.example${path}`));
    expect(response.status).toBe(status);
    if (status === 200) expect(await response.text()).toBe("%2e");
  });
});

describe("R08 names of Object.prototype are names like others", () => {
  const names = Object.getOwnPropertyNames(Object.prototype);
  test.each(names)("%s", async (name) => {
    const app = production();
    app.get("/<x>", (c) => [
      c.params.x,
      [...c.request.query],
      c.request.cookies.get(name) ?? null,
      c.request.headers.get(name),
    ]);
    const response = await client(app).get(`/${name}?${name}=1&a=${name}`, {
      headers: { cookie: `${name}=c`, [name === "__proto__" ? "x" : name]: "h" },
    });
    expect(await response.json()).toEqual([
      name,
      [
        [name, "1"],
        ["a", name],
      ],
      "c",
      name === "__proto__" ? null : "h",
    ]);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(names);
  });
});

describe("one address for one thing", () => {
  const app = production();
  app.get("/blog/", { name: "blog", defaults: { page: 1 } }, (c) => `page ${c.params.page}`);
  app.get("/blog/<int:page>", { name: "blog" }, (c) => `page ${c.params.page}`);
  app.get("/weblog/<int:page>", { name: "blog", alias: true }, () => "");
  app.get("/<lang>/about", { name: "about" }, (c) => `${String(c.state["lang"])}`);
  app.get("/<lang>/about.html", { name: "about", alias: true }, () => "");
  app.urlValuePreprocessor((c, params) => {
    c.state["lang"] = params["lang"];
    delete params["lang"];
  });
  const browser = client(app);

  test.each([
    ["/blog/1", "/blog/"],
    ["/blog/1?tag=a&tag=b%20c", "/blog/?tag=a&tag=b%20c"],
    ["/weblog/2", "/blog/2"],
    ["/weblog/1?x=1", "/blog/?x=1"],
    ["/de/about.html", "/de/about"],
  ])("%s is redirected to %s", async (path, location) => {
    const response = await browser.get(path);
    expect([response.status, response.headers.get("location")]).toEqual([308, location]);
  });

  test("and is there", async () => {
    expect(await (await browser.get("/blog/1", { followRedirects: true })).text()).toBe("page 1");
    expect(await (await browser.get("/weblog/3", { followRedirects: true })).text()).toBe("page 3");
    expect(await (await browser.get("/de/about.html", { followRedirects: true })).text()).toBe("de");
  });
});
