import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Environment } from "@ampoule/templates";
import { afterAll, describe, expect, test } from "vitest";
import { App } from "../../src/app.ts";
import type { AppOptions } from "../../src/app-options.ts";
import * as forms from "../../src/forms.ts";
import * as index from "../../src/index.ts";
import * as markup from "../../src/markup.ts";
import * as node from "../../src/node/index.ts";
import * as templates from "../../src/templates.ts";
import * as testing from "../../src/testing/index.ts";
import { client } from "../../src/testing/index.ts";
import * as unsafe from "../../src/unsafe.ts";
import { MemoryStorage } from "../../src/uploads/memory-storage.ts";
import { production } from "../app/setup.ts";
import { exchange, statuses } from "../node/raw.ts";

const base = mkdtempSync(join(tmpdir(), "ampoule-absent-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const PUBLIC = [forms, index, markup, node, templates, testing, unsafe].flatMap((entry) => Object.keys(entry));

/** What is not there needs no guard; whoever adds it has to bring one, and finds this test. */
describe("what is not there", () => {
  const rows: readonly (readonly [name: string, pattern: RegExp])[] = [
    ["S04 a cache of responses", /cache|memoi/i],
    ["R40 unpacking of archives", /zip|tar\b|unpack|extract(?!Messages)|inflate/i],
    ["D19 a static export", /export|freeze|ssg|static(?!s)/i],
    ["J10 J12 JSONP, lines of JSON", /jsonp|ndjson/i],
    ["D24 D27 files sent by a proxy on a header's word", /sendfile|accel/i],
    ["F27 a method that is overridden", /methodOverride/i],
    ["R09 R18 R19 nested names of fields", /bracket|merge|qs\b/i],
    ["V01 a console", /console(?!Logger)|repl\b|evaluate/i],
  ];
  for (const [name, pattern] of rows) test(name, () => expect(PUBLIC.filter((word) => pattern.test(word))).toEqual([]));
});

describe("S05 nothing of one visitor's page is in another's", () => {
  test("there is no tag that keeps a piece of a page", () => {
    expect(() => new Environment().fromString("{% cache 60 %}x{% endcache %}")).toThrow(/cache/);
  });

  test("templates and literals are compiled once, and each page has its own nonce and token", async () => {
    const app = production();
    const literal = (c: { markup: index.AnyContext["markup"] }): index.Markup =>
      c.markup`<script>1</script><form method="post"></form>`;
    app.get("/literal", literal);
    app.get("/template", (c) =>
      c.renderString("<script>1</script><form method=post></form>{{ get_flashed_messages() }}"),
    );
    app.get("/flash", (c) => {
      c.flash("for one visitor only");
      return "";
    });
    for (const path of ["/literal", "/template"]) {
      const pages = new Set<string>();
      const secrets = new Set<string>();
      for (let i = 0; i < 20; i++) {
        const browser = client(app);
        if (i === 0) await browser.get("/flash");
        const text = await (await browser.get(path)).text();
        pages.add(text);
        for (const [, value = ""] of text.matchAll(/(?:nonce|value)="([^"]{16,})"/g)) secrets.add(value);
        expect(text.includes("for one visitor only")).toBe(i === 0 && path === "/template");
      }
      expect([pages.size, secrets.size]).toEqual([20, 40]);
    }
  });
});

test("R40 an archive is stored as it came, and sent as a download", async () => {
  const app = new App({ mode: "test", guards: { token: { off: "the archive is what is tested" } } });
  const storage = new MemoryStorage();
  app.post("/", async (c) => (await (await c.form({ files: true })).files.get("f")?.store(storage)) as object);
  app.get("/<key>", (c) => c.sendUpload(storage, { key: c.params.key, name: "../../evil.zip" }));
  const bytes = Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.from("../../etc/passwd"), Buffer.alloc(100)]);
  const body = new FormData();
  body.append("f", new File([bytes], "a.zip"));
  const { key } = (await (await client(app).post("/", { body })).json()) as { key: string };
  const sent = await client(app).get(`/${key}`);
  expect(Buffer.from(await sent.arrayBuffer())).toEqual(bytes);
  expect(sent.headers.get("content-disposition")).toMatch(/^attachment; filename="[^/\\]*evil\.zip"$/);
});

describe("V10 D12 what belongs to the program is not sent", () => {
  const root = join(base, "site");
  mkdirSync(join(root, "static", ".git"), { recursive: true });
  mkdirSync(join(root, "templates"));
  const names = [
    "static/site.js.map",
    "static/site.css.map",
    "static/app.ts",
    "static/app.tsx",
    "static/.env",
    "static/.git/config",
    "static/page.html.jinja",
    "static/page.njk",
    "static/db.sqlite",
    "static/a.bak",
    "static/a.js~",
    "static/package-lock.yaml",
    "static/key.pem",
    "static/LICENSE",
    "templates/page.html",
    "app.js",
  ];
  for (const name of names) writeFileSync(join(root, name), "the secret");
  writeFileSync(join(root, "static/site.js"), "1");
  const app = (options: AppOptions = {}): App =>
    production({ root: pathToFileURL(join(root, "app.js")).href, ...options });

  test("source maps, sources, templates, hidden files, data", async () => {
    const sealed = app();
    for (const name of names)
      for (const path of [
        `/${name}`,
        `/static/${name}`,
        `/static/../${name}`,
        `/static/%2e%2e/${name}`,
        `/static/..%2f${name}`,
      ])
        expect((await client(sealed).get(path)).status, path).toBe(404);
    expect((await client(sealed).get("/static/site.js")).status).toBe(200);
  });

  test("the twin: with all extensions allowed a source map is sent; hidden files are not even then", async () => {
    const open = app({ static: { folder: "static", extensions: "all" } });
    expect((await client(open).get("/static/site.js.map")).status).toBe(200);
    expect((await client(open).get("/static/.env")).status).toBe(404);
  });
});

describe("V02 development opens nothing to other sites' pages", () => {
  test("no socket, no script of ours in pages, no header that lets them read", async () => {
    const app = new App({ mode: "development", logger: index.silentLogger });
    app.get("/", (c) => c.renderString("<!doctype html><title>x</title><p>x</p>"));
    const server = await node.serve(app, { port: 0, signals: false });
    const ask = (headers: readonly string[], path = "/"): ReturnType<typeof exchange> =>
      exchange(
        server,
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers.map((line) => `${line}\r\n`).join("")}\r\n`,
      );
    for (const origin of ["null", "https://evil.example", "http://localhost.evil.example"]) {
      for (const path of ["/", "/__reload", "/@vite/client"]) {
        const socket = await ask(
          [
            "Connection: Upgrade",
            "Upgrade: websocket",
            `Origin: ${origin}`,
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
          ],
          path,
        );
        expect(statuses(socket)).toEqual([403]);
      }
      const page = await ask([`Origin: ${origin}`]);
      expect(statuses(page)).toEqual([200]);
      expect(page.text).not.toMatch(/access-control|<script|WebSocket|EventSource/i);
    }
    await server.close();
  });
});

describe("H14 windows and embedding", () => {
  const headersOf = async (headers: AppOptions["headers"]): Promise<readonly (string | null)[]> => {
    const app = production(headers === undefined ? {} : { headers });
    app.get("/", () => index.html`<p>x</p>`);
    const response = await client(app).get("/");
    return ["cross-origin-opener-policy", "cross-origin-embedder-policy"].map((name) => response.headers.get(name));
  };
  test("other sites' windows are cut off, embedding is left as it was", async () => {
    expect(await headersOf(undefined)).toEqual(["same-origin", null]);
  });
  test("both can be changed, for a login in a pop-up, or for isolation", async () => {
    expect(await headersOf({ openerPolicy: "same-origin-allow-popups" })).toEqual(["same-origin-allow-popups", null]);
    expect(await headersOf({ embedderPolicy: "require-corp" })).toEqual(["same-origin", "require-corp"]);
    expect(await headersOf({ embedderPolicy: "credentialless", openerPolicy: false })).toEqual([
      null,
      "credentialless",
    ]);
  });
});

test("J12 JSON is sent without a prefix and read without one; lines of JSON are no JSON", async () => {
  const app = new App({ mode: "test" });
  app.get("/", (c) => c.json([1]));
  app.post("/", async (c) => ({ got: await c.request.json() }));
  expect(await (await client(app).get("/")).text()).toBe("[1]");
  const post = async (type: string, body: string): Promise<number> =>
    (await client(app).post("/", { body, headers: { "content-type": type } })).status;
  expect(await post("application/json", ")]}',\n[1]")).toBe(400);
  expect(await post("application/json", "[1]\n[2]")).toBe(400);
  for (const type of ["application/x-ndjson", "application/jsonl", "application/json-seq"])
    expect(await post(type, "[1]\n")).toBe(415);
});
