/** Places in templates, and the ways from one to the next, in words. */

/** Where in which template something is. */
export interface TemplateLocation {
  /** The name by which the loader knows the template; `null` for a template made from a string. */
  readonly templateName: string | null;
  /** The file that it came from, where there is one. */
  readonly filename?: string | null;
  /** Line, counted from 1. */
  readonly line: number;
  /** Column in UTF-16 units, counted from 1. */
  readonly column?: number;
  /** Characters to underline. */
  readonly length?: number;
  /** The template's source, for the frame. */
  readonly source?: string | null;
}

/** One step of the way to an error: the place that included, extended, imported or called what failed. */
export interface ChainLink {
  /** The name of the template where it happens; null for one without a name. */
  readonly template: string | null;
  /** In that template, from 1. */
  readonly line: number;
  /** What happens there, as in `include 'row.html'`, `block 'body'`, `macro 'field'`. */
  readonly what: string;
}

/** A line of a stack trace that points into a template; editors make links of `file:line:column`. */
export function templateCall(what: string, { filename, templateName, line, column }: TemplateLocation): string {
  return `    at ${what} (${filename ?? templateName ?? "<template>"}:${line}${column === undefined ? "" : `:${column}`})`;
}

/** For a sentence of its own line. */
export function describeLocation({ templateName, filename, line, column }: TemplateLocation): string {
  const name = filename ?? templateName ?? "template without a name";
  return `${name}, line ${line}${column === undefined ? "" : `, column ${column}`}`;
}

/** One step of the way. */
export function describeLink({ what, template, line }: ChainLink): string {
  return `${what} (${template ?? "template without a name"}, line ${line})`;
}
