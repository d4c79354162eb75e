import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCookies } from "../../src/http/cookies.ts";
import { type CookieAttributes, CookieTooLargeError, serializeCookie } from "../../src/http/set-cookie.ts";

const HOSTILE = [";", "\r", "\n", ",", " ", "\0", "é", "\u2028", "\t", '"', "\x7f", "\\"];

describe("the Set-Cookie header", () => {
  test("protects a cookie unless told otherwise", () => {
    expect(serializeCookie("theme", "dark")).toBe("theme=dark; Path=/; Secure; HttpOnly; SameSite=Lax");
    expect(
      serializeCookie("a", "b", {
        maxAge: 60,
        expires: new Date(Date.UTC(2030, 0, 1)),
        domain: "example.org",
        path: "/x",
        secure: true,
        httpOnly: false,
        sameSite: "none",
        partitioned: true,
        priority: "high",
      }),
    ).toBe(
      "a=b; Max-Age=60; Expires=Tue, 01 Jan 2030 00:00:00 GMT; Domain=example.org; Path=/x; Secure; SameSite=None; Partitioned; Priority=High",
    );
  });

  describe("S10 S11 no part lets another attribute in", () => {
    for (const bad of HOSTILE) {
      const shown = JSON.stringify(bad);
      test(`name with ${shown}`, () => {
        expect(() => serializeCookie(`a${bad}b`, "v")).toThrow(TypeError);
      });
      test(`value with ${shown} is encoded, and reads back`, () => {
        const line = serializeCookie("a", `x${bad}y; HttpOnly`);
        expect(line.split(";")[0]).toMatch(/^a=[!#-+\--:<-[\]-~]*$/);
        expect(line.split("; ").slice(1)).toEqual(["Path=/", "Secure", "HttpOnly", "SameSite=Lax"]);
        expect(parseCookies(line.split(";")[0] ?? "").get("a")).toBe(`x${bad}y; HttpOnly`);
      });
      for (const part of ["domain", "path", "sameSite", "priority", "maxAge"] as const) {
        test(`${part} with ${shown}`, () => {
          const text = { domain: "example.org", path: "/x", sameSite: "lax", priority: "low", maxAge: "5" }[part];
          for (const value of [text + bad, bad + text, text + bad + "HttpOnly"]) {
            const attributes = { [part]: value } as unknown as CookieAttributes;
            expect(() => serializeCookie("a", "v", attributes)).toThrow(TypeError);
          }
        });
      }
    }
  });

  test("S10 an invalid date or a year beyond four digits is refused", () => {
    expect(() => serializeCookie("a", "v", { expires: new Date(Number.NaN) })).toThrow(RangeError);
    expect(() => serializeCookie("a", "v", { expires: new Date(Date.UTC(10_000, 0)) })).toThrow(RangeError);
  });

  test("prefixes are held to what browsers demand", () => {
    expect(serializeCookie("__Host-s", "v")).toContain("Secure");
    for (const attributes of [{ secure: false }, { path: "/x" }, { domain: "example.org" }]) {
      expect(() => serializeCookie("__Host-s", "v", attributes)).toThrow(/__Host-s/);
      expect(() => serializeCookie("__hOST-s", "v", attributes)).toThrow(/__hOST-s/);
    }
    expect(() => serializeCookie("__Secure-s", "v", { secure: false })).toThrow(/secure/);
    expect(() => serializeCookie("a", "v", { sameSite: "none", secure: false })).toThrow(/SameSite=None/);
    expect(() => serializeCookie("a", "v", { partitioned: true, secure: false })).toThrow(/partitioned/);
  });

  test("S17 more than 4096 bytes are refused with the size, never truncated", () => {
    expect(serializeCookie("a", "x".repeat(4095))).toContain("x".repeat(4095));
    expect(() => serializeCookie("a", "x".repeat(4096))).toThrow(CookieTooLargeError);
    expect(() => serializeCookie("a", "x".repeat(4096))).toThrow(/4097 bytes/);
    expect(() => serializeCookie("a", "é".repeat(1000))).toThrow(CookieTooLargeError);
  });

  test("any text comes back as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), (value) => {
        const line = serializeCookie("a", value);
        expect(line).toMatch(/^[\x21-\x7e ]*$/);
        expect(parseCookies(line.split(";")[0] ?? "").get("a")).toBe(value);
      }),
    );
  });
});
