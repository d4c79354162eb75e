import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

export interface Options {
  /** Where the sealed Kittens, the unsealed ones and the attacker listen; 0 lets the system choose. */
  readonly ports: { readonly sealed: number; readonly unsealed: number; readonly attacker: number };
  /** The folder of the databases, uploads and keys. */
  readonly instance: string;
}

const DEFAULT_PORT = 5000;
const USAGE =
  "npm start [-- --port 5000] [--instance folder]: three ports, from --port (or PORT) on; 0 takes any that are free";

/**
 * Reads the command line, then the environment: `--port` or `PORT`, `--instance` or `KITTENS_INSTANCE`.
 *
 * @throws TypeError that says how it is used
 */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Options {
  const { port = env["PORT"], instance = env["KITTENS_INSTANCE"] } = parse(args);
  const first = port === undefined || port === "" ? DEFAULT_PORT : Number(port);
  if (!Number.isInteger(first) || first < 0 || first > 65_533) throw new TypeError(`${port} is no port. ${USAGE}`);
  return {
    ports:
      first === 0
        ? { sealed: 0, unsealed: 0, attacker: 0 }
        : { sealed: first, unsealed: first + 1, attacker: first + 2 },
    instance: instance ?? fileURLToPath(new URL("../instance", import.meta.url)),
  };
}

function parse(args: readonly string[]): { port?: string; instance?: string } {
  try {
    return parseArgs({ args: [...args], options: { port: { type: "string" }, instance: { type: "string" } } }).values;
  } catch (error) {
    throw new TypeError(`${error instanceof Error ? error.message : String(error)}. ${USAGE}`);
  }
}
