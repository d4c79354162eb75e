import { describe, expect, test } from "vitest";
import { type Client, client } from "../../src/testing/client.ts";
import { production } from "./setup.ts";

function echo(): Client {
  const app = production();
  const csrf = "webhook" as const;
  app.post("/json", { csrf }, async (c) => c.json(await c.request.json()));
  app.post("/text", { csrf }, async (c) => c.request.text());
  app.post("/bytes", { csrf }, async (c) => c.request.bytes());
  app.post("/form", { csrf }, async (c) => [...(await c.form()).fields]);
  app.post("/small", { csrf, limits: { bodySize: 10 } }, async (c) => c.request.text());
  app.post("/twice", { csrf }, async (c) => [await c.request.json(), await c.request.json()]);
  app.post("/both", { csrf }, async (c) => {
    await c.request.text();
    await expect(c.request.json()).rejects.toThrow(/read as text already/);
    expect(() => c.request.formReader()).toThrow(/read as text already/);
    return "told";
  });
  app.get("/query", (c) => [...c.request.query]);
  app.get("/account", () => "mine");
  app.get("/accept", (c) => [
    c.request.accepts("text/html", "application/json"),
    c.request.acceptsLanguage("en", "de"),
    c.request.languages,
  ]);
  return client(app);
}

async function code(response: Response): Promise<unknown> {
  return [response.status, ((await response.json()) as { code: unknown }).code];
}

const problem = { accept: "application/json" };
const asJson = { ...problem, "content-type": "application/json" };

describe("c.request.json()", () => {
  test.each<[name: string, headers: Record<string, string>, body: string, want: readonly [number, string]]>([
    ["J03 __proto__", asJson, '{"__proto__": {"admin": true}}', [400, "json_forbidden_key"]],
    ["J04 depth", asJson, "[".repeat(100_000), [400, "json_depth"]],
    ["J05 a key twice", asJson, '{"a":1,"a":2}', [400, "json_duplicate_key"]],
    ["J06 a number beyond 2^53", asJson, '{"id": 9007199254740993}', [400, "json_number"]],
    ["J07 text/plain", { ...problem, "content-type": "text/plain" }, "{}", [415, "json_type"]],
    ["J07 no type", { ...problem, "content-type": "" }, "{}", [415, "json_type"]],
    ["J07 a look-alike", { ...problem, "content-type": "application/jsonp" }, "{}", [415, "json_type"]],
    ["J08 half a pair", asJson, '"\\ud800"', [400, "json_text"]],
    [
      "R32 another charset",
      { ...problem, "content-type": "application/json; charset=utf-16" },
      "{}",
      [415, "json_type"],
    ],
    ["R33 a compressed body", { ...asJson, "content-encoding": "gzip" }, "{}", [415, "content_encoding"]],
    ["R17 a long body", asJson, `"${"x".repeat(1_100_000)}"`, [413, "limit_body_size"]],
    ["nothing", asJson, "", [400, "json_syntax"]],
  ])("%s", async (_, headers, body, want) => {
    expect(await code(await echo().post("/json", { headers, body: new TextEncoder().encode(body) }))).toEqual(want);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  test("R22 parameters and case of the type do not matter, nor does a charset that is UTF-8", async () => {
    for (const type of [
      "application/json",
      "Application/JSON",
      "application/json; charset=UTF-8",
      "application/json;x=y",
    ]) {
      expect(await (await echo().post("/json", { headers: { "content-type": type }, body: "[1]" })).json()).toEqual([
        1,
      ]);
    }
  });

  test("the same value for all who ask", async () => {
    expect(await (await echo().post("/twice", { json: { a: 1 } })).json()).toEqual([{ a: 1 }, { a: 1 }]);
  });

  test("a body can be read in one way only, and says so", async () => {
    expect(await (await echo().post("/both", { body: "x" })).text()).toBe("told");
  });
});

describe("other bodies", () => {
  test("text is UTF-8 or refused", async () => {
    const browser = echo();
    expect(await (await browser.post("/text", { body: "äß" })).text()).toBe("äß");
    expect((await browser.post("/text", { body: Uint8Array.of(0xff, 0xfe) })).status).toBe(400);
    expect(
      (await browser.post("/text", { body: "x", headers: { "content-type": "text/plain; charset=latin1" } })).status,
    ).toBe(415);
  });

  test("bytes as they are", async () => {
    const response = await echo().post("/bytes", { body: Uint8Array.of(0, 255, 10) });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(0, 255, 10));
  });

  test("R41 a form: only & separates, and names mean nothing", async () => {
    const body = "a=1;b=2&a[]=3&a.b=4&__proto__[x]=5";
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect(await (await echo().post("/form", { headers, body })).json()).toEqual([
      ["a", "1;b=2"],
      ["a[]", "3"],
      ["a.b", "4"],
      ["__proto__[x]", "5"],
    ]);
    expect((await echo().post("/form", { body: "x", headers: { "content-type": "text/plain" } })).status).toBe(415);
  });

  test("a route may have its own limits", async () => {
    const browser = echo();
    expect((await browser.post("/small", { body: "0123456789" })).status).toBe(200);
    expect(await code(await browser.post("/small", { body: "0123456789x", headers: problem }))).toEqual([
      413,
      "limit_body_size",
    ]);
  });
});

describe("the query", () => {
  test("in order, decoded once", async () => {
    expect(await (await echo().get("/query?a=1&b=%2526&a=2&c")).json()).toEqual([
      ["a", "1"],
      ["b", "%26"],
      ["a", "2"],
      ["c", ""],
    ]);
  });

  test.each([
    ["R21 too many parameters", `/query?${"&a".repeat(100_000)}`, 414],
    ["too long", `/query?a=${"x".repeat(20_000)}`, 414],
    ["R31 malformed", "/query?a=%", 400],
    ["R31 not UTF-8", "/query?a=%ff", 400],
  ])("%s", async (_, path, status) => {
    expect((await echo().get(path)).status).toBe(status);
  });
});

test("negotiation", async () => {
  const headers = { accept: "application/json, text/html;q=0.5", "accept-language": "fr, de;q=0.9, en;q=0.8, *;q=0.1" };
  expect(await (await echo().get("/accept", { headers })).json()).toEqual([
    "application/json",
    "de",
    ["fr", "de", "en"],
  ]);
});

test("D18 a suffix that nobody declared leads nowhere (web cache deception)", async () => {
  const browser = echo();
  for (const path of ["/account/x.css", "/account.css", "/account;x.css", "/account%2fx.css", "/account/"]) {
    expect([path, (await browser.get(path)).status]).toEqual([path, 404]);
  }
});
