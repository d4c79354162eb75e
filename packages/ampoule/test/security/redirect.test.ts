import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HttpError } from "../../src/errors.ts";
import { refererWithin, safeRedirect } from "../../src/security/redirect.ts";

const origin = "https://app.example";

describe("redirects", () => {
  test("D04 stay relative, so that no Host can be in them", () => {
    for (const [target, location] of [
      ["/user/5?tab=1#x", "/user/5?tab=1#x"],
      ["user", "/user"],
      ["?a=b", "/?a=b"],
      ["#x", "/#x"],
      ["", "/"],
      ["https://app.example/a/../b", "/b"],
      ["https://app.example", "/"],
      ["HTTPS://APP.EXAMPLE:443/x", "/x"],
      ["/ä?ö=ü", "/%C3%A4?%C3%B6=%C3%BC"],
      ["/a//b", "/a//b"],
      ["/@evil.example", "/@evil.example"],
      ["/redirect?to=https://evil.example/", "/redirect?to=https://evil.example/"],
      ["./x", "/x"],
    ]) {
      expect(safeRedirect(target ?? "", { origin }), target).toBe(location);
    }
  });

  test("D01 D02 lead nowhere else, in any spelling", () => {
    for (const target of [
      "//evil.example",
      "///evil.example",
      "////evil.example",
      "/\\evil.example",
      "\\\\evil.example",
      "\\/evil.example",
      "/%09/evil.example",
      "/\t/evil.example",
      "/\n/evil.example",
      "\t//evil.example",
      " //evil.example",
      "https:evil.example",
      "https:/evil.example",
      "https:///evil.example",
      "http:evil.example",
      "https://evil.example",
      "http://app.example",
      "https://app.example:8443",
      "https://app.example.evil.example",
      "https://app.example@evil.example/",
      "https://app.example:443@evil.example",
      "https://user:pass@app.example/",
      "https://user@app.example/",
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)",
      "java\tscript:alert(1)",
      "data:text/html,x",
      "vbscript:x",
      "file:///etc/passwd",
      "mailto:a@b.c",
      "blob:https://app.example/x",
      "//app.example:8443",
      "https://[",
      "https://",
      "/\0",
      "/a\r\nSet-Cookie: x=1",
      "/a\u2028b",
      "/%0d%0aSet-Cookie:x",
      "/%2f/evil.example",
      "/%2F%2Fevil.example",
      "/%5cevil.example",
      "/%5C/evil.example",
      "/%00",
    ]) {
      expect(() => safeRedirect(target, { origin }), JSON.stringify(target)).toThrow(HttpError);
    }
    expect(() => safeRedirect(undefined as unknown as string, { origin })).toThrow(HttpError);
  });

  test("D02 a path of ours that begins with two slashes does not become a host", () => {
    const location = safeRedirect("/.//evil.example", { origin });
    expect(location).toBe("/.//evil.example");
    expect(new URL(location, origin).origin).toBe(origin);
    expect(new URL(safeRedirect("https://app.example//evil.example/", { origin }), origin).origin).toBe(origin);
  });

  test("other origins only where they are listed, exactly", () => {
    const allowed = ["https://login.example"];
    expect(safeRedirect("https://login.example/a?b", { origin, allowed })).toBe("https://login.example/a?b");
    expect(safeRedirect("//login.example/", { origin, allowed: new Set(allowed) })).toBe("https://login.example/");
    for (const target of [
      "http://login.example/",
      "https://login.example:8443/",
      "https://sub.login.example/",
      "https://login.example.evil/",
      "https://u@login.example/",
    ]) {
      expect(() => safeRedirect(target, { origin, allowed }), target).toThrow(HttpError);
    }
  });

  test("what is sent is followed to what was checked, for every text", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      "//",
      "https:",
      "evil.example",
      "@",
      "app.example",
      ".",
      "..",
      "%2f",
      "%09",
      "?",
      "#",
      ":",
      "a",
      "\t",
      "javascript:",
      "[",
      "]",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        let location: string;
        try {
          location = safeRedirect(pieces.join(""), { origin });
        } catch (error) {
          expect(error).toBeInstanceOf(HttpError);
          return;
        }
        expect(location).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
        // From any page of ours, and for a client that decodes once too often.
        for (const base of [origin, `${origin}/a/b`]) expect(new URL(location, base).origin).toBe(origin);
        expect(new URL(location.replaceAll(/%2f/gi, "/").replaceAll(/%5c/gi, "\\"), origin).origin).toBe(origin);
      }),
      { numRuns: 5000 },
    );
  });

  test("back leads to our own pages only", () => {
    expect(refererWithin("https://app.example/list?page=2", origin)).toBe("/list?page=2");
    for (const referer of [
      null,
      "",
      "https://evil.example/",
      "http://app.example/",
      "about:blank",
      "null",
      "https://app.example@evil.example/",
      "//app.example/",
      "https://u:p@app.example/",
    ]) {
      expect(refererWithin(referer, origin), String(referer)).toBeNull();
    }
  });
});
