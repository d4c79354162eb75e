import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { html } from "@ampoule/markup";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { App } from "../../src/index.ts";
import { client } from "../../src/testing/index.ts";

const base = realpathSync(mkdtempSync(join(tmpdir(), "ampoule-assets-")));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const LONG = "public, max-age=31536000, immutable";

let seconds = 1_700_000_000;
/** Writes a file at a time of its own, as two deployments do. */
function write(name: string, content: string): void {
  writeFileSync(join(base, "static", name), content);
  utimesSync(join(base, "static", name), ++seconds, seconds);
}

beforeEach(() => {
  mkdirSync(join(base, "static/css"), { recursive: true });
  mkdirSync(join(base, "templates"), { recursive: true });
  write("app.js", "one");
  write("css/site.css", "body{}");
  writeFileSync(join(base, "static/.env"), "SECRET=1");
  writeFileSync(join(base, "secret.txt"), "secret");
  writeFileSync(
    join(base, "templates/page.html"),
    '<script src="{{ asset("app.js") }}"></script><link rel="stylesheet" href="{{ asset(filename="css/site.css") }}">',
  );
});

function makeApp(options: ConstructorParameters<typeof App>[0] = {}): App {
  const app = new App({ mode: "test", root: base, ...options });
  app.get("/", (c) => c.render("page.html"));
  return app;
}

describe("asset()", () => {
  test("is a URL with the version of the content, which scripts and style sheets may come from", async () => {
    const text = await (await client(makeApp()).get("/")).text();
    expect(text).toMatch(/<script src="\/static\/app\.js\?v=[\w-]{12}"/);
    expect(text).toMatch(/<link rel="stylesheet" href="\/static\/css\/site\.css\?v=[\w-]{12}"/);
    const app = makeApp();
    expect(String(html`<script src=${app.asset("app.js")}></script>`)).toMatch(/src="\/static\/app\.js\?v=/);
  });

  test("is another URL after each change of the content, also in a process that runs, and the same without one", () => {
    const app = makeApp();
    const one = String(app.asset("app.js"));
    write("app.js", "one");
    expect(String(app.asset("app.js"))).toBe(one);
    write("app.js", "two");
    expect(String(app.asset("app.js"))).not.toBe(one);
    write("app.js", "one");
    expect(String(app.asset("app.js"))).toBe(one);
  });

  test("a request alone makes nobody read a large file; a page that names it does", async () => {
    const film = join(base, "static/film.mp4");
    writeFileSync(film, "");
    // A hole: nothing of it is on the disk. More than can be read at once.
    truncateSync(film, 3_000_000_000);
    const app = makeApp();
    const asked = await client(app).head("/static/film.mp4?v=AAAAAAAAAAAA");
    expect([asked.status, asked.headers.get("cache-control")]).toEqual([200, "public, no-cache"]);

    truncateSync(film, 20_000_000);
    const controlOf = async (path: string): Promise<string | null> =>
      (await client(app).head(path)).headers.get("cache-control");
    const url = String(makeApp().asset("film.mp4"));
    expect(await controlOf(url)).toBe("public, no-cache");
    expect(String(app.asset("film.mp4"))).toBe(url);
    expect(await controlOf(url)).toBe(LONG);
    rmSync(film);
  });

  test("may be kept for ever under its own version only: another one, or none, means what is there now", async () => {
    const app = makeApp();
    const browser = client(app);
    const url = String(app.asset("app.js"));
    const cached = async (path: string) => (await browser.get(path)).headers.get("cache-control");
    expect(await cached(url)).toBe(LONG);
    expect(await cached("/static/app.js")).toBe("public, no-cache");
    expect(await cached("/static/app.js?v=AAAAAAAAAAAA")).toBe("public, no-cache");
    expect(await cached("/static/app.js?v=")).toBe("public, no-cache");
    expect(await cached("/static/app.js?v=%zz&v")).toBe("public, no-cache");
    write("app.js", "two");
    // A page from before the deployment: its URL must not pin the new content.
    expect(await cached(url)).toBe("public, no-cache");
    expect(await (await browser.get(url)).text()).toBe("two");
  });

  test("in production is looked up once a second at most; what is kept for ever is looked at each time", async () => {
    const production = makeApp({
      mode: "production",
      origin: "https://a.example",
      secretKey: "f3Xq0mX1n8y7v2s9d4k6j5h1g0a2z3w4e5r6t7y8u9i",
    });
    const url = String(production.asset("app.js"));
    write("app.js", "two");
    expect(String(production.asset("app.js"))).toBe(url);
    const answer = await production.fetch(new Request(`https://a.example${url}`));
    expect(answer.headers.get("cache-control")).toBe("public, no-cache");
    expect(String(production.asset("app.js"))).not.toBe(url);
  });

  test("goes where the application serves its static files", () => {
    const app = makeApp({ static: { folder: "static", url: "/files" } });
    expect(String(app.asset("app.js"))).toMatch(/^\/files\/app\.js\?v=/);
  });

  test.each([
    ["ap.js", 'There is no static file "ap.js". Did you mean "app.js"?'],
    ["site.css", 'Did you mean "css/site.css"?'],
    ["css", "There is no static file"],
    [".env", "There is no static file"],
    ["../secret.txt", "There is no static file"],
    ["/etc/passwd", "There is no static file"],
    ["app.js\0", "There is no static file"],
  ])("%j, which is not served, is an error", (filename, message) => {
    expect(() => makeApp().asset(filename)).toThrow(message);
  });

  test("D07 a link that leads out of the folder has no version, unless links are followed", () => {
    symlinkSync(join(base, "secret.txt"), join(base, "static/link.txt"));
    expect(() => makeApp().asset("link.txt")).toThrow("There is no static file");
    const following = makeApp({ static: { folder: "static", followSymlinks: true } });
    expect(String(following.asset("link.txt"))).toMatch(/^\/static\/link\.txt\?v=/);
  });

  test("needs a static folder", () => {
    expect(() => makeApp({ static: false }).asset("app.js")).toThrow("no folder of static files");
  });
});
