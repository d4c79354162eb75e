/** Which templates are HTML, as far as their names tell. */
import { ownOptions } from "./own.ts";

/**
 * How output is escaped.
 *
 * - `"contextual"` or `true`: for the very place where it lands: text, attribute, URL, script, style.
 * - `"html"`: Jinja2's rule, the five characters everywhere. Safe in text and in quoted attributes only; for e-mail, and for
 *   comparison.
 * - `false`: not at all. For text that is not HTML.
 */
export type AutoescapeMode = "contextual" | "html" | boolean;

/** A mode for all templates, or a function of the template's name (null for a template made from a string). */
export type Autoescape = AutoescapeMode | ((name: string | null) => AutoescapeMode);

/** Text formats that are no HTML: everything else is escaped. */
const plainExtensions: ReadonlySet<string> = new Set(
  "txt text md rst json js mjs ts css yml yaml toml ini cfg conf env csv tsv sql sh py tex log".split(" "),
);

/** What engines append to the name of the file that a template makes. */
const engineExtensions: ReadonlySet<string> = new Set("j2 jinja jinja2 njk nunjucks tpl tmpl".split(" "));

/**
 * The default: contextual escaping, except where the name says that the template makes text of another kind.
 *
 * `mail.txt`, `schema.sql.j2` → `false`; `page.html`, `page.html.j2`, `page`, `icon.svg`, and templates from strings →
 * `"contextual"`.
 *
 * @example
 * autoescapeByName("page.html"); // "contextual"
 * autoescapeByName("schema.sql.j2"); // false
 */
export function autoescapeByName(name: string | null): AutoescapeMode {
  if (name === null) return "contextual";
  const extensions = name
    .slice(name.lastIndexOf("/") + 1)
    .toLowerCase()
    .split(".")
    .slice(1);
  while (extensions.length > 1 && engineExtensions.has(extensions.at(-1)!)) extensions.pop();
  return plainExtensions.has(extensions.at(-1) ?? "") ? false : "contextual";
}

/** Which templates {@link selectAutoescape} escapes. Extensions with or without their dot, in any case. */
export interface AutoescapeSelection {
  /** Names that end so are escaped for their places. @default html, htm, xml */
  readonly enabledExtensions?: readonly string[];
  /** Names that end so are not escaped. @default none */
  readonly disabledExtensions?: readonly string[];
  /** Templates from strings. @default true */
  readonly defaultForString?: AutoescapeMode;
  /** All others. @default as autoescapeByName says */
  readonly default?: AutoescapeMode;
}

/**
 * Makes an `autoescape` that goes by the ends of names (Jinja2's `select_autoescape`). What neither list names is escaped
 * unless it is a format of plain text; in Jinja2 it is not.
 *
 * @see https://jinja.palletsprojects.com/en/stable/api/#jinja2.select_autoescape
 * @example
 * const autoescape = selectAutoescape({ disabledExtensions: ["tex", "mail"] });
 * autoescape("letter.tex"); // false
 * autoescape("letter.html"); // true
 */
export function selectAutoescape(selection?: AutoescapeSelection): (name: string | null) => AutoescapeMode {
  const given = ownOptions(selection);
  const { enabledExtensions = ["html", "htm", "xml"], disabledExtensions = [], defaultForString = true } = given;
  const enabled = enabledExtensions.map(ending);
  const disabled = disabledExtensions.map(ending);
  return (name) => {
    if (name === null) return defaultForString;
    const lower = name.toLowerCase();
    if (enabled.some((end) => lower.endsWith(end))) return true;
    if (disabled.some((end) => lower.endsWith(end))) return false;
    return given.default ?? autoescapeByName(name);
  };
}

function ending(extension: string): string {
  return `.${extension.replace(/^\./, "").toLowerCase()}`;
}
