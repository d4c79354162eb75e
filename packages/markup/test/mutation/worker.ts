/** Judges mutants: reads them and the package's code from its input, and prints one line of JSON for each. */
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { beginMutant, installHooks, knownCode, loadTests } from "./graph.ts";
import type { Mutant } from "./mutants.ts";
import { testsFor, UNTRIED } from "./tests.ts";
import { beginFile, takeTests } from "./vitest.ts";

/** What became of a mutant. */
export interface Verdict {
  /** The test that failed; null where none did. */
  readonly killer: string | null;
  readonly error: string;
}

async function judge(mutant: Mutant | null): Promise<Verdict> {
  beginMutant(mutant);
  for (const file of testsFor(mutant?.file)) {
    try {
      beginFile();
      await loadTests(file);
    } catch (error) {
      takeTests();
      return { killer: `${file} cannot be loaded`, error: String(error) };
    }
    for (const { name, body, after } of takeTests()) {
      if (UNTRIED.test(name)) continue;
      try {
        await body();
      } catch (error) {
        return { killer: `${file.replace(/^test\//, "")} > ${name}`, error: String(error) };
      } finally {
        for (const hook of after) hook();
      }
    }
  }
  return { killer: null, error: "" };
}

/** What a worker is given. */
export interface Task {
  /** Null for the package as it is. */
  readonly mutants: readonly (Mutant | null)[];
  readonly code: ReturnType<typeof knownCode>;
}

installHooks();
const { mutants, code } = JSON.parse(readFileSync(0, "utf8")) as Task;
knownCode(code);
const verdicts = new Int32Array(new SharedArrayBuffer(4));
new Worker(new URL("./watchdog.ts", import.meta.url), { workerData: verdicts }).unref();
for (const mutant of mutants) {
  process.stdout.write(`${JSON.stringify(await judge(mutant))}\n`);
  Atomics.add(verdicts, 0, 1);
}
