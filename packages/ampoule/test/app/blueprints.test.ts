import { describe, expect, test } from "vitest";
import { Blueprint } from "../../src/blueprint.ts";
import { client } from "../../src/testing/client.ts";
import { production } from "./setup.ts";

test("prefix, name, nesting", async () => {
  const app = production();
  const shop = new Blueprint("shop", { prefix: "/shop" });
  const cart = new Blueprint("cart", { prefix: "/cart/<int:id>" });
  shop.get("/", function index(c) {
    return `${c.route?.name} ${c.route?.blueprint} ${c.urlFor(".index")} ${c.urlFor("shop.cart.show", { id: 3 })}`;
  });
  cart.get("/show", { name: "show" }, (c) => `${c.route?.name} ${c.urlFor(".show", { id: 4 })}`);
  shop.register(cart);
  app.register(shop);
  const browser = client(app);
  expect(await (await browser.get("/shop/")).text()).toBe("shop.index shop /shop/ /shop/cart/3/show");
  expect(await (await browser.get("/shop/cart/9/show")).text()).toBe("shop.cart.show /shop/cart/4/show");
});

test("registered twice under two names", async () => {
  const app = production();
  const pages = new Blueprint("pages");
  pages.get("/", function home(c) {
    return c.urlFor(".home");
  });
  app.register(pages, { prefix: "/a" });
  app.register(pages, { prefix: "/b", name: "more" });
  expect(() => app.register(pages, { prefix: "/a", name: "third" })).toThrow(/Two routes answer GET/);
  const browser = client(app);
  expect(await (await browser.get("/a/")).text()).toBe("/a/");
  expect(await (await browser.get("/b/")).text()).toBe("/b/");
});

test("hooks of a blueprint run for its own routes; those of `blueprint.app` for all", async () => {
  const app = production();
  const log: string[] = [];
  const audit = new Blueprint("audit", { prefix: "/audit" });
  audit.beforeRequest((c) => {
    log.push(`own ${c.path}`);
  });
  audit.app.beforeRequest((c) => {
    log.push(`all ${c.path}`);
  });
  audit.app.errorHandler(404, () => "nothing, says the blueprint");
  audit.get("/", () => "x");
  app.get("/", () => "x");
  app.register(audit);
  const browser = client(app);
  for (const path of ["/", "/audit/"]) await browser.get(path);
  expect(log).toEqual(["all /", "all /audit/", "own /audit/"]);
  expect(await (await browser.get("/none")).text()).toBe("nothing, says the blueprint");
});

test("a route without a name is found by its whole rule", () => {
  const app = production();
  const api = new Blueprint("api", { prefix: "/api" });
  api.get("/user/<int:id>", () => "x");
  app.register(api);
  expect(app.urlFor("/api/user/<int:id>", { id: 3 })).toBe("/api/user/3");
});

test.each([
  ["", "/", "/"],
  ["/", "/", "/"],
  ["/", "", "/"],
  ["/foo", "", "/foo"],
  ["/foo/", "", "/foo/"],
  ["/foo", "/", "/foo/"],
  ["/foo/", "/bar", "/foo/bar"],
  ["/foo/", "bar", "/foo/bar"],
  ["/foo", "bar", "/foo/bar"],
  ["/foo//", "//bar", "/foo/bar"],
])("the prefix %j and the rule %j are %s", async (prefix, rule, path) => {
  const app = production();
  const part = new Blueprint("part", { prefix });
  part.get(rule, () => "there");
  app.register(part);
  expect(await (await client(app).get(path)).text()).toBe("there");
});

describe("mistakes", () => {
  test.each(["a.b", "", "1a", "a b"])("%j is no name", (name) => {
    expect(() => new Blueprint(name)).toThrow(/blueprint's name/);
  });
  test("folders without a root", () => {
    expect(() => production().register(new Blueprint("b", { templates: "t" }))).toThrow(/import\.meta\.url/);
  });
  test("a prefix without a slash", () => {
    const blueprint = new Blueprint("b", { prefix: "b" });
    blueprint.get("/", () => "x");
    expect(() => production().register(blueprint)).toThrow(/begin with a slash/);
  });
  test("itself", () => {
    const blueprint = new Blueprint("b");
    expect(() => blueprint.register(blueprint)).toThrow(/itself/);
  });
});

test("another application can be mounted below a prefix", async () => {
  const app = production();
  const inner = production();
  inner.get("/", (c) => `inner ${c.path}`);
  inner.get("/a/<x>", (c) => `inner ${c.path} ${c.params.x}`);
  inner.post("/hook", { csrf: "webhook" }, async (c) => `got ${await c.request.text()}`);
  app.mount("/deep", inner);
  app.get("/deeper", () => "outer");
  const browser = client(app);
  const text = async (path: string): Promise<string> => (await browser.get(path)).text();
  expect(await text("/deep/")).toBe("inner /");
  expect(await text("/deep/a/b?q=1")).toBe("inner /a/b b");
  expect(await text("/deeper")).toBe("outer");
  expect((await browser.get("/deep")).headers.get("location")).toBe("/deep/");
  expect(await (await browser.post("/deep/hook", { body: "x" })).text()).toBe("got x");
});

test("plugins are set up once, in the order that they require", () => {
  const app = production();
  const log: string[] = [];
  const base = { name: "base", setup: () => void log.push("base") };
  const more = { name: "more", requires: ["base"], setup: () => void log.push("more") };
  expect(() => app.use(more)).toThrow(/requires "base"/);
  app.use(base).use(more);
  expect(() => app.use(base)).toThrow(/in use already/);
  expect(log).toEqual(["base", "more"]);
});
