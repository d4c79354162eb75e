import { connect } from "node:net";
import { afterEach, expect } from "vitest";
import type { App } from "../../src/app.ts";
import type { AppOptions } from "../../src/app-options.ts";
import { formatRecord, type Logger } from "../../src/log.ts";
import { type RunningServer, type ServeOptions, serve } from "../../src/node/index.ts";
import { production } from "../app/setup.ts";
import { exchange, type RawAnswer, statuses } from "../node/raw.ts";

/** An application in production over a socket, and everything that escaped from it. */
export interface Sealed {
  readonly server: RunningServer;
  /** What reached the process, or the last resort of the server: must stay empty. */
  readonly escaped: unknown[];
  /** The log, written out as on the console. */
  readonly log: string[];
  close(): Promise<void>;
}

/** Serves an application as production would. */
export async function serveSealed(
  declare: (app: App) => void,
  options: ServeOptions = {},
  settings: AppOptions = {},
): Promise<Sealed> {
  const escaped: unknown[] = [];
  const note = (error: unknown): void => {
    escaped.push(error);
  };
  process.on("unhandledRejection", note);
  process.on("uncaughtException", note);
  const log: string[] = [];
  const write =
    (level: string): Logger["info"] =>
    (fields, message) => {
      log.push(formatRecord(level, fields, message));
    };
  const logger: Logger = { info: write("info"), warn: write("warn"), error: write("error") };
  const app = production({ logger, ...settings });
  app.get("/ok", () => "fine");
  declare(app);
  const server = await serve(app, { port: 0, signals: false, onError: note, ...options });
  return {
    server,
    escaped,
    log,
    async close() {
      await server.close();
      process.off("unhandledRejection", note);
      process.off("uncaughtException", note);
    },
  };
}

/** A request of our own host, as text. */
export function request(line: string, headers: readonly string[] = [], body = ""): string {
  return `${line} HTTP/1.1\r\nHost: app.example\r\n${headers.map((header) => `${header}\r\n`).join("")}\r\n${body}`;
}

/** What no answer may ever hold: files, frames, versions, and the word that each attack carries. */
const LEAKS =
  /node_modules|node:internal|\.ts:\d|\bat [\w.]+ \(|packages\/|x-powered-by|\bserver:|\bv?\d+\.\d+\.\d+\b|evil/i;

/** Sends an attack; the answer holds nothing of it, and the process serves the next visitor. */
export async function attack(sealed: Sealed, bytes: string | Uint8Array, quiet = 150): Promise<RawAnswer> {
  const answer = await exchange(sealed.server, bytes, quiet);
  expect(answer.text).not.toMatch(LEAKS);
  expect(sealed.escaped).toEqual([]);
  const next = await exchange(sealed.server, request("GET /ok", ["Connection: close"]), 2000);
  expect(statuses(next)).toEqual([200]);
  return answer;
}

/** How many connections are open. */
export function connections(server: RunningServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
  });
}

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, milliseconds = 5000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error("It did not come to that in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Opens a connection, sends, and hands the socket over once it was written. */
export function open(server: Pick<RunningServer, "port">, bytes: string): Promise<ReturnType<typeof connect>> {
  return new Promise((resolve) => {
    const socket = connect(server.port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(bytes, () => resolve(socket));
  });
}

/** For a file of attacks: starts applications that end with their test, and that nothing has escaped. */
export function startsSealed(): typeof serveSealed {
  const running: Sealed[] = [];
  afterEach(async () => {
    for (const sealed of running.splice(0)) {
      await sealed.close();
      expect(sealed.escaped).toEqual([]);
    }
  });
  return async (declare, options = {}, settings = {}) => {
    const sealed = await serveSealed(declare, { shutdownTimeout: 300, ...options }, settings);
    running.push(sealed);
    return sealed;
  };
}

export const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
