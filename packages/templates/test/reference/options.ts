/** Random options of an environment, named as Jinja2 names them. */
import fc from "fast-check";
import type { Delimiters } from "./grammar/marks.ts";

const usual: Delimiters = { block: ["{%", "%}"], variable: ["{{", "}}"], comment: ["{#", "#}"], line: null };

const delimiterSets: readonly Delimiters[] = [
  { ...usual, line: ["::", "//"] },
  { ...usual, line: ["%%", "%#"] },
  { block: ["<%", "%>"], variable: ["${", "}"], comment: ["<%#", "%>"], line: ["%", "%%"] },
  { block: ["[%", "%]"], variable: ["[[", "]]"], comment: ["[#", "#]"], line: null },
  { block: ["<?", "?>"], variable: ["<?=", "?>"], comment: ["<!--", "-->"], line: null },
  { block: ["((*", "*))"], variable: ["(((", ")))"], comment: ["((=", "=))"], line: null },
];

/** The options of a case, as Jinja2 takes them. */
export type Options = Readonly<Record<string, unknown>>;

const mostly = <Value>(usually: Value, ...others: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(usually) },
    ...others.map((other) => ({ weight: 1, arbitrary: fc.constant(other) })),
  );

const flags = fc.record({
  autoescape: fc.boolean(),
  trim_blocks: mostly(false, true),
  lstrip_blocks: mostly(false, true),
  keep_trailing_newline: mostly(false, true),
  newline_sequence: mostly("\n", "\r\n", "\r"),
});

export const delimiters: fc.Arbitrary<Delimiters> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(usual) },
  { weight: 1, arbitrary: fc.constantFrom(...delimiterSets) },
);

function asOptions({ block, variable, comment, line }: Delimiters): Options {
  return {
    block_start_string: block[0],
    block_end_string: block[1],
    variable_start_string: variable[0],
    variable_end_string: variable[1],
    comment_start_string: comment[0],
    comment_end_string: comment[1],
    ...(line !== null && { line_statement_prefix: line[0], line_comment_prefix: line[1] }),
  };
}

/** Settings of single filters. */
const policies = fc.record(
  {
    "urlize.rel": fc.constantFrom("noopener", "me you", null),
    "urlize.target": fc.constantFrom(null, "_blank"),
    "urlize.extra_schemes": fc.constantFrom(null, ["ftp:"]),
    "truncate.leeway": fc.nat(9),
    "json.dumps_kwargs": fc.constantFrom({ sort_keys: true }, { sort_keys: false, indent: 1 }),
    "ext.i18n.trimmed": fc.boolean(),
  },
  { requiredKeys: [] },
);

const seldom = <Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: values });

const others = fc.record({
  undefined: seldom(fc.constantFrom("ChainableUndefined", "DebugUndefined", "StrictUndefined")),
  environment: seldom(fc.constantFrom("sandboxed", "immutable_sandboxed")),
  policies: seldom(policies),
  newstyle_gettext: seldom(fc.constant(true)),
});

/** Options without the delimiters. */
export const options: fc.Arbitrary<Options> = fc.tuple(flags, others).map(([always, sometimes]) => ({
  ...always,
  ...Object.fromEntries(Object.entries(sometimes).filter(([, value]) => value !== undefined)),
  extensions: ["do", "loopcontrols", "i18n"],
}));

export function withDelimiters(given: Options, chosen: Delimiters): Options {
  return chosen === usual ? given : { ...given, ...asOptions(chosen) };
}
