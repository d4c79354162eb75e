import { Environment } from "minijinja-js";
import type { Engine } from "../engine.ts";
import { jinja } from "../jinja.ts";

export const engine: Engine = {
  name: "minijinja (wasm)",
  prepare(workload) {
    const env = new Environment();
    env.addTemplate("layout.html", jinja.layout);
    env.addTemplate("main.html", jinja[workload]);
    return (data) => env.renderTemplate("main.html", data);
  },
};
