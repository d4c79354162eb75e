/** The report of a template's holes and opt-outs, for tools and for reviews. */
import { report, type TemplateReport } from "./analysis/report.ts";
import { CompiledTemplate } from "./compiled.ts";
import type { Environment } from "./environment.ts";
import { loadedOf } from "./template.ts";

/**
 * Says of every value that a template prints where it stands and how it is escaped, and of every opt-out where it is.
 *
 * A fragment that is used in several places of pages appears once for each. Templates that this one includes, imports or
 * extends have reports of their own.
 *
 * @param name The template
 * @throws TemplateNotFound, TemplateSyntaxError, EscapeError as `getTemplate` does
 * @example analyze(env, "page.html").holes.filter((hole) => hole.unquoted)
 */
export function analyze(env: Environment, name: string): TemplateReport {
  const loaded = loadedOf(env.getTemplate(name));
  if (!(loaded instanceof CompiledTemplate)) {
    throw new TypeError(`template ${JSON.stringify(name)} was compiled ahead of time: nothing of its source is left`);
  }
  return report(loaded.node, loaded.analysis);
}
