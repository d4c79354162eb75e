/**
 * `npm run bench -- compile`: from source to a rendered `page`, and how the time grows with the length of the source.
 *
 * - *Cold*: for the first time in a fresh process. The modules have been loaded; none of their functions has been called, so
 *   that the time is mostly that of V8 compiling them.
 * - *Warm*: again and again in one process, with the same sources in new environments: what V8 remembers of equal generated
 *   code helps every engine alike.
 * - *New source*: the same, with a source that is another one each time.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { DictLoader, Environment, type Template } from "@ampoule/templates";
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

let marks = 0;
/** Text that no source has had before. */
function mark(): string {
  return `mark ${++marks}`;
}

/** How much of the time of compiling goes into finding out where each value stands: what plain escaping does without. */
function analysisShare(): number {
  const shares = Array.from({ length: 300 }, () => {
    const all = milliseconds(() => ours("contextual", mark()));
    return 1 - milliseconds(() => ours("html", mark())) / all;
  });
  return median(shares);
}

const child = process.argv.find((argument) => argument.startsWith("--cold="))?.slice("--cold=".length);
if (child !== undefined) {
  console.log(milliseconds(() => compilers[child]!("")));
} else {
  const rows: string[][] = [];
  for (const [name, compile] of Object.entries(compilers)) {
    const cold = Array.from({ length: 9 }, () => {
      const options = ["--conditions=ampoule:source", fileURLToPath(import.meta.url), `--cold=${name}`];
      return Number(spawnSync(process.execPath, options, { encoding: "utf8" }).stdout);
    });
    for (let i = 0; i < 200; i++) compile(mark());
    const warm = Array.from({ length: 200 }, () => milliseconds(() => compile("")));
    const other = Array.from({ length: 200 }, () => milliseconds(() => compile(mark())));
    rows.push([name, median(cold).toFixed(2), median(warm).toFixed(3), median(other).toFixed(3)]);
  }
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
