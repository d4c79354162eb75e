/**
 * `npm run build && npm run bench -- start`: what a fresh process pays before it can answer, from what is published (`dist`), not
 * from the sources.
 *
 * - *Frameworks*: the import of what an application with pages, sessions and guarded forms needs.
 * - *Template engines*: the import, and then the page with its layout, compiled and rendered once.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median, table } from "../harness.ts";
import { jinja } from "../templates/jinja.ts";
import { page } from "../templates/workloads.ts";

const ROUNDS = 15;

const frameworks: Readonly<Record<string, readonly string[]>> = {
  ampoule: ["ampoule", "ampoule/node"],
  "fastify + secure-session, helmet, csrf-protection, eta": [
    "fastify",
    "@fastify/secure-session",
    "@fastify/helmet",
    "@fastify/csrf-protection",
    "@fastify/formbody",
    "eta",
  ],
  "express + helmet, cookie-session, csrf-csrf, nunjucks": [
    "express",
    "helmet",
    "cookie-session",
    "csrf-csrf",
    "nunjucks",
  ],
  "hono + node-server, nunjucks": ["hono", "@hono/node-server", "hono/csrf", "hono/secure-headers", "nunjucks"],
};

const engines: Readonly<Record<string, () => Promise<unknown>>> = {
  ampoule: async () => {
    const { DictLoader, Environment } = await import("@ampoule/templates");
    const loader = new DictLoader({ "layout.html": jinja.layout, "page.html": jinja.page });
    return new Environment({ loader }).getTemplate("page.html").render(page.data as never);
  },
  nunjucks: async () => {
    const { default: nunjucks } = await import("nunjucks");
    const sources: Readonly<Record<string, string>> = { "layout.html": jinja.layout, "page.html": jinja.page };
    const loader = { getSource: (name: string) => ({ src: sources[name]!, path: name, noCache: true }) };
    return new nunjucks.Environment(loader as never, { autoescape: true }).render("page.html", page.data);
  },
  edge: async () => {
    const { Edge } = await import("edge.js");
    const edge = Edge.create();
    edge.registerTemplate("page", {
      template:
        "@each(post in posts)\n<h2><a href='{{ post.url }}'>{{ post.title }}</a></h2><p>{{ post.body }}</p>\n@end",
    });
    return edge.render("page", page.data);
  },
  pug: async () => {
    const { default: pug } = await import("pug");
    return pug.compile("each post in posts\n  h2\n    a(href=post.url)= post.title\n  p= post.body\n")(page.data);
  },
  liquidjs: async () => {
    const { Liquid } = await import("liquidjs");
    const source =
      "{% for post in posts %}<h2><a href='{{ post.url }}'>{{ post.title }}</a></h2><p>{{ post.body }}</p>{% endfor %}";
    return new Liquid({ outputEscape: "escape" }).parseAndRender(source, page.data);
  },
  eta: async () => {
    const { Eta } = await import("eta");
    const source =
      "<% for (const post of it.posts) { %><h2><a href='<%= post.url %>'><%= post.title %></a></h2><p><%= post.body %></p><% } %>";
    return new Eta().renderString(source, page.data);
  },
};

/** Milliseconds in a process of its own, which has its clock running from the first import of a subject. */
function fresh(option: string): number {
  const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), option], {
    encoding: "utf8",
  });
  const milliseconds = Number(stdout);
  if (stdout === "" || Number.isNaN(milliseconds)) throw new Error(`${option}: ${stdout}${stderr}`);
  return milliseconds;
}

/** All subjects once a round, so that what the machine does meanwhile strikes them alike. */
function compareFresh(kind: string, names: readonly string[]): string {
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) times.get(name)!.push(fresh(`--${kind}=${name}`));
  }
  const own = times.get(names[0]!)!;
  const rows = names.map((name) => {
    const all = times.get(name)!;
    return [name, median(all).toFixed(0), median(all.map((time, round) => time / own[round]!)).toFixed(2)];
  });
  return table([kind, "ms", "against ampoule"], rows);
}

const [, kind, name] = /^--(framework|engine)=(.+)$/.exec(process.argv[2] ?? "") ?? [];
if (kind === undefined || name === undefined) {
  if (!existsSync(join(import.meta.dirname, "../../../packages/ampoule/dist/index.js"))) {
    console.error("There is no build to measure: npm run build");
    process.exit(2);
  }
  console.log("To import a framework, and what an application with pages and forms needs, in a fresh process\n");
  console.log(compareFresh("framework", Object.keys(frameworks)));
  console.log(
    "\nTo import a template engine, compile `page` (others than nunjucks: a smaller one) and render it once\n",
  );
  console.log(compareFresh("engine", Object.keys(engines)));
} else {
  const begin = performance.now();
  if (kind === "engine") await engines[name]!();
  else for (const module of frameworks[name]!) await import(module);
  console.log(performance.now() - begin);
}
