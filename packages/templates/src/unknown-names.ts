/** What to write instead of a name that nothing has: the cures of unknown filters, tests and variables. */
import { didYouMean } from "./explain.ts";

/** Filters of other template languages and of programs around Jinja. */
const FOREIGN_FILTERS: ReadonlyMap<string, string> = new Map([
  ["raw", "Jinja writes `safe`, for HTML that is known to be harmless."],
  ["json", "Jinja writes `tojson`."],
  ["to_json", "Jinja writes `tojson`."],
  ["to_nice_json", "Jinja writes `tojson(indent=4)`."],
  ["json_encode", "Jinja writes `tojson`."],
  ["escapejs", "Jinja writes `tojson`; values in a script are escaped for it anyway."],
  ["linebreaksbr", "Jinja writes `nl2br`."],
  ["floatformat", "Jinja writes `'%.2f' | format(number)`."],
  ["number_format", "Jinja writes `'%.2f' | format(number)`."],
  ["cut", "Jinja writes `replace('text', '')`."],
  ["size", "Jinja writes `length`."],
  [
    "strftime",
    "Jinja calls the date's own `date.strftime('%Y')`; `date` and `datetime` write it in the language of the page.",
  ],
  ["filter", "Jinja writes `select('test')`, and `selectattr('name', 'test')` for what the items have."],
]);

/**
 * The cure for a filter or test that there is not.
 *
 * @param known the names that there are
 */
export function unknownCallable(kind: "filter" | "test", name: string, known: Iterable<string>): string {
  const foreign = kind === "filter" ? FOREIGN_FILTERS.get(name) : undefined;
  return (
    foreign ?? didYouMean(name, known) ?? `The application registers its own: \`env.${kind}s.set(name, function)\`.`
  );
}

/** How messages get their translations. */
export const NEEDS_CATALOGUE: string =
  "needs a catalogue: `for (const [name, fn] of translations(catalogue)) env.globals.set(name, fn)`.";
const CATALOGUE = `It ${NEEDS_CATALOGUE}`;

/** Names that a template takes for granted. */
const EXPECTED_NAMES: ReadonlyMap<string, string> = new Map([
  ["loop", "It belongs to the body of a `for`: hand it to a macro as an argument, and to a block by `scoped`."],
  ["forloop", "Jinja writes `loop`: `loop.index`, `loop.first`, `loop.last`."],
  ["_", CATALOGUE],
  ["gettext", CATALOGUE],
  ["ngettext", CATALOGUE],
]);

/** The cure for a variable that is undefined, where its name says what is missing. */
export function expectedName(name: string): string | undefined {
  return EXPECTED_NAMES.get(name);
}
