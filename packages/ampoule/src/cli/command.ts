/** What a command of the command line is, and what it may use. */
import type { ParseArgsConfig } from "node:util";

/** Where a command runs, and where its answer goes. */
export interface Terminal {
  /** Relative paths begin here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  error(text: string): void;
}

/** The options of a command, as `node:util` reads them. */
export type CommandOptions = NonNullable<ParseArgsConfig["options"]>;

/** What was written behind a command's name. */
export interface Arguments {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

/** A command: `ampoule NAME …`. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** How it is written, and what its options are. */
  readonly usage: string;
  readonly options: CommandOptions;
  /** How many words it takes at most, besides options. */
  readonly words: number;
  /** @returns the exit code */
  run(args: Arguments, terminal: Terminal): Promise<number>;
}

/** Something that whoever typed the command can put right: shown without a trace. */
export class CliError extends Error {
  override readonly name = "CliError";
}

/** @throws CliError unless it is one of the values */
export function oneOf<T extends string>(option: string, value: unknown, values: readonly T[]): T {
  const found = values.find((known) => known === value);
  if (found !== undefined) return found;
  throw new CliError(`--${option} is one of ${values.join(", ")}, not ${JSON.stringify(value)}`);
}
