import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Finding } from "../checks/finding.ts";
import { checkRoutes } from "../checks/routes.ts";
import { checkSettings } from "../checks/settings.ts";
import { checkSources } from "../checks/sources.ts";
import { checkEnvironment } from "../checks/templates.ts";
import { columns } from "../columns.ts";
import { CliError, type Command, type Terminal } from "../command.ts";
import { type AnyApp, findModule, loadApp } from "../load-app.ts";

export const check: Command = {
  summary: "find what must not go live, and list what somebody has to answer for",
  usage: `ampoule check [MODULE] [--strict] [--json]

Makes the application as in production (with SECRET_KEY and ORIGIN of the environment or of .env), compiles every template,
and lists what is switched off, exempted or asserted: guards, routes, |safe, ampoule/unsafe.

  --strict  fail where there is anything to review, not only for errors
  --json    one object a line`,
  options: { strict: { type: "boolean" }, json: { type: "boolean" } },
  words: 1,
  async run({ values, positionals }, terminal) {
    const path = findModule(positionals[0], terminal);
    const findings = await findingsOf(path, terminal);
    const isWrong = findings.some(({ severity }) => severity === "error" || values["strict"] === true);
    if (values["json"] === true) for (const finding of findings) terminal.out(JSON.stringify(finding));
    else terminal.out(shown(findings));
    return isWrong ? 1 : 0;
  },
};

async function findingsOf(path: string, terminal: Terminal): Promise<readonly Finding[]> {
  const sources = checkSources(projectOf(path), terminal.cwd);
  const { app, refusal } = await startedApp(path, terminal);
  if (app === null) return [...refusal, ...sources];
  return [
    ...refusal,
    ...checkEnvironment(app.environment, terminal.cwd),
    ...checkSettings(app.settings),
    ...checkRoutes(app),
    ...sources,
  ];
}

interface Started {
  readonly app: AnyApp | null;
  readonly refusal: readonly Finding[];
}

/** What an application refuses to start with is what has to be found. */
async function startedApp(path: string, terminal: Terminal): Promise<Started> {
  try {
    return { app: await loadApp(path, "production", terminal), refusal: [] };
  } catch (error) {
    if (error instanceof CliError || !(error instanceof Error)) throw error;
    const { message, stack = message } = error;
    const place = relative(terminal.cwd, path);
    return { app: null, refusal: [{ severity: "error", check: "start", place, message, details: stack }] };
  }
}

/** The folder of the nearest `package.json`; the module's own where there is none. */
function projectOf(path: string): string {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) return dirname(path);
  }
}

function shown(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === "error");
  const reviews = findings.filter(({ severity }) => severity === "review");
  const parts = errors.map(({ place, message, details }) => `error  ${place}\n${indented(details ?? message)}`);
  if (reviews.length > 0) parts.push(`To review:\n${indented(columns(reviews.map(rowOf)))}`);
  parts.push(`${counted(errors.length, "error")}, ${reviews.length} to review`);
  return parts.join("\n\n");
}

function rowOf({ check: name, place, message }: Finding): readonly string[] {
  return [name, place, message];
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}

function counted(count: number, what: string): string {
  return `${count === 0 ? "no" : count} ${what}${count === 1 ? "" : "s"}`;
}
