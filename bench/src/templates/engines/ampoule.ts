import { DictLoader, Environment } from "@ampoule/templates";
import type { Engine } from "../engine.ts";
import { jinja } from "../jinja.ts";

function engineWith(name: string, autoescape: "contextual" | "html"): Engine {
  return {
    name,
    prepare(workload) {
      const loader = new DictLoader({ "layout.html": jinja.layout, "main.html": jinja[workload] });
      const template = new Environment({ loader, autoescape }).getTemplate("main.html");
      return (data) => template.render(data);
    },
  };
}

/** Ours as users have it. */
export const engine: Engine = engineWith("ampoule", "contextual");
/** Ours with Jinja's plain HTML rule: the difference is what contextual escaping costs. */
export const plain: Engine = engineWith("ampoule, plain html escaping", "html");
