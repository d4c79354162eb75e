/** Whole cases: templates that name each other, options and data. */
import fc from "fast-check";
import { context, type Value } from "./data.ts";
import { expressions } from "./grammar/expressions.ts";
import { finish, mark } from "./grammar/marks.ts";
import { sequence, statements } from "./grammar/statements.ts";
import { delimiters, type Options, options, withDelimiters } from "./options.ts";

/** One template with all that it needs: what both engines are given, in the form of the conformance vectors. */
export interface Case {
  readonly templates: Readonly<Record<string, string>>;
  readonly main: { readonly name: string };
  readonly options: Options;
  readonly context: Readonly<Record<string, Value>>;
}

const text = (parts: readonly { readonly text: string }[]): string => parts.map((part) => part.text).join("");
const joined = (parts: readonly { readonly text: string }[]): { text: string } => ({ text: text(parts) });
const fixed = (rule: string) => mark(rule).map((one) => ({ text: one }));

const { item, top, base, overrideBody } = statements;

/** A template begins with a macro more often than not, so that there is one to call. */
const beginning = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ text: "" }) },
  {
    weight: 2,
    arbitrary: fixed(
      "{% macro @macro(a=1, b=2) %}{{ a }}/{{ b }}{% if caller %}{{ caller() }}{% endif %}@endmacro{% endmacro %}",
    ),
  },
);

const page = sequence(fc.oneof({ weight: 4, arbitrary: item }, { weight: 1, arbitrary: top }), 5);

const override = fc.tuple(fixed("{% block @block %}"), overrideBody, fixed("{% endblock %}")).map(text);
/** A template that extends another: for certain, by an expression, or only if. */
const childOf = (name: string): fc.Arbitrary<{ readonly text: string }> =>
  fc
    .tuple(
      fc.oneof(
        fixed(`{% extends '${name}' %}`),
        fixed(`{% extends ['${name}'][0] %}`),
        fixed(`{% if yes %}{% extends '${name}' %}{% endif %}`),
      ),
      sequence(item, 2),
      fc.array(override, { maxLength: 3 }),
    )
    .map(([first, between, blocks]) => ({ text: first.text + between.text + blocks.join("\n") }));

const parent = sequence(
  fc.oneof({ weight: 3, arbitrary: item }, { weight: 4, arbitrary: top }, { weight: 1, arbitrary: base }),
  4,
);

const library = fc
  .tuple(
    fixed("{% macro @macro(a, b=1) %}{{ a }},{{ b }},{{ n }}@endmacro{% endmacro %}{% set v = "),
    fc.constantFrom({ text: "1" }, { text: "s" }, { text: "[a, 2]" }),
    fixed(" %}"),
    sequence(item, 2),
  )
  .map((parts) => ({ text: text(parts) }));

const leaf = fixed(
  "{% macro m1(a=2) %}<{{ a }}>{% endmacro %}{% set v = 3 %}{{ s }}{{ a }}{{ b }}{{ loop is defined }}",
);

/** A few expressions, each by itself: an error hides nothing else. */
const glance = fc
  .array(
    fc.constantFrom(...(["any", "text", "number", "list", "bool"] as const)).chain((kind) => expressions[kind]),
    {
      minLength: 1,
      maxLength: 2,
    },
  )
  .chain((found) => fc.tuple(...found.flatMap((piece) => [fixed("{{"), fc.constant(piece), fixed("}}\n")])))
  .map(joined);

/** Templates that may include and import others; these in turn only `leaf`, so that none comes back to itself. */
const pages: ReadonlySet<string> = new Set(["main", "base", "root"]);

/** Cases; each of the templates but the main one stays the same when none names it. */
export const cases: fc.Arbitrary<Case> = fc
  .record({
    main: fc.oneof(
      { weight: 5, arbitrary: glance },
      { weight: 4, arbitrary: fc.tuple(beginning, page).map(joined) },
      { weight: 2, arbitrary: childOf("base") },
    ),
    base: fc.oneof({ weight: 3, arbitrary: fc.tuple(beginning, parent).map(joined) }, childOf("root")),
    root: parent,
    part: sequence(item, 3),
    library,
    leaf,
    given: options,
    chosen: delimiters,
    context,
  })
  .map(({ given, chosen, context: data, ...templates }) => {
    const outer = { part: "'part'", library: "'library'" };
    const inner = { part: "'leaf'", library: "'leaf'" };
    const all = Object.entries(templates).map(([name, { text: source }]) => [
      name,
      finish(source, chosen, pages.has(name) ? outer : inner),
    ]);
    return needed({
      templates: Object.fromEntries(all),
      main: { name: "main" },
      options: withDelimiters(given, chosen),
      context: data,
    });
  });

/** A case without the templates and the data that its templates do not name, so that failures are read easily. */
function needed(full: Case): Case {
  const templates: Record<string, string> = {};
  const add = (name: string): void => {
    const source = full.templates[name];
    if (source === undefined || name in templates) return;
    templates[name] = source;
    for (const [, other] of source.matchAll(/'(base|root|part|library|leaf)'/g)) add(other!);
  };
  add("main");
  const all = Object.values(templates).join("\n");
  const named = Object.entries(full.context).filter(([name]) => new RegExp(`\\b${name}\\b`).test(all));
  return { ...full, templates, context: Object.fromEntries(named) };
}
