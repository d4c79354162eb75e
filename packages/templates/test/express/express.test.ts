import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { html } from "@ampoule/markup";
import express from "express";
import { afterEach, describe, expect, test } from "vitest";
import { type ExpressOptions, expressViews } from "../../src/express.ts";
import { DictLoader, Environment } from "../../src/index.ts";

const templates = {
  "base.html": "<title>{{ title }}</title>{% block main %}{% endblock %}",
  "pages/home.html": "{% extends 'base.html' %}{% block main %}<p>{{ name }} {{ site }} {{ user }}</p>{% endblock %}",
  "script.html": "<script>go()</script><form method='post'></form>",
  "broken.html": "<p>{{ name.first.second }}</p>",
};

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The answer of an Express application that renders one page. */
async function answer(
  name: string,
  variables: object,
  options?: ExpressOptions,
): Promise<{ status: number; text: string }> {
  const app = express();
  app.set("view", expressViews(new Environment({ loader: new DictLoader(templates) }), options));
  app.set("view engine", "html");
  app.locals["site"] = "<Site>";
  app.get("/", (_request, response) => {
    response.locals["user"] = "Ada";
    response.render(name, variables);
  });
  app.use((error: Error, _request: unknown, response: express.Response, _next: unknown) => {
    response.status(500).type("text/plain").send(error.message);
  });
  const server = app.listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return { status: response.status, text: await response.text() };
}

const page = { status: 200, text: "<title>Home</title><p>&lt;b&gt; &lt;Site&gt; Ada</p>" };

describe("response.render of Express", () => {
  test("renders a template with app.locals, response.locals and what it is given", async () => {
    expect(await answer("pages/home.html", { title: "Home", name: "<b>" })).toEqual(page);
  });

  test("finds it without its extension", async () => {
    expect(await answer("pages/home", { title: "Home", name: "<b>" })).toEqual(page);
  });

  test("waits for promises", async () => {
    expect(await answer("pages/home", { title: Promise.resolve("Home"), name: Promise.resolve("<b>") })).toEqual(page);
  });

  test("is told the nonce and the form's field", async () => {
    const options: ExpressOptions = {
      options: ({ cspNonce }) => ({ nonce: String(cspNonce), csrf: () => html`<input name="t">` }),
    };
    expect((await answer("script", { cspNonce: "abc" }, options)).text).toBe(
      `<script nonce="abc">go()</script><form method='post'><input name="t"></form>`,
    );
  });

  test.each([
    ["a template that is not there", "nothing", "nothing.html"],
    ["one that fails", "broken", "'dict object' has no attribute 'first'"],
    ["a name outside of the loader's folders", "../secret", "../secret.html"],
  ])("hands %s to the error handler", async (_what, name, text) => {
    expect(await answer(name, { name: {} })).toEqual({ status: 500, text });
  });
});
