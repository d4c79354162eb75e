import { createMarkup } from "@ampoule/markup/engine";
import { type DefaultTreeAdapterMap, parseFragment } from "parse5";
import { describe, expect, test } from "vitest";
import { escaping, harness, milliseconds, python } from "../runtime/harness.ts";

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

/** Every element of the HTML, as a browser sees it. */
function elements(html: string): Element[] {
  const inside = (node: Node): Element[] => {
    const own = "tagName" in node ? [node] : [];
    return "childNodes" in node ? [...own, ...node.childNodes.flatMap(inside)] : own;
  };
  return inside(parseFragment(html));
}

const a = (url: string, text = url, more = ' rel="noopener"'): string => `<a href="${url}"${more}>${text}</a>`;

test.each<[text: string, html: string]>([
  ["foo http://www.example.com/ bar", `foo ${a("http://www.example.com/")} bar`],
  ["www.example.com", a("https://www.example.com", "www.example.com")],
  ["example.org/x", a("https://example.org/x", "example.org/x")],
  ["example.xyz", "example.xyz"],
  ["(http://a.com)", `(${a("http://a.com")})`],
  ["http://a.com/(x).", `${a("http://a.com/(x)")}.`],
  ["http://a.com/((x)))),", `${a("http://a.com/((x))")})),`],
  ["<http://a.com>", `&lt;${a("http://a.com")}&gt;`],
  ["http://1.2.3.4:80/x", a("http://1.2.3.4:80/x")],
  ["http://[::1]/", a("http://[::1]/")],
  ["http://localhost", "http://localhost".replace(/.*/, a("http://localhost"))],
  ["http://a.com:x", "http://a.com:x"],
  ["HTTP://A.COM", a("https://HTTP://A.COM", "HTTP://A.COM")],
  ["me@example.com", '<a href="mailto:me@example.com">me@example.com</a>'],
  ["mailto:me@example.com", '<a href="mailto:me@example.com">me@example.com</a>'],
  ["@a@b.c", "@a@b.c"],
  ["a:b@c.d", "a:b@c.d"],
  ["x http://a.com/?a=1&b=2", `x ${a("http://a.com/?a=1&amp;b=2")}`],
  ["a\n http://a.com\tb", `a\n ${a("http://a.com")}\tb`],
  ["", ""],
])("%j", (text, html) => {
  expect(python.print("urlize", text)).toBe(html);
});

describe("settings", () => {
  test("by argument", () => {
    expect(python.print("urlize", "http://example.com/long", [10])).toBe(a("http://example.com/long", "http://exa..."));
    expect(python.print("urlize", "http://a.com/?a&b&c", [17])).toBe(
      a("http://a.com/?a&amp;b&amp;c", "http://a.com/?a..."),
    );
    expect(python.print("urlize", "http://a.com", [null, true])).toBe(
      a("http://a.com", "http://a.com", ' rel="nofollow noopener"'),
    );
    expect(python.print("urlize", "http://a.com", [], { target: "_blank", rel: "x" })).toBe(
      a("http://a.com", "http://a.com", ' rel="noopener x" target="_blank"'),
    );
    expect(python.print("urlize", "tel:+12 ftp://x", [], { extra_schemes: ["tel:", "ftp://"] })).toBe(
      `${a("tel:+12")} ${a("ftp://x")}`,
    );
  });

  test("by policy", () => {
    const own = harness({
      policies: { "urlize.rel": null, "urlize.target": "_top", "urlize.extra_schemes": ["tel:"] },
    });
    expect(own.print("urlize", "http://a.com tel:1")).toBe(
      `${a("http://a.com", "http://a.com", ' target="_top"')} ${a("tel:1", "tel:1", ' target="_top"')}`,
    );
  });

  test("a scheme that is none, or one of code, is refused", () => {
    for (const scheme of ["x", "a b:", "tel", "javascript:", "JavaScript:", "data:", "vbscript:"]) {
      expect(() => python.filter("urlize", "a", [], { extra_schemes: [scheme] })).toThrow(
        expect.objectContaining({ name: "FilterArgumentError" }),
      );
    }
  });

  test("gives Markup where output is escaped", () => {
    expect(escaping.ops.repr(escaping.filter("urlize", "<"))).toBe("Markup('&lt;')");
    expect(python.ops.repr(python.filter("urlize", "<"))).toBe("'&lt;'");
  });
});

describe("T44 no text breaks out of its link", () => {
  test.each([
    'http://a.b/"onmouseover=alert(1)',
    "http://a.b/'onmouseover=alert(1)",
    "http://a.com/<script>alert(1)</script>",
    'me@a.com"onclick=alert(1)',
    'www.a.com/">x',
    "http://a.com/`onclick=alert(1)",
  ])("%s", (text) => {
    for (const value of [text, createMarkup(text)]) {
      const found = elements(escaping.print("urlize", value));
      for (const { tagName, attrs } of found) {
        if (tagName !== "a") continue;
        expect(attrs.map(({ name }) => name).filter((name) => !["href", "rel"].includes(name))).toEqual([]);
      }
      if (typeof value === "string") expect(found.length).toBeLessThanOrEqual(1);
    }
  });

  test("without escaping, the quote ends the attribute", () => {
    const [link] = elements('<a href="http://a.b/"onmouseover=alert(1)">x</a>');
    expect(link?.attrs.map(({ name }) => name)).toContain("onmouseover");
  });

  test("and none takes longer than its length", () => {
    const n = 100_000;
    const texts = [
      `http://${"a.".repeat(n)}`,
      "(".repeat(n),
      `a${"(".repeat(n)}${")".repeat(n)}`,
      `http://a.com/${"(".repeat(n)}${")".repeat(n)}`,
      `${")".repeat(n)}x`,
      "&lt;".repeat(n),
      `http://a.com${"&gt;".repeat(n)}`,
      `${"a@".repeat(n)}`,
      `a@${"b.".repeat(n)}`,
      `www.${"-".repeat(n)}`,
      `http://[${":".repeat(n)}`,
      " ".repeat(n),
      `http://a.com:${"1".repeat(n)}`,
    ];
    for (const text of texts) {
      for (const value of [text, createMarkup(text)]) {
        expect(
          milliseconds(() => python.filter("urlize", value, [10])),
          text.slice(0, 20),
        ).toBeLessThan(1000);
      }
    }
  });
});
