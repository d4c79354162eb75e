/** Renders with every back end: compiled here or ahead of time, synchronously, asynchronously and as a stream. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "vitest";
import { DictLoader, Environment, type EnvironmentOptions, PrecompiledLoader, precompile } from "../src/index.ts";
import type { PrecompiledTemplate } from "../src/precompiled.ts";
import type { RenderOptions } from "../src/runtime/run.ts";
import type { Template } from "../src/template.ts";

export type Templates = Readonly<Record<string, string>>;
type Variables = Readonly<Record<string, unknown>>;

/** What a test needs besides templates and variables. */
export interface Setting {
  readonly options?: EnvironmentOptions;
  readonly render?: RenderOptions;
  /** Changes an environment before it is used: filters, globals. */
  readonly prepare?: (env: Environment) => void;
  /** The variables, where they cannot be used twice. */
  readonly fresh?: () => Variables;
}

function environment(options: EnvironmentOptions, { prepare }: Setting): Environment {
  const env = new Environment(options);
  prepare?.(env);
  return env;
}

/** Loads the source of a module that `precompile` has written, as an `import` of the file would. */
export async function importModule(source: string): Promise<Readonly<Record<string, PrecompiledTemplate>>> {
  const file = join(mkdtempSync(join(tmpdir(), "ampoule-")), "templates.mjs");
  writeFileSync(file, source);
  const module: unknown = await import(/* @vite-ignore */ pathToFileURL(file).href);
  return (module as { templates: Readonly<Record<string, PrecompiledTemplate>> }).templates;
}

async function readAll(stream: ReadableStream<string>): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += chunk;
  return text;
}

/**
 * Renders `main` of some templates with every back end, and checks that all give the same.
 *
 * @returns what they give
 */
export async function renderAll(
  templates: Templates | string,
  variables: Variables = {},
  setting: Setting = {},
): Promise<string> {
  const sources = typeof templates === "string" ? { main: templates } : templates;
  const { options = {}, render, fresh = () => variables } = setting;
  const here = environment({ loader: new DictLoader(sources), ...options }, setting);
  const modules = await importModule(precompile(here, Object.keys(sources)));
  const ahead = environment({ ...options, loader: new PrecompiledLoader(modules) }, setting);
  const results: string[] = [];
  for (const env of [here, ahead]) {
    const template: Template = env.getTemplate("main");
    results.push(template.render(fresh(), render));
    results.push(await template.renderAsync(fresh(), render));
    results.push(await readAll(template.stream(fresh(), render)));
  }
  for (const result of results) expect(result).toBe(results[0]);
  return results[0]!;
}

/** What rendering throws; the same for all back ends. */
export async function failureOf(
  templates: Templates | string,
  variables: Variables = {},
  setting: Setting = {},
): Promise<Error> {
  const sources = typeof templates === "string" ? { main: templates } : templates;
  const { options = {}, fresh = () => variables } = setting;
  const env = environment({ loader: new DictLoader(sources), ...options }, setting);
  const sync = caught(() => env.getTemplate("main").render(fresh()));
  let async: unknown;
  try {
    await env.getTemplate("main").renderAsync(fresh());
  } catch (error) {
    async = error;
  }
  expect(async).toBeInstanceOf(Error);
  expect({ name: (async as Error).name, message: (async as Error).message }).toEqual({
    name: sync.name,
    message: sync.message,
  });
  return sync;
}

/** What `run` throws. */
export function caught(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    return error as Error;
  }
  throw new Error("nothing was thrown");
}

/** Jinja2's own rule of escaping, and Python's printing: for tests of the language itself. */
export const python: Setting = { options: { printing: "python", autoescape: false } };
