/** `npm run test:hosts`: installs the pinned hosts of `hosts/` if they are not there yet, then goes through one application on each. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./docs-files.ts";

function run(command: string, options: readonly string[], cwd: string): void {
  const { status } = spawnSync(command, options, { cwd, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

const hosts = join(root, "hosts");
if (!existsSync(join(hosts, "node_modules"))) run("npm", ["ci", "--no-workspaces", "--no-audit", "--no-fund"], hosts);
run("vitest", ["run", "--config", "vitest.hosts.config.ts", ...process.argv.slice(2)], root);
