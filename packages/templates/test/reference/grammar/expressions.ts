/** Expressions: operators, subscripts, calls, literals. What is said here of a kind holds of most of its pieces only. */
import fc from "fast-check";
import { type DataKind, namesOf } from "../data.ts";
import { filters } from "./filters.ts";
import { braceFormat, floatLiteral, intLiteral, percentFormat, textLiteral } from "./literals.ts";
import { methods } from "./methods.ts";
import { type Binding, choice, type Piece, pieceOf, type Rules } from "./rules.ts";
import { tests } from "./tests.ts";

/**
 * The kinds of expressions. `small`, `index` and `step` are numbers that cannot make anything large; `format` and `brace`
 * are formats; `args` is what may stand between the brackets of a call.
 */
export type Kind =
  | DataKind
  | "small"
  | "positive"
  | "index"
  | "step"
  | "format"
  | "brace"
  | "args"
  | "variable"
  | "attribute"
  | "word"
  | "iterable"
  | "plain";

/** How deeply operators and calls are nested in one expression. */
const DEPTH = 3;

const none: Rules<Kind> = {
  seldom: [],
  text: [],
  int: [],
  number: [],
  bool: [],
  list: [],
  texts: [],
  numbers: [],
  rows: [],
  pairs: [],
  dict: [],
  any: [],
  small: [],
  positive: [],
  index: [],
  step: [],
  format: [],
  brace: [],
  args: [],
  variable: [],
  attribute: [],
  word: [],
  iterable: [],
  plain: [],
};

export const operators: Partial<Rules<Kind>> = {
  text: [
    "$text + $text",
    "$text ~ $any",
    "$any ~ $any ~ $any",
    "$text * $small",
    "$small * $text",
    "$format % $any",
    "$format % $number",
    "$format % ($any,)",
    "'%s-%s' % ($any, $any)",
    "'%(a)s|%(b)5s' % {'a': $any, 'b': $any}",
    "$text % $any",
    "$text if $bool else $text",
    "$text or $text",
    "$text and $text",
  ],
  int: [
    "$int + $int",
    "$int - $int",
    "$int * $int",
    "$int // $positive",
    "$int % $positive",
    "$int // $int",
    "$int % $int",
    "$int ** $small",
    "-$int",
    "+$int",
    "$int if $bool else $int",
    "$int or $int",
    "$bool + $bool",
  ],
  number: [
    "$number + $number",
    "$number - $number",
    "$number * $number",
    "$number / $positive",
    "$number / $number",
    "$number // $positive",
    "$number % $positive",
    "$number % $number",
    // Not squared: C's pow, which Python asks, rounds the square of a float differently now and then.
    "$number ** 3",
    "$number ** -1",
    "$number ** 0.5",
    "$number ** ($small * 2 + 1)",
    "-$number",
    "+$number",
    "$int / $int",
  ],
  bool: [
    "$number < $number",
    "$number >= $number",
    "$number == $number",
    "$number != $number",
    "$number <= $number < $number",
    "$any == $any",
    "$any != $any",
    "$text < $text",
    "$text > $text",
    "$list == $list",
    "$list < $list",
    "$dict == $dict",
    "$any in $list",
    "$any not in $list",
    "$text in $text",
    "$text in $dict",
    "$number in $numbers",
    "not $any",
    "not $bool",
    "$bool and $bool",
    "$bool or $bool",
    "$any == $any == $any",
  ],
  list: [
    "[$any] + [$any]",
    "$texts + [$text]",
    "$list + $list",
    "$list * $small",
    "$list if $bool else $list",
    "$list or $list",
    "$pairs + $pairs",
  ],
  any: [
    "$any if $bool",
    "$any if $bool else $any",
    "$any or $any",
    "$any and $any",
    "$any + $any",
    "$any * $small",
    "$any % $any",
  ],
};

export const closed: Partial<Rules<Kind>> = {
  text: [
    "$text[$index]",
    "$text[$index:$index]",
    "$text[:$index]",
    "$text[$index:]",
    "$text[::$step]",
    "$text[$index:$index:$step]",
    "$texts[$index]",
  ],
  list: [
    "[$any, $any]",
    "[$any, $any, $any,]",
    "($any, $any)",
    "($any,)",
    "()",
    "[]",
    "$list[$index:$index]",
    "$list[::$step]",
    "$list[$index:$index:$step]",
    "[$list, $any]",
    "range($small)",
    "range($small, $small)",
    "range($small, $small, $step)",
  ],
  texts: ["[$text, $text]", "[$text, $text, $text]", "$texts[$index:]", "[]"],
  numbers: ["[$number, $number]", "[$int, $int, $int]", "$numbers[::$step]", "range($small)"],
  rows: [
    "$rows[$index:]",
    "[{'name': $text, 'age': $number, 'tags': $texts, 'ok': $bool, 'group': $text, 'inner': {'deep': $any} }]",
  ],
  pairs: ["[($text, $any), ($any, $any)]", "$pairs[$index:]"],
  dict: [
    "{'a': $any, 'b': $any}",
    "{$text: $any}",
    "{$int: $any, $text: $any}",
    "{}",
    "dict(a=$any, b=$any)",
    "dict($pairs)",
    "dict($dict, c=$any)",
    "dict(**$dict)",
    "{'a': {'b': $any}, 'c': [$any]}",
  ],
  any: [
    "$list[$index]",
    "$rows[$index].$attribute",
    "$rows[$index]['$attribute']",
    "$dict.$attribute",
    "$dict[$text]",
    "$dict['$attribute']",
    "$any.$attribute",
    "$any[$index]",
    "$any[$text]",
    "pair[0]",
    "obj.x",
    "obj['y']",
    "obj.items",
    "fn()",
    "$dict.get('items')",
    "$dict['get']|default('x') is callable",
    "$dict.items is callable",
    "range($small).start",
    "range($small)[$index]",
    "cycler($any, $any).next()",
    "cycler($any, $any).current",
    "joiner($text)()",
    "namespace(x=$any).x",
  ],
  args: [
    "$any",
    "$any",
    "$any, $any",
    "$any, b=$any",
    "a=$any",
    "*[$any]",
    "*$list",
    "**{'a': $any}",
    "$any, *[$any]",
    "b=$any, a=$any",
    "$any, $any, c=$any",
  ],
};

const literals: Readonly<Record<Kind, fc.Arbitrary<string>>> = {
  text: textLiteral,
  int: intLiteral,
  number: fc.oneof(intLiteral, floatLiteral),
  bool: fc.constantFrom("true", "false", "True", "False"),
  small: fc.constantFrom("0", "1", "2", "3", "4", "5"),
  positive: fc.constantFrom("1", "2", "3", "7", "10", "2.5", "1.0", "0.1"),
  index: fc.constantFrom("0", "1", "2", "-1", "-2", "3", "10"),
  step: fc.constantFrom("1", "2", "-1", "-2", "3"),
  list: fc.constantFrom("[]", "[1]", "(1, 2)", "['a', 'b']", "[none, 1.5, 'x']"),
  texts: fc.constantFrom("['a', 'b', 'a']", "[]", "['x']", "('b', 'B', 'a')"),
  numbers: fc.constantFrom("[1, 2, 3]", "[3, 1.5, -2]", "[]", "(1,)"),
  rows: fc.constant("rows"),
  pairs: fc.constantFrom("[('a', 1), ('b', 2)]", "[]"),
  dict: fc.constantFrom("{}", "{'a': 1}", "{'b': 'x', 'a': none}"),
  any: fc.constantFrom("none", "None", "''", "nope", "nothing", "whatever"),
  format: percentFormat,
  brace: braceFormat,
  args: fc.constantFrom("", "", "1", "a=1"),
  variable: fc.constantFrom("a", "b", "c"),
  attribute: fc.constantFrom("name", "age", "tags", "ok", "group", "inner", "a", "b", "nope", "x", "0"),
  word: fc.constantFrom("name", "age", "group", "ok", "tags", "nope", "inner.deep", "0", "1", "tags.0"),
  // Text that is no Markup, without what HTML escapes.
  plain: fc.constantFrom("'a'", "' '", "'l'", "''", "'ab'", "'\\n'", "'é'", "'Hello World'", "'ſßİ'"),
  seldom: fc.constantFrom("once|list", "fn()"),
  iterable: fc.constantFrom("''", "'abc'", "bag", "once", "items"),
};

const widerKinds: Partial<Record<Kind, readonly Kind[]>> = {
  any: ["text", "int", "number", "bool", "list", "dict", "variable"],
  list: ["texts", "numbers", "rows", "pairs"],
  number: ["int"],
  iterable: ["text", "list", "dict", "texts"],
};

const names: Readonly<Record<DataKind, readonly string[]>> = {
  text: namesOf("text"),
  int: namesOf("int"),
  number: namesOf("number"),
  bool: namesOf("bool"),
  list: namesOf("list"),
  texts: namesOf("texts"),
  numbers: namesOf("numbers"),
  rows: namesOf("rows"),
  pairs: namesOf("pairs"),
  dict: namesOf("dict"),
  any: namesOf("any"),
  seldom: [],
};

const tables: readonly (readonly [Partial<Rules<Kind>>, Binding, weight: number])[] = [
  [operators, "open", 3],
  [filters, "open", 3],
  [closed, "closed", 3],
  [methods, "closed", 2],
  [tests, "open", 2],
];

const atom = (text: fc.Arbitrary<string>): fc.Arbitrary<Piece> => text.map((one) => ({ text: one, closed: true }));

function leaf(kind: Kind): fc.Arbitrary<Piece> {
  const known = kind in names ? names[kind as DataKind] : [];
  const literal = atom(literals[kind]);
  if (known.length === 0) return literal;
  return fc.oneof(literal, { weight: 3, arbitrary: atom(fc.constantFrom(...known)) });
}

function pieces(kind: Kind, tie: (kind: Kind) => fc.Arbitrary<Piece>): fc.Arbitrary<Piece> {
  const ruled = tables.flatMap(([table, binding, weight]) => {
    const rules = table[kind] ?? [];
    return rules.length === 0
      ? []
      : [{ weight, arbitrary: fc.oneof(...rules.map((rule) => pieceOf(rule, binding, tie))) }];
  });
  const wider = (widerKinds[kind] ?? []).map((other) => ({ weight: 2, arbitrary: tie(other) }));
  return choice("expression", DEPTH, { weight: 5, arbitrary: leaf(kind) }, [...ruled, ...wider]);
}

/** Expressions of each kind. */
export const expressions: Readonly<Record<Kind, fc.Arbitrary<Piece>>> = fc.letrec<Record<Kind, Piece>>((tie) => {
  const kinds = Object.keys(none) as Kind[];
  return Object.fromEntries(kinds.map((kind) => [kind, pieces(kind, (other) => tie(other))])) as never;
});
