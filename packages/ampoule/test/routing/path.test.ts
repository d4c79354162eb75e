import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalPath, rawPath, rawQuery } from "../../src/routing/path.ts";

describe("the path of a URL", () => {
  test.each([
    ["http://h", "/", ""],
    ["http://h/", "/", ""],
    ["http://h/a/b?x=/y#z", "/a/b", "x=/y"],
    ["http://h//evil/admin", "//evil/admin", ""],
    ["http://h/a?", "/a", ""],
    ["http://h/a#b?c", "/a", ""],
    ["http://h?x", "/", "x"],
    ["https://user:pw@h:8443/p%20q?%3F", "/p%20q", "%3F"],
  ])("%s", (url, path, query) => {
    // The text is what Request.url says; `new URL` is the judge where the two could differ.
    const href = new Request(url.replace("user:pw@", "")).url;
    expect(rawPath(href)).toBe(new URL(href).pathname);
    expect(rawPath(href)).toBe(path);
    expect(rawQuery(url.includes("#b?c") ? "http://h/a" : href)).toBe(query);
  });

  test("R27 an absolute-form target, // and * are read once, as the URL standard reads them", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const parsed = new URL(url);
        expect(rawPath(parsed.href)).toBe(parsed.pathname);
        expect(rawQuery(parsed.href.replace(/#.*/, ""))).toBe(parsed.search.slice(1));
      }),
    );
  });
});

describe("D05 R31 one decoding, and no second meaning", () => {
  test.each<[path: string, segments: readonly string[] | string]>([
    ["/", [""]],
    ["/a", ["a"]],
    ["/a/", ["a", ""]],
    ["/%61", ["a"]],
    ["/%C3%A4", ["ä"]],
    ["/a%20b", ["a b"]],
    ["/a+b", ["a+b"]],
    ["/%252e%252e", ["%2e%2e"]],
    ["/%252Fadmin", ["%2Fadmin"]],
    ["/a;b", ["a;b"]],
    ["/%", "malformed"],
    ["/%4", "malformed"],
    ["/%zz", "malformed"],
    ["/%ff", "malformed"],
    ["/%c0%ae%c0%ae/", "malformed"],
    ["/%ed%a0%80", "malformed"],
    ["/%00", "malformed"],
    ["/%0d%0aset-cookie:x", "malformed"],
    ["/%7f", "malformed"],
    ["/%c2%85", "malformed"],
    ["/a%2Fb", "unreachable"],
    ["/a%5Cb", "unreachable"],
    ["/a\\b", "unreachable"],
    ["/%2e%2e/secret", "unreachable"],
    ["/./a", "unreachable"],
    ["/a/..", "unreachable"],
    ["*", "unreachable"],
    ["http://evil/admin", "unreachable"],
    ["", "unreachable"],
  ])("%s", (raw, want) => {
    const path = canonicalPath(raw);
    expect("refused" in path ? path.refused : path.segments).toEqual(want);
  });

  test("no decoded segment holds a separator, a control character or dots alone, and decoding is not repeated", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom("%", "2", "5", "e", "f", "F", "c", "/", ".", "a", "0", "\\"),
          maxLength: 24,
        }),
        (text) => {
          const path = canonicalPath(`/${text}`);
          if ("refused" in path) return;
          for (const segment of path.segments) {
            expect(segment).not.toMatch(/[/\\\x00-\x1f\x7f]/);
            expect([".", ".."]).not.toContain(segment);
          }
          const again = path.segments.map(encodeURIComponent).join("/");
          const twice = canonicalPath(`/${again}`);
          if (!("refused" in twice)) expect(twice.segments).toEqual(path.segments);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
