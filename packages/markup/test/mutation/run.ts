/** The mutation run: every mutant must make a named test fail, but for those that change nothing, which are listed. */
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { EQUIVALENT } from "./equivalent.ts";
import { knownCode } from "./graph.ts";
import { allMutants, type Mutant } from "./mutants.ts";
import type { Task, Verdict } from "./worker.ts";

/** A process is given this many: modules of a mutant stay in its memory. */
const CHUNK = 80;
const ENDLESS: Verdict = { killer: "the tests do not end", error: "" };

/** Has a worker judge mutants; one that does not end is left behind, and the others go on in another worker. */
async function judge(mutants: readonly (Mutant | null)[], hear: (verdict: Verdict) => void): Promise<void> {
  let rest = mutants;
  while (rest.length > 0) {
    const worker = spawn(process.execPath, ["--no-warnings", join(import.meta.dirname, "worker.ts")], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    worker.stdin.end(JSON.stringify({ mutants: rest, code: knownCode() } satisfies Task));
    let heard = 0;
    for await (const line of createInterface({ input: worker.stdout })) {
      heard++;
      hear(JSON.parse(line) as Verdict);
    }
    if (heard < rest.length) hear(ENDLESS);
    rest = rest.slice(heard + 1);
  }
}

function idOf({ file, name }: Mutant): string {
  return `${file.replace("src/", "")}: ${name}`;
}

async function isSound(): Promise<boolean> {
  let sound = false;
  await judge([null], ({ killer, error }) => {
    sound = killer === null;
    if (!sound) console.error(`without a mutant: ${killer}: ${error}`);
  });
  return sound;
}

/**
 * @param verbose says of each mutant which test it fails
 * @param workers how many processes
 * @returns whether all is well
 */
export async function run(verbose: boolean, workers: number = availableParallelism()): Promise<boolean> {
  const mutants = allMutants();
  if (!(await isSound())) return false;
  const verdicts = new Map<number, string | null>();
  const starts = mutants.map((_, index) => index).filter((index) => index % CHUNK === 0);
  const work = async (): Promise<void> => {
    for (let start = starts.shift(); start !== undefined; start = starts.shift()) {
      let index = start;
      await judge(mutants.slice(start, start + CHUNK), ({ killer }) => {
        if (verbose)
          console.log(`${idOf(mutants[index]!)}\n    ${killer === null ? "fails nothing" : `fails ${killer}`}`);
        verdicts.set(index++, killer);
      });
    }
  };
  await Promise.all(Array.from({ length: workers }, work));

  const equivalent = new Set(Object.values(EQUIVALENT).flat());
  const survivors: string[] = [];
  const stale = new Set(equivalent);
  mutants.forEach((mutant, index) => {
    if (verdicts.get(index) !== null) return;
    const id = idOf(mutant);
    if (equivalent.has(id)) stale.delete(id);
    else survivors.push(id);
  });
  const killed = mutants.length - survivors.length - (equivalent.size - stale.size);
  for (const id of survivors) console.log(`survives: ${id}`);
  for (const id of stale) console.log(`is said to change nothing, and does not exist or fails a test: ${id}`);
  console.log(
    `${mutants.length} mutants: ${killed} fail a test, ${equivalent.size - stale.size} change nothing, ${survivors.length} survive`,
  );
  return survivors.length === 0 && stale.size === 0;
}
