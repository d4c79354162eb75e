/** Folders with dependencies of their own, pinned there, which only one command needs. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Runs a command to its end; where it fails, this process ends as it did. */
export function run(
  command: string,
  options: readonly string[],
  settings: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): void {
  const { status } = spawnSync(command, options, { ...settings, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** Installs what a folder has pinned, if it is not there yet. */
export function installPinned(folder: string): void {
  if (existsSync(join(folder, "node_modules"))) return;
  run("npm", ["ci", "--no-workspaces", "--no-audit", "--no-fund"], { cwd: folder });
}
