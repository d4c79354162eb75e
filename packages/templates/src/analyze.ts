/** The report of a template's holes and opt-outs, for tools and for reviews. */
import { report, type TemplateReport } from "./analysis/report.ts";
import { isPart, sourceTemplate } from "./check.ts";
import type { Environment } from "./environment.ts";

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
  const loaded = sourceTemplate(env, name);
  // A part of pages that have been compiled need not be a page itself.
  if (!isPart(loaded)) loaded.compile();
  const analysis = loaded.analysis ?? loaded.twin?.analysis ?? null;
  return report(loaded.node, analysis, loaded.isContextual);
}
