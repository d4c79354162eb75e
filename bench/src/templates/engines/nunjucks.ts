import nunjucks from "nunjucks";
import type { Engine } from "../engine.ts";
import { jinja } from "../jinja.ts";

const sources: Readonly<Record<string, string>> = { "layout.html": jinja.layout, "page.html": jinja.page };
const loader = { getSource: (name: string) => ({ src: sources[name]!, path: name, noCache: false }) };

export function nunjucksEnvironment(): nunjucks.Environment {
  return new nunjucks.Environment(loader as nunjucks.ILoader, { autoescape: true });
}

export const engine: Engine = {
  name: "nunjucks",
  prepare(workload) {
    const env = nunjucksEnvironment();
    const template =
      workload === "page"
        ? env.getTemplate("page.html", true)
        : new nunjucks.Template(jinja[workload], env, workload, true);
    return (data) => template.render(data);
  },
};
