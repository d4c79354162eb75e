/**
 * Finding an application, as `flask -A` does: the module, and what it exports.
 *
 * A module that serves when it is imported is none: `src/main.ts` imports the application from `src/app.ts`.
 */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { App } from "../app.ts";
import type { Mode } from "../kernel.ts";
import { CliError, type Terminal } from "./command.ts";

/** Any application, whatever its converters. */
export type AnyApp = Pick<App, "environment" | "fetch" | "mode" | "routes" | "settings">;

/** Where an application is looked for when no module is named. */
const USUAL = ["src/app.ts", "src/app.js", "app.ts", "app.js"];
const EXPORTS = ["app", "default"] as const;

/** What a function `createApp` is called with. */
export interface FactoryOptions {
  readonly mode: Mode;
  readonly secretKey: string;
  readonly origin: string;
}

/**
 * The path of the module.
 *
 * @throws CliError where there is none
 */
export function findModule(given: string | undefined, { cwd }: Terminal): string {
  if (given !== undefined) {
    const path = resolve(cwd, given);
    if (existsSync(path)) return path;
    throw new CliError(`There is no module ${given}`);
  }
  const found = USUAL.find((path) => existsSync(resolve(cwd, path)));
  if (found !== undefined) return resolve(cwd, found);
  throw new CliError(`There is none of ${USUAL.join(", ")}: name the module that exports your application`);
}

/**
 * Imports a module, and takes its application: `app`, the default export, or what `createApp` makes.
 *
 * @param origin where it will be reached, for `createApp`
 * @throws CliError where it exports none; whatever the module throws
 */
export async function loadApp(path: string, mode: Mode, terminal: Terminal, origin?: string): Promise<AnyApp> {
  const module = await importModule(path);
  for (const name of EXPORTS) {
    const value = module[name];
    if (value instanceof App) return value as unknown as AnyApp;
  }
  const { createApp } = module;
  if (typeof createApp === "function") {
    const made: unknown = await createApp(factoryOptions(mode, terminal, origin));
    if (made instanceof App) return made as unknown as AnyApp;
  }
  throw new CliError(
    `${relative(terminal.cwd, path)} exports no application: export it as app or by default, or a function createApp that makes one. ` +
      "What serves it goes into a module of its own.",
  );
}

async function importModule(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (!(error instanceof TypeError && "code" in error && error.code === "ERR_UNKNOWN_FILE_EXTENSION")) throw error;
    throw new CliError(`This Node (${process.version}) does not read TypeScript: 22.18 and later do`);
  }
}

/** Made up where the environment says nothing, so that an application can be looked at anywhere. */
function factoryOptions(mode: Mode, { env }: Terminal, origin = "http://127.0.0.1:8000"): FactoryOptions {
  return {
    mode,
    secretKey: env["SECRET_KEY"] ?? randomBytes(32).toString("base64url"),
    origin: env["ORIGIN"] ?? origin,
  };
}
