import { describe, expect, test } from "vitest";
import { cpuTime } from "../../../../scripts/cpu-time.ts";
import {
  clientAddress,
  compileProxies,
  isSecure,
  normalizeAddress,
  type ProxyOptions,
} from "../../src/security/proxy.ts";

const request = (headers: Record<string, string> = {}, url = "http://app.example/") => new Request(url, { headers });
const address = (forwarded: string | undefined, proxies: ProxyOptions, remoteAddress = "10.0.0.1") =>
  clientAddress(
    request(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }),
    { remoteAddress },
    compileProxies(proxies),
  );

describe("what proxies say", () => {
  test("R29 without configuration nobody is believed", () => {
    expect(address("1.2.3.4", 0)).toBe("10.0.0.1");
    expect(address("1.2.3.4", { proto: 1 })).toBe("10.0.0.1");
    expect(
      clientAddress(
        request({ "x-forwarded-for": "1.2.3.4", forwarded: "for=1.2.3.4", "x-real-ip": "1.2.3.4" }),
        {},
        compileProxies(0),
      ),
    ).toBeUndefined();
  });

  test("R29 with n proxies the n-th entry from the right counts; what is left of it came from outside", () => {
    expect(address("6.6.6.6, 1.2.3.4", 1)).toBe("1.2.3.4");
    expect(address("6.6.6.6, 1.2.3.4, 10.0.0.9", 2)).toBe("1.2.3.4");
    expect(address("1.2.3.4", 2)).toBe("10.0.0.1");
    expect(address(undefined, 1)).toBe("10.0.0.1");
    expect(address("1.2.3.4, nonsense", 1)).toBe("10.0.0.1");
    expect(address("1.2.3.4,", 1)).toBe("10.0.0.1");
    expect(address(" \t1.2.3.4 ", 1)).toBe("1.2.3.4");
  });

  test("R29 addresses have one spelling", () => {
    for (const [text, one] of [
      ["::ffff:127.0.0.1", "127.0.0.1"],
      ["::FFFF:7f00:1", "127.0.0.1"],
      ["2001:DB8:0:0::1", "2001:db8::1"],
      ["[2001:db8::1]:4711", "2001:db8::1"],
      ["[2001:db8::1]", "2001:db8::1"],
      ["1.2.3.4:5678", "1.2.3.4"],
      ["fe80::1%eth0", "fe80::1"],
      ["0.0.0.0", "0.0.0.0"],
      ["255.255.255.255", "255.255.255.255"],
    ]) {
      expect(normalizeAddress(text ?? ""), text).toBe(one);
    }
    for (const text of [
      "",
      "1.2.3",
      "1.2.3.4.5",
      "256.1.1.1",
      "1.2.3.4.",
      "01.2.3.4567",
      "a",
      "::g",
      "[::1",
      "unknown",
      "_hidden",
      "1.2.3.4, 5.6.7.8",
      "::1::",
      "1".repeat(100),
      "127.1",
      "0x7f.1",
    ]) {
      expect(normalizeAddress(text), text).toBeNull();
    }
  });

  test("H10 the scheme is the socket's, or the configured proxy's", () => {
    const spoofed = request({ "x-forwarded-proto": "https" });
    expect(isSecure(spoofed, { encrypted: false }, compileProxies(0))).toBe(false);
    expect(isSecure(spoofed, { encrypted: false }, compileProxies({ for: 1 }))).toBe(false);
    expect(isSecure(spoofed, { encrypted: false }, compileProxies(1))).toBe(true);
    expect(isSecure(request({ "x-forwarded-proto": "https, http" }), { encrypted: true }, compileProxies(1))).toBe(
      false,
    );
    expect(isSecure(request(), { encrypted: true }, compileProxies(1))).toBe(false);
    expect(isSecure(request(), { encrypted: true }, compileProxies(0))).toBe(true);
    expect(isSecure(request({}, "https://app.example/"), undefined, compileProxies(0))).toBe(true);
  });

  test("H16 Forwarded is not read", () => {
    const headers = { forwarded: 'for="127.0.0.1;host=evil.com;proto=https"' };
    expect(clientAddress(request(headers), { remoteAddress: "10.0.0.1" }, compileProxies(1))).toBe("10.0.0.1");
    expect(isSecure(request(headers), { encrypted: false }, compileProxies(1))).toBe(false);
  });

  test("counts that are none are refused at start-up", () => {
    for (const bad of [-1, 1.5, 17, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => compileProxies(bad)).toThrow(RangeError);
      expect(() => compileProxies({ host: bad })).toThrow(RangeError);
    }
  });

  test("R36 a header of 16 KB takes no time", () => {
    const start = cpuTime();
    for (const fill of [",", "1.2.3.4,", " ", ":", "["])
      for (let i = 0; i < 100; i++) address(fill.repeat(16_384 / fill.length), 16);
    expect(cpuTime() - start).toBeLessThan(500);
  });
});
