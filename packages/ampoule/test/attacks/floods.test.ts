import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { statuses } from "../node/raw.ts";
import { attack, request, type Sealed, serveSealed } from "./sealed.ts";

let sealed: Sealed;

beforeAll(async () => {
  sealed = await serveSealed((app) => {
    app.get("/query", (c) => ({ n: c.request.query.size }));
    app.get("/cookies", (c) => ({ n: c.request.cookies.size }));
    app.get("/accept", (c) => `${c.request.accepts("text/html", "text/plain")} ${c.request.languages.length}`);
    app.post("/form", { csrf: "webhook" }, async (c) => ({ n: (await c.form({ files: true })).fields.size }));
    app.post("/json", { csrf: "webhook" }, async (c) => ({ got: typeof (await c.request.json()) }));
    app.post("/text", { csrf: "webhook" }, async (c) => `[${(await c.request.text()).length}]`);
    app.post("/unread", { csrf: "webhook" }, () => "unread");
    app.post("/bug", { csrf: "webhook" }, () => {
      throw new Error("evil");
    });
  });
});
afterAll(() => sealed.close());

const post = (path: string, type: string, body: string): string =>
  request(`POST ${path}`, [`Content-Type: ${type}`, `Content-Length: ${body.length}`], body);
const FORM = "application/x-www-form-urlencoded";

describe("R13 R20 R21 S13 floods", () => {
  const rows: readonly (readonly [name: string, bytes: string, status: number])[] = [
    ["cookies", request("GET /cookies", [`Cookie: ${"a=b; ".repeat(3000)}`]), 200],
    ["cookies of nothing", request("GET /cookies", [`Cookie: ${";".repeat(15_000)}`]), 200],
    [
      "cookies with names of Object.prototype",
      request("GET /cookies", ["Cookie: __proto__=evil; constructor=evil; toString"]),
      200,
    ],
    ["preferences", request("GET /accept", [`Accept: ${"a/b;q=0.5,".repeat(1500)}`, "Accept-Language: evil"]), 200],
    ["quotes without an end", request("GET /accept", [`Accept: ${'a/b;x="\\'.repeat(1500)}`]), 200],
    [
      "ranges and conditions",
      request("GET /ok", [`Range: bytes=${"0-1,".repeat(2000)}`, `If-None-Match: ${'W/"a",'.repeat(1000)}`]),
      200,
    ],
    ["a thousand fields and one", post("/form", FORM, "a=1&".repeat(1001)), 413],
    ["a hundred thousand separators", post("/form", FORM, "&".repeat(100_000)), 413],
    ["fields with brackets", post("/form", FORM, "a[__proto__][x]=1&a[4294967295]=1&a[-1]=1&a.b.c=1"), 200],
    ["a name of 300 bytes", post("/form", FORM, `${"a".repeat(300)}=1`), 413],
    ["a field of 600 KB", post("/form", FORM, `a=${"b".repeat(600_000)}`), 413],
    ["escapes that are cut off", post("/form", FORM, "a=%"), 400],
    ["NUL in a field", post("/form", FORM, "a=%00"), 400],
    ["overlong UTF-8 in a field", post("/form", FORM, "a=%c0%ae"), 400],
    ["a form in UTF-16", post("/form", `${FORM}; charset=utf-16`, "a=1"), 415],
    ["a form of no type", post("/form", "evil", "a=1"), 415],
    ["a form in text/plain", post("/form", "text/plain", "a=1"), 415],
    ["JSON a hundred thousand deep", post("/json", "application/json", "[".repeat(100_000)), 400],
    [
      "JSON with ten thousand keys",
      post(
        "/json",
        "application/json",
        JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i]))),
      ),
      200,
    ],
    ["JSON with __proto__", post("/json", "application/json", '{"__proto__":{"evil":1}}'), 400],
    ["JSON with a spelt-out __proto__", post("/json", "application/json", '{"\\u005f_proto__":{"evil":1}}'), 400],
    ["JSON in UTF-16", post("/json", "application/json; charset=utf-16", "{}"), 415],
    ["JSON with a byte order mark", post("/json", "application/json", "\xef\xbb\xbf{}"), 400],
    ["two documents", post("/json", "application/json", '{"a":1}\n{"a":2}'), 400],
    ["NDJSON", post("/json", "application/x-ndjson", '{"a":1}\n'), 415],
    ["JSON of another dialect", post("/json", "application/ld+json", "{}"), 415],
    ["JSON in text/plain", post("/json", "text/plain", "{}"), 415],
    ["JSON in a list of types", post("/json", "application/json, text/html", "{}"), 415],
    ["JSON of two charsets", post("/json", "application/json; charset=utf-8; charset=utf-7", "{}"), 415],
    ["JSON with NaN", post("/json", "application/json", '{"a":NaN}'), 400],
    ["JSON with 1e400", post("/json", "application/json", "[1e400]"), 400],
    ["JSON with a comment", post("/json", "application/json", "{/*evil*/}"), 400],
    [
      "a compressed body",
      request("POST /json", ["Content-Type: application/json", "Content-Encoding: gzip", "Content-Length: 2"], "{}"),
      415,
    ],
    [
      "a body in two codings",
      request(
        "POST /json",
        ["Content-Type: application/json", "Content-Encoding: identity, gzip", "Content-Length: 2"],
        "{}",
      ),
      415,
    ],
    ["text that is not UTF-8", `${request("POST /text", ["Content-Length: 1"])}\xff`, 400],
    ["a length beyond the limit", request("POST /text", ["Content-Length: 2000000", "Expect: 100-continue"]), 413],
    ["an expectation that is none", request("POST /text", ["Content-Length: 2", "Expect: evil"], "ab"), 417],
  ];
  for (const [name, bytes, status] of rows) {
    test(name, async () => {
      const began = Date.now();
      const answer = await attack(sealed, Buffer.from(bytes, "latin1"), 60);
      expect(statuses(answer), answer.text).toEqual([status]);
      expect(Date.now() - began).toBeLessThan(4000);
    });
  }
});

describe("methods", () => {
  const rows: readonly (readonly [method: string, path: string, status: readonly number[], allow?: string])[] = [
    ["HEAD", "/ok", [200]],
    ["HEAD", "/none", [404]],
    ["OPTIONS", "/ok", [204], "GET, HEAD, OPTIONS"],
    ["OPTIONS", "/none", [404]],
    ["TRACE", "/ok", [405], "GET, HEAD, OPTIONS"],
    ["PROPFIND", "/ok", [405], "GET, HEAD, OPTIONS"],
    ["QUERY", "/ok", [405], "GET, HEAD, OPTIONS"],
    ["DELETE", "/none", [404]],
    ["POST", "/ok", [405], "GET, HEAD, OPTIONS"],
    ["CONNECT", "app.example:443", []],
  ];
  for (const [method, target, expected, allow] of rows) {
    test(`${method} ${target}`, async () => {
      const answer = await attack(sealed, request(`${method} ${target}`, ["X-Word: evil", "Max-Forwards: 0"]));
      expect(statuses(answer)).toEqual(expected);
      expect(/^allow: (.*)\r$/m.exec(answer.text)?.[1]).toBe(allow);
      if (method === "HEAD") expect(answer.text.split("\r\n\r\n")[1]).toBe("");
    });
  }
});

describe("D22 the next request on the connection", () => {
  const next = request("GET /ok", ["Connection: close"]);
  const rows: readonly (readonly [name: string, bytes: string, expected: readonly number[]])[] = [
    ["after a view that did not read", request("POST /unread", ["Content-Length: 5"], "abcde"), [200, 200]],
    ["after a 404 with a body", request("POST /none", ["Content-Length: 5"], "GET /"), [404, 200]],
    ["after a 500 with a body", request("POST /bug", ["Content-Length: 5"], "GET /"), [500, 200]],
    ["after a 413", post("/form", FORM, "&".repeat(1100)), [413, 200]],
    ["after a 415", post("/form", "text/plain", "abc"), [415, 200]],
    ["after a body of a HEAD", request("HEAD /ok", ["Content-Length: 5"], "GET /"), [200, 200]],
    ["after a body of a GET", request("GET /ok", ["Content-Length: 5"], "GET /"), [200, 200]],
    [
      "after a body that came in chunks",
      request("POST /unread", ["Transfer-Encoding: chunked"], "5\r\nGET /\r\n0\r\nX: y\r\n\r\n"),
      [200, 200],
    ],
    ["after many at once", request("GET /ok").repeat(20), Array.from({ length: 21 }, () => 200)],
    ["after the client said that it was the last", request("GET /ok", ["Connection: close"]), [200]],
    ["after a 204", request("OPTIONS /ok"), [204, 200]],
    // What stands behind an upgrade in the same packet is of the other protocol.
    ["after an upgrade that nobody takes", request("GET /ok", ["Connection: Upgrade", "Upgrade: h2c"]), [200]],
  ];
  for (const [name, bytes, expected] of rows) {
    test(name, async () => expect(statuses(await attack(sealed, bytes + next, 1500))).toEqual(expected));
  }

  test("a body that never comes holds nothing up but itself", async () => {
    const answer = await attack(sealed, request("POST /unread", ["Content-Length: 50"], "half"), 3500);
    expect(statuses(answer)).toEqual([200]);
    expect(answer.closed).toBe(true);
  });
});
