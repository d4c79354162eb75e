/**
 * `npm run bench -- compile`: from source to a rendered `page`, and how the time grows with the length of the source.
 *
 * - *Cold*: for the first time in a fresh process. The modules have been loaded; none of their functions has been called, so
 *   that the time is mostly that of V8 compiling them. What was compiled ahead of time is loaded within the time.
 * - *Warm*: again and again in one process, with the same sources in new environments, once V8 has optimised the compiler: what it
 *   remembers of equal generated code helps every engine alike.
 * - *New source*: the same, with a source that is another one each time.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DictLoader, Environment, PrecompiledLoader, precompile, type Template } from "@ampoule/templates";
import { Eta } from "eta";
import nunjucks from "nunjucks";
import pug from "pug";
import { median, table } from "../harness.ts";
import { jinja } from "../templates/jinja.ts";
import { page } from "../templates/workloads.ts";

const PUG =
  "html\n  body\n    each post in posts\n      article\n        h2\n          a(href=post.url)= post.title\n        p= post.body\n";
const ETA =
  "<% for (const post of it.posts) { %><h2><a href='<%= post.url %>'><%= post.title %></a></h2><p><%= post.body %></p><% } %>";

/** Our own template of the page, compiled. */
function ours(autoescape: "contextual" | "html", mark: string): Template {
  const loader = new DictLoader({
    "layout.html": jinja.layout + mark,
    "page.html": jinja.page.replace("</h2>", `${mark}</h2>`),
  });
  return new Environment({ loader, autoescape }).getTemplate("page.html");
}

/**
 * Compiles the page and renders it once, as a first request does: laziness must not count as speed. `mark` is text that
 * is put into the sources.
 */
const compilers: Readonly<Record<string, (mark: string) => unknown>> = {
  ampoule: (mark) => ours("contextual", mark).render(page.data as never),
  "ampoule, plain html escaping": (mark) => ours("html", mark).render(page.data as never),
  nunjucks: (mark) => {
    const sources: Readonly<Record<string, string>> = {
      "layout.html": jinja.layout + mark,
      "page.html": jinja.page.replace("</h2>", `${mark}</h2>`),
    };
    const loader = { getSource: (name: string) => ({ src: sources[name]!, path: name, noCache: true }) };
    return new nunjucks.Environment(loader as nunjucks.ILoader, { autoescape: true })
      .getTemplate("page.html", true)
      .render(page.data);
  },
  "pug (a smaller page)": (mark) => pug.compile(`${PUG}    p ${mark}\n`)(page.data),
  "eta (a smaller page)": (mark) => new Eta().renderString(ETA + mark, page.data),
};

function milliseconds(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** Rounds before the clock starts: by then the optimising compiler has finished with every engine. */
const WARM_UP = 1000;
const MEASURED = 400;

let marks = 0;
/** Text that no source has had before. */
function mark(): string {
  return `mark ${++marks}`;
}

/** How much of the time of compiling goes into finding out where each value stands: what plain escaping does without. */
function analysisShare(): number {
  const contextual: number[] = [];
  const plain: number[] = [];
  for (let i = 0; i < 400; i++) {
    contextual.push(milliseconds(() => ours("contextual", mark())));
    plain.push(milliseconds(() => ours("html", mark())));
  }
  return 1 - lowerQuartile(plain) / lowerQuartile(contextual);
}

/** What the machine does meanwhile can only add to a time. */
function lowerQuartile(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 2]!;
}

type Precompiled = ConstructorParameters<typeof PrecompiledLoader>[0];

/** Renders the page out of a module that was compiled ahead of time. */
function renderPrecompiled(templates: Precompiled): string {
  return new Environment({ loader: new PrecompiledLoader(templates) })
    .getTemplate("page.html")
    .render(page.data as never);
}

async function loadPrecompiled(url: string): Promise<Precompiled> {
  return ((await import(url)) as { readonly templates: Precompiled }).templates;
}

/** Median milliseconds of fresh processes. */
function cold(...options: readonly string[]): string {
  const times = Array.from({ length: 9 }, () => {
    const args = ["--conditions=ampoule:source", fileURLToPath(import.meta.url), ...options];
    return Number(spawnSync(process.execPath, args, { encoding: "utf8" }).stdout);
  });
  return median(times).toFixed(2);
}

function optionOf(name: string): string | undefined {
  return process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(`--${name}=`.length);
}

/** In a process of its own: what the loading of the modules has left for later is done before the clock starts. */
async function measureCold(name: string): Promise<void> {
  await setTimeout(200);
  console.log(milliseconds(() => compilers[name]!("")));
}

async function measureColdPrecompiled(url: string): Promise<void> {
  await setTimeout(200);
  const start = performance.now();
  renderPrecompiled(await loadPrecompiled(url));
  console.log(performance.now() - start);
}

async function precompiledRow(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "ampoule-bench-"));
  try {
    const file = join(folder, "templates.mjs");
    const env = new Environment({ loader: new DictLoader({ "layout.html": jinja.layout, "page.html": jinja.page }) });
    writeFileSync(file, precompile(env, ["layout.html", "page.html"]));
    const { href } = pathToFileURL(file);
    const templates = await loadPrecompiled(href);
    for (let i = 0; i < WARM_UP; i++) renderPrecompiled(templates);
    const warm = median(Array.from({ length: MEASURED }, () => milliseconds(() => renderPrecompiled(templates))));
    return ["ampoule, compiled ahead of time", cold(`--precompiled=${href}`), warm.toFixed(3), "–"];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const child = optionOf("cold");
const precompiled = optionOf("precompiled");
if (child !== undefined) await measureCold(child);
else if (precompiled !== undefined) await measureColdPrecompiled(precompiled);
else {
  const rows: string[][] = [];
  for (const [name, compile] of Object.entries(compilers)) {
    for (let i = 0; i < WARM_UP; i++) compile("");
    const warm = Array.from({ length: MEASURED }, () => milliseconds(() => compile("")));
    for (let i = 0; i < WARM_UP; i++) compile(mark());
    const other = Array.from({ length: MEASURED }, () => milliseconds(() => compile(mark())));
    rows.push([name, cold(`--cold=${name}`), median(warm).toFixed(3), median(other).toFixed(3)]);
  }
  rows.splice(2, 0, await precompiledRow());
  console.log("Compile `page` with its layout and render it once, milliseconds\n");
  console.log(table(["engine", "cold", "warm", "new source"], rows));
  console.log(`\nShare of the analysis of places in compiling \`page\`: ${(100 * analysisShare()).toFixed(0)} %`);

  console.log("\nGrowth: a source of n copies of the page's main block, milliseconds per copy\n");
  const body = jinja.page.slice(jinja.page.indexOf("{% for post"), -"{% endblock %}".length);
  const growth = [1, 10, 100, 1000].map((n) => {
    const source = body.repeat(n);
    const times = Array.from({ length: n > 100 ? 3 : 9 }, () =>
      milliseconds(() => new Environment({}).fromString(source)),
    );
    return [String(n), `${(source.length / 1024).toFixed(0)} kB`, (median(times) / n).toFixed(3)];
  });
  console.log(table(["n", "source", "ms per copy"], growth));
}
