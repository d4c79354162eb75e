/** URLs from which pages load code: which values get through, and that none leads to another site or folder. */

import { setBlockedHook } from "@ampoule/markup/engine";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Environment, EscapeError } from "../../src/index.ts";
import { attributesOf } from "../attacks/page.ts";

const env = new Environment();
env.filters.set("url", (path: string) => path);
env.globals.set("asset", (path: string) => path);
env.globals.set("files", () => ["/p/a.js"]);
const theme = { asset: (path: string) => path };

let blocked = 0;
beforeAll(() =>
  setBlockedHook(() => {
    blocked++;
  }),
);
afterAll(() => setBlockedHook(undefined));
beforeEach(() => {
  blocked = 0;
});

function source(template: string, variables: Record<string, unknown>): string | undefined {
  return attributesOf(env.fromString(template).render(variables), "script")["src"];
}

function src(expression: string, behind = ""): string {
  return `<script src="{{ ${expression} }}${behind}"></script>`;
}

describe("the author's own files", () => {
  test.each([
    ["a constant", `{% set f = "https://cdn.example/a.js" %}${src("f")}`, "https://cdn.example/a.js"],
    [
      "a constant and a path",
      `{% set cdn = "https://cdn.example" %}${src("cdn", "/a.js")}`,
      "https://cdn.example/a.js",
    ],
    ["a list of constants", `{% for f in ["/a.js"] %}${src("f")}{% endfor %}`, "/a.js"],
    ["a list with a name", `{% set all = ["/a.js"] %}{% for f in all %}${src("f")}{% endfor %}`, "/a.js"],
    ["a list of dicts", `{% for f in [{"src": "js/a.js"}] %}${src("f.src")}{% endfor %}`, "js/a.js"],
    ["a default", src(`given or "https://cdn.example/a.js"`), "https://cdn.example/a.js"],
    ["the filter default", src(`given|default("/a.js")`), "/a.js"],
    ["a folder and a value", src(`"/static/" ~ name`), "/static/a.js"],
    ["a folder with a name", `{% set root = "/static" %}${src(`root ~ "/" ~ name`)}`, "/static/a.js"],
    [
      "a chosen origin",
      `{% set cdn = (given if given) or "https://cdn.example/x" %}{% set all = cdn + "/" + v %}${src("all", "/a.js")}`,
      "https://cdn.example/x/1.2/a.js",
    ],
    ["a filter of the application", src(`"css/" ~ name|url`), "css/a.js"],
    ["a path through such a filter", src("path|url"), "/p/a.js"],
    ["a method of the application", src("theme.asset(path)"), "/p/a.js"],
    ["a function, escaped once more", src("asset(path)|e"), "/p/a.js"],
    [
      "a macro's own default",
      `{% macro m(f="https://cdn.example/a.js") %}${src("f")}{% endmacro %}{{ m() }}`,
      "https://cdn.example/a.js",
    ],
    ["what a function returned, under a name", `{% set f = asset(path) %}${src("f")}`, "/p/a.js"],
    ["an item of what a function returned", `{% for f in files() %}${src("f")}{% endfor %}`, "/p/a.js"],
    ["a folder before the author's name", src("folder", "js/a.js"), "/p/js/a.js"],
  ])("%s", (_, template, expected) => {
    const variables = { given: undefined, name: "a.js", v: "1.2", path: "/p/a.js", folder: "/p/", theme };
    expect(source(template, variables)).toBe(expected);
    expect(blocked).toBe(0);
  });
});

describe("values that would load something else", () => {
  test.each([
    ["a string", src("x"), "/upload/x.js"],
    ["a method of data", src(`all.get("x")`), "/upload/x.js"],
    ["another host through a filter", src("x|url"), "//evil.example/x.js"],
    ["another host through a method", src("theme.asset(x)"), "https://evil.example/x.js"],
    ["another host before the author's name", src("x", "js/a.js"), "//evil.example/"],
    ["a slash before the author's slash", src("x", "/evil.example/a.js"), "/"],
    ["a slash and a tab", src("x", "/evil.example/a.js"), "/\t"],
    ["climbing out of a folder", src(`"/static/" ~ x`), "../upload/x.js"],
    ["climbing with other letters", src(`"/static/" ~ x`), "%2E%2e/upload/x.js"],
    ["climbing with backslashes", src(`"/static/" ~ x`), "..\\upload\\x.js"],
    ["a host behind the root", src(`"/" ~ x`), "/evil.example/x.js"],
    ["a host behind the root and a slash", src(`"/" ~ x`, "/evil.example/a.js"), ""],
    ["the rest of a host", `{% set cdn = "https://cdn.example" %}${src("cdn ~ x")}`, ".evil.example/x.js"],
    ["a user in a host", `{% set cdn = "https://cdn.example" %}${src("cdn ~ x")}`, "@evil.example/x.js"],
    ["a port in a host", `{% set cdn = "https://cdn.example" %}${src("cdn ~ x")}`, ":1@evil.example/x.js"],
    ["in place of a default", src(`x or "https://cdn.example/a.js"`), "https://cdn.example.evil/a.js"],
    ["in place of a default's folder", src(`x or "https://cdn.example/"`, "a.js"), "https://evil.example/"],
    ["either a function or data", src("asset('') or x"), "/upload/x.js"],
    [
      "a name that is either",
      `{% set f = asset("/a.js") %}{% if x %}{% set f = x %}{% endif %}${src("f")}`,
      "/upload/x.js",
    ],
    [
      "in place of a macro's default",
      `{% macro m(f=asset("/a.js")) %}${src("f")}{% endmacro %}{{ m(x) }}`,
      "/upload/x.js",
    ],
    ["an item of data", `{% for f in [x] %}${src("f")}{% endfor %}`, "/upload/x.js"],
    ["another host from a function", `{% set f = asset(x) %}${src("f")}`, "//evil.example/x.js"],
  ])("%s", (_, template, x) => {
    expect(source(template, { x, all: { x }, theme })).toMatch(/^about:invalid#blocked/);
    expect(blocked).toBe(1);
  });

  test("a host that a second value could go on with", () => {
    const template = `{% set cdn = "https://cdn.example" %}<script src="{% if a %}{{ cdn }}{% endif %}{{ x }}/a.js"></script>`;
    expect(() => source(template, { a: true, x: ".evil.example" })).toThrow(EscapeError);
  });
});

describe("what a link is for may stand behind its URL", () => {
  const link = (behind: string): string =>
    attributesOf(
      env
        .fromString(`<link href="{{ domain }}/${behind}>`)
        .render({ domain: "https://blog.example", x: "feed", rel: "stylesheet" }),
      "link",
    )["href"]!;

  test.each([
    ["further values", `{{ x }}" type="application/atom+xml" rel="alternate"`],
    ["branches", `{% if x %}{{ x }}{% else %}all{% endif %}" rel="alternate" title="{{ x }}"`],
    ["an attribute with a branch", `feed"{% if x %} title="{{ x }}"{% endif %} rel="icon"`],
  ])("behind %s", (_, behind) => expect(link(behind)).toBe("https://blog.example/feed"));

  test.each([
    ["a style sheet", `{{ x }}" rel="stylesheet"`],
    ["a style sheet in one branch", `{{ x }}"{% if x %} rel="stylesheet"{% else %} rel="icon"{% endif %}`],
    ["a relation that is a value", `{{ x }}" rel="{{ rel }}"`],
    ["nothing that is known", `{{ x }}" {% include "missing" ignore missing %}rel="icon"`],
  ])("%s takes the care of code", (_, behind) => expect(link(behind)).toMatch(/^about:invalid#blocked/));
});
