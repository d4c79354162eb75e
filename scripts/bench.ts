/**
 * `npm run bench -- templates|compile|contexts|http|forms|uploads [options]`: installs the pinned peers of `bench/` if they are
 * not there yet, then measures.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const bench = join(import.meta.dirname, "..", "bench");
const [which = "templates", ...options] = process.argv.slice(2);
const script = join(bench, "src", which, "run.ts");

if (!existsSync(script)) {
  console.error(`There is no benchmark "${which}"; there are: templates, compile, contexts, http, forms, uploads`);
  process.exit(2);
}
if (!existsSync(join(bench, "node_modules"))) {
  const installed = spawnSync("npm", ["ci", "--no-workspaces", "--no-audit", "--no-fund"], {
    cwd: bench,
    stdio: "inherit",
  });
  if (installed.status !== 0) process.exit(installed.status ?? 1);
}
const run = spawnSync(process.execPath, ["--conditions=ampoule:source", "--expose-gc", script, ...options], {
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "production" },
});
process.exit(run.status ?? 1);
