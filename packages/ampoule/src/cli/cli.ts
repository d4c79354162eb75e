/** The command line: which command was meant, and what becomes of its errors. */
import { parseArgs } from "node:util";
import { CliError, type Command, type Terminal } from "./command.ts";
import { build } from "./commands/build.ts";
import { check } from "./commands/check.ts";
import { messages } from "./commands/messages.ts";
import { routes } from "./commands/routes.ts";
import { run } from "./commands/run.ts";
import { secret } from "./commands/secret.ts";

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ["run", run],
  ["routes", routes],
  ["check", check],
  ["build", build],
  ["messages", messages],
  ["secret", secret],
]);

const HELP = { help: { type: "boolean", short: "h" } } as const;

/**
 * Runs `ampoule …`.
 *
 * @param argv what was written behind the program's name
 * @returns the exit code: 0, 1 where something is wrong, 2 where the command was not understood
 */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    terminal.out(usage());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.get(name);
  if (command === undefined) {
    terminal.error(`There is no command ${JSON.stringify(name)}.\n\n${usage()}`);
    return 2;
  }
  try {
    const args = parseArgs({
      args: rest,
      options: { ...command.options, ...HELP },
      allowPositionals: true,
      strict: true,
    });
    if (args.values["help"] === true) {
      terminal.out(command.usage);
      return 0;
    }
    if (args.positionals.length > command.words) {
      terminal.error(`Too many words: ${args.positionals.slice(command.words).join(" ")}\n\n${command.usage}`);
      return 2;
    }
    return await command.run(args, terminal);
  } catch (error) {
    if (isParseError(error)) {
      terminal.error(`${error.message}\n\n${command.usage}`);
      return 2;
    }
    if (!(error instanceof CliError)) throw error;
    terminal.error(error.message);
    return 1;
  }
}

function isParseError(error: unknown): error is TypeError {
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

function usage(): string {
  const lines = [...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`);
  return `ampoule COMMAND [MODULE] [options]\n\n${lines.join("\n")}\n\nampoule COMMAND --help says more of one.`;
}
