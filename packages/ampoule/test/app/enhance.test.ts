import { readFileSync } from "node:fs";
import { defineForm, enhanceScriptUrl, string } from "@ampoule/forms";
import { describe, expect, test } from "vitest";
import { type Client, client } from "../../src/testing/client.ts";
import { attribute } from "../../src/testing/dom.ts";
import { queryPage } from "../../src/testing/visits.ts";
import { production } from "./setup.ts";

const note = defineForm({ text: string({ required: true, maxLength: 5 }) }, { id: "note", action: "/note" });
const second = defineForm({ text: string({ id: "second-text", maxLength: 5 }) }, { id: "second" });

const TEMPLATES = {
  "rendered.html": "{{ form.render(enhance=true) }}{{ second.render(enhance=true, action='/other') }}",
  "by-hand.html":
    '{{ enhance_script() }}<form method="post" data-enhance>{{ form.text() }}</form>{{ enhance_script() }}',
  "plain.html": "{{ form.render() }}",
  "again.html": "<p>Not so.</p>{{ form.render(enhance=true) }}",
} as const;

function site(): Client {
  const app = production({}, TEMPLATES);
  for (const page of ["rendered", "by-hand", "plain"])
    app.get(`/${page}`, (c) => c.render(`${page}.html`, { form: note.blank(c), second: second.blank(c) }));
  app.post("/note", { csrf: "form" }, async (c) => {
    const form = await note.from(c);
    if (!form.valid) return c.status(422).render("again.html", { form });
    return c.redirect("/plain");
  });
  app.post("/other", { csrf: "form" }, async (c) => {
    const form = await second.from(c);
    return form.valid ? "done" : c.status(422).text("a text of its own");
  });
  return client(app);
}

const BY_SCRIPT = {
  accept: "application/problem+json, application/json;q=0.9, text/html;q=0.8",
  "x-ampoule-enhance": "1",
} as const;

describe("the enhancement script", () => {
  test.each(["rendered", "by-hand"])("is in the page once, with the nonce of its policy: %s", async (page) => {
    const answer = await site().get(`/${page}`);
    const scripts = await queryPage(answer, "script");
    expect(scripts).toHaveLength(1);
    const [script] = scripts;
    expect(script && attribute(script, "defer")).toBe("");
    const nonce = script === undefined ? "" : (attribute(script, "nonce") ?? "");
    expect(nonce).toMatch(/^[\w-]{22}$/);
    expect(answer.headers.get("content-security-policy")).toContain(`'nonce-${nonce}'`);
  });

  test("is not in pages that do not ask for it", async () => {
    expect(await (await site().get("/plain")).text()).not.toContain("<script");
  });

  test("is served by the application, for ever under that URL, and belongs to nobody", async () => {
    const browser = site();
    const [script] = await queryPage(await browser.get("/rendered"), "script");
    const url = script === undefined ? "" : (attribute(script, "src") ?? "");
    expect(url).toMatch(/^\/_ampoule\/enhance-[\w-]{12}\.js$/);
    const answer = await browser.get(url);
    expect(await answer.text()).toBe(readFileSync(enhanceScriptUrl(), "utf8"));
    expect(answer.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect([answer.headers.get("set-cookie"), answer.headers.get("vary")]).toEqual([null, null]);
    expect((await browser.get("/_ampoule/enhance-xxxxxxxxxxxx.js")).status).toBe(404);
    expect((await browser.post(url)).status).toBe(405);
  });
});

describe("a view that is written for browsers", () => {
  test("answers the script with the problem, and with where to go", async () => {
    const browser = site();
    const page = await browser.get("/rendered");
    const refused = await browser.submit(page, "#note", { text: "too long" }, { headers: BY_SCRIPT });
    expect([refused.status, refused.headers.get("content-type")]).toEqual([
      422,
      "application/problem+json; charset=utf-8",
    ]);
    expect(await refused.json()).toMatchObject({
      code: "form_invalid",
      errors: [{ name: "text", id: "text", code: "tooLong" }],
    });
    const accepted = await browser.submit(page, "#note", { text: "short" }, { headers: BY_SCRIPT });
    expect(await accepted.json()).toEqual({ location: "/plain" });
  });

  test("has a new token for a form that has expired", async () => {
    const browser = site();
    const page = await browser.get("/rendered");
    browser.cookies.clear();
    const stale = await browser.submit(page, "#note", { text: "short" }, { headers: BY_SCRIPT });
    const { token } = (await stale.json()) as { token: string };
    const again = { csrf_token: token, text: "short" };
    expect((await browser.post("/note", { form: again })).status).toBe(303);
  });

  test("answers browsers with the page, told apart for caches", async () => {
    const browser = site();
    const answer = await browser.submit(await browser.get("/rendered"), "#note", { text: "too long" });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([422, "text/html; charset=utf-8"]);
    expect(answer.headers.get("vary")).toContain("Accept");
    expect(await answer.text()).toContain("Not so.");
  });

  test("has the last word where it answers with something else", async () => {
    const browser = site();
    const page = await browser.get("/rendered");
    const answer = await browser.submit(page, "#second", { text: "too long" }, { headers: BY_SCRIPT });
    expect(await answer.text()).toBe("a text of its own");
  });
});
