/**
 * Configuration from several sources, checked against a schema before anything starts.
 *
 * Later sources win over earlier ones, member by member. The schema is any Standard Schema (Zod, Valibot, ArkType), and
 * all that is wrong is reported at once. Files are data: none is ever executed.
 */

import type { SchemaIssue, StandardSchema } from "@ampoule/forms";
import { hostModule } from "./host.ts";

/** Where values come from. */
export interface ConfigSource {
  /** How errors name it, as `the environment (KITTENS_…)`. */
  readonly name: string;
  readonly values: ConfigValues;
}

/** Values by name; a record may hold records. */
export interface ConfigValues {
  readonly [name: string]: unknown;
}

/**
 * A configuration that does not fit its schema; the message lists everything that is wrong.
 *
 * @example
 * import { z } from "zod";
 * loadConfig(z.object({ port: z.number() }), [fromValues({ port: "many" })]); // throws ConfigError
 */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** One line each. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[], sources: readonly ConfigSource[], cause?: unknown) {
    const from = sources.map((source) => source.name).join(", ") || "no source";
    super(`The configuration is not valid (read from ${from}):\n${problems.map((line) => `  - ${line}`).join("\n")}`, {
      cause,
    });
    this.problems = problems;
  }
}

/**
 * Values written in the program: the defaults, usually the first source.
 *
 * @example
 * fromValues({ mail: { port: 25 } }).values; // { mail: { port: 25 } }
 */
export function fromValues(values: ConfigValues): ConfigSource {
  return { name: "the program", values };
}

/** `SECRET_KEY` → `secretKey`. */
function camelCase(name: string): string {
  return name.toLowerCase().replaceAll(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** JSON where it is JSON (`true`, `8000`, `["a"]`), else the text itself. */
function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/**
 * Environment variables that begin with a prefix (Flask's `from_prefixed_env`).
 *
 * `KITTENS_SECRET_KEY` becomes `secretKey`; two underscores nest: `KITTENS_MAIL__PORT=25` becomes `{ mail: { port: 25 } }`.
 * Values that are JSON are read as JSON; write `'"007"'` for a text that looks like a number.
 *
 * @param prefix as `KITTENS`, without the underscore
 * @param variables @default process.env
 * @example
 * fromEnvironment("KITTENS", { KITTENS_MAIL__PORT: "25", HOME: "/root" }).values; // { mail: { port: 25 } }
 */
export function fromEnvironment(
  prefix: string,
  variables: Readonly<Record<string, string | undefined>> = globalThis.process?.env ?? {},
): ConfigSource {
  const start = `${prefix}_`;
  const values = emptyRecord();
  for (const [name, text] of Object.entries(variables)) {
    if (!name.startsWith(start) || text === undefined) continue;
    const path = name.slice(start.length).split("__").map(camelCase);
    const last = path.pop();
    let record = values;
    for (const step of path) {
      const inner = record[step];
      record = isRecord(inner) ? inner : (record[step] = emptyRecord());
    }
    if (last !== undefined && last !== "") record[last] = parseLoosely(text);
  }
  return { name: `the environment (${start}…)`, values };
}

/**
 * A JSON file.
 *
 * @param path absolute, or a `file:` URL, as `new URL("../config.json", import.meta.url)`
 * @param options.optional whether the file may be missing. @default false
 * @throws ConfigError when it cannot be read or is no JSON object
 * @example
 * fromJsonFile("/etc/no-kittens.json", { optional: true }).values; // {}
 * fromJsonFile("/etc/no-kittens.json"); // throws ConfigError
 */
export function fromJsonFile(path: string | URL, options: { readonly optional?: boolean } = {}): ConfigSource {
  const name = `the file ${String(path)}`;
  const fs = hostModule("node:fs");
  if (fs === undefined) throw new ConfigError([`${name}: this platform has no file system`], []);
  let text: string;
  try {
    text = fs.readFileSync(path, "utf8");
  } catch (cause) {
    if (options.optional === true && cause instanceof Error && "code" in cause && cause.code === "ENOENT") {
      return { name, values: {} };
    }
    throw new ConfigError([`${name} cannot be read`], [], cause);
  }
  return { name, values: parseObject(text, name) };
}

function parseObject(text: string, name: string): ConfigValues {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (cause) {
    throw new ConfigError([`${name} is not JSON`], [], cause);
  }
  throw new ConfigError([`${name} must hold an object`], []);
}

/** No prototype: a source may hold any name. */
function emptyRecord(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function merge(base: ConfigValues, over: ConfigValues): Record<string, unknown> {
  const merged = Object.assign(emptyRecord(), base);
  for (const [name, value] of Object.entries(over)) {
    const before = merged[name];
    merged[name] = isRecord(before) && isRecord(value) ? merge(before, value) : value;
  }
  return merged;
}

function describeIssue(issue: SchemaIssue): string {
  const path = (issue.path ?? []).map((step) => String(typeof step === "object" ? step.key : step)).join(".");
  return path === "" ? issue.message : `${path}: ${issue.message}`;
}

/**
 * Reads a configuration and checks it.
 *
 * @param schema what it must be; its output is what you get
 * @param sources in rising order of priority
 * @throws ConfigError with everything that is wrong at once; the values themselves are never part of the message
 * @example
 * import { z } from "zod";
 * const config = loadConfig(
 *   z.object({ secretKey: z.string().min(43), origin: z.url(), mail: z.object({ port: z.number() }) }),
 *   [fromValues({ mail: { port: 25 } }), fromJsonFile("/etc/kittens.json", { optional: true }), fromEnvironment("KITTENS")],
 * );
 * config.mail.port; // 25
 * const app = new App({ root: import.meta.url, secretKey: config.secretKey, origin: config.origin });
 */
export function loadConfig<Output>(schema: StandardSchema<unknown, Output>, sources: readonly ConfigSource[]): Output {
  const values = sources.reduce<Record<string, unknown>>((all, source) => merge(all, source.values), emptyRecord());
  const result = schema["~standard"].validate(values);
  if (result instanceof Promise) {
    result.catch(() => undefined);
    throw new TypeError("The schema of a configuration must be synchronous: it is read before anything else starts");
  }
  if (result.issues === undefined) return result.value;
  throw new ConfigError(result.issues.map(describeIssue), sources);
}
