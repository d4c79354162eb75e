/** Templates that were written for Flask-WTF, unchanged. */
import { defineForm, string } from "@ampoule/forms";
import { describe, expect, test } from "vitest";
import type { App } from "../../src/app.ts";
import { type Client, client } from "../../src/testing/client.ts";
import { attribute } from "../../src/testing/dom.ts";
import { queryPage } from "../../src/testing/visits.ts";
import { production } from "../app/setup.ts";

const TEMPLATES = {
  "base.html": `<!doctype html>
<html lang="en"><head><title>Kittens</title><meta name="csrf-token" content="{{ csrf_token() }}"></head><body>
<form id="logout" method="post" action="/logout"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}"></form>
{% block body %}{% endblock %}
<script>const token = "{{ csrf_token() }}";</script></body></html>`,
  "handmade.html": `{% extends "base.html" %}{% block body %}
<form id="handmade" method="post" action="/plain">
  <input type="hidden" name="csrf_token" value="{{ csrf_token() }}"/>
  <input name="name">
</form>{% endblock %}`,
  "upload.html": `{% extends "base.html" %}{% block body %}
<form id="upload" method="post" action="/plain" enctype="multipart/form-data">
  <input name="name"><input type="file" name="picture">
  <input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
</form>{% endblock %}`,
  "form.html": `{% extends "base.html" %}{% block body %}
<form id="hidden-tag" method="post" action="/form">{{ form.hidden_tag() }}{{ form.name() }}</form>
<form id="csrf-token" method="post" action="/form">{{ form.csrf_token }}{{ form.name() }}</form>
<form id="by-hand" method="post" action="/form">
  <input type="hidden" name="csrf_token" value="{{ csrf_token() }}">{{ form.name() }}
</form>{% endblock %}`,
} as const;

const person = defineForm({ name: string({ required: true }) }, { action: "/form" });

interface Site {
  readonly app: App;
  readonly browser: Client;
  readonly ran: string[];
}

function site(): Site {
  const ran: string[] = [];
  const app = production({}, TEMPLATES);
  app.get("/handmade", (c) => c.render("handmade.html"));
  app.get("/upload", (c) => c.render("upload.html"));
  app.get("/form", { name: "form" }, (c) => c.render("form.html", { form: person.blank(c) }));
  app.post("/logout", () => `${ran.push("logout")}`);
  app.post("/plain", async (c) => {
    const { fields } = await c.form();
    ran.push(fields.get("name") ?? "");
    return "done";
  });
  app.post("/form", { name: "send", csrf: "form" }, async (c) => {
    const form = await person.from(c);
    if (!form.valid) return c.html(c.renderString("not valid"), { status: 422 });
    ran.push(form.data.name);
    return "done";
  });
  app.post("/api", async (c) => {
    await c.request.json();
    return `${ran.push("api")}`;
  });
  return { app, browser: client(app), ran };
}

/** The values of all fields for tokens in a form. */
async function tokensIn(page: Response, form: string): Promise<string[]> {
  const text = await page.text();
  const inside = text.slice(text.indexOf(`<form id="${form}"`)).split("</form>")[0] ?? "";
  return [...inside.matchAll(/name="csrf_token" value="([^"]*)"/g)].map(([, value]) => value ?? "");
}

describe("a form with a hidden field and csrf_token(), as in Flask-WTF's documentation", () => {
  test("is accepted once; a replay is not", async () => {
    const { browser, ran } = site();
    const page = await browser.get("/handmade");
    expect((await browser.submit(page, "form#handmade", { name: "minka" })).status).toBe(200);
    expect((await browser.submit(page, "form#handmade", { name: "again" })).status).toBe(409);
    expect((await browser.submit(page, "form#logout")).status).toBe(200);
    expect(ran).toEqual(["minka", "logout"]);
  });

  test("may have its field last, behind a file", async () => {
    const { browser, ran } = site();
    const page = await browser.get("/upload");
    expect((await browser.submit(page, "form#upload", { name: "minka" })).status).toBe(200);
    expect(ran).toEqual(["minka"]);
  });

  test.each(["hidden-tag", "csrf-token", "by-hand"])("%s, checked by the form itself", async (id) => {
    const { browser, ran } = site();
    const page = await browser.get("/form");
    expect((await browser.submit(page, `form#${id}`, { name: "" })).status).toBe(422);
    expect((await browser.submit(page, `form#${id}`, { name: "minka" })).status).toBe(200);
    expect((await browser.submit(page, `form#${id}`, { name: "again" })).status).toBe(409);
    expect(ran).toEqual(["minka"]);
  });
});

describe("F33 what may stand beside the one-time token", () => {
  const stranger = async (app: App): Promise<string> =>
    (await tokensIn(await client(app).get("/handmade"), "handmade"))[1] ?? "";

  for (const [path, form, target] of [
    ["/handmade", "handmade", "/plain"],
    ["/form", "by-hand", "/form"],
  ] as const) {
    test(`${target}: this session's page token, behind it`, async () => {
      const { browser, ran } = site();
      const [once = "", page = ""] = await tokensIn(await browser.get(path), form);
      const sent = { csrf_token: [once, page, page], name: "minka" };
      expect((await browser.post(target, { form: sent })).status).toBe(200);
      expect(ran).toEqual(["minka"]);
    });

    test(`${target}: nothing else, and no page token in its place`, async () => {
      const { app, browser, ran } = site();
      const first = await tokensIn(await browser.get(path), form);
      const second = await tokensIn(await browser.get(path), form);
      const [once = "", page = ""] = first;
      for (const values of [
        [once, second[0] ?? ""],
        [once, page, second[0] ?? ""],
        [once, once],
        [once, ""],
        [once, "x".repeat(86)],
        [once, await stranger(app)],
        [page, once],
        [page, page],
        [page],
      ]) {
        const { status } = await browser.post(target, { form: { csrf_token: values, name: "x" } });
        expect([values.length, [400, 403].includes(status)]).toEqual([values.length, true]);
      }
      expect(ran).toEqual([]);
      // None of them used the token up.
      expect((await browser.post(target, { form: { csrf_token: once, name: "minka" } })).status).toBe(200);
    });
  }

  test("also in multipart, where the view reads the rest", async () => {
    const { browser, ran } = site();
    const [once = ""] = await tokensIn(await browser.get("/upload"), "upload");
    const [other = ""] = await tokensIn(await browser.get("/upload"), "upload");
    const body = new FormData();
    body.append("csrf_token", once);
    body.append("csrf_token", other);
    body.append("name", "x");
    expect((await browser.post("/plain", { body })).status).toBe(400);
    expect(ran).toEqual([]);
  });

  test("a session that has ended is what the visitor hears of, not the second field", async () => {
    for (const [path, form, status] of [
      ["/handmade", "handmade", 403],
      ["/form", "by-hand", 422],
    ] as const) {
      const { browser, ran } = site();
      const page = await browser.get(path);
      browser.cookies.clear();
      const answer = await browser.submit(page, `form#${form}`, { name: "minka" });
      expect([path, answer.status, ran]).toEqual([path, status, []]);
      expect(await answer.text()).toContain(status === 403 ? "Your session has ended" : "not valid");
    }
  });
});

describe("fetch with the token of <meta name=csrf-token>", () => {
  async function visit(): Promise<Site & { readonly meta: string; readonly script: string }> {
    const opened = site();
    const page = await opened.browser.get("/handmade");
    const literal = /const token = ("[^"]+")/.exec(await page.clone().text())?.[1] ?? "";
    const script = String(JSON.parse(literal));
    const [meta] = await queryPage(page, 'meta[name="csrf-token"]');
    return { ...opened, script, meta: meta === undefined ? "" : (attribute(meta, "content") ?? "") };
  }

  test("csrf_meta_tag() prints it", async () => {
    const app = production({}, { "meta.html": `{{ csrf_meta_tag() }}{{ csrf_meta_tag('a"b') }}` });
    app.get("/", (c) => c.render("meta.html"));
    app.post("/api", () => "done");
    const browser = client(app);
    const page = await browser.get("/");
    const [meta, named] = await queryPage(page, "meta");
    expect([meta, named].map((each) => each && attribute(each, "name"))).toEqual(["csrf-token", 'a"b']);
    const token = meta === undefined ? "" : (attribute(meta, "content") ?? "");
    expect((await browser.post("/api", { json: {} })).status).toBe(403);
    expect((await browser.post("/api", { json: {}, headers: { "x-csrftoken": token } })).status).toBe(200);
  });

  test.each(["X-CSRFToken", "X-CSRF-Token"])("in the header %s, as often as the page likes", async (header) => {
    const { browser, meta, script, ran } = await visit();
    for (const token of [meta, script, meta]) {
      expect((await browser.post("/api", { json: {}, headers: { [header]: token } })).status).toBe(200);
    }
    expect(ran).toHaveLength(3);
  });

  test("not without it, not with another session's, and not with two that differ in worth", async () => {
    const { browser, meta, ran } = await visit();
    const other = await visit();
    for (const headers of [
      {},
      { "x-csrftoken": other.meta },
      { "x-csrftoken": "" },
      { "x-csrftoken": meta, "x-csrf-token": other.meta },
      { "x-csrf-token": meta, "x-csrftoken": "" },
    ]) {
      expect((await browser.post("/api", { json: {}, headers })).status).toBe(403);
    }
    expect(ran).toEqual([]);
  });
});
