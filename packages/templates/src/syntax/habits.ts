/** What people write who come from other languages, and how Jinja writes it: the cures of syntax errors. */
import { didYouMean, nearestName, quote } from "../explain.ts";
import type { Token } from "./tokens.ts";

/** By the characters that begin them, the longest first. */
const FOREIGN_OPERATORS: readonly (readonly [string, string])[] = [
  ["&&", "Jinja writes `a and b`."],
  ["&", "Jinja writes `a and b`, and `a ~ b` to join texts."],
  ["??", "Jinja writes `a | default(b)`."],
  ["?.", "Jinja writes `a.b`; a name that may be missing takes `is defined` or `| default(…)`."],
  ["?", "Jinja writes `a if test else b`."],
  ["!", "Jinja writes `not a`, and `a is not defined`."],
  ["`", "Jinja writes 'text' or \"text\", and `'a' ~ b` to put a value in."],
  ["$", "Jinja writes names without `$`."],
  ["@", "Jinja has no `@`."],
  ["^", "Jinja writes powers as `a ** b`."],
  ["\\", "A backslash belongs inside a string."],
  ["#", "A comment cannot stand inside a tag."],
  ["“", "Jinja knows straight quotes only: 'text' or \"text\"."],
  ["”", "Jinja knows straight quotes only: 'text' or \"text\"."],
  ["‘", "Jinja knows straight quotes only: 'text' or \"text\"."],
  ["’", "Jinja knows straight quotes only: 'text' or \"text\"."],
];

/** The cure for a character that begins no token. */
export function foreignOperator(text: string, at: number): string | undefined {
  return FOREIGN_OPERATORS.find(([written]) => text.startsWith(written, at))?.[1];
}

/** Tags of other template languages, and of Jinja's own extensions. */
const FOREIGN_TAGS: ReadonlyMap<string, string> = new Map([
  ["elseif", "Jinja writes `elif`."],
  ["elsif", "Jinja writes `elif`."],
  ["elif", "`elif` belongs between `if` and `endif`."],
  ["else", "`else` belongs between `if` and `endif`, or `for` and `endfor`."],
  ["end", "Jinja names what ends: `endif`, `endfor`, `endblock`…"],
  ["unless", "Jinja writes `if not …`."],
  ["switch", "Jinja writes `if … elif … else … endif`."],
  ["case", "Jinja writes `if … elif … else … endif`."],
  ["while", "Jinja has `for` only; `range(n)` counts."],
  ["foreach", "Jinja writes `for item in items`."],
  ["each", "Jinja writes `for item in items`."],
  ["empty", "Jinja writes `else` for a loop without items."],
  ["assign", "Jinja writes `set name = value`."],
  ["let", "Jinja writes `set name = value`."],
  ["var", "Jinja writes `set name = value`."],
  ["const", "Jinja writes `set name = value`."],
  ["capture", "Jinja writes `set name` … `endset`."],
  ["echo", "Jinja prints with `{{ value }}`."],
  ["comment", "Jinja writes comments between comment marks, `{# … #}` by default."],
  ["verbatim", "Jinja writes `raw` … `endraw`."],
  ["endraw", "There is no `raw` that it could end: a `raw` ends at the first `endraw`."],
  ["endverbatim", "There is no `verbatim` that it could end: a `verbatim` ends at the first `endverbatim`."],
  ["csrf_token", "Forms get their token without a tag."],
  ["load", "Filters and tags are registered with the environment."],
  ["url", "Jinja calls `url_for('endpoint')`."],
  ["static", "Jinja calls `url_for('static', filename='…')`."],
  ["now", "Jinja has no clock: pass the date to render(), and print it by `{{ date.strftime('%Y') }}`."],
  ["cycle", "Jinja writes `{{ loop.cycle('odd', 'even') }}`, and `cycler` outside of loops."],
  ["ifchanged", "Jinja writes `if loop.changed(value)`."],
  ["ifequal", "Jinja writes `if a == b`."],
  ["firstof", "Jinja writes `{{ a or b }}`."],
  ["regroup", "Jinja writes `items | groupby('name')`."],
  ["spaceless", "Jinja strips white space beside `{%-` and `-%}`."],
  ["component", "Jinja writes `macro`, and `call` for one that is given a body."],
  ["slot", "Jinja writes `{{ caller() }}` in a macro that is used by `call`."],
  ["macros", "Jinja writes `macro`."],
  ["break", "Enable the extension `loopcontrols` for `break` and `continue`."],
  ["continue", "Enable the extension `loopcontrols` for `break` and `continue`."],
  ["do", "Enable the extension `do`."],
  ["trans", "Enable the extension `i18n` for `trans`."],
  ["pluralize", "`pluralize` belongs between `trans` and `endtrans`."],
  ["debug", "Enable the extension `debug`."],
]);

/** The cure for a tag that is not known where it stands. */
export function foreignTag(name: string, known: Iterable<string>): string | undefined {
  const lower = name.toLowerCase();
  if (lower !== name) {
    const nearest = nearestName(lower + " ", known);
    if (nearest === lower) return `Tags are written in small letters: ${quote(lower)}.`;
  }
  return FOREIGN_TAGS.get(lower) ?? didYouMean(name, known);
}

/** The cure for a tag that is like none that is known, where nothing is open. */
export function strangeTag(name: string): string {
  return name.startsWith("end")
    ? "Nothing is open that it could end."
    : "Tags beyond Jinja's come with an extension: the environment's option `extensions`.";
}

const BEHIND_FILTER = "A filter is put in brackets before more of it is asked: `(items | first).name`.";
const IN_MESSAGE = "In `trans` a variable stands alone: `{% trans city=user.city %}… {{ city }} …{% endtrans %}`.";
const IN_SET = "A `set` sets names and `namespace.attribute`; a list or dict is changed by its methods, with `do`.";
const COMPOUND_ASSIGNMENT = "Jinja writes `{% set a = a + 1 %}`.";

function anyToken(cure: string): ReadonlyMap<string, string> {
  return new Map([["*", cure]]);
}

/** Cures for a token that stands where another one was expected, by `expected` and then `got`; `*` is any. */
const EXPECTATIONS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    "variable_end",
    new Map([
      ["dot", `${BEHIND_FILTER} ${IN_MESSAGE}`],
      ["lbracket", `${BEHIND_FILTER} ${IN_MESSAGE}`],
      ["pipe", IN_MESSAGE],
      ["lparen", IN_MESSAGE],
      ["assign", "To set a variable write `{% set name = value %}`; to compare write `==`."],
      ["colon", "A filter takes its arguments in brackets: `value | filter(argument)`."],
      ["semicolon", "Each `{{ … }}` prints one expression."],
      ["name", "Between two values an operator is missing; `~` joins texts."],
      ["string", "Between two values an operator is missing; `~` joins texts."],
      ["integer", "Between two values an operator is missing."],
      ["float", "Between two values an operator is missing."],
      ["eof", "The tag is not closed: its end is missing, or a quote or bracket before it."],
    ]),
  ],
  [
    "block_end",
    new Map([
      ["assign", "To compare write `==`; to set a variable write `{% set name = value %}`."],
      ["semicolon", "Each tag holds one statement."],
      ["dot", `${BEHIND_FILTER} ${IN_SET}`],
      ["lbracket", `${BEHIND_FILTER} ${IN_SET}`],
      ["add", COMPOUND_ASSIGNMENT],
      ["sub", COMPOUND_ASSIGNMENT],
      ["name:if", "Jinja writes `elif test`, in one word."],
      ["name:with", "Variables for it alone come from around it: `{% with name = value %}…{% endwith %}`."],
      ["name:ignore", "`ignore missing` comes before `with context` and `without context`."],
      ["name:scoped", "`scoped` comes once, and before `required`."],
      ["name:required", "`required` comes once, and last."],
      ["eof", "The tag is not closed: its end is missing, or a quote or bracket before it."],
    ]),
  ],
  [
    "name:in",
    new Map([
      ["dot", "A loop sets names: `{% for name in items %}`."],
      ["*", "Jinja writes `{% for item in items %}`."],
    ]),
  ],
  ["assign", new Map([["name:as", "Jinja writes `{% with name = value %}`."]])],
  [
    "comma",
    new Map([["name:for", "Jinja has no comprehensions: `items | map(attribute='name') | select('test') | list`."]]),
  ],
  ["name:as", anyToken("An import is given a name: `{% import 'forms.html' as forms %}`.")],
  ["name:import", anyToken("What is imported is named: `{% from 'forms.html' import field %}`.")],
  ["lparen", anyToken("Parameters stand in brackets, also if there are none: `{% macro name() %}`.")],
  [
    "name",
    new Map([
      ["string", "A name is written without quotes."],
      ["pipe", "Jinja writes `a or b`."],
      ["mul", "What is imported is named, or all of it gets one name: `{% import 'forms.html' as forms %}`."],
      ["variable_end", "A name is missing."],
      ["block_end", "A name is missing."],
    ]),
  ],
]);

/** The cure for a token that stands where another one was expected. */
export function misplacedToken(expected: string, got: Token): string | undefined {
  const cures = EXPECTATIONS.get(expected);
  return cures?.get(`${got.type}:${got.value}`) ?? cures?.get(got.type) ?? cures?.get("*");
}

/** Cures for a token with which no expression begins. */
const NO_EXPRESSION: ReadonlyMap<string, string> = new Map([
  ["pipe", "A filter stands behind a value: `value | filter`."],
  ["assign", "To compare write `==`; to set a variable write `{% set name = value %}`."],
  ["gt", "Jinja has no arrow functions and no `>` at the beginning of an expression."],
  ["variable_end", "An expression is missing."],
  ["block_end", "An expression is missing."],
  ["eof", "The tag is not closed: its end is missing, or a quote or bracket before it."],
  ["dot", "Jinja has no `...`; a call spreads with `*list` and `**dict`."],
  ["pow", "A dict cannot spread another one: use `dict(a, **b)`."],
]);

/** The cure for a token with which no expression begins. */
export function missingExpression(got: Token): string | undefined {
  return NO_EXPRESSION.get(got.type);
}
