import { tokenize, tokenNames } from "css-tree";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { BLOCKED_STYLE } from "../../src/escape/css.ts";
import { escapers } from "../../src/escape/escapers.ts";
import { setBlockedHook } from "../../src/index.ts";
import { createMarkup, createStyle } from "../../src/trusted.ts";
import { attacks, hostile } from "../support/hostile.ts";
import { attributeOf, shapeOf } from "../support/tree.ts";

afterEach(() => setBlockedHook(undefined));

const value = (given: unknown): string => escapers.cssValue(given, String);

function tokensOf(css: string): string[] {
  const tokens: string[] = [];
  tokenize(css, (type) => {
    tokens.push(tokenNames[type] ?? "");
  });
  return tokens;
}

describe("T46 a value of a style", () => {
  test.each([
    "red",
    "RebeccaPurple",
    "-webkit-center",
    "inherit",
    "0",
    "12px",
    "1.5em",
    "-3",
    ".5",
    "50%",
    "1e3",
    "90deg",
    "#fff",
    "#a1b2c3d4",
    "rgb(1,2,3)",
    "rgba(1, 2, 3, .5)",
    "hsl(120deg 50% 50% / 0.5)",
    "var(--main-color)",
    "slide_in-2",
    "",
  ])("%j stays", (given) => {
    expect(value(given)).toBe(given);
    expect(escapers.cssAttrValue(given, String)).toBe(given);
  });

  test("numbers stay", () => {
    expect([value(5), value(-1.5), value(1e21)]).toEqual(["5", "-1.5", "1e+21"]);
  });

  test.each([
    ...attacks.filter((text) => text.trim() !== "" && !/^[a-z_]+$/i.test(text)),
    "red;background:url(//evil)",
    "red}a{",
    "url(x)",
    "expression(1)",
    "expression",
    "url",
    "a b",
    "a,b",
    "a/b",
    "\\72 ed",
    "<",
    "style>",
    "/*",
    "*/",
    "rgb(1,2,url(x))",
    "rgb(var(--x),1,2)",
    "calc(1px)",
    "#zzz",
    "1;2",
    "var(--x,url(y))",
    "@import",
    "!important",
    "x:y",
    "é",
  ])("%j is blocked, and a warning is given", (given) => {
    const heard: string[] = [];
    setBlockedHook(({ escaper }) => heard.push(escaper));
    expect(value(given)).toBe(BLOCKED_STYLE);
    expect(heard).toEqual(["cssValue"]);
  });

  test("T08 two values with the author's slash between end no style", () => {
    const page = `<style>a{width:${value("<")}/${value("style><script>alert(1)</script>")}}</style><i></i>`;
    expect(shapeOf(page)).toBe("<style ></><i ></>");
  });

  test("Markup is no style, and a SafeStyle is one unless it leaves its place", () => {
    expect(value(createMarkup("<b>"))).toBe(BLOCKED_STYLE);
    expect(value(createStyle("color: red; background: url(/a.png)"))).toBe("color: red; background: url(/a.png)");
    for (const css of ["}", "{", "</style>", "<!--"]) expect(value(createStyle(css))).toBe(BLOCKED_STYLE);
    expect(escapers.cssAttrValue(createStyle('font: "a"'), String)).toBe("font: &#34;a&#34;");
  });
});

const places: readonly [name: string, host: string, escape: (given: unknown) => string][] = [
  ["in quotes", 'a{content:"x%y";color:red}', (given) => escapers.cssString(given, String)],
  ["in apostrophes", "a{content:'x%';color:red}", (given) => escapers.cssString(given, String)],
  ["in url()", "a{background:url(%);color:red}", (given) => escapers.cssUrl(given, String)],
  ["in url('')", "a{background:url('%');color:red}", (given) => escapers.cssUrl(given, String)],
  [
    "behind the author's part of url()",
    "a{background:url(/img/%);color:red}",
    (given) => escapers.cssUrl(given, String, "rest"),
  ],
];

test.each(places)("T08 %s the style tokenises to the same shape, whatever the value", (_, host, escape) => {
  const shape = tokensOf(host.replace("%", () => escape("x")));
  fc.assert(
    fc.property(hostile, (given) => {
      const css = host.replace("%", () => escape(given));
      expect(tokensOf(css)).toEqual(shape);
      expect(shapeOf(`<style>${css}</style><i></i>`)).toBe("<style ></><i ></>");
      expect(shapeOf(`<svg><style>${css}</style><i></i>`)).toBe(shapeOf("<svg><style></style><i></i>"));
    }),
    { numRuns: 600 },
  );
});

test("T46 in a style attribute, whatever the value", () => {
  fc.assert(
    fc.property(hostile, (given) => {
      const [word, text, url] = [
        escapers.cssAttrValue(given, String),
        escapers.cssAttrString(given, String),
        escapers.cssAttrUrl(given, String),
      ];
      const page = `<p style="color:${word};content:'${text}';background:url(${url});width:1px" id=b></p>`;
      expect(shapeOf(page)).toBe("<p style id></>");
      const style = attributeOf(page, "style") ?? "";
      expect(tokensOf(style).filter((name) => name === "semicolon-token")).toHaveLength(3);
      expect(tokensOf(style).filter((name) => name === "url-token")).toHaveLength(1);
      expect(tokensOf(style)).not.toContain("bad-url-token");
    }),
    { numRuns: 1000 },
  );
});

test("strings read back unchanged, also before a space or a digit of the author's", () => {
  const decode = (css: string): string =>
    css.replace(/\\([0-9a-f]{1,6}) ?/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom("", " a", "0", "f"), (given, after) => {
      expect(decode(escapers.cssString(given, String) + after)).toBe(given + after);
    }),
  );
  expect(escapers.cssString("a!", String)).toBe("a\\21 ");
});

test("styles load pictures over HTTP, from this site, or inside the URL", () => {
  const blocked = escapers.cssString("about:invalid#blocked", String);
  for (const url of ["javascript:x", "data:text/html,x", "data:image/svg+xml,x", "mailto:x", "ftp://x"]) {
    expect(escapers.cssUrl(url, String)).toBe(blocked);
  }
  for (const url of ["/a.png", "https://a.example/b.png", "a.png", "data:image/png;base64,AA=="]) {
    expect(escapers.cssUrl(url, String)).toBe(escapers.cssString(url, String));
  }
});
