/** Templates that cannot be compiled, and what their authors answer for. */
import { relative } from "node:path";
import { analyze, checkTemplates, type Environment, type TemplateError } from "@ampoule/templates";
import type { Finding } from "./finding.ts";

interface Place {
  readonly line: number;
  readonly column: number;
}

const OPT_OUTS = {
  safe: "|safe: the value is printed as it is",
  autoescape: "{% autoescape %}: what is inside may not be escaped",
  template: "by its name the template is not escaped",
} as const;

const UNQUOTED = "an attribute without quotes: it is safe here, but not in other engines";

/** @param cwd paths are told from here */
export function checkEnvironment(env: Environment, cwd: string): readonly Finding[] {
  try {
    const names = env.listTemplates();
    const errors = checkTemplates(env, names);
    const wrong = new Set(errors.map(({ templateName }) => templateName));
    const reports = names.flatMap((name) => (wrong.has(name) ? [] : reportOf(env, name, cwd)));
    return [...errors.map((error) => errorFinding(error, cwd)), ...reports];
  } catch (error) {
    // A loader that cannot list its templates, or templates that were compiled ahead of time.
    if (!(error instanceof TypeError)) throw error;
    const message = `the templates are not checked: ${error.message}`;
    return [{ severity: "review", check: "templates", place: "templates", message }];
  }
}

function errorFinding(error: TemplateError, cwd: string): Finding {
  const { templateName, filename, line, column } = error;
  const place = [placeOf(templateName, filename, cwd), line, column].filter((part) => part !== undefined).join(":");
  return { severity: "error", check: "template", place, message: error.message, details: error.explanation };
}

function reportOf(env: Environment, name: string, cwd: string): readonly Finding[] {
  const { holes, optOuts } = analyze(env, name);
  const file = placeOf(name, env.getTemplate(name).filename, cwd);
  const review = (check: string, message: string, { line, column }: Place): Finding => {
    return { severity: "review", check, place: `${file}:${line}:${column}`, message };
  };
  return [
    ...optOuts.map((found) => review(found.kind, OPT_OUTS[found.kind], found)),
    ...holes.filter(({ unquoted }) => unquoted).map((found) => review("unquoted", UNQUOTED, found)),
  ];
}

function placeOf(name: string | null, filename: string | null, cwd: string): string {
  return filename === null ? (name ?? "template") : relative(cwd, filename);
}
