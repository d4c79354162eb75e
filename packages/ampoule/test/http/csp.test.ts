import { describe, expect, test } from "vitest";
import { type CspDirectives, compileCsp, NONCE } from "../../src/http/csp.ts";

describe("Content Security Policy", () => {
  test("prints directives with the nonce of the response", () => {
    const csp = compileCsp({
      "default-src": ["'self'"],
      "script-src": [NONCE, "'strict-dynamic'", "https:"],
      "style-src": ["'self'", NONCE],
      "object-src": [],
      "img-src": ["'self'", "data:", "https://cdn.example:443/img/", "*.example.org"],
      sandbox: [],
      "upgrade-insecure-requests": true,
    });
    expect(csp.usesNonce).toBe(true);
    expect(csp.print("abc")).toBe(
      "default-src 'self'; script-src 'nonce-abc' 'strict-dynamic' https:; style-src 'self' 'nonce-abc'; object-src 'none'; " +
        "img-src 'self' data: https://cdn.example:443/img/ *.example.org; sandbox; upgrade-insecure-requests",
    );
    expect(csp.print(undefined)).toContain("script-src 'strict-dynamic' https:; style-src 'self';");
  });

  test("H07 no source opens another directive", () => {
    for (const bad of [
      "https://a; script-src *",
      "https://a, b",
      "https://a\nb",
      "https://a\r\nX: y",
      "a b",
      "",
      "'self' 'unsafe-inline'",
      "é.example",
      "https://a/\u2028",
      "'sha256-;'",
      "javascript:alert(1)",
      "a;b",
      "x'y",
    ]) {
      expect(() => compileCsp({ "img-src": [bad] }), bad).toThrow(TypeError);
    }
    for (const bad of [
      { "img-src;script-src": ["*"] },
      { "img-src": "self" },
      { sandbox: ["allow-everything"] },
      { "report-to": "a; b" },
      { "trusted-types": ["a;b"] },
      { "img-src": [5] },
    ]) {
      expect(() => compileCsp(bad as unknown as CspDirectives), JSON.stringify(bad)).toThrow(TypeError);
    }
  });

  test("the usual slips are explained", () => {
    expect(() => compileCsp({ "script-src": ["self"] })).toThrow(/"'self'"/);
    expect(() => compileCsp({ "script-src": ["'nonce-abc'"] })).toThrow(/new for each response/);
  });
});
