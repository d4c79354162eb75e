import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { serve } from "../../node/serve.ts";
import { CliError, type Command, type Terminal } from "../command.ts";
import { findModule, loadApp } from "../load-app.ts";

/** Signals that end the server with us. */
const SIGNALS = ["SIGINT", "SIGTERM"] as const;
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|localhost)$/;

interface Address {
  readonly host: string;
  readonly port: number;
}

export const run: Command = {
  summary: "serve the application while you write it, anew after each change",
  usage: `ampoule run [MODULE] [--port 8000] [--host 127.0.0.1] [--no-reload]

Serves in development mode: errors are explained in the browser, templates are read again when they change, and the
server starts again when a module does. For production write a module that calls serve().

  --port       0 for any that is free
  --host       others than the loopback are reached from outside
  --no-reload  serve once`,
  options: {
    port: { type: "string", default: "8000" },
    host: { type: "string", default: "127.0.0.1" },
    "no-reload": { type: "boolean" },
  },
  words: 1,
  async run({ values, positionals }, terminal) {
    const path = findModule(positionals[0], terminal);
    const address = { host: String(values["host"]), port: portOf(String(values["port"])) };
    if (values["no-reload"] !== true) return watched(path, address);
    await served(path, address, terminal);
    return 0;
  },
};

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new CliError(`--port is a number from 0 to 65535, not ${JSON.stringify(text)}`);
}

async function served(path: string, { host, port }: Address, terminal: Terminal): Promise<void> {
  const origin = port === 0 ? undefined : `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const app = await loadApp(path, "development", terminal, origin);
  const { url, server } = await serve(app, { host, port });
  terminal.out(`Listening on ${url}, in ${app.mode} mode`);
  if (!LOOPBACK.test(host)) {
    terminal.error(`${host} is reached from other machines: whoever finds it uses an application in ${app.mode} mode.`);
  }
  await once(server, "close");
}

/** The same once more, under Node's own watching of what it imports. */
async function watched(path: string, { host, port }: Address): Promise<number> {
  const [, program] = process.argv;
  if (program === undefined) throw new CliError("There is no program to watch: serve with --no-reload");
  const args = [program, "run", path, "--host", host, "--port", String(port), "--no-reload"];
  const child = spawn(process.execPath, [...process.execArgv, "--watch", "--watch-preserve-output", ...args], {
    stdio: "inherit",
  });
  const end = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  const [code] = (await once(child, "exit")) as [number | null];
  for (const signal of SIGNALS) process.off(signal, end);
  return code ?? 0;
}
