import { describe, expect, test } from "vitest";
import { cpuTime } from "../../../../scripts/cpu-time.ts";
import { negotiate, negotiateLanguage, parseAccept } from "../../src/http/accept.ts";
import { evaluatePreconditions, mayServeRange } from "../../src/http/conditional.ts";
import { formatHttpDate, parseHttpDate } from "../../src/http/dates.ts";
import { formatEntityTag, parseEntityTags } from "../../src/http/etag.ts";
import { formatContentRange, parseRange } from "../../src/http/range.ts";

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

describe("Accept", () => {
  test("the client's favourite of what is offered", () => {
    expect(negotiate(BROWSER, ["application/json", "text/html"])).toBe("text/html");
    expect(negotiate("application/json", ["text/html", "application/json"])).toBe("application/json");
    expect(negotiate("text/*;q=0.5, text/plain;q=0", ["text/plain", "text/html"])).toBe("text/html");
    expect(negotiate("image/png", ["text/html"])).toBeNull();
    expect(negotiate(null, ["text/html", "application/json"])).toBe("text/html");
    expect(negotiate('text/html;a="x,y;q=0";q=0.1, application/json;q=0.2', ["text/html", "application/json"])).toBe(
      "application/json",
    );
    expect(negotiateLanguage("de-CH, de;q=0.8, en;q=0.5", ["en", "de"])).toBe("de");
    expect(negotiateLanguage("de", ["en", "de-AT"])).toBe("de-AT");
  });

  test("of equals, what is named more exactly", () => {
    expect(negotiate("*/*, text/html", ["image/png", "text/html"])).toBe("text/html");
    expect(negotiate("*/*, text/html", ["image/png", "text/plain"])).toBe("image/png");
    expect(negotiate("text/*, text/html, image/*", ["image/png", "text/html"])).toBe("text/html");
    expect(negotiate("text/html, */*;q=0.8", ["application/json", "text/html"])).toBe("text/html");
  });

  test.each([
    ["de-CH", ["en", "de"], "de"],
    ["de-CH, fr;q=0.8", ["fr", "de"], "de"],
    ["de-CH, en", ["en", "de"], "en"],
    ["en-GB, fr;q=0.8, en;q=0.5", ["en", "fr"], "fr"],
    ["zh-Hant-TW", ["zh", "zh-Hant"], "zh-Hant"],
    ["zh-Hant-TW", ["en", "zh"], "zh"],
    ["en", ["en-US"], "en-US"],
    ["en-GB", ["en-US"], null],
    ["de-CH;q=0", ["de"], null],
    ["de-CH;q=0, de", ["de-CH", "de"], "de"],
    ["de-CH;q=0.3, de-AT;q=0.9, en;q=0.5", ["en", "de"], "de"],
    ["deu", ["de"], null],
    ["*, de-CH;q=0.5", ["en", "de"], "en"],
    ["fr-CA", ["FR"], "FR"],
  ] as const)("languages: of %j and %j it is %j", (header, offers, expected) => {
    expect(negotiateLanguage(header, offers)).toBe(expected);
  });

  test("malformed members are passed over", () => {
    expect(parseAccept("text/html;q=2, /x, text/plain;q=0.1, ;;;, a/b;q=0.12345, c/d;q=0.5")).toEqual([
      { range: "text/plain", quality: 0.1 },
      { range: "c/d", quality: 0.5 },
    ]);
  });
});

describe("entity tags and dates", () => {
  test("lists, weak tags, wildcards", () => {
    expect(parseEntityTags('"a", W/"b" ,,"c,d"')).toEqual([
      { weak: false, opaque: "a" },
      { weak: true, opaque: "b" },
      { weak: false, opaque: "c,d" },
    ]);
    expect(parseEntityTags("*")).toBe("*");
    expect(parseEntityTags('a, "b"')).toEqual([]);
    expect(formatEntityTag({ weak: true, opaque: "x" })).toBe('W/"x"');
    expect(() => formatEntityTag({ weak: true, opaque: 'x"' })).toThrow(TypeError);
  });

  test("the three forms of a date", () => {
    const expected = Date.UTC(1994, 10, 6, 8, 49, 37);
    for (const text of [
      "Sun, 06 Nov 1994 08:49:37 GMT",
      "Sunday, 06-Nov-94 08:49:37 GMT",
      "Sun Nov  6 08:49:37 1994",
    ]) {
      expect(parseHttpDate(text), text).toBe(expected);
    }
    expect(formatHttpDate(new Date(expected))).toBe("Sun, 06 Nov 1994 08:49:37 GMT");
    for (const text of [
      "",
      "Sun, 31 Feb 1994 08:49:37 GMT",
      "Sun, 06 Nov 1994 25:49:37 GMT",
      "Sun, 6 Nov 1994 08:49:37 GMT",
      "06 Nov 1994",
      "Sun, 06 Nov 1994 08:49:37 +0000",
      "x".repeat(100_000),
    ]) {
      expect(parseHttpDate(text)).toBeNull();
    }
  });

  test("preconditions in the order of RFC 9110 §13.2.2", () => {
    const now = Date.UTC(2026, 0, 1);
    const validators = { entityTag: { weak: false, opaque: "v1" }, lastModified: now + 400 };
    const earlier = formatHttpDate(new Date(now - 1000));
    const same = formatHttpDate(new Date(now));
    const rows: readonly (readonly [string, Record<string, string>, 304 | 412 | null])[] = [
      ["GET", {}, null],
      ["GET", { "if-none-match": '"v1"' }, 304],
      ["GET", { "if-none-match": 'W/"v1"' }, 304],
      ["HEAD", { "if-none-match": "*" }, 304],
      ["PUT", { "if-none-match": "*" }, 412],
      ["GET", { "if-none-match": '"v2"', "if-modified-since": same }, null],
      ["GET", { "if-modified-since": same }, 304],
      ["GET", { "if-modified-since": earlier }, null],
      ["POST", { "if-modified-since": same }, null],
      ["PUT", { "if-match": '"v1"' }, null],
      ["PUT", { "if-match": 'W/"v1"' }, 412],
      ["PUT", { "if-match": '"v2"' }, 412],
      ["PUT", { "if-unmodified-since": same }, null],
      ["PUT", { "if-unmodified-since": earlier }, 412],
      ["GET", { "if-modified-since": "nonsense" }, null],
    ];
    for (const [method, headers, expected] of rows) {
      expect(evaluatePreconditions(method, new Headers(headers), validators), JSON.stringify([method, headers])).toBe(
        expected,
      );
    }
    expect(mayServeRange(new Headers(), validators)).toBe(true);
    expect(mayServeRange(new Headers({ "if-range": '"v1"' }), validators)).toBe(true);
    expect(mayServeRange(new Headers({ "if-range": 'W/"v1"' }), validators)).toBe(false);
    expect(mayServeRange(new Headers({ "if-range": same }), validators)).toBe(true);
    expect(mayServeRange(new Headers({ "if-range": earlier }), validators)).toBe(false);
  });
});

describe("Range", () => {
  test("D15 at most one range, anything else is the whole or a 416", () => {
    const rows = [
      ["bytes=0-9", { first: 0, last: 9 }],
      ["Bytes=5-", { first: 5, last: 99 }],
      ["bytes=-5", { first: 95, last: 99 }],
      ["bytes=-500", { first: 0, last: 99 }],
      ["bytes=90-1000", { first: 90, last: 99 }],
      ["bytes=100-", "unsatisfiable"],
      ["bytes=-0", "unsatisfiable"],
      ["bytes=0-9,20-29", null],
      ["bytes=9-0", null],
      ["bytes=a-b", null],
      ["bytes=--1", null],
      ["bytes=1e1-20", null],
      ["bytes=", null],
      ["items=0-9", null],
      ["bytes=99999999999999999999-", null],
      [`bytes=${"0-0,".repeat(4000)}`, null],
    ] as const;
    for (const [header, expected] of rows) expect(parseRange(header, 100), header).toEqual(expected);
    expect(parseRange(null, 100)).toBeNull();
    expect(parseRange("bytes=-1", 0)).toBe("unsatisfiable");
    expect(formatContentRange({ first: 0, last: 9 }, 100)).toBe("bytes 0-9/100");
    expect(formatContentRange("unsatisfiable", 100)).toBe("bytes */100");
  });
});

describe("R36 R46 every header parser is linear at 16 KB", () => {
  const parsers: readonly (readonly [string, (text: string) => unknown])[] = [
    ["Accept", parseAccept],
    ["If-None-Match", parseEntityTags],
    ["If-Modified-Since", parseHttpDate],
    ["Range", (text) => parseRange(text, 1000)],
  ];
  const fills = [",", ";", '"', "\\", "a,", 'a;q="', "W/", '"a",', " ", "bytes=0-", "q=0.1;", '\\"', "a/b;", "=-"];
  for (const [name, parse] of parsers) {
    test(name, () => {
      const start = cpuTime();
      for (const fill of fills) {
        for (const size of [16_384, 32_768]) {
          parse(fill.repeat(size / fill.length));
          parse(`bytes=${fill.repeat(size / fill.length)}`);
        }
      }
      expect(cpuTime() - start).toBeLessThan(1000);
    });
  }
});
