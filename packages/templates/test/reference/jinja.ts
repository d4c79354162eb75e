/** Jinja2 itself: one Python process that lives as long as the tests and is asked in batches. */
import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Case } from "./cases.ts";

/** What came of a case. `ofJinja`: the error is one of Jinja2's own classes, not one of Python's. */
export type Outcome =
  | { readonly output: string }
  | {
      readonly error: string;
      readonly ofJinja: boolean;
      readonly message: string;
      readonly line: number | null;
    }
  | { readonly skipped: string };

/** Debian's, where the package python3-jinja2 puts its modules. */
const PYTHON = "/usr/bin/python3";

/** Is there a Jinja2 to compare with? */
export function hasJinja(): boolean {
  return spawnSync(PYTHON, ["-c", "import jinja2"]).status === 0;
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** A running Jinja2. */
export class Jinja {
  readonly version: string;
  readonly #child: Child;
  readonly #lines: AsyncIterator<string>;

  private constructor(version: string, child: Child, lines: AsyncIterator<string>) {
    this.version = version;
    this.#child = child;
    this.#lines = lines;
  }

  static async start(): Promise<Jinja> {
    // A fixed hash seed: sets walk in the same order in each run.
    const child = spawn(PYTHON, [fileURLToPath(new URL("jinja.py", import.meta.url))], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { PYTHONHASHSEED: "0", PYTHONIOENCODING: "utf-8", PYTHONPATH: process.env["AMPOULE_JINJA"] ?? "" },
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return new Jinja((await lines.next()).value ?? "", child, lines);
  }

  /** The outcome of each case, in order. One call at a time. */
  async render(cases: readonly Case[]): Promise<readonly Outcome[]> {
    this.#child.stdin.write(`${JSON.stringify(cases)}\n`);
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error("the process with Jinja2 has ended");
    return JSON.parse(value) as Outcome[];
  }

  stop(): void {
    this.#child.stdin.end();
  }
}
