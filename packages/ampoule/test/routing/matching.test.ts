import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTime } from "../../../../scripts/cpu-time.ts";
import { DuplicateRouteError } from "../../src/routing/errors.ts";
import { type Resolution, RouteMap } from "../../src/routing/map.ts";

function mapOf(rules: readonly (readonly [rule: string, methods?: readonly string[]])[]): RouteMap<string> {
  const routes = new RouteMap<string>();
  for (const [rule, methods] of rules) routes.add(rule, { name: rule, methods: methods ?? ["GET"], handler: rule });
  return routes;
}

function found(resolution: Resolution<string>): string {
  if (resolution.kind === "route") return resolution.route.handler;
  return resolution.kind === "redirect" ? `→ ${resolution.location}` : resolution.kind;
}

describe("which rule wins", () => {
  test("the order of registration does not matter, weights do", () => {
    const rules = [
      "/<path:p>",
      "/<s>",
      "/<int:i>",
      "/new",
      "/v<int:i>",
      "/<float:f>",
      "/user/<s>",
      "/user/me",
      "/<a>/<b>",
      "/<a>/edit",
    ];
    const want: Record<string, string> = {
      "/new": "/new",
      "/12": "/<int:i>",
      "/1.5": "/<float:f>",
      "/v12": "/v<int:i>",
      "/vx": "/<s>",
      "/user/me": "/user/me",
      "/user/you": "/user/<s>",
      "/x/edit": "/<a>/edit",
      "/x/y": "/<a>/<b>",
      "/x/y/z": "/<path:p>",
    };
    fc.assert(
      fc.property(fc.shuffledSubarray(rules, { minLength: rules.length }), (order) => {
        const routes = mapOf(order.map((rule) => [rule]));
        for (const [path, rule] of Object.entries(want)) expect(found(routes.resolve("GET", path))).toBe(rule);
      }),
      { numRuns: 50 },
    );
  });

  test("a path with literal text in it comes before segments without", () => {
    const routes = mapOf([
      ["/<path:name>"],
      ["/<path:name>/edit"],
      ["/<path:name>/silly/<path:second>"],
      ["/<path:name>:<path:second>"],
      ["/<path:name>:foo"],
      ["/<a>/<b>/<c>"],
      ["/User:<name>/<path:rest>"],
      ["/User:<name>/comment/<int:id>-<int:reply>"],
    ]);
    for (const [path, rule] of [
      ["/Some/Page", "/<path:name>"],
      ["/Some/Page/edit", "/<path:name>/edit"],
      ["/Foo/silly/bar", "/<path:name>/silly/<path:second>"],
      ["/Some:foo", "/<path:name>:foo"],
      ["/Some:bar", "/<path:name>:<path:second>"],
      ["/Jerry/eats/cheese", "/<a>/<b>/<c>"],
      ["/User:ada/files/x", "/User:<name>/<path:rest>"],
      ["/User:ada/comment/1-2", "/User:<name>/comment/<int:id>-<int:reply>"],
    ] as const)
      expect(found(routes.resolve("GET", path)), path).toBe(rule);
  });

  test("a literal that leads nowhere does not hide a variable", () => {
    const routes = mapOf([["/user/me/settings"], ["/user/<name>/posts"], ["/<path:rest>"]]);
    expect(found(routes.resolve("GET", "/user/me/posts"))).toBe("/user/<name>/posts");
    expect(found(routes.resolve("GET", "/user/me/none"))).toBe("/<path:rest>");
  });

  test("a rule for another method does not hide one that answers", () => {
    const routes = mapOf([
      ["/new", ["POST"]],
      ["/<name>", ["GET"]],
    ]);
    expect(found(routes.resolve("GET", "/new"))).toBe("/<name>");
    expect(found(routes.resolve("POST", "/new"))).toBe("/new");
  });
});

describe("methods", () => {
  test("GET answers HEAD; other methods get 405 with what is allowed", () => {
    const routes = mapOf([["/a"]]);
    expect(found(routes.resolve("HEAD", "/a"))).toBe("/a");
    expect(routes.resolve("DELETE", "/a")).toMatchObject({ kind: "method", allowed: ["GET", "HEAD", "OPTIONS"] });
  });

  test("a view of its own for HEAD wins over the GET that would answer it, in either order", () => {
    for (const order of [
      ["GET", "HEAD"],
      ["HEAD", "GET"],
    ]) {
      const routes = new RouteMap<string>();
      for (const method of order) routes.add("/a", { name: "a", methods: [method], handler: method });
      expect(found(routes.resolve("HEAD", "/a"))).toBe("HEAD");
      expect(found(routes.resolve("GET", "/a"))).toBe("GET");
    }
  });

  test("names of Object.prototype are no methods and no segments", () => {
    const routes = mapOf([["/a"]]);
    for (const name of Object.getOwnPropertyNames(Object.prototype)) {
      expect(found(routes.resolve(name, "/a"))).toBe("method");
      expect(found(routes.resolve("GET", `/${name}`))).toBe("missing");
    }
  });
});

describe("slashes", () => {
  const routes = mapOf([["/about/"], ["/plain"], ["/docs/<path:p>/"], ["/"], ["/u/<int:id>/"]]);
  test.each([
    ["/about/", "/about/"],
    ["/about", "→ /about/"],
    ["/plain", "/plain"],
    ["/plain/", "missing"],
    ["/docs/a/b/", "/docs/<path:p>/"],
    ["/docs/a/b", "→ /docs/a/b/"],
    ["/u/7", "→ /u/7/"],
    ["//about//", "→ /about/"],
    ["//about", "→ /about/"],
    ["///", "→ /"],
    ["//plain", "→ /plain"],
    ["/docs//a%20b/", "→ /docs/a%20b/"],
    ["//nothing", "missing"],
  ])("%s leads to %s", (path, target) => {
    expect(found(routes.resolve("GET", path))).toBe(target);
  });

  test("strictSlashes: false answers both without a redirect", () => {
    const loose = new RouteMap<string>();
    loose.add("/a/", { name: "a", methods: ["GET"], strictSlashes: false, handler: "a" });
    loose.add("/b", { name: "b", methods: ["GET"], strictSlashes: false, handler: "b" });
    expect(["/a", "/a/", "/b", "/b/"].map((path) => found(loose.resolve("GET", path)))).toEqual(["a", "a", "b", "b"]);
  });

  test("mergeSlashes: false does not know //", () => {
    const plain = new RouteMap<string>({ mergeSlashes: false });
    plain.add("/a/b", { name: "a", methods: ["GET"], handler: "a" });
    expect(found(plain.resolve("GET", "/a//b"))).toBe("missing");
  });

  test("D02 a redirect of the router is never protocol-relative", () => {
    const open = mapOf([["/<path:p>/"], ["/<s>/"]]);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("/", "evil.com", "\\", "%2F", "%5C", "@", ".", "%2e", "a"), { maxLength: 8 }),
        (pieces) => {
          const resolution = open.resolve("GET", `/${pieces.join("")}`);
          if (resolution.kind !== "redirect") return;
          expect(resolution.location).toMatch(/^\/(?![/\\])/);
          expect(new URL(resolution.location, "https://our.example").origin).toBe("https://our.example");
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("what another route of the same name has as its defaults", () => {
  const routes = new RouteMap<string>();
  for (const [rule, defaults] of [
    ["/", { page: 1, old: false }],
    ["/<int:page>", { old: false }],
    ["/old/", { page: 1, old: true }],
    ["/old/<int:page>", { old: true }],
  ] as const)
    routes.add(rule, { name: "list", methods: ["GET", "POST"], handler: rule, defaults });

  test.each([
    ["GET", "/1", "/"],
    ["HEAD", "/1", "/"],
    ["GET", "/old/1", "/old/"],
    ["GET", "/old/01", "/old/"],
  ])("%s %s is to be asked there", (method, path, rule) => {
    const resolution = routes.resolve(method, path);
    expect(resolution).toMatchObject({ kind: "default", route: { rule: { text: rule } } });
  });

  test("is answered where it is anything else, or a body comes with it", () => {
    expect(routes.resolve("GET", "/2")).toMatchObject({ kind: "route", params: { page: 2, old: false } });
    expect(routes.resolve("GET", "/old/2")).toMatchObject({ kind: "route", params: { page: 2, old: true } });
    expect(routes.resolve("POST", "/1")).toMatchObject({ kind: "route", params: { page: 1, old: false } });
  });

  test("is nothing to routes that cannot be asked", () => {
    const others = new RouteMap<string>();
    others.add("/build/", { name: "a", methods: ["GET"], handler: "", defaults: { n: 1 }, buildOnly: true });
    others.add("/a/<int:n>", { name: "a", methods: ["GET"], handler: "" });
    others.add("/post/", { name: "b", methods: ["POST"], handler: "", defaults: { n: 1 } });
    others.add("/b/<int:n>", { name: "b", methods: ["GET"], handler: "" });
    others.add("/more/", { name: "c", methods: ["GET"], handler: "", defaults: { n: 1, m: 2 } });
    others.add("/c/<int:n>", { name: "c", methods: ["GET"], handler: "" });
    for (const path of ["/a/1", "/b/1", "/c/1"]) expect(others.resolve("GET", path).kind, path).toBe("route");
  });
});

describe("duplicates are refused when they are registered", () => {
  test("the same paths and method", () => {
    expect(() => mapOf([["/a/<int:x>"], ["/a/<int:y>"]])).toThrow(DuplicateRouteError);
    expect(() => mapOf([["/a/<int:x>"], ["/a/<int(min=1):y>"]])).not.toThrow();
    expect(() => mapOf([["/a"], ["/a", ["POST"]]])).not.toThrow();
    expect(() => mapOf([["/a"], ["/a", ["POST", "GET"]]])).toThrow(/GET for the same paths/);
    expect(() => mapOf([["/a"], ["/a/"]])).not.toThrow();
  });

  test("a name that would be built in two ways", () => {
    const routes = new RouteMap<null>();
    routes.add("/post/<int:id>", { name: "show", methods: ["GET"], handler: null });
    expect(() => routes.add("/user/<int:id>", { name: "show", methods: ["GET"], handler: null })).toThrow(
      /named "show"/,
    );
    expect(() => routes.add("/posts/", { name: "show", methods: ["GET"], handler: null })).not.toThrow();
    expect(() =>
      routes.add("/p/<int:id>", { name: "show", methods: ["GET"], alias: true, handler: null }),
    ).not.toThrow();
  });
});

test("R27 parameters are fresh for each request and inherit nothing", () => {
  const routes = mapOf([["/<a>/<b>"]]);
  const first = routes.resolve("GET", "/1/2");
  const second = routes.resolve("GET", "/3/4");
  if (first.kind !== "route" || second.kind !== "route") throw new Error("not found");
  first.params["a"] = "changed";
  expect(second.params["a"]).toBe("3");
  expect("toString" in first.params).toBe(false);
});

describe("R26 hostile paths take linear time", () => {
  const routes = new RouteMap<number>();
  for (let i = 0; i < 1000; i++) {
    routes.add(`/r${i}/<int:a>/x/<b>-<int:c>-<d>/<path:rest>/end`, { name: `r${i}`, methods: ["GET"], handler: i });
  }
  routes.add("/<a>/<b>/<c>/<d>/<e>/<f>", { name: "deep", methods: ["GET"], handler: -1 });
  routes.add("/<a>-<b>-<c>-<int:d>", { name: "dashes", methods: ["GET"], handler: -2 });
  routes.add("/<path:a>/z/<path:b>/z/<path:c>/q", { name: "paths", methods: ["GET"], handler: -3 });

  test.each([
    ["slashes", "/"],
    ["segments", "/a"],
    ["dashes", "-"],
    ["digits", "1"],
    ["digits and dashes", "1-"],
    ["paths", "/z"],
    ["percent", "%41"],
    ["a near miss", "/r999/1/x/1-1-1-1"],
  ])("%s, at every length up to the limit and far beyond", (_, unit) => {
    for (const size of [250, 256, 1000, 1024, 4096, 8191, 65_536]) {
      const path = `/${unit.repeat(size / unit.length)}`;
      // The best of several: what else runs on the machine is not the router's fault.
      const times = Array.from({ length: 5 }, () => {
        const start = cpuTime();
        routes.resolve("GET", path);
        return cpuTime() - start;
      });
      expect(Math.min(...times)).toBeLessThan(50);
    }
  });

  test("64 KiB are refused before they are looked at", () => {
    expect(routes.resolve("GET", `/${"a/".repeat(32_768)}`)).toEqual({ kind: "too-long" });
  });
});
