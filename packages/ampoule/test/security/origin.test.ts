import { describe, expect, test } from "vitest";
import type { ConnectionInfo } from "../../src/host.ts";
import { checkHost, compileHosts, type HostOptions } from "../../src/security/hosts.ts";
import { checkIsolation } from "../../src/security/isolation.ts";
import { checkOrigin, compileOrigins, type OriginOptions } from "../../src/security/origin.ts";
import { compileProxies } from "../../src/security/proxy.ts";

const NONE = compileProxies(0);
const ORIGIN = "https://app.example";

function policy(options: Partial<OriginOptions> = {}) {
  return compileOrigins({ origin: ORIGIN, proxies: NONE, ...options });
}

function post(headers: Record<string, string>, method = "POST", url = "https://app.example/delete"): Request {
  return new Request(url, { method, headers });
}

/** The status that layer 1 answers with, or 200. */
function judge(
  headers: Record<string, string>,
  options: Partial<OriginOptions> = {},
  method = "POST",
  url?: string,
): number {
  return checkOrigin(post(headers, method, url), policy(options))?.status ?? 200;
}

const COOKIE = { cookie: "__Host-session=x" };

describe("CSRF layer 1", () => {
  test("our own pages may post; reading is free", () => {
    expect(judge({ ...COOKIE, "sec-fetch-site": "same-origin" })).toBe(200);
    expect(judge({ ...COOKIE, "sec-fetch-site": "none" })).toBe(200);
    expect(judge({ ...COOKIE, origin: ORIGIN })).toBe(200);
    for (const method of ["GET", "HEAD", "OPTIONS"])
      expect(judge({ ...COOKIE, "sec-fetch-site": "cross-site", origin: "https://evil.example" }, {}, method)).toBe(
        200,
      );
  });

  test("F01 F02 F03 F04 no content type lets another site pass, nor does its absence", () => {
    const types = [
      "application/x-www-form-urlencoded",
      "Application/X-WWW-Form-Urlencoded",
      "multipart/form-data; boundary=x",
      "text/plain",
      "text/plain;charset=UTF-8",
      "application/json",
      "application/csp-report",
      "application/x-ndjson",
      "",
      "nonsense",
    ];
    for (const type of types) {
      for (const site of ["cross-site", "same-site", "Same-Origin", "same-origin, same-origin", "nonsense", ""]) {
        expect(judge({ ...COOKIE, "sec-fetch-site": site, "content-type": type }), `${site} ${type}`).toBe(403);
      }
    }
    expect(judge({ "sec-fetch-site": "cross-site" })).toBe(403);
  });

  test("F05 the null origin is nobody, and cannot be trusted", () => {
    expect(judge({ ...COOKIE, origin: "null" })).toBe(403);
    expect(judge({ origin: "null" })).toBe(403);
    expect(judge({ ...COOKIE, origin: "null", "sec-fetch-site": "cross-site" })).toBe(403);
    expect(() => policy({ trustedOrigins: ["null"] })).toThrow(TypeError);
  });

  test("F21 H12 our own page under Referrer-Policy: no-referrer sends Origin: null, and passes by Sec-Fetch-Site", () => {
    expect(judge({ ...COOKIE, origin: "null", "sec-fetch-site": "same-origin" })).toBe(200);
  });

  test("F06 every method that is not exactly a safe one is checked", () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "PURGE", "POSTX", "QUERY", "HEADX"]) {
      expect(judge({ ...COOKIE, "sec-fetch-site": "cross-site" }, {}, method), method).toBe(403);
    }
  });

  test("F10 a trusted origin is scheme, host and port exactly", () => {
    const options = { trustedOrigins: ["https://admin.example"] };
    expect(judge({ ...COOKIE, "sec-fetch-site": "cross-site", origin: "https://admin.example" }, options)).toBe(200);
    expect(judge({ ...COOKIE, origin: "https://admin.example" }, options)).toBe(200);
    for (const origin of [
      "http://admin.example",
      "https://admin.example:8443",
      "https://sub.admin.example",
      "https://admin.example.evil",
      "https://ADMIN.example",
      "https://admin.example/",
    ]) {
      expect(judge({ ...COOKIE, origin }, options), origin).toBe(403);
      expect(judge({ ...COOKIE, "sec-fetch-site": "cross-site", origin }, options), origin).toBe(403);
    }
    for (const bad of [
      "https://admin.example/",
      "https://admin.example/x",
      "https://*.example",
      "*",
      "admin.example",
      "//admin.example",
      "https://admin.example:443",
      "https://Admin.example",
      "ftp://admin.example",
      "https://u:p@admin.example",
      "",
      "null",
    ]) {
      expect(() => policy({ trustedOrigins: [bad] }), bad).toThrow(/not an origin/);
      expect(() => policy({ origin: bad }), bad).toThrow(/not an origin/);
    }
  });

  test("F16 nothing that resembles our origin is it", () => {
    for (const origin of [
      "//evil.example",
      "https://app.example.evil.example",
      "https://evil.example/https://app.example",
      "http://app.example",
      "https://app.example:444",
      "https://app.example@evil.example",
      "app.example",
    ]) {
      expect(judge({ ...COOKIE, origin }), origin).toBe(403);
    }
  });

  test("F20 without Sec-Fetch-Site (plain HTTP) the origin decides; without either, credentials are refused, in words that help", () => {
    const url = "http://192.168.0.5:8000/x";
    const options = { origin: "http://192.168.0.5:8000" };
    expect(judge({ ...COOKIE, origin: "http://192.168.0.5:8000" }, options, "POST", url)).toBe(200);
    expect(judge({ ...COOKIE, origin: "http://192.168.0.6:8000" }, options, "POST", url)).toBe(403);
    const refusal = checkOrigin(
      post({ ...COOKIE, "content-type": "application/x-www-form-urlencoded" }, "POST", url),
      policy(options),
    );
    expect(refusal).toMatchObject({ status: 403, code: "csrf_origin" });
    expect(refusal?.detail).toContain("HTTPS");
  });

  test("credentials are all that a browser adds by itself; a program without any may pass", () => {
    expect(judge({})).toBe(200);
    expect(judge({ authorization: "Bearer abc" })).toBe(200);
    expect(judge({ "content-type": "application/json" })).toBe(200);
    for (const authorization of ["Basic dTpw", "basic dTpw", "Digest x", "Negotiate x", "NTLM x"])
      expect(judge({ authorization }), authorization).toBe(403);
    expect(judge({ cookie: "" })).toBe(403);
    expect(judge({ ...COOKIE, authorization: "Bearer abc" })).toBe(403);
  });

  test("F27 a method that is overridden is judged as it was sent", () => {
    expect(judge({ ...COOKIE, "sec-fetch-site": "cross-site", "x-http-method-override": "GET" })).toBe(403);
  });

  test("F29 the target is never what a forged Host says", () => {
    const forged = post(
      { ...COOKIE, origin: "https://evil.example", host: "evil.example" },
      "POST",
      "https://evil.example/x",
    );
    expect(checkOrigin(forged, policy())?.status).toBe(403);
    const hosts = compileHosts({ trustedHosts: ["app.example"], proxies: NONE });
    expect(checkHost(forged, hosts)?.status).toBe(421);
  });

  test("without a configured origin it is scheme and host of the request, which the host guard has checked", () => {
    const open = policy({ origin: undefined });
    const ask = (origin: string, url: string, info?: ConnectionInfo) =>
      checkOrigin(post({ ...COOKIE, origin }, "POST", url), open, info)?.status ?? 200;
    expect(ask("http://localhost:5000", "http://localhost:5000/x")).toBe(200);
    expect(ask("http://localhost:5001", "http://localhost:5000/x")).toBe(403);
    expect(ask("http://127.0.0.1:5000", "http://localhost:5000/x")).toBe(403);
    expect(ask("https://localhost:5000", "http://localhost:5000/x", { encrypted: true })).toBe(200);
    expect(ask("http://localhost:5000", "http://localhost:5000/x", { encrypted: true })).toBe(403);
  });

  test("F09 F38 behind a proxy that ends TLS: configuration decides, and a refusal says which two origins differ", () => {
    const url = "http://app.example/x";
    const headers = { ...COOKIE, origin: ORIGIN, "x-forwarded-proto": "https" };
    expect(judge(headers, {}, "POST", url)).toBe(200);
    const unconfigured = policy({ origin: undefined });
    const refusal = checkOrigin(post(headers, "POST", url), unconfigured);
    expect(refusal?.detail).toContain('"https://app.example"');
    expect(refusal?.detail).toContain('"http://app.example"');
    expect(refusal?.detail).toContain("only the scheme differs");
    expect(refusal?.message).not.toContain("app.example");
    expect(
      checkOrigin(post(headers, "POST", url), policy({ origin: undefined, proxies: compileProxies(1) })),
    ).toBeNull();
    expect(judge({ ...COOKIE, origin: ORIGIN, "x-forwarded-proto": "https" }, { origin: undefined }, "POST", url)).toBe(
      403,
    );
    expect(checkOrigin(post({ ...COOKIE, origin: "https://other.example" }), policy())?.detail).toContain(
      "set `origin` to the address that the browser shows",
    );
  });

  test("F30 an upgrade is no plain GET", () => {
    const upgrade = { ...COOKIE, upgrade: "websocket", connection: "upgrade" };
    expect(judge({ ...upgrade, "sec-fetch-site": "cross-site", origin: "https://evil.example" }, {}, "GET")).toBe(403);
    expect(judge({ ...upgrade, origin: "https://evil.example" }, {}, "GET")).toBe(403);
    expect(judge({ ...upgrade, origin: ORIGIN }, {}, "GET")).toBe(200);
  });

  test("F37 no header that a page can set lets it pass", () => {
    for (const name of [
      "x-requested-with",
      "x-csrf-token",
      "x-forwarded-host",
      "x-forwarded-proto",
      "x-original-url",
      "referer",
      "sec-fetch-mode",
      "sec-fetch-user",
      "x-middleware-subrequest",
    ]) {
      expect(
        judge({ ...COOKIE, "sec-fetch-site": "cross-site", origin: "https://evil.example", [name]: "XMLHttpRequest" }),
        name,
      ).toBe(403);
      expect(judge({ ...COOKIE, origin: "https://evil.example", [name]: ORIGIN }), name).toBe(403);
    }
  });

  test("V06 what comes from outside is quoted for the log", () => {
    const refusal = checkOrigin(post({ ...COOKIE, origin: `https://evil\u00a0"x${"y".repeat(1000)}` }), policy());
    expect(refusal?.detail).toContain('\\"x');
    expect(refusal?.detail.length).toBeLessThan(600);
  });
});

describe("hosts", () => {
  const hosts = (options: Partial<HostOptions>) => compileHosts({ proxies: NONE, ...options });
  const ask = (host: string, options: Partial<HostOptions>) => {
    const request = { url: `http://${host}/`, headers: new Headers({ host }) } as Request;
    return checkHost(request, hosts(options))?.status ?? 200;
  };

  test("H11 R28 H15 only those that are ours, compared exactly", () => {
    const options = { trustedHosts: ["app.example", "api.example:8443", ".wild.example", "[::1]"] };
    for (const host of [
      "app.example",
      "APP.example",
      "app.example:443",
      "app.example:8000",
      "api.example:8443",
      "wild.example",
      "a.wild.example",
      "a.b.wild.example:80",
      "[::1]",
      "[::1]:80",
    ]) {
      expect(ask(host, options), host).toBe(200);
    }
    for (const host of [
      "evil.example",
      "app.example.evil",
      "xapp.example",
      "sub.app.example",
      "api.example",
      "api.example:80",
      "xwild.example",
      "wild.example.evil",
      "example",
      "localhost",
      "127.0.0.1",
    ]) {
      expect(ask(host, options), host).toBe(421);
    }
    for (const host of [
      "evil.com:fake@legit",
      "app.example@evil",
      "app.example/.evil",
      "app.example#",
      "app.example?",
      "app.example\\evil",
      "",
      " app.example",
      "app.example ",
      "app.example:",
      "app.example:0",
      "app.example:65536",
      "app.example:x",
      "app..example",
      ".app.example",
      "app.example.",
      "[::1",
      "::1",
      "[zz]",
      "a".repeat(64),
      "ä.example",
      "app.example,evil",
      "app.example\0",
    ]) {
      const headers = { get: (name: string) => (name === "host" ? host : null) } as Headers;
      const request = { url: "http://app.example/", headers } as Request;
      expect(checkHost(request, hosts(options))?.status, host).toBe(400);
    }
  });

  test("the Host header is looked at as well as the URL", () => {
    const request = new Request("http://app.example/", { headers: { host: "evil.example" } });
    expect(checkHost(request, hosts({ trustedHosts: ["app.example"] }))?.status).toBe(421);
    expect(checkHost(new Request("http://app.example/"), hosts({ trustedHosts: ["app.example"] }))).toBeNull();
  });

  test("in development the names of this machine are ours, and no others: rebinding does not help", () => {
    const options = { local: true };
    for (const host of ["localhost", "localhost:5000", "127.0.0.1:5000", "[::1]:5000", "a.localhost:5000"])
      expect(ask(host, options), host).toBe(200);
    for (const host of [
      "evil.example",
      "localhost.evil.example",
      "127.0.0.2",
      "0.0.0.0",
      "192.168.0.1",
      "127.0.0.1.nip.io",
    ])
      expect(ask(host, options), host).toBe(421);
    expect(ask("localhost", { trustedHosts: ["app.example"] })).toBe(421);
  });

  test("nothing to trust, or something that is no host, is refused at start-up", () => {
    expect(() => hosts({})).toThrow(/No host is trusted/);
    for (const bad of [
      "https://app.example",
      "app.example/",
      "*",
      "*.example",
      "",
      ".",
      "app.example:",
      ".app.example:80",
      "a b",
    ]) {
      expect(() => hosts({ trustedHosts: [bad] }), bad).toThrow(TypeError);
    }
    expect(ask("app.example", { origin: "https://app.example" })).toBe(200);
    expect(ask("app.example:9", { origin: "https://app.example:9" })).toBe(200);
    expect(ask("app.example", { origin: "https://app.example:9" })).toBe(421);
  });

  test("H10 X-Forwarded-Host counts only behind a configured proxy", () => {
    const request = new Request("http://app.example/", { headers: { "x-forwarded-host": "evil.example" } });
    expect(checkHost(request, hosts({ trustedHosts: ["app.example"] }))).toBeNull();
    const behind = compileHosts({ trustedHosts: ["app.example"], proxies: compileProxies({ host: 1 }) });
    expect(checkHost(request, behind)?.status).toBe(421);
    expect(
      checkHost(new Request("http://app.example/", { headers: { "x-forwarded-host": "evil, app.example" } }), behind),
    ).toBeNull();
  });
});

describe("J01 resource isolation", () => {
  const from = (site: string | null, destination: string | null) =>
    new Request("https://app.example/api", {
      headers: {
        ...(site === null ? {} : { "sec-fetch-site": site }),
        ...(destination === null ? {} : { "sec-fetch-dest": destination }),
      },
    });

  test("data of ours is not loaded into pages of others", () => {
    for (const destination of ["script", "style", "image", "object", "embed", "audio", "worker"]) {
      for (const site of ["cross-site", "same-site"]) {
        for (const kind of ["json", "html", "text"] as const)
          expect(checkIsolation(from(site, destination), kind)).toMatchObject({ status: 403, code: "isolation" });
      }
    }
  });

  test("links, our own pages, programs, and files that say for themselves who may embed them pass", () => {
    expect(checkIsolation(from("cross-site", "document"), "html")).toBeNull();
    expect(checkIsolation(from("cross-site", "empty"), "json")).toBeNull();
    expect(checkIsolation(from("same-origin", "script"), "json")).toBeNull();
    expect(checkIsolation(from("none", "image"), "html")).toBeNull();
    expect(checkIsolation(from(null, null), "json")).toBeNull();
    expect(checkIsolation(from("cross-site", "image"), "static")).toBeNull();
    expect(checkIsolation(from("cross-site", "image"), "upload")).toBeNull();
  });
});
