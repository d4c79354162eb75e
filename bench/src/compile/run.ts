/**
 * `npm run bench -- compile`: from source to a rendered `page`, cold (first time in a fresh process) and warm (again and
 * again in one process), and how the time grows with the length of the source.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { DictLoader, Environment } from "@ampoule/templates";
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

/** Compiles the page and renders it once, as a first request does: laziness must not count as speed. */
const compilers: Readonly<Record<string, () => unknown>> = {
  ampoule: () => {
    const loader = new DictLoader({ "layout.html": jinja.layout, "page.html": jinja.page });
    return new Environment({ loader }).getTemplate("page.html").render(page.data as never);
  },
  "ampoule, plain html escaping": () => {
    const loader = new DictLoader({ "layout.html": jinja.layout, "page.html": jinja.page });
    return new Environment({ loader, autoescape: "html" }).getTemplate("page.html").render(page.data as never);
  },
  nunjucks: () => {
    const sources: Readonly<Record<string, string>> = { "layout.html": jinja.layout, "page.html": jinja.page };
    const loader = { getSource: (name: string) => ({ src: sources[name]!, path: name, noCache: true }) };
    return new nunjucks.Environment(loader as nunjucks.ILoader, { autoescape: true })
      .getTemplate("page.html", true)
      .render(page.data);
  },
  "pug (a smaller page)": () => pug.compile(PUG)(page.data),
  "eta (a smaller page)": () => new Eta().renderString(ETA, page.data),
};

function milliseconds(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

const child = process.argv.find((argument) => argument.startsWith("--cold="))?.slice("--cold=".length);
if (child !== undefined) {
  console.log(milliseconds(compilers[child]!));
} else {
  const rows: string[][] = [];
  for (const [name, compile] of Object.entries(compilers)) {
    const cold = Array.from({ length: 9 }, () => {
      const options = ["--conditions=ampoule:source", fileURLToPath(import.meta.url), `--cold=${name}`];
      return Number(spawnSync(process.execPath, options, { encoding: "utf8" }).stdout);
    });
    for (let i = 0; i < 200; i++) compile();
    const warm = Array.from({ length: 200 }, () => milliseconds(compile));
    rows.push([name, median(cold).toFixed(2), median(warm).toFixed(3)]);
  }
  console.log("Compile `page` with its layout and render it once, milliseconds\n");
  console.log(table(["engine", "cold", "warm"], rows));

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
