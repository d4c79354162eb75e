import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { statuses } from "../node/raw.ts";
import { attack, request, type Sealed, serveSealed } from "./sealed.ts";

let sealed: Sealed;
/** What views saw. */
const seen: unknown[] = [];

beforeAll(async () => {
  sealed = await serveSealed((app) => {
    for (const rule of [
      "/int/<int:x>",
      "/float/<float:x>",
      "/str/<x>",
      "/path/<path:x>",
      "/uuid/<uuid:x>",
      "/two/<x>.<int:y>",
    ]) {
      app.get(rule as "/str/<x>", (c) => {
        seen.push(c.params.x);
        return "routed";
      });
    }
    app.get("/admin/secret", () => {
      seen.push("admin");
      return "the secret";
    });
    app.get("/query", (c) => ({ n: c.request.query.size }));
    app.get("/cookies", (c) => ({ n: c.request.cookies.size }));
    app.post("/form", { csrf: "webhook" }, async (c) => ({ n: (await c.form({ files: true })).fields.size }));
    app.post("/json", { csrf: "webhook" }, async (c) => ({ got: await c.request.json() }));
    app.post("/text", { csrf: "webhook" }, async (c) => `[${(await c.request.text()).length}]`);
    app.post("/unread", { csrf: "webhook" }, () => "unread");
  });
});
afterAll(() => sealed.close());

const chunked = (body: string): string => request("POST /text", ["Transfer-Encoding: chunked"], body);
const follow = request("GET /admin/secret");

describe("R23 R24 bodies that two readers would end at different places", () => {
  const rows: readonly (readonly [name: string, bytes: string, statuses: readonly number[]])[] = [
    ["a chunk size that is none", chunked("zz\r\n"), [400]],
    ["a chunk size with a sign", chunked("+3\r\nabc\r\n0\r\n\r\n"), [400]],
    ["a chunk size with 0x", chunked("0x3\r\nabc\r\n0\r\n\r\n"), [400]],
    ["a chunk size with a blank before", chunked(" 3\r\nabc\r\n0\r\n\r\n"), [400]],
    ["a chunk size of 20 digits", chunked("fffffffffffffffffff\r\nabc"), [400]],
    ["a chunk longer than it says", chunked("3\r\nabcdef\r\n0\r\n\r\n"), [400]],
    ["a chunk that ends in LF", chunked("3\nabc\n0\n\n"), [400]],
    ["a chunk extension with a line feed", chunked("3;a\nb\r\nabc\r\n0\r\n\r\n"), [400]],
    ["a chunk extension of 20 KB", chunked(`3;${"a".repeat(20_000)}\r\nabc\r\n0\r\n\r\n`), [413]],
    ["trailers that are headers of ours", chunked("3\r\nabc\r\n0\r\nHost: evil\r\nContent-Length: 9\r\n\r\n"), [400]],
    ["trailers of 20 KB", chunked(`3\r\nabc\r\n0\r\nX: ${"y".repeat(20_000)}\r\n\r\n`), [431]],
    ["a length that overflows", request("POST /text", ["Content-Length: 99999999999999999999"], "a"), [400]],
    ["a length with a comma", request("POST /text", ["Content-Length: 1, 1"], "a"), [400]],
    ["an empty length", request("POST /text", ["Content-Length:"], "a"), [400]],
    ["a length below zero", request("POST /text", ["Content-Length: -1"], "a"), [400]],
    [
      "two encodings",
      request("POST /text", ["Transfer-Encoding: chunked", "Transfer-Encoding: identity"], "0\r\n\r\n"),
      [400],
    ],
    ["an encoding with a vertical tab", request("POST /text", ["Transfer-Encoding: \vchunked"], "0\r\n\r\n"), [400]],
    ["an encoding in quotes", request("POST /text", ['Transfer-Encoding: "chunked"'], "0\r\n\r\n"), [400]],
    ["an unknown encoding", request("POST /text", ["Transfer-Encoding: gzip"], "0\r\n\r\n"), [400]],
    ["gzip, chunked", request("POST /text", ["Transfer-Encoding: gzip, chunked"], "0\r\n\r\n"), [400]],
    ["a header without a colon", request("GET /ok", ["evil"]), [400]],
    ["a header without a name", request("GET /ok", [": evil"]), [400]],
    ["a header name with a blank", request("GET /ok", ["X y: evil"]), [400]],
    ["a folded first header", "GET /ok HTTP/1.1\r\n Host: app.example\r\n\r\n", [400]],
    ["a method in small letters", request("get /ok"), [400]],
    ["a method that is none", request("EVIL /ok"), [400]],
    ["three words and a half", request("GET /ok /evil"), [400]],
    ["a version that is none", "GET /ok HTTP/1.9\r\nHost: app.example\r\n\r\n", [400]],
    ["a version of another protocol", "GET /ok HTTP/2.0\r\nHost: app.example\r\n\r\n", [400]],
    [
      "chunks in HTTP/1.0",
      "POST /text HTTP/1.0\r\nHost: app.example\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      [400],
    ],
    ["one length twice", request("POST /text", ["Content-Length: 1", "Content-Length: 1"], "a"), [400]],
    ["an encoding with a parameter", request("POST /text", ["Transfer-Encoding: chunked;a=b"], "0\r\n\r\n"), [400]],
    ["an encoding behind a comma", request("POST /text", ["Transfer-Encoding: ,chunked"], "0\r\n\r\n"), [400]],
    ["an empty encoding", request("POST /text", ["Transfer-Encoding:", "Content-Length: 1"], "a"), [400]],
    ["a chunk size with a blank behind", chunked("3 \r\nabc\r\n0\r\n\r\n"), [400]],
    ["a chunk extension in quotes with a line", chunked('3;a="\r\nb"\r\nabc\r\n0\r\n\r\n'), [400]],
    ["a control character in a header", request("GET /ok", ["X: a\x01b"]), [400]],
    ["a tab in the request line", "GET\t/ok HTTP/1.1\r\nHost: app.example\r\n\r\n", [400]],
  ];
  for (const [name, bytes, expected] of rows) {
    test(name, async () => {
      const before = seen.length;
      const answer = await attack(sealed, bytes + follow);
      expect(statuses(answer), answer.text).toEqual(expected);
      expect(seen.length, "what follows was taken for a request").toBe(before);
    });
  }
});

describe("R27 R31 D05 targets", () => {
  const host = "\r\nHost: app.example\r\nConnection: close\r\n\r\n";
  const rows: readonly (readonly [target: string, status: number, params?: unknown])[] = [
    ["http://app.example/admin/secret", 200, "admin"],
    ["https://app.example/str/a", 200, "a"],
    ["http://evil@app.example/ok", 400],
    ["http://app.example:80/ok", 400],
    ["http://app.example\\@evil/ok", 400],
    ["http:/ok", 400],
    ["http:ok", 400],
    ["app.example/ok", 400],
    ["app.example:80", 400],
    ["*", 400],
    ["//evil.example/ok", 404],
    ["///ok", 308],
    ["//admin/secret", 308],
    ["/./ok", 200],
    ["/x/../ok", 200],
    ["/x/%2e%2e/ok", 200],
    ["/x/.%2E/ok", 200],
    ["/../../../../ok", 200],
    ["/admin;/secret", 404],
    ["/admin/secret;x", 404],
    ["/admin%2fsecret", 404],
    ["/admin%252fsecret", 404],
    ["/admin%5csecret", 404],
    ["/admin\\secret", 400],
    ["/admin/secret%00", 400],
    ["/admin/secret%0a", 400],
    ["/admin/secret%20", 404],
    ["/admin/secret.", 404],
    ["/admin/secret/", 404],
    ["/ADMIN/SECRET", 404],
    ["/%61dmin/secret", 200, "admin"],
    ["/admin/secre\u0074", 200, "admin"],
    ["/%c1%a1dmin/secret", 400],
    ["/%e0%80%afadmin", 400],
    ["/%u0061dmin/secret", 400],
    ["/str/%", 400],
    ["/str/%zz", 400],
    ["/str/%ff", 400],
    ["/str/%ed%a0%80", 400],
    ["/str/%f4%90%80%80", 400],
    ["/str/%c0%ae%c0%ae", 400],
    ["/str/%c2%85", 400],
    ["/str/%2e", 404],
    ["/str/%2e%2e", 404],
    ["/str/a%2fb", 404],
    ["/str/a%5cb", 404],
    ["/str/%252e%252e", 200, "%2e%2e"],
    ["/str/a;b=c", 200, "a;b=c"],
    ["/str/..;", 200, "..;"],
    ["/str/__proto__", 200, "__proto__"],
    ["/str/%F0%9F%98%80", 200, "\u{1f600}"],
    ["/path/a/%2e%2e/b", 200, "b"],
    ["/path/a/..%2fb", 404],
    ["/path/a/..%5cb", 404],
    ["/path/a/%252e%252e/b", 200, "a/%252e%252e/b".replaceAll("%25", "%")],
    ["/path/a//b", 308],
    ["/path//other.example", 308],
    ["/int/1", 200, 1],
    ["/int/01", 200, 1],
    ["/int/+1", 404],
    ["/int/-1", 404],
    ["/int/1e3", 404],
    ["/int/0x1", 404],
    ["/int/%31", 200, 1],
    ["/int/\u0661", 404],
    ["/int/%D9%A1", 404],
    ["/int/9007199254740993", 404],
    [`/int/${"9".repeat(4000)}`, 404],
    ["/float/1.5", 200, 1.5],
    ["/float/1e400", 404],
    ["/float/NaN", 404],
    ["/float/Infinity", 404],
    [`/float/1.${"5".repeat(4000)}`, 404],
    ["/uuid/00000000-0000-0000-0000-00000000000g", 404],
    [`/str/${"a".repeat(9000)}`, 414],
    [`/path/${"a/".repeat(4500)}b`, 414],
    [`/path/${"../".repeat(2500)}etc/passwd`, 404],
    [`/${"%2e%2e/".repeat(1000)}etc/passwd`, 404],
    ["/two/a.b.c.1", 200, "a.b.c"],
    [`/two/${".1".repeat(3000)}`, 404],
    ["/query?a=%", 400],
    ["/query?a=%00", 400],
    ["/query?a=%ff", 400],
    ["/query?a=\xff", 400],
    ["/query?__proto__=1&constructor=2", 200],
    [`/query?${"a&".repeat(201)}`, 414],
    [`/query?${"a=1&".repeat(3000)}`, 414],
    [`/query?${"[a]".repeat(100)}=1`, 413],
    ["/query??=&==&&=", 200],
    ["/query?a\tb", 400],
  ];
  for (const [target, status, param] of rows) {
    test(target.length > 60 ? `${target.slice(0, 60)}…` : target, async () => {
      seen.length = 0;
      const answer = await attack(sealed, Buffer.from(`GET ${target} HTTP/1.1${host}`, "latin1"));
      expect(statuses(answer), answer.text).toEqual([status]);
      if (param !== undefined) expect(seen).toEqual([param]);
      if (status === 308) expect(/^location: (.*)$/m.exec(answer.text)?.[1]).toMatch(/^\/(?!\/)/);
      if (!answer.text.startsWith("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"))
        expect(answer.text).toContain("x-content-type-options: nosniff");
    });
  }

  test("two slashes at the beginning lead to a page of ours or nowhere", async () => {
    const answer = await attack(sealed, `GET //str/evil.example HTTP/1.1${host}`.replace("evil", "other"));
    expect(answer.text).toMatch(/location: \/str\/other\.example\r\n/);
  });
});
