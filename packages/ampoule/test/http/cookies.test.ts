import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTime } from "../../../../scripts/cpu-time.ts";
import { findCookie, MAX_COOKIES, parseCookies } from "../../src/http/cookies.ts";

describe("the Cookie header", () => {
  test("gives names and values, percent-decoded, in order", () => {
    const cookies = parseCookies("a=1; b=caf%C3%A9;c=x=y ;\td=");
    expect([...cookies]).toEqual([
      ["a", "1"],
      ["b", "café"],
      ["c", "x=y"],
      ["d", ""],
    ]);
    expect(cookies.size).toBe(4);
    expect(parseCookies(null).size).toBe(0);
  });

  test("S08 a nameless cookie does not become the one that its value looks like", () => {
    for (const header of [
      "=__Host-session=evil",
      "; =__Host-session=evil",
      " =__Host-session=evil; x=1",
      "__Host-session",
    ]) {
      expect(parseCookies(header).has("__Host-session"), header).toBe(false);
      expect(findCookie(header, "__Host-session"), header).toBeUndefined();
    }
  });

  test("S09 Unicode whitespace before a prefix is not trimmed away", () => {
    for (const blank of ["\u2000", "\u00a0", "\u3000", "\ufeff", "\v", "\f", "\u0085"]) {
      const header = `${blank}__Host-session=evil`;
      expect(parseCookies(header).has("__Host-session")).toBe(false);
      expect(findCookie(header, "__Host-session")).toBeUndefined();
    }
  });

  test("S09 $Version and $Path are names, a quote groups nothing", () => {
    const cookies = parseCookies('$Version=1; a="b; __Host-session=secret; c=d"; $Path=/');
    expect(cookies.get("$Version")).toBe("1");
    expect(cookies.get("a")).toBe('"b');
    expect(cookies.get("__Host-session")).toBe("secret");
    expect(cookies.get("c")).toBe('d"');
  });

  test("S09 a name that comes twice is remembered as doubtful", () => {
    const cookies = parseCookies("s=1; t=2; s=3");
    expect(cookies.get("s")).toBe("1");
    expect([...cookies.duplicates]).toEqual(["s"]);
    expect(findCookie("s=1; t=2; s=3", "s")).toBeNull();
    expect(findCookie("s=1; t=2; xs=3", "s")).toBe("1");
  });

  test("F13 no separator but the semicolon: a planted cookie cannot split off another", () => {
    const cookies = parseCookies("a=1]csrf=evil, csrf=evil2");
    expect(cookies.has("csrf")).toBe(false);
    expect(cookies.get("a")).toBe("1]csrf=evil, csrf=evil2");
  });

  test("S12 names of Object.prototype are names", () => {
    const cookies = parseCookies("__proto__=x; constructor=y; toString=z");
    expect(cookies.get("__proto__")).toBe("x");
    expect(cookies.get("constructor")).toBe("y");
    expect(cookies.get("hasOwnProperty")).toBeUndefined();
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  test("S13 a flood of cookies is cut off, in linear time", () => {
    const flood = "a=;".repeat(100_000);
    const distinct = Array.from({ length: 5000 }, (_, i) => `c${i}=1`).join(";");
    const start = cpuTime();
    expect(parseCookies(flood).size).toBe(1);
    expect(parseCookies(distinct).size).toBe(MAX_COOKIES);
    expect(cpuTime() - start).toBeLessThan(500);
  });

  test("R31 a malformed encoding stays as it is", () => {
    expect(parseCookies("a=%; b=%ff; c=%c0%ae").get("a")).toBe("%");
    expect(parseCookies("b=%ff").get("b")).toBe("%ff");
  });

  test("findCookie agrees with the map for every header", () => {
    const piece = fc.constantFrom("s", "xs", "=", ";", " ", "\t", "1", '"', "s=", "; s=");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const header = pieces.join("");
        const cookies = parseCookies(header);
        const expected = cookies.duplicates.has("s") ? null : cookies.get("s");
        expect(findCookie(header, "s")).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });
});
