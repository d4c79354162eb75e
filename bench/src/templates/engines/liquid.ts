import { Liquid } from "liquidjs";
import type { Engine } from "../engine.ts";
import { jinja } from "../jinja.ts";

/** Liquid reads the same sources but for its own `upcase` and `size`. */
const sources = {
  hello: jinja.hello,
  table: jinja.table,
  page: jinja.layout
    .replace("{% block title %}{% endblock %}", "{{ title }}")
    .replace(
      "{% block main %}{% endblock %}",
      jinja.page.slice(jinja.page.indexOf("{% for post"), -"{% endblock %}".length),
    )
    .replace("|upper", "|upcase")
    .replace("posts|length", "posts|size"),
  longtext: jinja.longtext,
} as const;

export const engine: Engine = {
  name: "liquidjs",
  prepare(workload) {
    const liquid = new Liquid({ outputEscape: "escape" });
    const template = liquid.parse(sources[workload]);
    return (data) => liquid.renderSync(template, data) as string;
  },
};
