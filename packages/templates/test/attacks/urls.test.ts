/** T01–T05, T16, T17: attributes without quotes, and everything that a browser takes for a URL. */
import { setBlockedHook } from "@ampoule/markup/engine";
import { afterEach, describe, expect, test } from "vitest";
import { badUrls, elementsOf, foreignCode } from "../proof/judge.ts";
import { attributesOf, refusalOf, render, shapeOf, twin } from "./page.ts";

afterEach(() => setBlockedHook(undefined));

describe("T01 an attribute without quotes", () => {
  const template = "<input value={{ v }}>";
  test.each(["x onfocus=alert(1) autofocus", "x/onfocus=alert(1)//", "a>b", "'", '"', "`"])(
    "%j stays one value",
    (v) => {
      expect(attributesOf(render(template, { v }), "input")).toEqual({ value: v });
    },
  );
  test("the twin brings a live handler", () => {
    expect(shapeOf(twin(template, { v: "x onfocus=alert(1) autofocus" }))).toContain("input value onfocus autofocus");
  });
});

describe("T02 an empty value without quotes", () => {
  const template = "<a title={{ v }} href=/x>y</a>";
  test.each(["", null, undefined, " ", "\n"])("%j swallows no attribute", (v) => {
    const attributes = attributesOf(render(template, { v: v ?? "" }), "a");
    expect(attributes).toEqual({ title: v ?? "", href: "/x" });
  });
  test("the twin swallows href", () => {
    expect(attributesOf(twin(template, { v: "" }), "a")).toEqual({ title: "href=/x" });
  });
});

describe("T03 schemes that run", () => {
  const attacks = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\r\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    " javascript:alert(1)",
    "\u00a0javascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "view-source:https://a.example",
    "filesystem:https://a.example/x",
    "blob:https://a.example/x",
  ];
  test.each(attacks)("%j is inert in href", (v) => {
    for (const template of ['<a href="{{ v }}">x</a>', "<a href={{ v }}>x</a>", "<a href='{{ v }}'>x</a>"]) {
      expect(badUrls(elementsOf(render(template, { v })))).toEqual([]);
    }
  });
  test("what is blocked is the inert marker, and is reported", () => {
    const heard: string[] = [];
    setBlockedHook(({ escaper, reason }) => heard.push(`${escaper}: ${reason}`));
    expect(attributesOf(render('<a href="{{ v }}">x</a>', { v: "javascript:alert(1)" }), "a")).toEqual({
      href: "about:invalid#blocked",
    });
    expect(heard).toHaveLength(1);
    expect(heard[0]).toContain("scheme");
  });
  test.each([
    "mailto:a@b.example",
    "https://a.example/?a=1&b=2#c",
    "HTTP://A.EXAMPLE",
    "/p",
    "?q=a:b",
    "#f",
    "tel:+123",
    "sms:+123",
    "a/b:c",
    "../x",
    "",
  ])("%j passes unchanged", (v) => {
    expect(attributesOf(render('<a href="{{ v }}">x</a>', { v }), "a")["href"]).toBe(v);
  });
  test("the twin prints them", () => {
    expect(
      attacks.filter((v) => badUrls(elementsOf(twin('<a href="{{ v }}">x</a>', { v }))).length > 0).length,
    ).toBeGreaterThan(9);
  });
});

const refreshes = [
  '<meta http-equiv="refresh" content="0;url={{ u }}">',
  '<meta content="0;url={{ u }}" http-equiv="refresh">',
  '<meta http-equiv=refresh content="0; URL \t= {{ u }}">',
  "<meta http-equiv=\"refresh\" content='0;{{ u }}'>",
  '<meta http-equiv="REFRESH" content="0,url={{ u }}">',
  "<meta http-equiv=refresh content=\"0;url='{{ u }}'\">",
  '<meta http-equiv="refresh&#32;" content="0;url={{ u }}">',
];

describe("T04 T05 a refresh is a URL", () => {
  test.each(refreshes)("%s", (template) => {
    for (const u of ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x"]) {
      expect(badUrls(elementsOf(render(template, { u })))).toEqual([]);
    }
    expect(attributesOf(render(template, { u: "/next" }), "meta")["content"]).toContain("/next");
  });
  test.each(["0;url=javascript:alert(1)", "0;javascript:alert(1)", "0; URL \t= 'javascript:alert(1)'", "x"])(
    "T05 the whole content as a value: %j",
    (c) => {
      for (const template of [
        '<meta http-equiv="refresh" content="{{ c }}">',
        '<meta content="{{ c }}" http-equiv="refresh">',
      ]) {
        expect(badUrls(elementsOf(render(template, { c })))).toEqual([]);
      }
    },
  );
  test("T04 what chooses http-equiv is refused", () => {
    expect(refusalOf('<meta http-equiv="{{ h }}" content="0;url={{ u }}">')).toBe("ESCAPE_REFUSED_ATTRIBUTE");
  });
  test("the twin redirects to the script", () => {
    for (const template of refreshes.slice(0, 5)) {
      expect(badUrls(elementsOf(twin(template, { u: "javascript:alert(1)" })))).toHaveLength(1);
    }
  });
});

describe("T16 SVG and MathML have URLs, too", () => {
  test.each([
    '<svg><a xlink:href="{{ v }}"><text>x</text></a></svg>',
    '<svg><a href="{{ v }}"><text>x</text></a></svg>',
    '<math href="{{ v }}"><mi>x</mi></math>',
    '<math><mi xlink:href="{{ v }}">x</mi></math>',
    '<svg><use href="{{ v }}"/></svg>',
    '<svg><use xlink:href="{{ v }}"/></svg>',
    '<svg><image href="{{ v }}"/></svg>',
  ])("%s", (template) => {
    expect(badUrls(elementsOf(render(template, { v: "javascript:alert(1)" })))).toEqual([]);
    expect(badUrls(elementsOf(twin(template, { v: "javascript:alert(1)" })))).toHaveLength(1);
  });
  test.each(["attributeName", "to", "from", "by", "values"])("a value as %s of an animation is refused", (name) => {
    for (const element of ["set", "animate", "animateTransform", "animateMotion"]) {
      expect(refusalOf(`<svg><a href="#"><${element} ${name}="{{ v }}"/></a></svg>`)).toBe("ESCAPE_REFUSED_ATTRIBUTE");
    }
  });
});

describe("T17 what loads code takes its URL from the author", () => {
  test.each([
    '<script src="{{ v }}"></script>',
    "<script src={{ v }}></script>",
    '<iframe src="{{ v }}"></iframe>',
    '<object data="{{ v }}"></object>',
    '<embed src="{{ v }}">',
    '<base href="{{ v }}">',
    '<link rel="stylesheet" href="{{ v }}">',
    '<link href="{{ v }}" rel="stylesheet">',
  ])("%s", (template) => {
    for (const v of [
      "https://evil.example/x.js",
      "//evil.example/x.js",
      "/\\evil.example/x.js",
      "data:text/javascript,alert(1)",
    ]) {
      const elements = elementsOf(render(template, { v }));
      expect([...foreignCode(elements), ...badUrls(elements)]).toEqual([]);
      expect(foreignCode(elementsOf(twin(template, { v })))).toHaveLength(1);
    }
  });
  test.each(["href", "xlink:href"])("<svg><script %s>", (name) => {
    const template = `<svg><script ${name}="{{ v }}"></script></svg>`;
    expect(attributesOf(render(template, { v: "//evil.example/x.js" }), "script")[name]).toBe("about:invalid#blocked");
    expect(attributesOf(twin(template, { v: "//evil.example/x.js" }), "script")[name]).toBe("//evil.example/x.js");
  });
  test("a path behind the author's folder stays in it", () => {
    const template = '<script src="/static/{{ v }}"></script>';
    for (const v of ["../upload/x.js", "%2e%2e/upload/x.js", "..\\upload/x.js", "a/../../x", "x.js?a#b"]) {
      const url = new URL(attributesOf(render(template, { v }), "script")["src"]!, "https://own.example");
      expect(url.href).toMatch(/^https:\/\/own\.example\/static\//);
      expect(url.search + url.hash).toBe("");
    }
    expect(refusalOf('<script src="//{{ host }}/x.js"></script>')).toBe("ESCAPE_RESOURCE_ORIGIN");
    expect(refusalOf('<script src="https://{{ host }}/x.js"></script>')).toBe("ESCAPE_RESOURCE_ORIGIN");
  });
});
