import { describe, expect, test } from "vitest";
import { client } from "../../src/testing/client.ts";
import { production } from "./setup.ts";

function app(options: Parameters<typeof production>[0] = {}): ReturnType<typeof production> {
  const made = production(options);
  made.get("/go", (c) => c.redirect(c.request.query.get("to") ?? "/"));
  made.post("/save", { csrf: "webhook" }, (c) => c.redirect("/done"));
  made.get("/slash/", () => "slash");
  made.get("/old/<int:id>", { name: "item", alias: true }, () => "never");
  made.get("/item/<int:id>", { name: "item" }, () => "item");
  return made;
}

test("D03 D04 a redirect is a 303 with a relative Location and no body", async () => {
  const browser = client(app());
  const saved = await browser.post("/save", { body: "x" });
  expect([saved.status, saved.headers.get("location"), await saved.text()]).toEqual([303, "/done", ""]);
  const go = await browser.get("/go", { query: { to: "https://app.example/a?b#c" } });
  expect(go.headers.get("location")).toBe("/a?b#c");
});

test.each([
  ["?page=2", "/list/cats?page=2"],
  ["#end", "/list/cats#end"],
  ["", "/list/cats"],
  ["dogs", "/list/dogs"],
  ["./dogs/7", "/list/dogs/7"],
  ["../about", "/about"],
  ["../../../about", "/about"],
  ["/", "/"],
])("the relative target %j is one of the page that was asked for", async (to, location) => {
  const site = production();
  site.get("/list/<kind>", (c) => c.redirect(c.request.query.get("to") ?? "/"));
  expect((await client(site).get("/list/cats", { query: { to, page: 1 } })).headers.get("location")).toBe(location);
});

test.each([200, 300, 304, 404])("%i is no redirect: an error where it is written", async (status) => {
  const site = production({ mode: "test" });
  site.get("/", (c) => c.redirect("/x", { status: status as 303 }));
  await expect(client(site).get("/")).rejects.toThrow(`${status} is no status of a redirect`);
});

describe("D02 a target that came with the request leads nowhere else", () => {
  test.each([
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%09/evil.example",
    "///evil.example",
    "https:evil.example",
    "https://evil.example",
    "https://app.example@evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    " //evil.example",
    "/\t/evil.example",
    "/a\nSet-Cookie: x=1",
  ])("%j", async (to) => {
    const response = await client(app()).get("/go", { query: { to } });
    expect(response.status).toBe(400);
    expect(response.headers.get("location")).toBeNull();
    expect(await response.text()).not.toContain("evil");
  });

  test("unless it was allowed", async () => {
    const browser = client(app({ redirects: ["https://login.example"] }));
    expect((await browser.get("/go", { query: { to: "https://login.example/in" } })).headers.get("location")).toBe(
      "https://login.example/in",
    );
    expect((await browser.get("/go", { query: { to: "http://login.example/in" } })).status).toBe(400);
  });

  test("the twin: with the guard off it leads anywhere", async () => {
    const browser = client(app({ guards: { redirects: { off: "to show what it guards against" } } }));
    expect((await browser.get("/go", { query: { to: "https://evil.example" } })).headers.get("location")).toBe(
      "https://evil.example",
    );
  });
});

test("the slash at the end: 308, relative, with the query", async () => {
  const response = await client(app()).get("/slash?a=1&b=%2F");
  expect([response.status, response.headers.get("location")]).toEqual([308, "/slash/?a=1&b=%2F"]);
});

test("two slashes: 308 to one, never to another host", async () => {
  const response = await client(app()).get("https://app.example//slash//");
  expect([response.status, response.headers.get("location")]).toEqual([308, "/slash/"]);
  expect((await client(app()).get("https://app.example//evil.example//")).status).toBe(404);
});

test("an alias leads to where its route is now", async () => {
  const response = await client(app()).get("/old/7?x=1");
  expect([response.status, response.headers.get("location")]).toEqual([308, "/item/7?x=1"]);
});

describe("redirectBack", () => {
  test.each<[string | null, string]>([
    ["https://app.example/from?a=1", "/from?a=1"],
    ["https://evil.example/from", "/home"],
    ["https://app.example@evil.example/", "/home"],
    ["javascript:alert(1)", "/home"],
    [null, "/home"],
  ])("from %s to %s", async (referer, location) => {
    const made = production();
    made.get("/back", (c) => c.redirectBack("/home"));
    const response = await client(made).get("/back", { headers: { referer } });
    expect(response.headers.get("location")).toBe(location);
  });
});
