import { DictLoader } from "@ampoule/templates";
import { parse } from "parse5";
import { describe, expect, test } from "vitest";
import { App } from "../../src/app.ts";
import type { AppOptions } from "../../src/app-options.ts";
import { silentLogger } from "../../src/log.ts";
import { type ClientOptions, client } from "../../src/testing/client.ts";
import { elements, textOf } from "../../src/testing/dom.ts";
import type { HeaderChanges } from "../../src/testing/encode.ts";
import { production } from "./setup.ts";

function development(options: AppOptions = {}): App {
  const templates = new DictLoader({ "broken.html": "<p>\n{{ user.name.first.last }}\n</p>" });
  const app = new App({ mode: "development", logger: silentLogger, templates, ...options });
  app.get("/bug", function bug() {
    throw new RangeError("the <img src=x onerror=alert(1)> is too large", {
      cause: new Error("a deeper </pre><script>alert(2)</script>"),
    });
  });
  app.get("/template", (c) => c.render("broken.html", { user: {} }));
  app.get("/secret/<token>", () => {
    throw new Error("bug");
  });
  return app;
}

async function page(
  path: string,
  headers: HeaderChanges = {},
  options: ClientOptions = {},
  app = development(),
): Promise<string> {
  return (await client(app, options).get(path, { headers })).text();
}

const IS_DEBUG = "shown in development, to this computer only";

describe("V01 V03 who sees the page", () => {
  test("the developer, on this machine", async () => {
    expect(await page("/bug")).toContain(IS_DEBUG);
    expect(await page("/bug", {}, { remoteAddress: "::1" })).toContain(IS_DEBUG);
  });

  test.each<[string, HeaderChanges, ClientOptions]>([
    ["another machine", {}, { remoteAddress: "192.168.1.20" }],
    ["a server that does not say who asks", {}, { remoteAddress: "" }],
    ["somebody behind a proxy on this machine", { "x-forwarded-for": "203.0.113.9" }, {}],
    ["somebody behind another proxy", { forwarded: "for=203.0.113.9" }, {}],
    ["a page of another site", { "sec-fetch-site": "cross-site" }, {}],
    ["a page of a sibling", { "sec-fetch-site": "same-site" }, {}],
  ])("not %s", async (_, headers, options) => {
    const text = await page("/bug", headers, options);
    expect(text).not.toContain(IS_DEBUG);
    expect(text).not.toContain("too large");
    expect(text).toContain("Internal Server Error");
  });

  test("not a page whose name was made to point here (DNS rebinding)", async () => {
    const response = await client(development()).get("/bug", { headers: { host: "rebound.evil.example" } });
    expect(response.status).toBe(421);
    expect(await response.text()).not.toContain(IS_DEBUG);
  });

  test("V04 nobody in production, which is the default", async () => {
    const app = production();
    app.get("/bug", () => {
      throw new Error("details");
    });
    const text = await page("/bug", {}, {}, app as never);
    expect(text).not.toContain(IS_DEBUG);
    expect(text).not.toContain("details");
  });

  test("a program gets problem+json without details", async () => {
    const text = await page("/bug", { accept: "application/json" });
    expect(JSON.parse(text)).toEqual({
      type: "about:blank",
      title: "Internal Server Error",
      status: 500,
      code: "internal_server_error",
    });
  });
});

describe("V13 the page itself", () => {
  test("D26 text of errors is text: no element comes of it, and no script runs", async () => {
    const response = await client(development()).get("/bug");
    const tree = parse(await response.text());
    const names = [...elements(tree)].map((element) => element.tagName);
    expect(names).not.toContain("img");
    expect(names).not.toContain("script");
    const messages = [...elements(tree)].filter((element) => element.tagName === "pre").map(textOf);
    expect(messages).toContain("the <img src=x onerror=alert(1)> is too large");
    expect(messages).toContain("a deeper </pre><script>alert(2)</script>");
    expect(response.headers.get("content-security-policy")).toMatch(/script-src 'nonce-/);
  });

  test("says where: the calls, and the lines around the first of our own", async () => {
    const text = await page("/bug");
    expect(text).toContain("RangeError");
    expect(text).toContain("debug-page.test.ts");
    expect(text).toContain("function bug()");
    expect(text).toContain("caused by");
  });

  test("a template's mistake is shown in the template", async () => {
    const text = await page("/template");
    expect(text).toContain("broken.html");
    expect(text).toContain("{{ user.name.first.last }}");
    expect(text).toMatch(/\^{3,}/);
  });

  test("is one whole document", async () => {
    const problems: string[] = [];
    parse(await page("/bug"), { onParseError: (error) => problems.push(error.code) });
    expect(problems).toEqual([]);
  });
});

test("V05 secrets are masked, wherever they stand", async () => {
  const secret = "hunter2hunter2";
  const text = await page(`/secret/${secret}?password=${secret}&api_key=${secret}&page=2`, {
    authorization: `Bearer ${secret}`,
    cookie: `session=${secret}`,
    "x-csrf-token": secret,
    "x-api-key": secret,
    "x-plain": "shown",
  });
  expect(text).toContain(IS_DEBUG);
  // The path is what was asked for; values by name are masked.
  expect(text.split(secret).length - 1).toBe(1);
  expect(text).toContain("[hidden]");
  expect(text).toContain("shown");
});

test("V06 hidden characters of a request are shown as escapes", async () => {
  const text = await page("/bug?a=%1B%5B31m%E2%80%AE");
  expect(text).toContain("\\u001b[31m\\u202e");
  expect(text).not.toContain("\u202e");
});
