import { defineForm, password, string } from "@ampoule/forms";
import { describe, expect, test } from "vitest";
import type { App } from "../../src/app.ts";
import { client } from "../../src/testing/client.ts";
import { production } from "./setup.ts";

const login = defineForm({ name: string({ required: true }), password: password({ required: true }) }, { id: "login" });

function site(csrf: "form" | undefined): { readonly app: App; readonly tried: string[] } {
  const tried: string[] = [];
  const app = production();
  app.get("/login", (c) => c.html(login.blank(c).render()));
  app.post("/login", csrf === undefined ? {} : { csrf }, async (c) => {
    const form = await login.from(c);
    if (form.valid) {
      tried.push(form.data.password);
      if (form.data.password === "right") return c.redirect("/");
      form.addError("Wrong name or password.");
    }
    return c.status(422).html(form.render());
  });
  return { app, tried };
}

describe.each([["form"], [undefined]] as const)("a form that the view refuses (csrf: %s)", (csrf) => {
  test("is shown again with the error, and can be sent again from there and after Back", async () => {
    const { app, tried } = site(csrf);
    const browser = client(app);
    const first = await browser.get("/login");
    const wrong = await browser.submit(first, "form", { name: "ada", password: "wrong" });
    expect(wrong.status).toBe(422);
    expect(await wrong.clone().text()).toContain("Wrong name or password.");
    expect((await browser.submit(wrong, "form", { name: "ada", password: "again" })).status).toBe(422);
    expect((await browser.submit(first, "form", { name: "ada", password: "right" })).status).toBe(303);
    expect(tried).toEqual(["wrong", "again", "right"]);
  });

  test("a form that the view took is taken once, however often it is sent", async () => {
    const { app, tried } = site(csrf);
    const browser = client(app);
    const page = await browser.get("/login");
    const send = async (): Promise<number> =>
      (await browser.submit(page, "form", { name: "ada", password: "right" })).status;
    expect([await send(), await send(), await send()]).toEqual([303, 409, 409]);
    expect(tried).toEqual(["right"]);
  });

  test("is told to a program as a problem", async () => {
    const browser = client(site(csrf).app);
    const headers = { accept: "application/problem+json", "x-ampoule-enhance": "1" };
    const page = await browser.get("/login");
    const answer = await browser.submit(page, "form", { name: "ada", password: "wrong" }, { headers });
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({ errors: [{ detail: "Wrong name or password." }] });
  });
});
