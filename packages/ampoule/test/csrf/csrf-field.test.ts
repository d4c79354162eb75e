/** `csrf_field()` in a template: where the compiler has put a token already, and where it has not. */
import { defineForm, string } from "@ampoule/forms";
import { describe, expect, test } from "vitest";
import { type Client, client } from "../../src/testing/client.ts";
import { production } from "../app/setup.ts";

const TEMPLATES = {
  "served.html": `<form id="a" method="post" action="/a">{{ csrf_field() }}<input name="name"></form>
<form id="b" method="post" action="/b">{{ csrf_field("/b") }}<input name="name"></form>
<form id="c" method="post" action="/a">{{ csrf_field() }}{{ csrf_field() }}<input type="hidden" name="csrf_token" value="{{ csrf_token() }}"><input name="name"></form>
<form id="d" method="get" action="/search">{{ csrf_field(method="get") }}</form>`,
  "form.html": '<form id="f" method="post">{{ csrf_field() }}{{ form.hidden_tag() }}{{ form.name() }}</form>',
  "alone.html": '<div hx-post="/a">{{ csrf_field("/a") }}</div>',
} as const;

const person = defineForm({ name: string({ required: true }) });

function site(): { readonly browser: Client; readonly other: Client; readonly ran: string[] } {
  const ran: string[] = [];
  const app = production({}, TEMPLATES);
  app.get("/served", (c) => c.render("served.html"));
  app.get("/alone", (c) => c.render("alone.html"));
  app.get("/literal", (c) => c.markup`<form id="m" method="post" action="/a">${c.csrfField()}</form>`);
  app.get("/form", { name: "form" }, (c) => c.render("form.html", { form: person.blank(c) }));
  for (const path of ["/a", "/b"]) app.post(path, { name: path }, () => `${ran.push(path)}`);
  app.post("/form", { name: "send", csrf: "form" }, async (c) => {
    const form = await person.from(c);
    if (!form.valid) return c.empty(204);
    return `${ran.push(form.data.name)}`;
  });
  return { browser: client(app), other: client(app), ran };
}

const valuesIn = async (page: Response): Promise<string[]> =>
  [...(await page.clone().text()).matchAll(/name="csrf_token" value="([^"]*)"/g)].map(([, value]) => value ?? "");

describe("csrf_field() in a form that has its token", () => {
  test.each(["a", "b", "c"])("form #%s is accepted once; a replay is not", async (id) => {
    const { browser, ran } = site();
    const page = await browser.get("/served");
    expect((await browser.submit(page, `#${id}`, { name: "minka" })).status).toBe(200);
    expect((await browser.submit(page, `#${id}`, { name: "again" })).status).toBe(409);
    expect(ran).toHaveLength(1);
  });

  test("in c.markup, and in a form that is checked by its definition", async () => {
    const { browser, ran } = site();
    expect((await browser.submit(await browser.get("/literal"), "#m")).status).toBe(200);
    expect((await browser.submit(await browser.get("/form"), "#f", { name: "minka" })).status).toBe(200);
    expect(ran).toEqual(["/a", "minka"]);
  });

  test("prints nothing into a form that is sent by GET", async () => {
    const { browser } = site();
    const text = await (await browser.get("/served")).text();
    expect(text.slice(text.indexOf('id="d"'))).not.toContain("csrf_token");
  });
});

describe("csrf_field() where no compiler sees a form", () => {
  test("is a token by itself, used once", async () => {
    const { browser, ran } = site();
    const [value = ""] = await valuesIn(await browser.get("/alone"));
    expect((await browser.post("/a", { form: { csrf_token: value } })).status).toBe(200);
    expect((await browser.post("/a", { form: { csrf_token: value } })).status).toBe(409);
    expect(ran).toEqual(["/a"]);
  });

  test("F33 both of its parts must be right, and both of this session; its first part alone is the same token", async () => {
    const { browser, other, ran } = site();
    const [value = ""] = await valuesIn(await browser.get("/alone"));
    const [strange = ""] = await valuesIn(await other.get("/alone"));
    const cut = value.lastIndexOf(".");
    const [token, page] = [value.slice(0, cut), value.slice(cut + 1)];
    const theirs = strange.slice(strange.lastIndexOf(".") + 1);
    for (const wrong of [
      strange,
      page,
      `${token}.${theirs}`,
      `${token}.`,
      `.${page}`,
      `${token}.${page}.`,
      `${token}.${page}.${page}`,
      `${token}.x.${page}`,
      `${token} .${page}`,
      `${strange.slice(0, strange.lastIndexOf("."))}.${page}`,
    ]) {
      expect([wrong, (await browser.post("/a", { form: { csrf_token: wrong } })).status]).toEqual([wrong, 403]);
    }
    expect((await browser.post("/a", { form: { csrf_token: token } })).status).toBe(200);
    expect((await browser.post("/a", { form: { csrf_token: value } })).status).toBe(409);
    expect(ran).toEqual(["/a"]);
  });

  test("F33 what is of another session does not even pass behind a token that is right", async () => {
    const { browser, other, ran } = site();
    const [mine = ""] = await valuesIn(await browser.get("/served"));
    const [strange = ""] = await valuesIn(await other.get("/alone"));
    const answer = await browser.post("/a", { form: { csrf_token: [mine, strange] } });
    expect([400, 403]).toContain(answer.status);
    expect(ran).toEqual([]);
  });

  test("F17 two of them share nothing but version, time and names", async () => {
    const { browser } = site();
    const [first = ""] = await valuesIn(await browser.get("/alone"));
    const [second = ""] = await valuesIn(await browser.get("/alone"));
    const secrets = (value: string): string =>
      value
        .split(".")
        .filter((_, part) => part !== 2)
        .join("\n");
    for (let at = 0; at + 5 <= secrets(first).length; at++)
      expect(secrets(second)).not.toContain(secrets(first).slice(at, at + 5));
  });
});
