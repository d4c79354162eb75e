import { describe, expect, test } from "vitest";
import { CookieJar } from "../../src/testing/jar.ts";

const SITE = new URL("https://app.example/account/page");

function sent(
  lines: readonly string[],
  request: string,
  options: { crossSite?: boolean; topLevelGet?: boolean } = {},
  from = SITE,
): string | null {
  const jar = new CookieJar();
  for (const line of lines) jar.store(line, from);
  return jar.header({
    url: new URL(request),
    crossSite: options.crossSite ?? false,
    topLevelGet: options.topLevelGet ?? false,
  });
}

describe("a cookie goes where a browser sends it", () => {
  test.each<[string, string, string | null]>([
    ["a=1; Path=/", "https://app.example/", "a=1"],
    ["a=1; Path=/", "https://www.app.example/", null],
    ["a=1; Domain=app.example; Path=/", "https://www.app.example/", "a=1"],
    ["a=1; Domain=evil.example; Path=/", "https://evil.example/", null],
    ["a=1", "https://app.example/account/x", "a=1"],
    ["a=1", "https://app.example/other", null],
    ["a=1; Path=/acc", "https://app.example/account", null],
    ["a=1; Secure; Path=/", "http://app.example/", null],
    ["a=1; Max-Age=0; Path=/", "https://app.example/", null],
    ["a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/", "https://app.example/", null],
    ["a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/", "https://app.example/", "a=1"],
    ["=1; Path=/", "https://app.example/", null],
    ["__Host-a=1; Secure; Path=/", "https://app.example/", "__Host-a=1"],
    ["__Host-a=1; Secure", "https://app.example/account/", null],
    ["__Host-a=1; Secure; Path=/; Domain=app.example", "https://app.example/", null],
    ["__Secure-a=1; Path=/", "https://app.example/", null],
  ])("%s to %s", (line, request, want) => {
    expect(sent([line], request)).toBe(want);
  });

  test.each<[string, boolean, boolean]>([
    ["Strict", false, false],
    ["Lax", false, true],
    ["None; Secure", true, true],
  ])("SameSite=%s: another site's post %s, its link %s", (sameSite, post, link) => {
    const line = `a=1; Path=/; SameSite=${sameSite}`;
    expect(sent([line], "https://app.example/", { crossSite: true })).toBe(post ? "a=1" : null);
    expect(sent([line], "https://app.example/", { crossSite: true, topLevelGet: true })).toBe(link ? "a=1" : null);
    expect(sent([line], "https://app.example/")).toBe("a=1");
  });

  test("SameSite=None without Secure is not kept; without the attribute it is Lax", () => {
    expect(sent(["a=1; Path=/; SameSite=None"], "https://app.example/")).toBeNull();
    expect(sent(["a=1; Path=/"], "https://app.example/", { crossSite: true })).toBeNull();
  });

  test("the last one wins, and a deletion deletes", () => {
    expect(sent(["a=1; Path=/", "a=2; Path=/"], "https://app.example/")).toBe("a=2");
    expect(sent(["a=1; Path=/", "a=; Path=/; Max-Age=0"], "https://app.example/")).toBeNull();
  });

  test("Secure works on localhost over plain HTTP", () => {
    expect(sent(["a=1; Secure; Path=/"], "http://localhost:5000/", {}, new URL("http://localhost:5000/"))).toBe("a=1");
  });
});
