/** Strings and values of scripts and styles that are URLs: where the script goes to, and what it or the style loads as code. */
import { afterEach, describe, expect, test } from "vitest";
import { escapers, feed, hole, htmlText } from "../../src/engine.ts";
import { setBlockedHook, toJson } from "../../src/index.ts";
import { createResourceUrl, createScript } from "../../src/trusted.ts";
import { evaluate } from "../support/js.ts";

afterEach(() => setBlockedHook(undefined));

const BLOCKED = "about:invalid#blocked";
const HOSTILE = ["javascript:alert(1)", " java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "blob:x"];

const string = (value: unknown, arg: string): unknown => evaluate(`var x = "${escapers.jsString(value, String, arg)}"`);
const literal = (value: unknown, arg: string): unknown => evaluate(`var x = ${escapers.jsValue(value, String, arg)}`);

test("outside of such URLs no part of one is remembered", () => {
  for (const code of [
    "<style>a:not(b",
    "<style>@import a(b",
    "<script>f('a",
    "<script>location = 'a'",
    "<p onclick=\"f('/a",
  ]) {
    expect(feed(htmlText, code).context.url).toBe("");
  }
});

describe("a URL that a script goes to", () => {
  test("has an allowed scheme", () => {
    for (const url of HOSTILE) {
      expect(string(url, "url")).toBe(BLOCKED);
      expect(literal(url, "url")).toBe(BLOCKED);
      expect(literal(toJson(url), "url")).toBe(BLOCKED);
      expect(escapers.jsAttrString(url, String, "url")).toBe(escapers.jsString(BLOCKED, String));
    }
    for (const url of ["/a?b=c&d#e", "https://a.example/b", "", "mailto:a@b.example", "data:image/png;base64,AA=="]) {
      expect(string(url, "url")).toBe(url);
      expect(literal(toJson(url), "url")).toBe(url);
    }
  });

  test("is a text: a list would be its items when it is read as one", () => {
    expect(literal(["javascript:alert(1)"], "url")).toBe(BLOCKED);
    expect(literal(toJson([["javascript:alert(1)"]]), "resource")).toBe(BLOCKED);
    expect([literal(5, "url"), literal(null, "url"), literal({ a: 1 }, "url")]).toEqual([5, null, { a: 1 }]);
    expect(escapers.jsValue(createScript("next()"), String, "url")).toBe("next()");
  });

  test("gets no scheme from a value before the author's colon, or behind other letters", () => {
    expect([string("https", "urlScheme"), string("javascript", "urlScheme")]).toEqual(["https", BLOCKED]);
    expect([string("script:alert(1)", "urlRest"), string("/a:b", "urlRest"), string("a:b?c:d", "urlRest")]).toEqual([
      "script%3Aalert(1)",
      "/a:b",
      "a%3Ab?c:d",
    ]);
  });
});

describe("a URL that code is loaded from", () => {
  test("is a ResourceUrl, or begins with what the author wrote", () => {
    for (const url of ["//evil.example/x", "https://evil.example/x", "/x", "data:text/javascript,x"]) {
      expect([string(url, "resource"), literal(url, "resource"), literal(toJson(url), "resource")]).toEqual([
        BLOCKED,
        BLOCKED,
        BLOCKED,
      ]);
      expect(escapers.cssUrl(url, String, "resource")).toBe(escapers.cssString(BLOCKED, String));
    }
    expect(string(createResourceUrl("https://cdn.example/a.js"), "resource")).toBe("https://cdn.example/a.js");
    expect(string("/a.js", "resource local")).toBe("/a.js");
    expect(string("//evil.example", "resource local")).toBe(BLOCKED);
    expect(string("https://cdn.example/a.js", "resource local https://cdn.example*")).toBe("https://cdn.example/a.js");
    expect(string("../../x y?z#", "resourcePath")).toBe("%252E%252E/%252E%252E/x%20y%3Fz%23");
    expect(string("", "resourcePath root")).toBe("./");
    expect(string("a&b=c", "resourceQuery")).toBe("a%26b%3Dc");
    expect(string("a'b", "resourceFragment")).toBe("a%27b");
  });
});

/** Where a string stands, and the rule for it. */
const SINKS: readonly (readonly [rule: string, ...code: string[]])[] = [
  [
    "resource",
    "import ",
    "import",
    "export * from ",
    "import {a} from\n",
    "import(",
    "await import (",
    "importScripts(",
    "new Worker(",
    "new  SharedWorker( ",
    "navigator.serviceWorker.register(",
    "context.audioWorklet.addModule(",
  ],
  [
    "url",
    "location = ",
    "location=",
    "window.location = ",
    "document . location=",
    "self.location=",
    "top.location=",
    "parent.location=",
    "opener.location=",
    "globalThis.location=",
    "location.href = ",
    "a.href = ",
    "image.src = ",
    "button.formAction = ",
    "form.action = ",
    "loginForm.action=",
    "location.assign(",
    "window.location.replace( ",
    "window.open(",
    "open(",
    "link.setAttribute('href', ",
    '$("a").attr("href",',
    "$('img').prop('src',",
    "$('form').attr('action',",
    "b.setAttribute('formaction',",
    "a.setAttribute('xlink:href',",
  ],
  [
    "",
    "x = ",
    "user.location = ",
    "mylocation = ",
    "location == ",
    "location.href === ",
    "location.hash = ",
    "a.href += b + ",
    "payload.action = ",
    "Array.from(",
    "from(",
    "a.import(",
    "renew Worker(",
    "xhr.open(",
    "reopen(",
    "text.replace(",
    "a.setAttribute('title', ",
    "import(a), f(",
    `location = ${" ".repeat(80)}`,
  ],
];

describe.each(SINKS)("the rule %j", (rule, ...places) => {
  test.each(places)("holds behind %j", (code) => {
    const arg = rule === "" ? undefined : rule;
    for (const quote of ["'", '"', "`"]) {
      expect(hole(feed(htmlText, `<script>${code}${quote}`).context).escaper.arg).toBe(arg);
    }
    expect(hole(feed(htmlText, `<script>;${code}`).context, { next: ")" }).escaper.arg).toBe(arg);
  });
});

test.each([
  [":href", "url"],
  ["v-bind:src", "url"],
  ["x-bind:action", "url"],
  [":formaction.prop", "url"],
  [".href", "url"],
  ["[href]", "url"],
  ["[attr.xlink:href]", "url"],
  ["bind-href", "url"],
  [":hrefs", undefined],
  [":title", undefined],
  ["@href", undefined],
  ["x-data", undefined],
])("the expression in %s has the rule %s", (attribute, arg) => {
  expect(hole(feed(htmlText, `<a ${attribute}="`).context).escaper.arg).toBe(arg);
  expect(hole(feed(htmlText, `<a ${attribute}="'`).context).escaper.arg).toBe(arg);
  expect(hole(feed(htmlText, `<a ${attribute}="f('`).context).escaper.arg).toBeUndefined();
});

test("a value is read on its own: what was before it says nothing of what follows", () => {
  const first = hole(feed(htmlText, "<script>location = ").context);
  expect(hole(feed(first.context, ", '").context).escaper).toEqual({ name: "jsString" });
  expect(hole(feed(first.context, " ").context).escaper).toEqual({ name: "jsValue" });
});

test("an import map's URL may come from a function of the application, and JSON is a string like any", () => {
  const map = feed(htmlText, '<script type="importmap">{"imports": {"a": "').context;
  expect(hole(map, { called: true }).escaper).toEqual({ name: "jsonString", arg: "rules local" });
  expect(escapers.jsonString("/static/a.js", String, "rules local")).toBe("/static/a.js");
  for (const away of ["//evil.example/a.js", "https://evil.example/a.js", "data:text/javascript,x"]) {
    expect(escapers.jsonString(away, String, "rules local")).toBe(BLOCKED);
    expect(escapers.jsonValue(toJson(away), String, "rules local")).toBe(`"${BLOCKED}"`);
    expect(escapers.jsonValue(toJson(away), String, "rules")).toBe(`"${BLOCKED}"`);
  }
  expect(escapers.jsonValue(toJson("/a.js"), String, "rules local")).toBe('"/a.js"');
  expect(escapers.jsonValue(toJson("//a"), String)).toBe('"//a"');
});

test("the type of a page is a MIME type with no encoding but UTF-8", () => {
  const print = (value: string): string => escapers.charset(value, String, "type");
  for (const type of ["text/html", "application/xhtml+xml", "text/html; charset=utf-8", "text/html;charset=UTF8"])
    expect(print(type)).toBe(type);
  for (const type of ["text/html; charset=iso-2022-jp", "text/html; x=y", "utf-8", 'text/html"', ""])
    expect(print(type)).toBe("text/html");
});
