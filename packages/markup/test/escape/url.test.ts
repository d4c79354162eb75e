import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { cpuTime } from "../../../../scripts/cpu-time.ts";
import { BLOCKED_URL } from "../../src/escape/blocked.ts";
import { type EscaperName, escapers } from "../../src/escape/escapers.ts";
import { allowUrlSchemes, isAllowedUrl, setBlockedHook } from "../../src/index.ts";
import { decodeReferences } from "../../src/text/references.ts";
import { createMarkup, createResourceUrl, createUrl } from "../../src/trusted.ts";
import { hostile } from "../support/hostile.ts";
import { attributeOf, shapeOf } from "../support/tree.ts";

const base = "https://site.example/dir/page?x=1";
const schemes = ["http:", "https:", "mailto:", "tel:", "about:", "sms:", "ftp:"];

/** What a browser takes the attribute for. */
function follow(page: string, name = "href"): URL | null {
  return URL.parse(attributeOf(page, name) ?? "", base);
}

function link(escaper: EscaperName, value: unknown, before = "", after = "", arg?: string): string {
  return `<a href="${before}${escapers[escaper](value, String, arg)}${after}" id=b>x</a>`;
}

afterEach(() => setBlockedHook(undefined));

describe("T03 a URL that begins with a value", () => {
  const forbidden = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\r\nscript:alert(1)",
    "javascript\t:alert(1)",
    "\x01javascript:alert(1)",
    "\0javascript:alert(1)",
    " javascript:alert(1)",
    "\n\t javascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "&#106;avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "vbscript:msgbox(1)",
    "livescript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "data:image/png;base64,AAAA",
    "blob:https://site.example/1",
    "filesystem:https://site.example/1",
    "view-source:javascript:x",
    "file:///etc/passwd",
    "unknown:x",
  ];

  test.each(forbidden)("%j is blocked, and a warning is given", (url) => {
    const heard: string[] = [];
    setBlockedHook(({ escaper }) => heard.push(escaper));
    expect(attributeOf(link("url", url), "href")).toBe(BLOCKED_URL);
    expect(heard).toEqual(["url"]);
  });

  test.each([
    "https://a.example/b?c=d&e=f#g",
    "HTTP://A.EXAMPLE",
    "mailto:a@b.example?subject=a b",
    "tel:+49-1",
    "/p",
    "//cdn.example/x",
    "?q=javascript:1",
    "#javascript:1",
    "p/javascript:x",
    "./a:b",
    "page.html",
    "",
    "search?q=ü&lang=de",
    `a "quoted" <path> it's`,
  ])("%j reads back as it was written", (url) => {
    expect(attributeOf(link("url", url), "href")).toBe(url);
  });

  test("T27 what is no string is made text first", () => {
    expect(attributeOf(link("url", ["javascript:alert(1)"]), "href")).toBe(BLOCKED_URL);
    expect(attributeOf(link("url", { toString: () => "javascript:alert(1)" }), "href")).toBe(BLOCKED_URL);
  });

  test("Markup is read as the attribute it would be", () => {
    expect(attributeOf(link("url", createMarkup("/?a=1&amp;b=2")), "href")).toBe("/?a=1&b=2");
    expect(attributeOf(link("url", createMarkup("javascript&colon;alert(1)")), "href")).toBe(BLOCKED_URL);
    expect(attributeOf(link("url", createMarkup("&#x6A;avascript:alert(1)")), "href")).toBe(BLOCKED_URL);
  });

  test("a promise of its own kind is believed", () => {
    expect(attributeOf(link("url", createUrl("slack:open")), "href")).toBe("slack:open");
    expect(attributeOf(link("url", createResourceUrl("/static/a")), "href")).toBe("/static/a");
    expect(attributeOf(link("url", createMarkup("slack:open")), "href")).toBe(BLOCKED_URL);
  });

  test("whatever the value, the browser sees an allowed scheme and the page keeps its shape", () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const page = link("url", value);
        expect(shapeOf(page)).toBe("<a href id></>");
        const url = follow(page);
        if (url) expect(isAllowedUrl(url.href) || url.href === BLOCKED_URL, url.href).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("pictures", () => {
  test("may be inside the URL where they hold pixels only", () => {
    const image = (value: string): string => escapers.url(value, String, "image");
    for (const type of ["png", "jpeg", "gif", "webp", "avif"]) {
      expect(image(`data:image/${type};base64,iVBORw0KGgo=`)).toBe(`data:image/${type};base64,iVBORw0KGgo=`);
    }
    for (const url of ["data:image/svg+xml;base64,PHN2Zz4=", "data:text/html,x", "data:image/png", "javascript:x"]) {
      expect(image(url)).toBe(BLOCKED_URL);
    }
  });
});

describe("a formaction", () => {
  test("stays on this site, because the form's token goes with it", () => {
    const local = (value: unknown): string => escapers.url(value, String, "local");
    for (const url of ["/save", "save?x=1", "?x", ""]) expect(local(url)).toBe(url);
    for (const url of [
      "//evil.example",
      "\\\\evil",
      "/\\evil",
      "/\t/evil",
      " //evil",
      "https://evil.example",
      "javascript:x",
    ]) {
      expect(local(url)).toBe(BLOCKED_URL);
    }
    expect(local(createUrl("https://evil.example"))).toBe(BLOCKED_URL);
    expect(local(createResourceUrl("https://site.example/save"))).toBe("https://site.example/save");
  });
});

describe("schemes that are put together of values", () => {
  const joined = (...values: string[]): string => {
    let page = '<a href="';
    let printed = "";
    for (const [at, value] of values.entries()) {
      const text = at === 0 ? escapers.url(value, String) : escapers.urlContinue(value, String, printed);
      printed += text;
      page += text;
    }
    return `${page}">x</a>`;
  };

  test.each([
    ["java", "script:alert(1)"],
    ["javascript", ":alert(1)"],
    ["", "javascript:alert(1)"],
    [" ", "javascript:alert(1)"],
    ["\n", "java", "script", ":", "alert(1)"],
    ["java\t", "script:alert(1)"],
    ["j", "avascript&colon;alert(1)"],
  ])("%j and %j make no javascript:", (...values) => {
    expect(follow(joined(...values))?.protocol).not.toBe("javascript:");
  });

  test("an empty first value lets the second be the whole URL", () => {
    expect(attributeOf(joined("", "/a b?c=d"), "href")).toBe("/a b?c=d");
    expect(attributeOf(joined("https://a.example", "/b?c=d"), "href")).toBe("https://a.example/b?c=d");
  });

  test("behind the author's letters", () => {
    expect(follow(link("urlContinue", "script:alert(1)", "java", "", "java"))?.protocol).toBe("https:");
    expect(follow(link("urlContinue", "script:alert(1)", "java&#x73;", "", "java&#x73;"))?.protocol).toBe("https:");
  });

  test("before the author's colon", () => {
    const scheme = (value: string): URL | null => follow(link("urlScheme", value, "", "://a.example/"));
    expect(scheme("https")?.href).toBe("https://a.example/");
    expect(scheme("javascript")?.protocol).toBe("about:");
    expect(scheme("java\nscript")?.protocol).toBe("about:");
    expect(attributeOf(link("urlScheme", "http://localhost", "", ":8080/"), "href")).toBe("http://localhost:8080/");
    const behind = `<a href="java${escapers.urlScheme("script", String, "java")}:alert(1)">`;
    expect(follow(behind)?.protocol).toBe("https:");
  });

  test("whatever the values, the browser sees an allowed scheme", () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 2, maxLength: 4 }), (values) => {
        const url = follow(joined(...values));
        if (url) expect(isAllowedUrl(url.href) || url.protocol === "about:", url.href).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("parts of a URL", () => {
  const parts: readonly [escaper: EscaperName, before: string, after: string, arg?: string][] = [
    ["urlPath", "https://a.example/u/", "/x"],
    ["urlPath", "/", "/x", "root"],
    ["urlPath", "/", "?x", "rootEnd"],
    ["urlAuthority", "https://", ".good.example/x"],
    ["urlQuery", "/s?q=", "&y=1"],
    ["urlQueryRaw", "/s?", "#f"],
    ["urlFragment", "/s#", ""],
  ];

  test.each(parts)(
    "%s behind %j keeps the page's shape and the scheme, whatever the value",
    (escaper, before, after, arg) => {
      fc.assert(
        fc.property(hostile, (value) => {
          const page = link(escaper, value, before, after, arg);
          expect(shapeOf(page)).toBe("<a href id></>");
          const url = follow(page);
          if (url) expect(schemes).toContain(url.protocol);
          if (url && arg !== undefined) expect(url.host).toBe("site.example");
          if (url && escaper === "urlAuthority") expect(url.host).toMatch(/\.good\.example$/);
          if (escaper === "urlQuery") {
            expect(url?.searchParams.get("q")).toBe(value.toWellFormed());
            expect(url?.searchParams.get("y")).toBe("1");
          }
          if (escaper === "urlQueryRaw") expect(url?.hash).toBe("#f");
        }),
        { numRuns: 500 },
      );
    },
  );

  test("a path keeps its slashes, its escapes and its query", () => {
    expect(escapers.urlPath("a/b c?d=é&e=%20#f", String)).toBe("a/b%20c?d=%C3%A9&amp;e=%20#f");
    expect(escapers.urlPath("100%", String)).toBe("100%25");
  });

  test("a value behind the leading slash cannot be a host, not even an empty one before a slash and a host", () => {
    const two = `<a href="/${escapers.urlPath("", String, "root")}/${escapers.urlPath("evil.example", String)}">`;
    expect(follow(two)?.host).toBe("site.example");
    expect(follow(link("urlPath", "", "/", "", "root"))?.pathname).toBe("/");
    expect(follow(link("urlPath", "", "/", "about", "root"))?.pathname).toBe("/about");
    const script = `<script src="/${escapers.resourcePath("", String, "root")}/${escapers.resourcePath("evil.example", String)}/x.js">`;
    expect(follow(script, "src")?.host).toBe("site.example");
    expect(escapers.urlPath("", String, "rootEnd")).toBe("");
    expect(escapers.resourcePath("", String, "rootEnd")).toBe("");
    expect(escapers.urlPath("//evil", String, "rootEnd")).toBe("%2F%2Fevil");
    expect(escapers.urlPath("/evil.example/x", String, "root")).toBe("%2Fevil.example/x");
    expect(escapers.urlPath("\\evil", String, "root")).toBe("%5Cevil");
  });

  test("in front of the author's host a value is labels of it, or the URL leads nowhere", () => {
    const hostOf = (value: string): string | undefined =>
      follow(link("urlAuthority", value, "https://", ".good.example/x"))?.host;
    expect(hostOf("acme")).toBe("acme.good.example");
    expect(hostOf("eu_1.acme-2")).toBe("eu_1.acme-2.good.example");
    expect(hostOf("bücher")).toBe("xn--bcher-kva.good.example");
    for (const attack of [
      "evil.example/",
      "evil.example?",
      "evil.example#",
      "evil.example\\",
      "evil.example:80",
      "a b",
    ]) {
      expect(hostOf(attack), attack).toBeUndefined();
    }
    for (const attack of ["evil.example\uff0f", "evil.example\u2100", "u:p@evil.example:443/", "[::1]", "%2f"]) {
      expect(hostOf(attack), attack).toBeUndefined();
    }
  });

  test("a query that is encoded already stays, but opens no fragment", () => {
    expect(escapers.urlQueryRaw("a=1&b=%20#c", String)).toBe("a=1&amp;b=%20%23c");
    expect(escapers.urlQuery("a=1&b='!'", String)).toBe("a%3D1%26b%3D%27%21%27");
  });
});

describe("T52 lists of URLs", () => {
  test.each([
    ["/a.png, javascript:alert(1) 2x", `/a.png, ${BLOCKED_URL} 2x`],
    ["javascript:alert(1)", BLOCKED_URL],
    ["a.png 1x,javascript:x", `a.png 1x, ${BLOCKED_URL}`],
    [",,, javascript:x ,", BLOCKED_URL],
    ["a.png (,) , javascript:x", `a.png, ${BLOCKED_URL}`],
    ["data:text/html,x 2x", `${BLOCKED_URL} 2x`],
  ])("srcset %j", (value, expected) => {
    expect(escapers.srcset(value, String)).toBe(expected);
  });

  test.each([
    "/a.png 1x, /b.png 2x",
    "/a,b.png",
    "a.png 100w,b.png 2.5x",
    "",
    "https://a.example/x.webp 480w",
    "data:image/png;base64,AA== 2x",
  ])("srcset %j reads back as it was written", (value) => {
    expect(attributeOf(`<img srcset="${escapers.srcset(value, String)}">`, "srcset")).toBe(value);
  });

  test("ping: each of them", () => {
    expect(escapers.ping("/a https://b.example/c", String)).toBe("/a https://b.example/c");
    expect(escapers.ping("/a\tjavascript:x", String)).toBe(`/a ${BLOCKED_URL}`);
  });

  test("any value ends in time, and holds no scheme that runs", () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const page = `<img srcset="${escapers.srcset(value, String)}"><a ping="${escapers.ping(value, String)}"></a>`;
        expect(shapeOf(page)).toBe("<img srcset></><a ping></>");
        expect(attributeOf(page, "srcset")).not.toMatch(/(?:^|[\s,])[\0-\x20]*(?:java|vb)script:/i);
        for (const url of attributeOf(page, "ping")?.split(/\s+/) ?? []) {
          expect(URL.parse(url, base)?.protocol ?? "").not.toMatch(/script|data/);
        }
      }),
      { numRuns: 1000 },
    );
    const start = cpuTime();
    for (const text of ["(".repeat(200_000), ",".repeat(200_000), "a ".repeat(100_000), `0;${" ".repeat(200_000)}x`]) {
      escapers.srcset(text, String);
      escapers.metaRefresh(text, String);
      escapers.urlPath(text, String);
    }
    expect(cpuTime() - start).toBeLessThan(3000);
  });
});

describe("T04 T05 a refresh", () => {
  test.each([
    ["0;url=javascript:alert(1)", `0;url=${BLOCKED_URL}`],
    ["0; URL \t= javascript:alert(1)", `0;url=${BLOCKED_URL}`],
    ["0;javascript:alert(1)", `0;url=${BLOCKED_URL}`],
    ["0,javascript:alert(1)", `0;url=${BLOCKED_URL}`],
    [`0;url="java\nscript:alert(1)"`, `0;url=${BLOCKED_URL}`],
    ["0;url='javascript:alert(1)' x", `0;url=${BLOCKED_URL}`],
    ["javascript:alert(1)", ""],
    ["0 javascript:alert(1)", ""],
    ["5", "5"],
    ["1.5; url=/next?a=1&b=2", "1;url=/next?a=1&amp;b=2"],
    ["0;url='/a'", "0;url=/a"],
    ["0;url=", "0"],
  ])("%j becomes %j", (value, expected) => {
    expect(escapers.metaRefresh(value, String)).toBe(expected);
    expect(escapers.metaRefresh(5, String)).toBe("5");
  });
});

describe("T17 what loads code", () => {
  test("needs a ResourceUrl", () => {
    expect(escapers.resource(createResourceUrl("/static/a.js?b=1&c"), String)).toBe("/static/a.js?b=1&amp;c");
    expect(escapers.resource("", String)).toBe("");
    for (const value of [
      "/static/a.js",
      "https://evil.example/x.js",
      createUrl("/a"),
      createMarkup("/a"),
      ["/a"],
      null,
    ]) {
      expect(escapers.resource(value, String)).toBe(BLOCKED_URL);
    }
  });

  test.each([
    "../uploads/evil.js",
    "..",
    ".",
    "a/../../evil",
    "%2e%2e/evil",
    "%2E./evil",
    "a/.%2e",
    "..\\evil",
    "/evil",
    "\\evil",
    "x?callback=alert",
    "x#y",
  ])("%j stays behind the author's path", (value) => {
    const page = `<script src="/static/${escapers.resourcePath(value, String)}"></script>`;
    const url = follow(page, "src");
    expect(url?.host).toBe("site.example");
    expect(url?.pathname).toMatch(/^\/static\//);
    expect([url?.search, url?.hash]).toEqual(["", ""]);
  });

  test("whatever the values, they stay there", () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        for (const path of [
          escapers.resourcePath(a, String),
          `${escapers.resourcePath(a, String)}/${escapers.resourcePath(b, String)}.js`,
        ]) {
          const page = `<script src="/static/x/${path}"></script>`;
          expect(shapeOf(page)).toBe("<script src></>");
          const url = follow(page, "src");
          expect(url?.host).toBe("site.example");
          expect(url?.pathname.startsWith("/static/x/"), url?.href).toBe(true);
        }
        const query = follow(`<script src="/a?q=${escapers.resourceQuery(a, String)}&z=1"></script>`, "src");
        expect(query?.searchParams.get("z")).toBe("1");
        expect(follow(`<script src="/a#${escapers.resourceFragment(a, String)}"></script>`, "src")?.pathname).toBe(
          "/a",
        );
      }),
      { numRuns: 1000 },
    );
  });

  test("ordinary paths are as they were", () => {
    expect(escapers.resourcePath("css/main-1.2.css", String)).toBe("css/main-1.2.css");
    expect(escapers.resourcePath("bröt.css", String)).toBe("br%C3%B6t.css");
  });
});

test("more schemes can be allowed, but none that runs", () => {
  expect(isAllowedUrl("zoommtg://x")).toBe(false);
  allowUrlSchemes(["ZoomMtg"]);
  expect(isAllowedUrl("zoommtg://x")).toBe(true);
  for (const scheme of ["javascript", "DATA", "blob", "vbscript", "file"]) {
    expect(() => allowUrlSchemes([scheme])).toThrow(/never allowed/);
  }
  expect(() => allowUrlSchemes(["a b"])).toThrow(/no name/);
});

describe("the URL of a refresh", () => {
  test.each(["'javascript:alert(1)", '"javascript:alert(1)', "'\u0001javascript:alert(1)", " 'javascript:alert(1)'"])(
    "T04 a quote before %j is not dropped, so that no scheme begins behind it",
    (value) => {
      const content = decodeReferences(escapers.url(value, String, "refresh"), "attribute");
      expect(content).not.toMatch(/["']/);
      expect(new URL(content.replace(/^\s*["']/, ""), "https://own.example/").protocol).not.toBe("javascript:");
    },
  );

  test("the twin: as the URL of a link the same value keeps its quote, which a refresh would drop", () => {
    const content = decodeReferences(escapers.url("'javascript:alert(1)", String), "attribute");
    expect(new URL(content.replace(/^\s*["']/, ""), "https://own.example/").protocol).toBe("javascript:");
  });
});
