import { describe, expect, test } from "vitest";
import type { ReplyKind } from "../../src/reply.ts";
import { SECURITY_HEADERS } from "../../src/reply.ts";
import { compileHeaders, type HeaderOptions, NO_HEADERS } from "../../src/security/headers.ts";

const KINDS: readonly ReplyKind[] = ["html", "json", "text", "bytes", "static", "upload", "empty"];

describe("security headers", () => {
  test("H08 every kind of reply has those that concern it", () => {
    const policy = compileHeaders();
    for (const kind of KINDS) {
      const headers = policy.headersFor(kind, "abc", true);
      expect(headers, kind).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "strict-origin-when-cross-origin",
        "cross-origin-resource-policy": "same-origin",
        "x-frame-options": "DENY",
        "strict-transport-security": "max-age=31536000; includeSubDomains",
      });
      expect(headers["content-security-policy"], kind).toContain("frame-ancestors 'none'");
      expect(Object.keys(headers).every((name) => name === name.toLowerCase())).toBe(true);
    }
  });

  test("H13 nothing says what runs here", () => {
    const policy = compileHeaders();
    for (const kind of KINDS) {
      const headers = policy.headersFor(kind, "abc", true);
      expect(Object.keys(headers).filter((name) => /powered|server|version|generator/.test(name))).toEqual([]);
    }
  });

  test("H06 a page has the strict policy, which no base element and no plugin gets around, with the nonce of its response", () => {
    const headers = compileHeaders().headersFor("html", "abc", false);
    expect(headers["content-security-policy"]).toBe(
      "default-src 'self'; script-src 'nonce-abc' 'strict-dynamic'; style-src 'self' 'nonce-abc'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      "cross-origin-opener-policy": "same-origin",
      "origin-agent-cluster": "?1",
      "x-xss-protection": "0",
      "cache-control": "private, no-cache",
    });
    expect(headers["permissions-policy"]).toMatch(
      /camera=\(\).*geolocation=\(\).*microphone=\(\).*payment=\(\).*usb=\(\)/,
    );
  });

  test("H04 a response without a nonce has none from another", () => {
    const policy = compileHeaders();
    policy.headersFor("html", "first", false);
    expect(policy.headersFor("html", undefined, false)["content-security-policy"]).not.toContain("nonce");
    expect(policy.headersFor("html", "second", false)["content-security-policy"]).not.toContain("first");
  });

  test("data is no document, an upload is in a sandbox", () => {
    const policy = compileHeaders();
    for (const kind of ["json", "text", "bytes", "static", "empty"] as const) {
      expect(policy.headersFor(kind, "abc", false)["content-security-policy"]).toBe(
        "default-src 'none'; frame-ancestors 'none'",
      );
    }
    expect(policy.headersFor("upload", "abc", false)["content-security-policy"]).toBe(
      "default-src 'none'; frame-ancestors 'none'; sandbox",
    );
  });

  test("H09 HSTS over HTTPS only, a year at least by default, preload only when asked for rightly", () => {
    expect(compileHeaders().headersFor("html", "a", false)["strict-transport-security"]).toBeUndefined();
    const preload = compileHeaders({ hsts: { maxAge: 63_072_000, preload: true } });
    expect(preload.headersFor("json", undefined, true)["strict-transport-security"]).toBe(
      "max-age=63072000; includeSubDomains; preload",
    );
    expect(compileHeaders({ hsts: false }).headersFor("html", "a", true)["strict-transport-security"]).toBeUndefined();
    expect(() => compileHeaders({ hsts: { preload: true, includeSubDomains: false } })).toThrow(/preload/);
    expect(() => compileHeaders({ hsts: { maxAge: -1 } })).toThrow(/maxAge/);
  });

  test("each call gives an object of its own", () => {
    const policy = compileHeaders();
    const first = policy.headersFor("html", "a", false);
    first["x-frame-options"] = "changed";
    first["x-new"] = "1";
    expect(policy.headersFor("html", "a", false)["x-frame-options"]).toBe("DENY");
    expect(policy.headersFor("html", "a", false)["x-new"]).toBeUndefined();
  });

  test("changes are typed, and hold for what they are made for", () => {
    const policy = compileHeaders({ csp: { "img-src": ["'self'", "https://images.example"] } });
    const changes: HeaderOptions = {
      csp: { "frame-ancestors": ["https://partner.example"] },
      openerPolicy: "same-origin-allow-popups",
    };
    const embedded = policy.override(changes);
    expect(policy.override(changes)).toBe(embedded);
    const headers = embedded.headersFor("html", "a", false);
    expect(headers["content-security-policy"]).toContain("img-src 'self' https://images.example");
    expect(headers["content-security-policy"]).toContain("frame-ancestors https://partner.example");
    expect(headers["x-frame-options"]).toBeUndefined();
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin-allow-popups");
    expect(policy.headersFor("html", "a", false)["x-frame-options"]).toBe("DENY");
    expect(
      compileHeaders({ permissions: { camera: ["self", "https://meet.example"] } }).headersFor("html", "a", false)[
        "permissions-policy"
      ],
    ).toContain('camera=(self "https://meet.example")');
    const reported = compileHeaders({ cspReportOnly: true }).headersFor("html", "a", false);
    expect(reported["content-security-policy"]).toBeUndefined();
    expect(reported["content-security-policy-report-only"]).toContain("'nonce-a'");
    expect(compileHeaders({ csp: false }).usesNonce).toBe(false);
    expect(
      compileHeaders({ embedderPolicy: "require-corp", referrerPolicy: false }).headersFor("html", "a", false),
    ).toMatchObject({ "cross-origin-embedder-policy": "require-corp" });
  });

  test("H01 H07 no option lets another header or directive in", () => {
    for (const bad of [
      { csp: { "img-src": ["https://a; script-src *"] } },
      { referrerPolicy: "origin\r\nX: y" },
      { permissions: { "camera=*, geolocation": ["self"] } },
      { permissions: { camera: ["self) , geolocation=(*"] } },
      { resourcePolicy: "same-origin\u00e9" },
    ]) {
      expect(() => compileHeaders(bad as unknown as HeaderOptions), JSON.stringify(bad)).toThrow(TypeError);
    }
  });

  test("F21 settings that weaken something are told of at start-up", () => {
    expect(compileHeaders().warnings).toEqual([]);
    expect(compileHeaders({ referrerPolicy: "no-referrer" }).warnings[0]).toContain("Origin: null");
    expect(compileHeaders({ csp: false }).warnings[0]).toContain("csp is off");
    expect(compileHeaders({ csp: { "script-src": ["'self'", "'unsafe-inline'"] } }).warnings[0]).toContain(
      "unsafe-inline",
    );
  });

  test("with the guard off there are none: every attack that they stop works", () => {
    expect(NO_HEADERS.headersFor("html", "a", true)).toEqual({});
    expect(NO_HEADERS.override({})).toBe(NO_HEADERS);
  });

  test("what the policy owns cannot be set by hand", () => {
    const all = new Set(
      KINDS.flatMap((kind) =>
        Object.keys(compileHeaders({ embedderPolicy: "credentialless" }).headersFor(kind, "a", true)),
      ),
    );
    all.delete("cache-control");
    for (const name of all) expect(SECURITY_HEADERS.has(name), name).toBe(true);
  });
});
