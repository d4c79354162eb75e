import { html } from "@ampoule/markup";
import { expect, test } from "vitest";
import { App } from "../../src/app.ts";
import { client } from "../../src/testing/client.ts";
import { attribute } from "../../src/testing/dom.ts";
import { historyOf, queryPage, urlOf } from "../../src/testing/visits.ts";
import { production } from "../app/setup.ts";

test("it is a real Response, and its page can be asked after its body was read", async () => {
  const app = production();
  app.get("/", () => html`<p id="a" class="b">text</p>`);
  const response = await client(app).get("/");
  expect(response).toBeInstanceOf(Response);
  expect(await response.text()).toContain("text");
  expect((await queryPage(response, "p.b")).map((element) => attribute(element, "id"))).toEqual(["a"]);
});

test("cookies are kept, and each client has its own", async () => {
  const app = production();
  app.get("/set", (c) => {
    c.setCookie("a", "1");
    return "x";
  });
  app.get("/get", (c) => c.request.cookies.get("a") ?? "none");
  const first = client(app);
  const second = client(app);
  await first.get("/set");
  expect(await (await first.get("/get")).text()).toBe("1");
  expect(await (await second.get("/get")).text()).toBe("none");
});

test("redirects are followed when asked, with what a browser would send", async () => {
  const app = production();
  const seen: string[] = [];
  app.beforeRequest((c) => {
    seen.push(`${c.request.method} ${c.path}`);
  });
  app.post("/a", { csrf: "webhook" }, (c) => c.redirect("/b"));
  app.get("/b", (c) => c.redirect("/c", { status: 307 }));
  app.get("/c", () => "end");
  app.get("/away", (c) => c.redirect("https://other.example/", { allow: ["https://other.example"] }));
  app.get("/loop", (c) => c.redirect("/loop"));
  const browser = client(app, { followRedirects: true });
  const end = await browser.post("/a", { body: "x" });
  expect([await end.text(), urlOf(end), historyOf(end).map((response) => response.status)]).toEqual([
    "end",
    "https://app.example/c",
    [303, 307],
  ]);
  expect(seen).toEqual(["POST /a", "GET /b", "GET /c"]);
  expect((await browser.get("/away")).status).toBe(303);
  await expect(browser.get("/loop")).rejects.toThrow(/redirects/);
});

test.each([
  [301, "POST", "GET"],
  [302, "POST", "GET"],
  [302, "HEAD", "HEAD"],
  [302, "PUT", "PUT"],
  [303, "PUT", "GET"],
  [303, "HEAD", "HEAD"],
  [308, "DELETE", "DELETE"],
])("after a %i a %s goes on as %s, as the Fetch standard has it", async (status, method, next) => {
  const app = production();
  const methods = ["GET", "HEAD", "POST", "PUT", "DELETE"];
  app.route("/a", { methods, csrf: "webhook" }, (c) => c.redirect("/b", { status: status as 301 }));
  app.route("/b", { methods, csrf: "webhook" }, (c) => c.text("", { headers: { "x-method": c.request.method } }));
  const response = await client(app, { followRedirects: true }).request(method, "/a");
  expect(response.headers.get("x-method")).toBe(next);
});

test("a 307 sends the body again", async () => {
  const app = production();
  app.post("/a", { csrf: "webhook" }, (c) => c.redirect("/b", { status: 307 }));
  app.post("/b", { csrf: "webhook" }, async (c) => JSON.stringify(await c.request.json()));
  const response = await client(app).post("/a", { json: { a: 1 }, followRedirects: true });
  expect(await response.text()).toBe('{"a":1}');
});

test("it sends what a browser sends", async () => {
  const app = production();
  app.get("/", (c) => Object.fromEntries(c.request.headers));
  app.post("/", { csrf: "webhook" }, (c) => Object.fromEntries(c.request.headers));
  const browser = client(app);
  expect(await (await browser.get("/")).json()).toMatchObject({
    "sec-fetch-site": "none",
    "sec-fetch-mode": "navigate",
    host: "app.example",
  });
  expect(await (await browser.post("/")).json()).toMatchObject({
    "sec-fetch-site": "same-origin",
    origin: "https://app.example",
  });
  const bare = await (await browser.get("/", { headers: { "sec-fetch-site": null, accept: null } })).json();
  expect(bare).not.toHaveProperty("sec-fetch-site");
});

test("Sec-Fetch headers go to trustworthy sites only", async () => {
  const app = new App({ mode: "test", origin: "http://lan.example" });
  app.get("/", (c) => [...c.request.headers.keys()]);
  const keys = (await (await client(app).get("/")).json()) as string[];
  expect(keys.filter((key) => key.startsWith("sec-"))).toEqual([]);
});

test("a form with a file is sent as multipart, with line ends as browsers write them", async () => {
  const app = production();
  app.get("/", (c) =>
    c.html(
      html`<form id="f" method="post" action="/up" enctype="multipart/form-data">${c.csrfField({ action: "/up" })}<textarea name="t"></textarea></form>`,
    ),
  );
  app.post("/up", async (c) => [...(await c.form()).fields]);
  const browser = client(app);
  const answer = await browser.submit(await browser.get("/"), "#f", { t: "a\nb" });
  expect(await answer.json()).toEqual([
    ["csrf_token", expect.any(String)],
    ["t", "a\r\nb"],
  ]);
});

test("only pages can be submitted, and only those of a client", async () => {
  const app = production();
  app.get("/", () => "text");
  const browser = client(app);
  await expect(browser.submit(await browser.get("/"), "form")).rejects.toThrow(/no HTML page/);
  await expect(browser.submit(new Response("x"), "form")).rejects.toThrow(/test client/);
});

test("a test can look into the session, and change it", async () => {
  const app = production();
  app.get("/", (c) => c.json(c.session.get("user") ?? null));
  const browser = client(app);
  await browser.session((session) => session.set("user", 7));
  expect(await (await browser.get("/")).json()).toBe(7);
  const seen: unknown[] = [];
  await browser.session((session) => {
    seen.push(session.get("user"));
    session.destroy();
  });
  expect([seen, await (await browser.get("/")).json()]).toEqual([[7], null]);
  await expect(client({ fetch: () => new Response() }).session(() => undefined)).rejects.toThrow(/no sessions/);
});
