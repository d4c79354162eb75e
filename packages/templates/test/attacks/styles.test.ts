/** T08, T46: styles. */

import { createStyle } from "@ampoule/markup/engine";
import { tokenize } from "css-tree";
import { describe, expect, test } from "vitest";
import { attributesOf, count, render, textIn, twin } from "./page.ts";

const attacks = [
  "red;background:url(//evil.example)",
  "red}*{display:none",
  "url(javascript:alert(1))",
  "expression(alert(1))",
  "</style><script>alert(1)</script>",
  "/*",
  "\\",
  '"',
  "'",
  "\n",
  "!important;color:blue",
  "@import '//evil.example'",
];

/** Types of tokens, with what a value may be (one word, number, colour, string) as one. */
function shape(css: string): string {
  const types: number[] = [];
  tokenize(css, (type) => {
    if (type !== 13) types.push([1, 4, 5, 10, 11, 12].includes(type) ? 1 : type);
  });
  return types.join(" ");
}

describe("T08 two values with the author's slash between", () => {
  const template = "<style>a{width:{{ a }}/{{ b }}}</style>";
  test("end no style", () => {
    for (const a of ["<", ...attacks]) {
      for (const b of ["style><script>alert(1)</script>", ...attacks]) {
        const html = render(template, { a, b });
        expect(count(html, "script")).toBe(0);
        // A value of nothing but white space is nothing.
        const [x, y] = [a, b].map((value) => (value.trim() === "" ? "" : "x"));
        expect(shape(textIn(html, "style"))).toBe(shape(`a{width:${x}/${y}}`));
      }
    }
  });
  test("the twin lets a semicolon through", () => {
    expect(shape(textIn(twin(template, { a: "1;x:y", b: "1" }), "style"))).not.toBe(shape("a{width:x/x}"));
  });
});

describe("T46 a value of a property", () => {
  const template = '<p style="color:{{ v }}">x</p>';
  test.each(attacks)("%j stays one token", (v) => {
    const html = render(template, { v });
    expect(Object.keys(attributesOf(html, "p"))).toEqual(["style"]);
    const found = attributesOf(html, "p")["style"]!;
    expect(["1 16 1", "1 16"]).toContain(shape(found));
    expect(count(render(`<style>a{color:${"{{ v }}"}}</style>`, { v }), "script")).toBe(0);
  });
  test.each(attacks)("%j stays in a string and in a url()", (v) => {
    const html = render("<p style=\"content:'{{ v }}';background:url({{ v }});color:red\">x</p>", { v });
    expect(shape(attributesOf(html, "p")["style"]!)).toBe(shape("content:'x';background:url(x);color:red"));
  });
  test.each(["red", "#fff", "12", "-1.5", "50%", "3px", "rgb(1, 2, 3)", "var(--a)"])("%s passes", (v) => {
    expect(attributesOf(render(template, { v }), "p")["style"]).toBe(`color:${v}`);
  });
  test("more than one token needs a SafeStyle", () => {
    expect(attributesOf(render(template, { v: createStyle("red;top:0") }), "p")["style"]).toBe("color:red;top:0");
  });
  test("the twin takes a second declaration", () => {
    expect(attributesOf(twin(template, { v: attacks[0] }), "p")["style"]).toContain("background:url(//evil.example)");
  });
});

describe("T46 a value in the query of a url()", () => {
  const values = ["a&admin=1", "a#b", "O'Reilly (1)<2>.png", "a=b?c/d", "50%", "%26", '");}x', "\\26 admin"];
  /** The URLs that a style names, as a browser reads them. */
  const urls = (css: string): URL[] => {
    const found: URL[] = [];
    let inUrl = false;
    tokenize(css, (type, start, end) => {
      const token = css.slice(start, end);
      if (type === 7) found.push(new URL(decode(token.slice(4, -1).trim()), "https://own.example/"));
      else if (type === 2) inUrl = /^url\($/i.test(token);
      else if (type === 5 && inUrl) found.push(new URL(decode(token.slice(1, -1)), "https://own.example/"));
    });
    return found;
  };
  const decode = (text: string): string =>
    text.replace(/\\([0-9a-f]{1,6})\s?/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));

  test.each([
    "<style>a{background:url(/img?name={{ v }}&b=1)}</style>",
    "<style>a{background:url('/img?name={{ v }}&b=1')}</style>",
    '<style>a{background:url("?name={{ v }}&b={{ w }}")}</style>',
    "<style>a{background:url({% if w %}/img?name={% else %}/img?b=2&name={% endif %}{{ v }}&b=1)}</style>",
  ])("%s is one component", (template) => {
    for (const v of values) {
      const [url] = urls(textIn(render(template, { v, w: 1 }), "style"));
      expect([...url!.searchParams]).toEqual([
        ["name", v],
        ["b", "1"],
      ]);
      expect(url!.hash).toBe("");
    }
  });

  test("in an attribute as well, and behind urlencode once only", () => {
    for (const v of values) {
      for (const name of ["v", "v|urlencode"]) {
        const html = render(`<p style="background: url('/img?name={{ ${name} }}')">x</p>`, { v });
        expect(urls(attributesOf(html, "p")["style"]!)[0]!.searchParams.get("name")).toBe(v);
      }
    }
  });

  test("behind a path in one branch and a query in the other it is one too", () => {
    const template = "<style>a{background:url(/img/{% if q %}?name={% endif %}{{ v }})}</style>";
    expect(urls(textIn(render(template, { q: true, v: "a&b" }), "style"))[0]!.searchParams.get("name")).toBe("a&b");
    expect(urls(textIn(render(template, { q: false, v: "a&b" }), "style"))[0]!.pathname).toBe("/img/a%26b");
  });

  test("the twin gets another parameter", () => {
    const [url] = urls(attributesOf(twin("<p style=\"a: url('?name={{ v }}')\">", { v: "a&admin=1" }), "p")["style"]!);
    expect(url!.searchParams.get("admin")).toBe("1");
  });
});

describe("T46 a SafeStyle is trusted in styles only", () => {
  const v = createStyle("0;url=javascript:alert(1)");
  test.each(['<meta http-equiv="refresh" content="1{{ v }}">', '<img srcset="/a.png {{ v }}, /b.png 2x">'])(
    "%s takes it for text",
    (template) => {
      expect(render(template, { v })).not.toContain("javascript");
    },
  );
});
