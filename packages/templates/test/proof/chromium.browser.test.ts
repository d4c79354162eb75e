/**
 * The same question put to a browser: thousands of pages, each with a hostile value in a place, loaded with traps for
 * anything that runs, is requested from elsewhere, or navigates. No Content-Security-Policy helps.
 */
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Environment } from "../../src/index.ts";
import { PLACES } from "./places.ts";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const available = existsSync(CHROMIUM);
if (!available) {
  const message = `There is no browser at ${CHROMIUM} (Debian: apt-get install chromium; or name one in CHROMIUM)`;
  if (process.env["AMPOULE_REQUIRE_ALL"] === "1") throw new Error(message);
  console.warn(`SKIPPED: ${message}`);
}

/** One attack in the spellings that filters overlook. */
const CODE = [
  "trap()",
  "1;trap()",
  "[trap()]",
  "(trap)()",
  "window.trap()",
  "trap?.()",
  "0||trap()",
  "trap.call()",
  "void trap()",
  "-trap()",
  "new trap",
  "trap``",
];
const URLS = [
  "javascript:trap()",
  "JaVaScRiPt:trap()",
  " javascript:trap()",
  "\u0001javascript:trap()",
  "java\tscript:trap()",
  "java\nscript:trap()",
  "javascript\t:trap()",
  "javascript:\u2028trap()",
  "javascript://%0atrap()",
  "data:text/html,<script>parent.trap()</script>",
];
const ATTRIBUTES = [
  "x onerror=trap() onload=trap() autofocus onfocus=trap() onmouseover=trap()",
  "x\tonmouseover=trap()",
  "x\nonmouseover=trap()",
  "x\fonmouseover=trap()",
  "x/onmouseover=trap()//",
  "x onmouseover=trap`` y",
  " onmouseover=trap() ",
  "onmouseover=trap()",
];

/** Values that end a text, a quote, an element or a comment, or lead elsewhere by themselves. */
const CLASSIC = [
  "<script>trap()</script>",
  "</script><script>trap()</script>",
  "</style><script>trap()</script>",
  "</textarea></title><img src=x onerror=trap()>",
  "--><img src=x onerror=trap()>",
  "--!><svg onload=trap()>",
  "]]><script>trap()</script>",
  '"><img src=x onerror=trap()>',
  "'><img src=x onerror=trap()>",
  '" onerror="trap()" onload="trap()" onclick="trap()" onmouseover="trap()',
  "' onerror='trap()' onload='trap()' onclick='trap()' onmouseover='trap()",
  "script:trap()",
  "onmouseover",
  "';trap();//",
  '";trap();//',
  "');trap();//",
  "'+trap()+'",
  "\\",
  "`;trap();//",
  "${trap()}",
  "*/trap()/*",
  "\ntrap()//",
  "\u2028trap()//",
  "data:text/javascript,trap()",
  "//evil.example/x.js",
  "https://evil.example/x",
  "/\\evil.example/x",
  "0;url=//evil.example/x",
  "0;url=javascript:trap()",
  "//evil.example/a 1x, //evil.example/b 2x",
  "red;background:url(//evil.example/x)",
  "url(//evil.example/x)",
  "} * { background: url(//evil.example/x) } a {",
  "&#39;);trap();//",
  "trap&lpar;&rpar;",
];

/** Where HTML escaping alone does not help, and the attacks that then work. */
const OPEN: readonly (readonly [place: RegExp, attacks: readonly string[]])[] = [
  [/<script>|<script type=module|on\w+=|@click/, CODE],
  [/(?:href|src|action|data|cite|poster|ping|content)=["']?(?:§|0;|5;)/, URLS],
  [/=§|=[\w/-]+§|<\w+ ?§|"§>/, ATTRIBUTES],
];

function attacksOn(place: string): readonly string[] {
  return [...CLASSIC, ...OPEN.flatMap(([pattern, attacks]) => (pattern.test(place) ? attacks : []))];
}

/** Places whose author lets users link anywhere: a request to elsewhere is what the place is for. */
const MAY_GO_ANYWHERE =
  /<(?:img|video|form|link rel="canonical"|link href="§" rel="icon"|meta [^>]*http-equiv)|ping=|location|background|(?<!import )url\(|<svg>|href="(?:§|https:)|href=§|cite=|poster=/;

interface Case {
  readonly place: string;
  readonly payload: string;
  readonly html: string;
}

/** Loaded first in every page: what a payload calls, and proof that it was called. */
const HEAD = (id: number): string =>
  `<!doctype html><meta charset=utf-8><script>window.trap = () => parent.postMessage({ fired: ${id} }, "*"); var f = () => {}, v = f, o = {}, a, b, c, d;</script>`;

function pagesOf(env: Environment): Case[] {
  const found: Case[] = [];
  for (const place of PLACES) {
    try {
      const template = env.fromString(place.replaceAll("§", "{{ v }}"));
      for (const payload of attacksOn(place)) found.push({ place, payload, html: template.render({ v: payload }) });
    } catch {
      // Refused when it was compiled: there is nothing to load.
    }
  }
  return found;
}

interface Outcome {
  readonly ran: readonly number[];
  readonly asked: readonly number[];
  readonly left: readonly number[];
}

describe.skipIf(!available)("in Chromium", () => {
  let browser: Browser;
  let server: Server;
  let origin: string;
  let pages: readonly Case[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const id = /^\/case\/(\d+)\//.exec(request.url ?? "")?.[1];
      response.setHeader("content-type", "text/html; charset=utf-8");
      if (request.url === "/") response.end("<!doctype html><title>proof</title>");
      else if (id !== undefined && request.url === `/case/${id}/`)
        response.end(HEAD(Number(id)) + (pages[Number(id)]?.html ?? ""));
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** Loads every page in a frame, pokes whatever can be poked, and says which ones did something. */
  async function load(cases: readonly Case[]): Promise<Outcome> {
    pages = cases;
    const context = await browser.newContext();
    const asked = new Set<number>();
    await context.route("**/*", async (route) => {
      const url = route.request().url();
      if (url.startsWith(origin) || url.startsWith("data:") || url.startsWith("about:")) return route.continue();
      // To another origin a browser says of the page no more than its origin.
      const from = [route.request().headers()["referer"], route.request().frame().url()]
        .map((page) => /\/case\/(\d+)\//.exec(page ?? "")?.[1])
        .find((id) => id !== undefined);
      // Where the author's own text leads is no secret.
      if (from !== undefined && !cases[Number(from)]!.place.includes(new URL(url).host)) asked.add(Number(from));
      return route.abort();
    });
    const page = await context.newPage();
    page.on("dialog", (dialog) => void dialog.dismiss());
    const ran = new Set<number>();
    const left = new Set<number>();
    let waiting = cases.map((_, id) => id);
    // A page that has not come in time on a busy machine is asked for once more.
    for (let round = 0; round < 3 && waiting.length > 0; round++) {
      const late: number[] = [];
      for (let from = 0; from < waiting.length; from += BATCH) {
        const outcome = await batch(page, waiting.slice(from, from + BATCH));
        for (const id of outcome.ran) ran.add(id);
        for (const id of outcome.left) left.add(id);
        late.push(...outcome.late);
      }
      waiting = late;
    }
    expect(waiting, "pages that were never loaded").toEqual([]);
    await context.close();
    return { ran: [...ran], asked: [...asked], left: [...left] };
  }

  async function batch(page: Page, ids: readonly number[]): Promise<{ ran: number[]; left: number[]; late: number[] }> {
    await page.goto(`${origin}/`);
    return page.evaluate(async (ids) => {
      const ran = new Set<number>();
      addEventListener("message", ({ data }) => {
        if (typeof data?.fired === "number") ran.add(data.fired);
      });
      (window as unknown as { trap: () => void }).trap = () => ran.add(-1);
      const frames = ids.map((id) => {
        const frame = document.createElement("iframe");
        frame.src = `/case/${id}/`;
        document.body.append(frame);
        return { id, frame };
      });
      await Promise.all(
        frames.map(
          ({ frame }) =>
            new Promise((resolve) => {
              frame.addEventListener("load", resolve, { once: true });
              setTimeout(resolve, 15_000);
            }),
        ),
      );
      await new Promise((resolve) => setTimeout(resolve, 60));
      const left: number[] = [];
      const late: number[] = [];
      for (const { id, frame } of frames) {
        let inside: Document | null = null;
        try {
          inside = frame.contentDocument;
          const { href, pathname } = frame.contentWindow!.location;
          if (href === "about:blank") late.push(id);
          else if (inside === null || pathname !== `/case/${id}/`) left.push(id);
        } catch {
          left.push(id);
        }
        // What a visitor would do with the mouse. A link that only leads elsewhere is not followed.
        for (const element of inside?.querySelectorAll("*") ?? []) {
          element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
          (element as HTMLElement).focus?.();
          const href =
            element.getAttribute("href") ?? element.getAttribute("xlink:href") ?? element.getAttribute("action") ?? "";
          const scheme = URL.canParse(href, "http://own.example") ? new URL(href, "http://own.example").protocol : "";
          if (scheme === "javascript:" || scheme === "data:") ran.add(id);
          else if (href === "") element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
      return { ran: [...ran], left, late };
    }, ids);
  }

  const tell = (cases: readonly Case[], ids: readonly number[]): string =>
    ids
      .slice(0, 10)
      .map((id) => `${cases[id]?.place} ← ${JSON.stringify(cases[id]?.payload)}: ${cases[id]?.html}`)
      .join("\n");

  test("no value runs, asks another origin, or navigates", { timeout: 900_000 }, async () => {
    const cases = pagesOf(new Environment({}));
    expect(cases.length).toBeGreaterThan(2000);
    const { ran, asked, left } = await load(cases);
    console.log(`${cases.length} pages: ${ran.length} ran, ${asked.length} asked elsewhere, ${left.length} left`);
    const uninvited = (ids: readonly number[]) => ids.filter((id) => !MAY_GO_ANYWHERE.test(cases[id]?.place ?? ""));
    expect(tell(cases, ran)).toBe("");
    expect(tell(cases, uninvited(asked))).toBe("");
    expect(tell(cases, uninvited(left))).toBe("");
  });

  test("the twin: with plain HTML escaping hundreds do", { timeout: 900_000 }, async () => {
    const cases = pagesOf(new Environment({ autoescape: "html" }));
    const { ran } = await load(cases);
    console.log(`${cases.length} pages with plain HTML escaping: ${ran.length} ran`);
    expect(ran.length).toBeGreaterThan(200);
  });
});

const BATCH = 80;
