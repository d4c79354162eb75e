/** Python's operators on template values, put together for one printing mode. */
import type { Ops, Printing } from "./contract.ts";
import { makeDict } from "./dict.ts";
import { contains, containsByType, equals } from "./equality.ts";
import { formatPercent } from "./format/percent.ts";
import { concat } from "./html.ts";
import { entries, iterate, length, toArray, unpack } from "./iteration.ts";
import { typeName } from "./kinds.ts";
import { makeFloat } from "./numbers.ts";
import { createOperators } from "./operators.ts";
import { type Comparison, compare } from "./ordering.ts";
import { printers } from "./repr.ts";
import { slice } from "./slices.ts";
import { truthy } from "./truth.ts";
import { isAbsent, isUndefined } from "./undefined.ts";
import { tuple } from "./values.ts";

type Comparer = (left: unknown, right: unknown) => boolean;

function comparer(op: Comparison, printing: Printing): Comparer {
  if (printing === "python") return (left, right) => compare(op, left, right);
  return (left, right) => {
    if (typeof left === "object" && isAbsent(left)) return false;
    return typeof right === "object" && isAbsent(right) ? false : compare(op, left, right);
  };
}

/** As a JavaScript program asks it: `null == undefined`. */
function equalsLoosely(left: unknown, right: unknown): boolean {
  return equals(left, right) || (left === null && isUndefined(right)) || (right === null && isUndefined(left));
}

function createOps(printing: Printing, isContextual: boolean): Ops {
  const { text, repr } = printers[printing];
  const isPython = printing === "python";
  return {
    printing,
    text,
    repr,
    truthy,
    equals: isPython ? equals : equalsLoosely,
    contains: isPython ? contains : containsByType,
    less: comparer("<", printing),
    lessEqual: comparer("<=", printing),
    greater: comparer(">", printing),
    greaterEqual: comparer(">=", printing),
    ...createOperators(printing, (template, values) => formatPercent(printing, template, values, isContextual)),
    concat: (parts, escape, constants) => concat(parts, escape, constants, text),
    slice,
    iterate,
    entries: isPython ? iterate : entries,
    identical: (left, right) => typeName(left) === typeName(right) && equals(left, right),
    toArray,
    length,
    unpack,
    float: (value) => makeFloat(printing, value),
    dict: (entries) => makeDict(printing, entries),
    tuple,
    typeName,
  };
}

/** The operators of the two printing modes, where Markup escapes as in Jinja2: for text, wherever a value is put. */
export const operations: Readonly<Record<Printing, Ops>> = {
  python: createOps("python", false),
  javascript: createOps("javascript", false),
};

/** The same where Markup escapes for the place of each value. */
export const contextualOperations: Readonly<Record<Printing, Ops>> = {
  python: createOps("python", true),
  javascript: createOps("javascript", true),
};
