/** The report of a template's holes and opt-outs, for tools and for reviews. */
import { report, type TemplateReport } from "./analysis/report.ts";
import { CompiledTemplate } from "./compiled.ts";
import type { Environment } from "./environment.ts";
import { loadedOf } from "./template.ts";

/**
 * Says of every value that a template prints where it stands and how it is escaped, and of every opt-out where it is.
 *
 * A fragment that is used in several places of pages appears once for each. Templates that this one includes, imports or
 * extends have reports of their own. Of a template that by its name is not escaped, the holes are those that it has as a part
 * of the pages that use it, as far as these have been compiled.
 *
 * @param name The template
 * @throws TemplateNotFound, TemplateSyntaxError, EscapeError as `getTemplate` does
 * @example
 * const [hole] = analyze(env, "hello.html").holes;
 * hole; // { line: 1, column: 13, place: "in the text of the page", escaper: "text", unquoted: false }
 * analyze(env, "page.html").holes.filter((hole) => hole.unquoted).length; // 0
 */
export function analyze(env: Environment, name: string): TemplateReport {
  const loaded = loadedOf(env.getTemplate(name));
  if (!(loaded instanceof CompiledTemplate)) {
    throw new TypeError(`template ${JSON.stringify(name)} was compiled ahead of time: nothing of its source is left`);
  }
  const analysis = loaded.analysis ?? loaded.twin?.analysis ?? null;
  return report(loaded.node, analysis, loaded.isContextual);
}
