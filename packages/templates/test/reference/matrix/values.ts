/** Odd values that every filter, test, operator and method is tried with. */
import type { Value } from "../data.ts";

/** A value: an expression, and the variables that it needs. */
export interface Sample {
  readonly expression: string;
  readonly context: Readonly<Record<string, Value>>;
}

/** By the name of the variable that holds it, as the conformance vectors write values. */
const variables: Readonly<Record<string, Value>> = {
  nil: null,
  yes: true,
  no: false,
  zero: 0,
  one: 1,
  minus: -7,
  year: 2024,
  half: 1.5,
  whole: { $float: "2.0" },
  nought: { $float: "-0.0" },
  tiny: { $float: "1e-07" },
  large: { $float: "1e100" },
  nan: { $float: "nan" },
  inf: { $float: "inf" },
  huge: { $bigint: "1000000000000000000000000000000" },
  lowest: { $bigint: "-99999999999999999999" },
  empty: "",
  letter: "a",
  padded: " A b\n",
  words: "Hello, Wörld-ß ǆ it's <b>o</b> & co",
  digits: "42",
  decimal: "-3.7e1",
  hexadecimal: "0x1F",
  wide: "😀e\u0301かな",
  lines: "one\ntwo\r\n\n  three\tfour",
  link: "see https://example.com/a?b=1&c=é or me@example.org.",
  entities: "<p title='x'>1 &lt; 2 &amp;amp; &eacute;</p><!-- c -->",
  percent: "%s|%(a)s",
  braces: "{}|{a}",
  markup: { $markup: "<i>x & y</i>" },
  nomarkup: { $markup: "" },
  nothing: [],
  numbers: [3, 1, 2, 1],
  texts: ["b", "A", "c", "a", "B"],
  nested: [[1, 2], [], [3, [4]]],
  mixed: [1, "a", null, true, 1.5],
  tags: ["<", { $markup: "<b>" }, 1],
  unit: { $tuple: [] },
  pair: { $tuple: [1, "x"] },
  pairs: [
    ["k", 1],
    ["<", { $markup: "&" }],
  ],
  blank: {},
  table: { b: 1, a: "<", C: null },
  keyed: {
    $dict: [
      [1, "one"],
      [null, { $tuple: [1] }],
    ],
  },
  deep: { a: { b: [{ c: "x" }] } },
  rows: [
    { a: 2, g: "x", s: "B" },
    { a: 1, g: "X", s: "a" },
    { a: 3, g: "y" },
  ],
  noset: { $set: [] },
  set: { $set: [1, 2] },
  steps: { $range: [0, 7, 3] },
  norange: { $range: [0, 0, 1] },
  object: { $object: { attrs: { a: 1, b: "<" }, str: "<thing>" } },
  function: { $func: [{ args: [], ret: "called" }] },
  bytes: { $bytes: "ab\u0000\u00e9'" },
  once: { $iter: [2, 1] },
};

/** What only a template can make. */
const expressions: readonly string[] = [
  "absent",
  "absent.x",
  "table.absent",
  "namespace(a=1, b='<')",
  "mac",
  "mac()",
  "cycler(1, 2)",
  "joiner('-')",
  "self",
  "range",
  "dict",
  "table.items()",
  "table.keys()",
  "table.values()",
  "numbers|map('string')",
  "numbers|select('odd')",
  "texts|batch(2)",
  "rows|groupby('g')",
  "texts|unique",
  "texts|reverse",
  "texts|items",
];

/** Definitions that the expressions need. */
export const preamble = "{% macro mac(a=1) %}<{{ a }}>{% endmacro %}";

const names = /\b[a-z]+\b/g;

/** The variables that an expression mentions. */
export function contextOf(expression: string): Readonly<Record<string, Value>> {
  const mentioned = new Set(expression.match(names));
  return Object.fromEntries(Object.entries(variables).filter(([name]) => mentioned.has(name)));
}

export const samples: readonly Sample[] = [...Object.keys(variables), ...expressions].map((expression) => ({
  expression,
  context: contextOf(expression),
}));
