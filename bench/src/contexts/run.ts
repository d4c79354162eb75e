/**
 * `npm run bench -- contexts [--write]`: which of the thirteen places of a page each engine holds, judged by parsing what
 * it prints. `--write` puts the table into docs/escaping.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Environment } from "@ampoule/templates";
import { Edge } from "edge.js";
import { Eta } from "eta";
import Handlebars from "handlebars";
import { html } from "hono/html";
import { Liquid } from "liquidjs";
import { Environment as MiniJinja } from "minijinja-js";
import nunjucks from "nunjucks";
import { THIRTEEN } from "../../../packages/templates/test/proof/thirteen.ts";
import { table } from "../harness.ts";

type Data = Readonly<Record<string, string>>;

const eta = new Eta({ autoTrim: false });
const edge = Edge.create();
const liquid = new Liquid({ outputEscape: "escape" });
const jinja = new nunjucks.Environment(null, { autoescape: true });
const ours = new Environment({});

/** A template with `{{ v }}` as a call of a tag function. */
function literal(template: string, data: Data): string {
  const parts = template.split(/\{\{ (\w) \}\}/);
  const strings = Object.assign(
    parts.filter((_, i) => i % 2 === 0),
    { raw: parts },
  ) as unknown as TemplateStringsArray;
  return String(html(strings, ...parts.filter((_, i) => i % 2 === 1).map((name) => data[name])));
}

const engines: Readonly<Record<string, (template: string, data: Data) => string>> = {
  Ampoule: (template, data) => ours.fromString(template).render(data),
  nunjucks: (template, data) => jinja.renderString(template, data),
  "minijinja-js": (template, data) => {
    const env = new MiniJinja();
    env.addTemplate("a.html", template);
    return env.renderTemplate("a.html", data);
  },
  eta: (template, data) =>
    eta.renderString(template.replaceAll("{{ v }}", "<%= it.v %>").replaceAll("{{ w }}", "<%= it.w %>"), data),
  edge: (template, data) => edge.renderRawSync(template, data),
  liquidjs: (template, data) => liquid.parseAndRenderSync(template, data) as string,
  handlebars: (template, data) => Handlebars.compile(template)(data),
  "hono/html": literal,
};

const mark = (held: boolean): string => (held ? "✓" : "✗");
const rows = Object.entries(engines).map(([name, render]) => {
  const held = THIRTEEN.map(({ template, attacks, held }) =>
    attacks.every((attack) => held(render(template, attack as Data), attack)),
  );
  return [name, ...held.map(mark), `${held.filter(Boolean).length}/13`];
});
const text = table(["engine", ...THIRTEEN.map(({ name }) => name), "held"], rows);
console.log(text);

if (process.argv.includes("--write")) {
  const file = join(import.meta.dirname, "../../../docs/escaping.md");
  const page = readFileSync(file, "utf8");
  const between = /(<!-- contexts:begin -->\n)[\s\S]*?(<!-- contexts:end -->)/;
  if (!between.test(page)) throw new Error("docs/escaping.md has no marks for the table");
  writeFileSync(
    file,
    page.replace(between, (_, begin: string, end: string) => `${begin}${text}\n${end}`),
  );
}
