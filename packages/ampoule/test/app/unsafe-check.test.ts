import { html } from "@ampoule/markup";
import { setUnsafeHook } from "@ampoule/markup/engine";
import { unsafeMarkup, unsafeScript, unsafeUrl } from "@ampoule/markup/unsafe";
import { afterAll, describe, expect, test } from "vitest";
import { App } from "../../src/app.ts";
import type { AppOptions } from "../../src/app-options.ts";
import { silentLogger } from "../../src/log.ts";
import { client } from "../../src/testing/client.ts";
import { production } from "./setup.ts";

afterAll(() => setUnsafeHook(undefined));

function development(options: AppOptions = {}): App {
  return new App({ mode: "development", logger: silentLogger, ...options });
}

/** Every way in which text comes with a request, turned into Markup. */
function plant(app: App): App {
  app.get("/query", (c) => html`${unsafeMarkup(`<p>${c.request.query.get("q")}</p>`)}`);
  app.get("/param/<name>", (c) => html`${unsafeMarkup(`<p>${c.params.name}</p>`)}`);
  app.get("/cookie", (c) => html`${unsafeMarkup(`${c.request.cookies.get("q")}`)}`);
  app.get("/header", (c) => html`${unsafeMarkup(`${c.request.headers.get("x-name")}`)}`);
  app.post("/form", { csrf: "webhook" }, async (c) => html`${unsafeMarkup((await c.form()).fields.get("q") ?? "")}`);
  app.post(
    "/json",
    { csrf: "webhook" },
    async (c) => html`${unsafeMarkup(((await c.request.json()) as { a: { q: string }[] }).a[0]?.q ?? "")}`,
  );
  app.post("/text", { csrf: "webhook" }, async (c) => html`${unsafeMarkup(await c.request.text())}`);
  app.get("/url", (c) => html`<a href="${unsafeUrl(c.request.query.get("q") ?? "")}">x</a>`);
  app.get("/script", (c) => html`<script>${unsafeScript(`f("${c.request.query.get("q")}")`)}</script>`);
  app.get("/own", () => html`${unsafeMarkup("<b>written here</b>")}`);
  return app;
}

const EVIL = "<img src=x onerror=alert(1)>";

type Visit = (browser: ReturnType<typeof client>) => Promise<Response>;
const VISITS: readonly (readonly [name: string, visit: Visit])[] = [
  ["the query", (browser) => browser.get("/query", { query: { q: EVIL } })],
  ["a parameter of the route", (browser) => browser.get(`/param/${encodeURIComponent(EVIL)}`)],
  ["a cookie", (browser) => browser.get("/cookie", { headers: { cookie: `q=${encodeURIComponent(EVIL)}` } })],
  ["a header", (browser) => browser.get("/header", { headers: { "x-name": EVIL } })],
  ["a form", (browser) => browser.post("/form", { form: { q: EVIL } })],
  ["JSON", (browser) => browser.post("/json", { json: { a: [{ q: EVIL }] }, headers: { accept: "text/html" } })],
  ["text", (browser) => browser.post("/text", { body: EVIL, headers: { "content-type": "text/plain" } })],
  ["a URL", (browser) => browser.get("/url", { query: { q: "javascript:alert(1)" } })],
  ["a script", (browser) => browser.get("/script", { query: { q: '");alert(1)//' } })],
];

describe("in development, what came with a request cannot be asserted to be safe", () => {
  test.each(VISITS)("%s", async (_, visit) => {
    const response = await visit(client(plant(development())));
    expect(response.status).toBe(500);
    const page = await response.text();
    expect(page).toContain("came in with this very request");
    expect(page).not.toContain("<img src=x");
  });

  test("what the program itself wrote can, and so can a word that happens to be in the query", async () => {
    const browser = client(plant(development()));
    expect(await (await browser.get("/own")).text()).toBe("<b>written here</b>");
    expect(await (await browser.get("/own", { query: { q: "written" } })).text()).toBe("<b>written here</b>");
  });

  test("requests do not see each other's values", async () => {
    const app = development();
    app.get("/<int:ms>", async (c) => {
      await new Promise((resolve) => setTimeout(resolve, c.params.ms));
      return html`${unsafeMarkup(c.params.ms === 20 ? "<i>fixed</i>" : "<b>fixed</b>")}`;
    });
    const browser = client(app);
    const [slow, fast] = await Promise.all([
      browser.get("/20", { query: { q: "<b>fixed</b>" } }),
      browser.get("/5", { query: { q: "<i>fixed</i>" } }),
    ]);
    expect([await slow.text(), await fast.text()]).toEqual(["<i>fixed</i>", "<b>fixed</b>"]);
  });
});

test("the twin: production does not check, and the assertion is believed", async () => {
  const response = await client(plant(production())).get("/query", { query: { q: EVIL } });
  expect(await response.text()).toBe(`<p>${EVIL}</p>`);
});
