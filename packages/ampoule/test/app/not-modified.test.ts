import { describe, expect, test } from "vitest";
import { client } from "../../src/testing/client.ts";
import { production } from "./setup.ts";

const changed = new Date("2026-05-01T08:00:00.700Z");

function site() {
  const made: string[] = [];
  const app = production();
  const page = (what: string): string => {
    made.push(what);
    return what;
  };
  app.route("/tag", { methods: ["GET", "PUT"], csrf: "webhook" }, (c) => c.notModified({ etag: "v7" }) ?? page("tag"));
  app.get("/weak", (c) => c.notModified({ etag: "v7", weak: true }) ?? page("weak"));
  app.get("/date", (c) => c.notModified({ lastModified: changed }) ?? page("date"));
  app.get("/both", (c) => c.notModified({ etag: "v7", lastModified: changed }) ?? page("both"));
  app.get("/html", (c) => c.notModified({ etag: "v7" }) ?? c.markup`<script>1</script>`);
  app.get("/session", (c) => {
    c.session.set("seen", true);
    return c.notModified({ etag: "v7" }) ?? page("session");
  });
  return { made, browser: client(app) };
}

describe("a page that the client has already", () => {
  test.each([
    ["/tag", { "if-none-match": '"v7"' }],
    ["/tag", { "if-none-match": 'W/"v7"' }],
    ["/tag", { "if-none-match": '"v6", "v7"' }],
    ["/tag", { "if-none-match": "*" }],
    ["/weak", { "if-none-match": 'W/"v7"' }],
    ["/date", { "if-modified-since": "Fri, 01 May 2026 08:00:00 GMT" }],
    ["/both", { "if-none-match": '"v7"', "if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT" }],
  ])("is not made again: %s %o", async (path, headers) => {
    const { made, browser } = site();
    const response = await browser.get(path, { headers });
    expect([response.status, await response.text(), made]).toEqual([304, "", []]);
    expect(response.headers.get("etag") ?? response.headers.get("last-modified")).not.toBeNull();
    expect((await browser.head(path, { headers })).status).toBe(304);
  });

  test.each([
    ["/tag", {}],
    ["/tag", { "if-none-match": '"v6"' }],
    ["/tag", { "if-none-match": "v7" }],
    ["/date", { "if-modified-since": "Fri, 01 May 2026 07:59:59 GMT" }],
    ["/both", { "if-none-match": '"v6"', "if-modified-since": "Fri, 01 May 2026 08:00:00 GMT" }],
  ])("is made where it is another version, or none: %s %o", async (path, headers) => {
    const { made, browser } = site();
    const response = await browser.get(path, { headers });
    expect([response.status, await response.text(), made]).toEqual([200, path.slice(1), [path.slice(1)]]);
  });

  test("says its version, and when it changed", async () => {
    const { browser } = site();
    const { headers } = await browser.get("/both");
    expect([headers.get("etag"), headers.get("last-modified")]).toEqual(['"v7"', "Fri, 01 May 2026 08:00:00 GMT"]);
    expect((await browser.get("/weak")).headers.get("etag")).toBe('W/"v7"');
  });

  test("a change that was meant for another version is a 412", async () => {
    const { made, browser } = site();
    expect((await browser.put("/tag", { headers: { "if-match": '"v6"' } })).status).toBe(412);
    expect((await browser.put("/tag", { headers: { "if-none-match": "*" } })).status).toBe(412);
    expect(made).toEqual([]);
    expect((await browser.put("/tag", { headers: { "if-match": '"v7"' } })).status).toBe(200);
  });

  test("keeps the policy with the nonce of its scripts: a 304 has none that would replace it", async () => {
    const { browser } = site();
    const first = await browser.get("/html");
    expect(first.headers.get("content-security-policy")).toContain("'nonce-");
    const again = await browser.get("/html", { headers: { "if-none-match": '"v7"' } });
    expect([again.status, again.headers.get("content-security-policy")]).toEqual([304, null]);
    expect(again.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("is the visitor's own where the session was looked at", async () => {
    const { browser } = site();
    const { status, headers } = await browser.get("/session", { headers: { "if-none-match": '"v7"' } });
    expect([status, headers.get("vary"), headers.get("cache-control")]).toEqual([304, "Cookie", "no-store"]);
    expect(headers.getSetCookie()).toHaveLength(1);
  });
});

test.each([{}, { etag: 'a"b' }, { etag: "a b" }, { etag: "a\r\nset-cookie: x=1" }])(
  "%o is no version",
  async (version) => {
    const app = production({ mode: "test", origin: undefined });
    app.get("/", (c) => c.notModified(version) ?? "page");
    await expect(client(app).get("/")).rejects.toThrow(TypeError);
  },
);
