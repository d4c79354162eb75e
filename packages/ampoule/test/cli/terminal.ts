import { join } from "node:path";
import { runCli } from "../../src/cli/cli.ts";

export const fixtures: string = join(import.meta.dirname, "fixtures");

export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs a command as if in a folder of the fixtures. */
export async function ampoule(
  argv: readonly string[],
  folder = "sealed",
  env: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const out: string[] = [];
  const error: string[] = [];
  const cwd = join(fixtures, folder);
  const code = await runCli(argv, { cwd, env, out: (text) => out.push(text), error: (text) => error.push(text) });
  return { code, out: out.join("\n"), error: error.join("\n") };
}
