import { describe, expect, test } from "vitest";
import { unauthorized } from "../../src/errors.ts";
import { parseAuthorization } from "../../src/http/authorization.ts";
import { client } from "../../src/testing/client.ts";
import { production } from "../app/setup.ts";

const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;

describe("Basic", () => {
  test.each([
    ["Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Aladdin", "open sesame"],
    ["basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Aladdin", "open sesame"],
    ["BASIC  QWxhZGRpbjpvcGVuIHNlc2FtZQ== ", "Aladdin", "open sesame"],
    ["Basic 0YDRg9GB0YHQutC40IE60JHRg9C60LLRiw==", "русскиЁ", "Буквы"],
    [basic("ada:a:b:c"), "ada", "a:b:c"],
    [basic("ada:"), "ada", ""],
    [basic(":secret"), "", "secret"],
    [basic("__proto__:constructor"), "__proto__", "constructor"],
  ])("%s", (header, username, password) => {
    expect(parseAuthorization(header)).toEqual({ scheme: "basic", username, password });
  });
});

describe("Bearer", () => {
  test.each(["mF_9.B5f-4.1JqM", "a", "abc==", "a.b.c", "A+/~"])("%s", (token) => {
    expect(parseAuthorization(`Bearer ${token}`)).toEqual({ scheme: "bearer", token });
  });
});

test.each([
  null,
  "",
  "foo",
  "Basic",
  "Basic ",
  "Basic QWxhZGRpbg",
  "Basic QWxhZGRpbg==",
  "Basic !!!!",
  "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==, Basic QWxhZGRpbjp4",
  "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==x",
  `Basic ${Buffer.from([0x61, 0x3a, 0xff]).toString("base64")}`,
  basic("ada:a\nb"),
  basic("a\0:b"),
  "Bearer a b",
  "Bearer a,b",
  "Bearer =",
  "Bearer ü",
  'Digest username="Mufasa"',
  "constructor x",
  "__proto__ x",
  `Bearer ${"x".repeat(9000)}`,
  `Basic ${"A".repeat(100_000)}`,
])("%j is nothing that we read", (header) => {
  expect(parseAuthorization(header)).toBeNull();
});

test("a view asks the request", async () => {
  const app = production();
  app.get("/api", (c) => {
    const { authorization } = c.request;
    if (authorization?.scheme !== "bearer" || authorization.token !== "of-a-test")
      throw unauthorized('Bearer realm="api"');
    return "data";
  });
  const browser = client(app);
  const without = await browser.get("/api");
  expect([without.status, without.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="api"']);
  expect((await browser.get("/api", { headers: { authorization: basic("ada:x") } })).status).toBe(401);
  expect(await (await browser.get("/api", { headers: { authorization: "Bearer of-a-test" } })).text()).toBe("data");
});
