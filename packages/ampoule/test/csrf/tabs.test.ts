/** Several tabs that are opened at one moment, before the visitor has a session: each answer begins one, and the browser keeps the last. */
import { defineForm, string } from "@ampoule/forms";
import { DictLoader } from "@ampoule/templates";
import { afterAll, beforeAll, expect, test } from "vitest";
import { App } from "../../src/app.ts";
import { type RunningServer, serve } from "../../src/node/index.ts";
import { keepingLogger, SECRET } from "../app/setup.ts";

const note = defineForm({ text: string({ required: true }) }, { id: "note", action: "/note" });
const ran: string[] = [];
let server: RunningServer;

beforeAll(async () => {
  const templates = { "note.html": "{{ form.render() }}", "plain.html": '<form method="post" action="/plain"></form>' };
  const app = new App({
    secretKey: SECRET,
    trustedHosts: ["127.0.0.1"],
    logger: keepingLogger(),
    templates: new DictLoader(templates),
  });
  app.get("/note", (c) => c.render("note.html", { form: note.blank(c) }));
  app.get("/plain", (c) => c.render("plain.html"));
  app.post("/note", { name: "noted", csrf: "form" }, async (c) => {
    const form = await note.from(c);
    if (!form.valid) return c.status(422).render("note.html", { form });
    return `${ran.push(form.data.text)}`;
  });
  app.post("/plain", { name: "sent" }, () => `${ran.push("plain")}`);
  server = await serve(app, { port: 0, signals: false });
});

afterAll(() => server.close());

interface Tab {
  readonly cookie: string;
  readonly token: string;
}

const tokenIn = (html: string): string => /name="csrf_token" value="([^"]+)"/.exec(html)?.[1] ?? "";

async function open(path: string): Promise<Tab> {
  const response = await fetch(server.url + path);
  const [line = ""] = response.headers.getSetCookie();
  return { cookie: line.split(";", 1)[0] ?? "", token: tokenIn(await response.text()) };
}

const send = (path: string, cookie: string, fields: Record<string, string>): Promise<Response> =>
  fetch(server.url + path, {
    method: "POST",
    headers: { cookie, origin: new URL(server.url).origin },
    body: new URLSearchParams(fields),
  });

async function openFive(path: string): Promise<readonly Tab[]> {
  const tabs = await Promise.all(Array.from({ length: 5 }, () => open(path)));
  expect(new Set(tabs.map(({ cookie }) => cookie)).size).toBe(5);
  return tabs;
}

test("F23 a form comes back with its input, and one click later it is sent: nothing is lost, nothing done twice", async () => {
  const tabs = await openFive("/note");
  const cookie = tabs.at(-1)?.cookie ?? "";
  for (const index of [3, 0, 4, 1, 2]) {
    const text = `from tab ${index}`;
    const first = await send("/note", cookie, { csrf_token: tabs[index]?.token ?? "", text });
    if (index === 4) {
      expect(first.status).toBe(200);
      continue;
    }
    const page = await first.text();
    expect([first.status, page.includes(`value="${text}"`), page.includes("expired")]).toEqual([422, true, true]);
    expect(first.headers.getSetCookie()).toEqual([]);
    expect((await send("/note", cookie, { csrf_token: tokenIn(page), text })).status).toBe(200);
  }
  expect(ran).toEqual([3, 0, 4, 1, 2].map((index) => `from tab ${index}`));
});

test("a form that no definition checks is refused, with what to do", async () => {
  ran.length = 0;
  const tabs = await openFive("/plain");
  const cookie = tabs.at(-1)?.cookie ?? "";
  const refused = await send("/plain", cookie, { csrf_token: tabs[0]?.token ?? "" });
  expect([refused.status, ran]).toEqual([403, []]);
  expect(await refused.text()).toContain("Go back, reload the page, and send the form again.");
  expect((await send("/plain", cookie, { csrf_token: tabs[4]?.token ?? "" })).status).toBe(200);
});
