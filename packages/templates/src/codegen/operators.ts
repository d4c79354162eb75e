/** Operators: Python's, from the runtime, with the commonest cases inline. */

import { arithmetic } from "../runtime/access/intercept.ts";
import type { Helpers } from "../runtime/helpers.ts";
import type { Binary, Compare, CompareOperator, Concat, Conditional, Expression, Unary } from "../syntax/nodes.ts";
import { type Code, join, js, literal } from "./code.ts";
import type { Place } from "./place.ts";
import { settleItems } from "./waiting.ts";

const comparison: Readonly<Record<CompareOperator, { readonly helper: keyof Helpers; readonly negated: boolean }>> = {
  "==": { helper: "equals", negated: false },
  "!=": { helper: "equals", negated: true },
  "<": { helper: "less", negated: false },
  "<=": { helper: "lessEqual", negated: false },
  ">": { helper: "greater", negated: false },
  ">=": { helper: "greaterEqual", negated: false },
  in: { helper: "contains", negated: false },
  "not in": { helper: "contains", negated: true },
  "===": { helper: "identical", negated: false },
  "!==": { helper: "identical", negated: true },
};

export function binary(node: Binary, place: Place): Code {
  const { generate } = place;
  if (node.op === "and" || node.op === "or") {
    const value = place.fn.temporary();
    const test = js`${place.unit.helper("truthy")}(${value}=${generate.expression(node.left, place)},${place.fn.at(node.left.span)})`;
    const right = generate.expression(node.right, place);
    return node.op === "and" ? js`(${test}?${right}:${value})` : js`(${test}?${value}:${right})`;
  }
  const left = generate.expression(node.left, place);
  const right = generate.expression(node.right, place);
  const constants = node.op === "+" ? constantHtml([node.left, node.right], place) : [];
  if (constants.length === 1)
    return js`${place.unit.helper("addConstant")}(${left},${right},${indexes(constants, place)},${place.fn.at(node.span)})`;
  return js`${place.unit.helper(arithmetic[node.op])}(${left},${right},${place.fn.at(node.span)})`;
}

/** Which operands are texts of the template that escaping would change: in nunjucks they may be HTML (see `vouched`). */
function constantHtml(operands: readonly Expression[], { mode, unit }: Place): readonly number[] {
  if (mode === "none" || unit.options.printing === "python") return [];
  return operands.flatMap((node, index) =>
    node.type === "Constant" && typeof node.value === "string" && /[<>&"']/.test(node.value) ? [index] : [],
  );
}

function indexes(numbers: readonly number[], { unit }: Place): Code {
  return numbers.length === 0 ? unit.helper("P") : js`[${join(numbers.map(literal), js`,`)}]`;
}

export function unary(node: Unary, place: Place): Code {
  const { generate } = place;
  if (node.op === "not") return js`!${generate.condition(node.operand, place)}`;
  const helper = node.op === "-" ? "negate" : "positive";
  return js`${place.unit.helper(helper)}(${generate.expression(node.operand, place)},${place.fn.at(node.span)})`;
}

/** `a < b < c`: each operand is evaluated once, and those after a false comparison not at all. */
export function compare(node: Compare, place: Place): Code {
  const { generate } = place;
  let left = generate.expression(node.first, place);
  if (node.rest.length === 1) {
    const { op, value } = node.rest[0]!;
    return compareTwo(op, left, generate.expression(value, place), node, value, place);
  }
  const parts = node.rest.map(({ op, value }) => {
    const right = place.fn.temporary();
    const part = compareTwo(op, left, js`(${right}=${generate.expression(value, place)})`, node, value, place);
    left = right;
    return part;
  });
  return js`(${join(parts, js`&&`)})`;
}

function compareTwo(
  op: CompareOperator,
  left: Code,
  right: Code,
  node: Compare,
  rightNode: Expression,
  place: Place,
): Code {
  const { helper, negated } = comparison[op];
  const not = negated ? js`!` : js``;
  if (
    helper === "equals" &&
    rightNode.type === "Constant" &&
    node.rest.length === 1 &&
    isIdentityEquality(rightNode.value)
  ) {
    // Most comparisons are of a string with one of a few constants: no call where they are the same.
    const value = place.fn.temporary();
    return js`${not}((${value}=${left})===${right}||${place.unit.helper("equals")}(${value},${right},${place.fn.at(node.span)}))`;
  }
  const other = helper === "contains" ? settleItems(right, place) : right;
  return js`${not}${place.unit.helper(helper)}(${left},${other},${place.fn.at(node.span)})`;
}

function isIdentityEquality(value: unknown): boolean {
  return typeof value === "string" || typeof value === "boolean" || value === null;
}

export function concat(node: Concat, place: Place): Code {
  const items = node.items.map((part) => place.generate.expression(part, place));
  const constants = indexes(constantHtml(node.items, place), place);
  const escape = place.mode === "none" ? js`false` : place.mode === "volatile" ? js`c.autoescape` : js`true`;
  return js`${place.unit.helper("concat")}([${join(items, js`,`)}],${escape},${constants},${place.fn.at(node.span)})`;
}

export function conditional(node: Conditional, place: Place): Code {
  const { generate } = place;
  const { templateName, options } = place.unit;
  const inside = { ...place, soft: true };
  const test = generate.condition(node.test, inside);
  const then = generate.expression(node.consequent, inside);
  if (node.otherwise !== null) return js`(${test}?${then}:${generate.expression(node.otherwise, inside)})`;
  // What nunjucks has there is an empty text, which can be added to another one.
  if (options.printing === "javascript") return js`(${test}?${then}:"")`;
  const line = templateName === null ? `line ${node.span.line}` : `line ${node.span.line} in '${templateName}'`;
  const hint = `the inline if-expression on ${line} evaluated to false and no else section was defined.`;
  return js`(${test}?${then}:${place.unit.helper("emptyElse")}(${literal(hint)}))`;
}
