/** What the hosts are given: the compiled templates, and the bundle for Workers. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DictLoader, Environment, precompile } from "ampoule/templates";
import { build as bundle } from "rolldown";
import { TEMPLATES } from "./app.ts";

export interface Build {
  /** The path of the module of compiled templates. */
  readonly templates: string;
  /** The path of the bundle. */
  readonly worker: string;
}

/** @param folder an empty folder for what is made */
export async function build(folder: string): Promise<Build> {
  const templates = join(folder, "templates.mjs");
  const env = new Environment({ loader: new DictLoader(TEMPLATES) });
  writeFileSync(templates, precompile(env, Object.keys(TEMPLATES)));
  const worker = join(folder, "worker.js");
  await bundle({
    input: join(import.meta.dirname, "worker.ts"),
    platform: "neutral",
    // An optional peer of the templates, which this application does without.
    external: ["sanitize-html"],
    resolve: {
      conditionNames: ["ampoule:source", "workerd", "import", "default"],
      alias: { "ampoule-hosts:templates": templates },
    },
    output: { file: worker, format: "esm", codeSplitting: false },
    logLevel: "warn",
  });
  return { templates, worker };
}
