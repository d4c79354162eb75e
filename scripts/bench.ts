/**
 * `npm run bench -- templates|compile|contexts|start|http|forms|uploads [options]`: installs the pinned peers of `bench/` if they are
 * not there yet, then measures.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { installPinned, run } from "./pinned.ts";

const bench = join(import.meta.dirname, "..", "bench");
const [which = "templates", ...options] = process.argv.slice(2);
const script = join(bench, "src", which, "run.ts");

if (!existsSync(script)) {
  console.error(
    `There is no benchmark "${which}"; there are: templates, compile, contexts, start, http, forms, uploads`,
  );
  process.exit(2);
}
installPinned(bench);
run(process.execPath, ["--conditions=ampoule:source", "--expose-gc", script, ...options], {
  env: { ...process.env, NODE_ENV: "production" },
});
