/** Runs the examples in a folder that `docs-typescript.ts` or `tsdoc-examples.ts` wrote, and prints what went wrong as JSON. In a process of its own. */
import { pathToFileURL } from "node:url";
import type { Task } from "./example-modules.ts";

// Examples write to the console; the answer must be the only thing on standard output.
console.log = console.warn = console.error = () => undefined;

/** Milliseconds: far more than any example takes, however busy the machine is. */
const PATIENCE = 30_000;

/** Whoever waits for what never comes is named, instead of ending the process without a word. */
async function inTime(running: Promise<unknown> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`is not done after ${PATIENCE / 1000} seconds`)), PATIENCE);
  });
  try {
    await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}

const failures: { readonly path: string; readonly problem: string }[] = [];
for (const { path, hasRun } of JSON.parse(process.argv[2] ?? "[]") as readonly Task[]) {
  try {
    const module = (await import(pathToFileURL(path).href)) as { readonly run?: () => Promise<unknown> };
    if (hasRun) await inTime(module.run?.());
  } catch (error) {
    failures.push({ path, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
process.stdout.write(JSON.stringify(failures), () => process.exit(0));
