import { DictLoader, Environment, type Template } from "@ampoule/templates";
import type { Engine } from "../engine.ts";
import { jinja } from "../jinja.ts";
import type { WorkloadName } from "../workloads.ts";

type Escaping = "contextual" | "html";

/** Our template of a workload. */
export function templateOf(workload: WorkloadName, autoescape: Escaping): Template {
  const loader = new DictLoader({ "layout.html": jinja.layout, "main.html": jinja[workload] });
  return new Environment({ loader, autoescape }).getTemplate("main.html");
}

function engineWith(name: string, autoescape: Escaping): Engine {
  return {
    name,
    prepare(workload) {
      const template = templateOf(workload, autoescape);
      return (data) => template.render(data);
    },
  };
}

/** Ours as users have it. */
export const engine: Engine = engineWith("ampoule", "contextual");
/** Ours with Jinja's plain HTML rule: the difference is what contextual escaping costs. */
export const plain: Engine = engineWith("ampoule, plain html escaping", "html");
