/** What tests write to the system's folder for temporary files is gone when they have ended. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs once, before there are workers: they and the processes that tests start inherit the folder. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "ampoule-tests-"));
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  return () => {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}
