import { describe, expect, test } from "vitest";
import { RuleError } from "../../src/routing/errors.ts";
import { RouteMap } from "../../src/routing/map.ts";

function params(rule: string, path: string): Record<string, unknown> | undefined {
  const routes = new RouteMap<null>();
  routes.add(rule, { name: "view", methods: ["GET"], handler: null });
  const found = routes.resolve("GET", path);
  return found.kind === "route" ? { ...found.params } : undefined;
}

describe("converters", () => {
  test.each<[rule: string, path: string, value: unknown]>([
    ["/<v>", "/abc", "abc"],
    ["/<string:v>", "/%C3%A4%20b", "ä b"],
    ["/<string(minlength=2):v>", "/a", undefined],
    ["/<string(maxlength=2):v>", "/abc", undefined],
    ["/<string(length=2):v>", "/%F0%9F%98%80a", "😀a"],
    ["/<int:v>", "/42", 42],
    ["/<int:v>", "/007", 7],
    ["/<int:v>", "/-1", undefined],
    ["/<int(signed=true):v>", "/-1", -1],
    ["/<int(signed=True):v>", "/-0", undefined],
    ["/<int:v>", "/4.0", undefined],
    ["/<int:v>", "/٤٢", undefined],
    ["/<int(min=3, max=5):v>", "/2", undefined],
    ["/<int(min=3, max=5):v>", "/5", 5],
    ["/<int(fixed_digits=4):v>", "/0042", 42],
    ["/<int(fixedDigits=4):v>", "/42", undefined],
    ["/<int:v>", "/9007199254740991", 9007199254740991],
    ["/<int:v>", "/9007199254740993", undefined],
    ["/<float:v>", "/1.50", 1.5],
    ["/<float:v>", "/1", undefined],
    ["/<float:v>", "/.5", undefined],
    ["/<float(signed=true):v>", "/-2.5", -2.5],
    ["/<path:v>", "/a/b/c", "a/b/c"],
    ["/<path:v>", "/a/", "a/"],
    ["/<any(about, help, 'a b'):v>", "/help", "help"],
    ["/<any(about, help, 'a b'):v>", "/a%20b", "a b"],
    ["/<any(about, help):v>", "/hel", undefined],
    ["/<uuid:v>", "/A8098C1A-F86E-11DA-BD1A-00112444BE1E", "a8098c1a-f86e-11da-bd1a-00112444be1e"],
    ["/<uuid:v>", "/a8098c1a", undefined],
  ])("%s with %s", (rule, path, value) => {
    expect(params(rule, path)?.["v"]).toEqual(value);
  });

  test("text around and between variables", () => {
    expect(params("/post-<int:id>.html", "/post-12.html")).toEqual({ id: 12 });
    expect(params("/post-<int:id>.html", "/post-.html")).toBeUndefined();
    expect(params("/<int:y>-<int:m>", "/2026-11")).toEqual({ y: 2026, m: 11 });
    expect(params("/<name>.<ext>", "/a.tar.gz")).toEqual({ name: "a.tar", ext: "gz" });
    expect(params("/<int:id>-<slug>", "/7-a-b-c")).toEqual({ id: 7, slug: "a-b-c" });
  });

  test("what follows a path", () => {
    expect(params("/<path:p>/edit", "/a/b/edit")).toEqual({ p: "a/b" });
    expect(params("/<path:p>/edit", "/edit")).toBeUndefined();
    expect(params("/<path:p>/rev/<int:n>", "/a/rev/b/rev/3")).toEqual({ p: "a/rev/b", n: 3 });
    expect(params("/<path:p>/in/<string:s>", "/a/in/b/c")).toBeUndefined();
  });

  test("defaults are there when the rule has no variable", () => {
    const routes = new RouteMap<null>();
    routes.add("/users/", { name: "users", methods: ["GET"], defaults: { page: 1 }, handler: null });
    expect(routes.resolve("GET", "/users/")).toMatchObject({ params: { page: 1 } });
  });

  test("a converter of the application", () => {
    const routes = new RouteMap<null>({
      converters: { year: { pattern: /[12]\d{3}/, parse: Number, format: String } },
    });
    routes.add("/<year:y>", { name: "v", methods: ["GET"], handler: null });
    expect(routes.resolve("GET", "/2026")).toMatchObject({ kind: "route", params: { y: 2026 } });
    expect(routes.resolve("GET", "/20261")).toEqual({ kind: "missing" });
    expect(routes.resolve("GET", "/x2026")).toEqual({ kind: "missing" });
  });

  test.each([/(a+)+/, /(a|aa)*/, /([a-z]+\d?)*x/, /(.)\1/, /((a{2,}))+/, /(?<n>x)\k<n>/])(
    "R26 the pattern %s is refused: it could take exponential time",
    (pattern) => {
      expect(() => new RouteMap({ converters: { evil: { pattern } } })).toThrow(/exponential/);
    },
  );
});

describe("rules that cannot be read say where and why", () => {
  test.each<[rule: string, message: RegExp]>([
    ["user", /begins with a slash/],
    ["/<id", /has no >/],
    ["/<int:>", /variable's name/],
    ["/<int:1>", /variable's name/],
    ["/<__proto__>", /variable's name/],
    ["/<toString>", /variable's name/],
    ["/<a>/<a>", /there twice/],
    ["/<a><b>", /Two variables touch/],
    ["/a//b", /Two slashes touch/],
    ["/a/../b", /Browsers resolve/],
    ["/note/:id", /":id" would be matched as it stands/],
    ["/:id/edit", /Write "<id>"/],
    ["/<number:n>", /no converter "number"/],
    ["/<int(mn=1):n>", /no argument "mn"/],
    ["/<int(1, 2, 3, 4, 5):n>", /at most 4 arguments/],
    ["/<int(min=):n>", /missing or cannot be read/],
    ["/<int(min=1 max=2):n>", /comma is missing/],
    ["/<any:n>", /needs its choices/],
    ["/<string(minlength=x):n>", /whole number/],
    ["/<int(min=9, max=3):n>", /min and max that nothing is between/],
    ["/<float(min=1, max=-1):n>", /min and max that nothing is between/],
    ["/<string(minlength=3, maxlength=2):n>", /minlength and maxlength that nothing is between/],
  ])("%s", (rule, message) => {
    expect(() => params(rule, "/")).toThrow(RuleError);
    expect(() => params(rule, "/")).toThrow(message);
  });

  test("colons that are no variables of Express are literal text", () => {
    expect(params("/<int:id>:undelete", "/7:undelete")).toEqual({ id: 7 });
    expect(params("/a:b", "/a:b")).toEqual({});
  });

  test("the caret stands under the mistake", () => {
    try {
      params("/user/<nmber:id>", "/");
    } catch (error) {
      expect((error as Error).message.split("\n").slice(1, 3)).toEqual(["  /user/<nmber:id>", "         ^"]);
      return;
    }
    throw new Error("nothing was thrown");
  });
});
