import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exchange, statuses } from "../node/raw.ts";
import { request, type Sealed, serveSealed } from "./sealed.ts";

let sealed: Sealed;
beforeAll(async () => {
  sealed = await serveSealed((app) => {
    app.get("/user/<int:id>/<path:rest>", (c) => ({
      ...c.params,
      q: [...c.request.query],
      cookies: c.request.cookies.size,
    }));
    app.get("/session", (c) => `${c.session.get("user")} ${c.session.size} ${c.flashedMessages().length}`);
    app.post("/form", { csrf: "webhook" }, async (c) => {
      const { fields, files } = await c.form({ files: true });
      return { fields: fields.size, files: files.size };
    });
    app.post("/json", { csrf: "webhook", cors: { origins: ["https://partner.example"] } }, async (c) => ({
      got: await c.request.json(),
      type: c.request.accepts("text/html", "application/json"),
    }));
  });
});
afterAll(() => sealed.close());

const PART =
  '--b\r\nContent-Disposition: form-data; name="f"; filename="a.png"\r\nContent-Type: image/png\r\n\r\nGIF89a\r\n--b--\r\n';
const SEEDS: readonly string[] = [
  request("GET /user/7/a%20b/c?x=1&y=%C3%A9", [
    "Cookie: a=b; c=d",
    "Accept: text/html;q=0.5, */*",
    "Connection: close",
  ]),
  request("GET /session", ["Cookie: __Host-session=AbCdEf_-123; b=c", 'If-None-Match: "x"', "Connection: close"]),
  request(
    "POST /form",
    ["Content-Type: multipart/form-data; boundary=b", `Content-Length: ${PART.length}`, "Connection: close"],
    PART,
  ),
  request(
    "POST /form",
    ["Content-Type: application/x-www-form-urlencoded", "Content-Length: 11", "Connection: close"],
    "a=1&b=%20+2",
  ),
  request(
    "POST /json",
    [
      "Content-Type: application/json",
      "Transfer-Encoding: chunked",
      "Origin: https://partner.example",
      "Connection: close",
    ],
    '9\r\n{"a":[1]}\r\n0\r\n\r\n',
  ),
  request("OPTIONS /json", [
    "Origin: https://partner.example",
    "Access-Control-Request-Method: POST",
    "Connection: close",
  ]),
];

/** What breaks parsers: separators, ends, beginnings of encodings. */
const PIECE = fc.constantFrom(
  "\r\n",
  "\n",
  "\r",
  "\0",
  "%",
  "%00",
  "%2f",
  "%",
  "\\",
  "/",
  "//",
  "..",
  "?",
  "#",
  ":",
  ";",
  ",",
  "=",
  "&",
  '"',
  "--b",
  "\xff",
  "\xc0\xae",
  " ",
  "\t",
  "*",
  "__proto__",
  "chunked",
  "0",
  "9".repeat(30),
  "-1",
  "{",
  "[",
  "x".repeat(300),
);
const EDIT = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat({ max: 12 }),
  put: fc.option(PIECE, { nil: "" }),
});

test("V12 R10 R31 whatever is changed in a request, the answer is a 2xx or 4xx, or none, and nothing escapes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...SEEDS), fc.array(EDIT, { minLength: 1, maxLength: 3 }), async (seed, edits) => {
      let text = seed;
      for (const { at, cut, put } of edits) {
        const from = Math.floor(at * text.length);
        text = text.slice(0, from) + put + text.slice(from + cut);
      }
      const answer = await exchange(sealed.server, Buffer.from(text, "latin1"), 40);
      for (const status of statuses(answer))
        expect(status === 100 || status < 300 || (status >= 400 && status < 500) || status === 308, answer.text).toBe(
          true,
        );
      expect(sealed.escaped).toEqual([]);
    }),
    { numRuns: 400 },
  );
  expect(sealed.log.filter((line) => line.includes(" error "))).toEqual([]);
  expect(statuses(await exchange(sealed.server, request("GET /ok", ["Connection: close"]), 2000))).toEqual([200]);
}, 60_000);
