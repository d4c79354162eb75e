import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BuildOptions, buildUrl } from "../../src/routing/build.ts";
import { BuildError } from "../../src/routing/errors.ts";
import { RouteMap } from "../../src/routing/map.ts";

const routes = new RouteMap<null>();
const add = (rule: string, name: string, extra: object = {}): void => {
  routes.add(rule, { name, methods: ["GET"], handler: null, ...extra });
};
add("/", "index");
add("/user/<int:id>", "profile");
add("/tag/<string:tag>", "tag");
add("/files/<path:file>", "file");
add("/page/<any(about, help):page>/", "page");
add("/users/", "users", { defaults: { page: 1 } });
add("/users/page/<int:page>", "users");
add("/käse/<name>", "cheese");
add("/save", "save", { methods: ["POST"] });
add("/<int(fixedDigits=4, min=1000):year>-<int(fixedDigits=2):month>", "archive");
add("/old/<int:id>", "profile", { alias: true });

const url = (name: string, values: Record<string, unknown> = {}, options: BuildOptions = {}): string =>
  buildUrl(routes, name, values, options, "https://kittens.example");

describe("urls", () => {
  test.each<[string, Record<string, unknown>, BuildOptions, string]>([
    ["index", {}, {}, "/"],
    ["profile", { id: 7 }, {}, "/user/7"],
    ["profile", { id: "7" }, {}, "/user/7"],
    ["tag", { tag: "a b&c?d#e%2F" }, {}, "/tag/a%20b%26c%3Fd%23e%252F"],
    ["tag", { tag: "a:b@c,d" }, {}, "/tag/a:b@c,d"],
    ["file", { file: "a/b c/ä" }, {}, "/files/a/b%20c/%C3%A4"],
    ["page", { page: "help" }, {}, "/page/help/"],
    ["users", {}, {}, "/users/"],
    ["users", { page: 1 }, {}, "/users/"],
    ["users", { page: 2 }, {}, "/users/page/2"],
    ["cheese", { name: "x" }, {}, "/k%C3%A4se/x"],
    ["archive", { year: 2026, month: 3 }, {}, "/2026-03"],
    [
      "index",
      { q: "a b", tags: ["x", "y"], none: null, gone: undefined, on: true },
      {},
      "/?q=a+b&tags=x&tags=y&on=true",
    ],
    ["index", {}, { anchor: "top of page" }, "/#top%20of%20page"],
    ["profile", { id: 7, tab: "posts" }, { anchor: "p" }, "/user/7?tab=posts#p"],
    ["profile", { id: 7 }, { external: true }, "https://kittens.example/user/7"],
    ["profile", { id: 7 }, { scheme: "http" }, "http://kittens.example/user/7"],
    ["save", {}, { method: "post" }, "/save"],
  ])("%s %j %j", (name, values, options, want) => {
    expect(url(name, values, options)).toBe(want);
  });

  test.each<[string, Record<string, unknown>, BuildOptions, RegExp]>([
    ["profil", { id: 1 }, {}, /No route is named "profil".*"profile"/],
    ["nothing_like_it", {}, {}, /No route is named "nothing_like_it"\.$/],
    ["profile", {}, {}, /needs "id"/],
    ["profile", { ids: 3 }, {}, /needs "id".*"ids"; did you mean/],
    ["profile", { id: null }, {}, /needs "id"/],
    ["profile", { id: "x" }, {}, /"id": a whole number/],
    ["profile", { id: -1 }, {}, /negative/],
    ["profile", { id: 2 ** 53 }, {}, /whole number/],
    ["profile", { id: [7] }, {}, /whole number/],
    ["profile", { id: 7, filter: { a: 1 } }, {}, /"filter" .* is a object/],
    ["page", { page: "other" }, {}, /one of about, help/],
    ["profile", { id: 7 }, { scheme: "javascript" as "http" }, /scheme of a URL is "http" or "https"/],
    ["tag", { tag: "" }, {}, /it is empty/],
    ["tag", { tag: "a/b" }, {}, /has a slash; use the "path" converter/],
    ["tag", { tag: ".." }, {}, /segment of dots/],
    ["tag", { tag: "a\nb" }, {}, /control character/],
    ["tag", { tag: "a\\b" }, {}, /backslash/],
    ["tag", { tag: "\ud800" }, {}, /surrogate/],
    ["tag", { tag: { toString: () => "x" } }, {}, /a text is needed/],
    ["file", { file: "a/../../etc" }, {}, /segment of dots/],
    ["file", { file: "a//b" }, {}, /empty segment/],
    ["file", { file: "/etc" }, {}, /empty segment/],
    ["save", {}, { method: "GET" }, /answers GET/],
    ["users", { page: 0.5 }, {}, /whole number/],
  ])("%s %j %j cannot be built", (name, values, options, message) => {
    expect(() => url(name, values, options)).toThrow(BuildError);
    expect(() => url(name, values, options)).toThrow(message);
  });

  test.each([true, " 7 ", "0x10", "1e3", "7.5", "", "+7", null, [7], {}, Number.NaN])("%j is no whole number", (id) => {
    expect(() => url("profile", { id })).toThrow(BuildError);
  });

  test("H11 an external URL has the configured origin or is an error", () => {
    expect(() => buildUrl(routes, "index", {}, { external: true }, undefined)).toThrow(/origin/);
  });

  test("keys of Object.prototype are plain query names", () => {
    const values = JSON.parse('{"__proto__": "x", "constructor": "y"}') as Record<string, unknown>;
    expect(url("index", values)).toBe("/?__proto__=x&constructor=y");
    expect(() => url("constructor")).toThrow(/No route is named/);
  });
});

test("what is built is routed back to the same values", () => {
  const value = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(value, value, (tag, file) => {
      for (const [name, values] of [
        ["tag", { tag }],
        ["file", { file: `${file}/${tag}` }],
      ] as const) {
        let built: string;
        try {
          built = url(name, values);
        } catch (error) {
          expect(error).toBeInstanceOf(BuildError);
          continue;
        }
        const path = new URL(built, "https://h").pathname;
        expect(path).toBe(built);
        const back = routes.resolve("GET", path);
        expect(back).toMatchObject({ kind: "route", route: { name }, params: values });
      }
    }),
    { numRuns: 1000 },
  );
});
