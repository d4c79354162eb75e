import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { csrfHost, defineForm, email, file, list, radio, string, submit, textArea } from "../../src/index.ts";
import { newCsrf } from "../csrf/setup.ts";
import { hasBrowser, launch, pageOf, serve } from "../support/browser.ts";

const script = readFileSync(new URL("../../src/enhance/enhance.js", import.meta.url));

const definition = defineForm(
  {
    email: email({ required: true, label: "E-mail" }),
    // No `maxLength`: the browser would not let it be typed.
    bio: textArea({
      validators: [
        (field) => ((field.data?.length ?? 0) > 3 ? "Too long." : undefined),
        (field) => (field.data === "aaaa" ? "Too many a." : undefined),
      ],
    }),
    size: radio({ choices: ["s", "l"], required: true }),
    rows: list(string({ validators: [(field) => (field.data === "xyz" ? "Not that." : undefined)] }), {
      minEntries: 1,
    }),
    action: string(),
    submit: string({ label: "A field called submit" }),
    avatar: file(),
    save: submit({ label: "Save" }),
    draft: submit({ label: "Save a draft" }),
  },
  { id: "f" },
);

let now = Date.now();
const csrf = newCsrf({ lifetime: 60, now: () => now });
const session = "s".repeat(22);

/** What the server saw and does. */
const state = { posts: [] as { enhanced: boolean; fields: string[] }[], success: "redirect", delay: 0, enhance: true };

async function read(request: IncomingMessage, url: string): Promise<FormData> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new Response(Buffer.concat(chunks), {
    headers: { "content-type": request.headers["content-type"] ?? "", "x-url": url },
  }).formData();
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    "content-type": type,
    "content-security-policy": "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'self'",
  });
  response.end(body);
}

const page = (body: unknown): string => pageOf("Form", `${String(body)}<script src="/enhance.js"></script>`);

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = `http://${request.headers.host}${request.url}`;
  if (request.url === "/enhance.js") return send(response, 200, "text/javascript", script.toString());
  if (request.url === "/done") return send(response, 200, "text/html", pageOf("Done", "thanks"));
  if (state.success === "offline" && request.headers["x-ampoule-enhance"] === "1") return void request.socket.destroy();
  const host = csrfHost(csrf, { session, pageUrl: url });
  const input = async (): Promise<{ form: FormData }> => ({ form: await read(request, url) });
  let fields: string[] = [];
  const context = {
    request: { method: request.method!, url },
    forms: {
      csrf: host,
      read: async () => {
        const body = await input();
        fields = [...body.form.keys()];
        return body;
      },
    },
  };
  try {
    const form = await definition.from(context);
    if (request.method === "GET")
      return send(response, 200, "text/html", page(form.render({ novalidate: true, enhance: state.enhance })));
    state.posts.push({ enhanced: request.headers["x-ampoule-enhance"] === "1", fields });
    await new Promise((resolve) => setTimeout(resolve, state.delay));
    if (!form.valid) {
      if (request.headers.accept?.startsWith("application/problem+json"))
        return send(response, 422, "application/problem+json; charset=utf-8", JSON.stringify(form.problem()));
      return send(response, 422, "text/html", page(form.render({ novalidate: true })));
    }
    if (state.success === "json") return send(response, 200, "application/json", JSON.stringify({ location: "/done" }));
    if (state.success === "fragment")
      return send(response, 200, "application/json", JSON.stringify({ location: "/form#end" }));
    if (state.success === "script")
      return send(response, 200, "application/json", JSON.stringify({ location: "javascript:document.title='owned'" }));
    if (state.success === "html") return send(response, 200, "text/html", pageOf("Shown", "no redirect"));
    if (state.success === "broken") return void request.socket.destroy();
    response.writeHead(303, { location: "/done" });
    response.end();
  } catch (error) {
    const { status = 500, code = "error" } = error as { status?: number; code?: string };
    send(response, status, "text/html", pageOf(`Status ${status}`, code));
  }
}

describe.skipIf(!hasBrowser)("the enhancement script in Chromium, under a strict CSP", () => {
  let browser: Browser;
  let tab: Page;
  let site: Awaited<ReturnType<typeof serve>>;
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await launch();
    site = await serve(handle);
    tab = await browser.newPage();
    tab.on("pageerror", (error) => problems.push(String(error)));
    tab.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("status of 4")) problems.push(message.text());
    });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  beforeEach(async () => {
    Object.assign(state, { posts: [], success: "redirect", delay: 0, enhance: true });
    problems.length = 0;
    await tab.goto(`${site.url}/form`);
  });

  const fill = async (): Promise<void> => {
    await tab.getByLabel("E-mail").fill("ada@example.org");
    await tab.getByLabel("s", { exact: true }).check();
  };
  const save = () => tab.getByRole("button", { name: "Save", exact: true }).click();

  test("shows errors in place, leads to them, and sends again with the same token", async () => {
    await tab.getByLabel("Bio").fill("aaaa");
    await tab.getByLabel("Rows 1").fill("xyz");
    await tab.evaluate(() => Object.assign(globalThis, { stayed: true }));
    await save();
    await tab.waitForSelector("[data-error-summary]");
    expect(await tab.evaluate(() => (globalThis as unknown as { stayed: boolean }).stayed)).toBe(true);
    expect(await tab.locator("[data-error-summary] li").allTextContents()).toEqual([
      "E-mail: This field is required.",
      "Bio: Too long.",
      "Bio: Too many a.",
      "Size: This field is required.",
      "Rows 1: Not that.",
    ]);
    expect(await tab.evaluate(() => document.activeElement?.hasAttribute("data-error-summary"))).toBe(true);
    expect(await tab.locator("#bio-error div").allTextContents()).toEqual(["Too long.", "Too many a."]);
    expect(await tab.getAttribute("#email", "aria-invalid")).toBe("true");
    expect(await tab.getAttribute("#email", "aria-describedby")).toBe("email-error");
    expect(await tab.getAttribute("#size", "aria-invalid")).toBe("true");

    await tab.getByLabel("Bio").fill("a");
    await tab.getByLabel("Rows 1").fill("1");
    await save();
    await tab.waitForFunction(() => document.querySelectorAll("[data-error-summary] li").length === 2);
    expect(await tab.getAttribute("#bio", "aria-invalid")).toBeNull();
    expect(await tab.getAttribute("#bio", "aria-describedby")).toBeNull();
    expect(await tab.locator("#bio-error").count()).toBe(0);
    expect(new Set(await tab.evaluate(() => [...document.querySelectorAll("[id]")].map(({ id }) => id))).size).toBe(
      await tab.locator("[id]").count(),
    );

    await fill();
    await save();
    await tab.waitForURL("**/done");
    expect(state.posts.map(({ enhanced }) => enhanced)).toEqual([true, true, true]);
    expect(problems).toEqual([]);
  });

  test("the button that was pressed is part of it; files go along", async () => {
    await fill();
    await tab.setInputFiles("#avatar", { name: "a.png", mimeType: "image/png", buffer: Buffer.from("x") });
    await tab.getByRole("button", { name: "Save a draft" }).click();
    await tab.waitForURL("**/done");
    expect(state.posts[0]?.fields).toContain("draft");
    expect(state.posts[0]?.fields).not.toContain("save");
    expect(state.posts[0]?.fields).toContain("avatar");
  });

  test("two clicks are one post", async () => {
    state.delay = 300;
    await fill();
    await tab.evaluate(() => {
      const button = document.querySelector<HTMLInputElement>("#save")!;
      button.click();
      button.click();
      button.form!.requestSubmit();
    });
    await tab.waitForURL("**/done");
    expect(state.posts).toHaveLength(1);
  });

  test("an answer of JSON leads on, but never to a script", async () => {
    state.success = "json";
    await fill();
    await save();
    await tab.waitForURL("**/done");

    state.success = "script";
    await tab.goto(`${site.url}/form`);
    await fill();
    await save();
    await tab.waitForTimeout(300);
    expect([await tab.title(), new URL(tab.url()).pathname]).toEqual(["Form", "/form"]);
  });

  test("a fragment of the same page is a new page, with what was sent on it", async () => {
    state.success = "fragment";
    await fill();
    const old = await tab.evaluateHandle(() => document.body);
    await save();
    await tab.waitForURL("**/form#end");
    await tab.waitForFunction(() => (document.querySelector("#email") as HTMLInputElement | null)?.value === "");
    await expect(old.evaluate((body) => body.isConnected)).rejects.toThrow();
  });

  test("a page without redirect is shown", async () => {
    state.success = "html";
    await fill();
    await save();
    await tab.waitForFunction(() => document.title === "Shown");
    expect(await tab.textContent("main")).toContain("no redirect");
  });

  test("an expired form gets a new token: the next try works", async () => {
    await fill();
    now += 61_000;
    await save();
    await tab.waitForSelector("[data-error-summary]");
    expect(await tab.textContent("[data-error-summary]")).toContain("has expired");
    await save();
    await tab.waitForURL("**/done");
  });

  test("where the network fails, the browser sends it itself", async () => {
    state.success = "offline";
    await fill();
    await save();
    await tab.waitForURL("**/done");
    expect(state.posts).toMatchObject([{ enhanced: false }]);
    expect(state.posts[0]?.fields).toContain("save");
  });

  test("where the answer is lost, nothing is done twice", async () => {
    state.success = "broken";
    await fill();
    await save();
    await tab.waitForFunction(() => document.title === "Status 409");
    expect(state.posts).toMatchObject([{ enhanced: true }]);
  });

  test("a form that is not marked, and a browser without JavaScript, send it as ever", async () => {
    state.enhance = false;
    await tab.goto(`${site.url}/form`);
    await save();
    await tab.waitForSelector("[data-error-summary]");
    expect(state.posts).toMatchObject([{ enhanced: false }]);

    state.enhance = true;
    const plain = await browser.newPage({ javaScriptEnabled: false });
    await plain.goto(`${site.url}/form`);
    await plain.getByRole("button", { name: "Save", exact: true }).click();
    await plain.waitForSelector("[data-error-summary]");
    await plain.getByLabel("E-mail").fill("ada@example.org");
    await plain.getByLabel("s", { exact: true }).check();
    await plain.getByRole("button", { name: "Save", exact: true }).click();
    await plain.waitForURL("**/done");
    await plain.close();
  });

  test("what another site answers stays in a page of that site", async () => {
    let enhanced: unknown = "nobody asked";
    const partner = await serve((request, response) => {
      enhanced = request.headers["x-ampoule-enhance"];
      // Also where it lets scripts read what it says.
      const open = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
      response.writeHead(200, { "content-type": "text/html", ...open });
      response.end(pageOf("Partner", "<img src=x onerror=\"document.title = 'owned'\">"));
    });
    const own = await serve((request, response) => {
      const isScript = request.url === "/enhance.js";
      response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
      const form = `<form method="post" action="${partner.url}/" data-enhance><button>Go</button></form>`;
      response.end(isScript ? script : page(form));
    });
    await tab.goto(own.url);
    await tab.getByRole("button", { name: "Go" }).click();
    await tab.waitForURL(`${partner.url}/`);
    expect(enhanced).toBeUndefined();
    await own.close();
    await partner.close();
  });

  test("back from the next page, the buttons work again", async () => {
    await fill();
    await save();
    await tab.waitForURL("**/done");
    await tab.goBack();
    expect(await tab.getByRole("button", { name: "Save", exact: true }).isEnabled()).toBe(true);
  });
});
