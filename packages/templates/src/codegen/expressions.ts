/** Expressions: one generator per kind of node. */
import type { Constant, Expression } from "../syntax/nodes.ts";
import { attribute, item, name, rawName, undefinedName } from "./access.ts";
import { call, extensionCall, filter, test } from "./calls.ts";
import { type Code, join, js, literal } from "./code.ts";
import { binary, compare, concat, conditional, unary } from "./operators.ts";
import type { Place } from "./place.ts";

type ExpressionGenerators = {
  readonly [Type in Expression["type"]]: (node: Extract<Expression, { type: Type }>, place: Place) => Code;
};

const generators: ExpressionGenerators = {
  Constant: constant,
  Tuple: (node, place) => js`${place.unit.helper("tuple")}([${list(node.items, place)}])`,
  List: (node, place) => js`[${list(node.items, place)}]`,
  Dict: (node, place) => {
    const entries = node.items.map(({ key, value }) => js`[${expression(key, place)},${expression(value, place)}]`);
    return js`${place.unit.helper("dict")}([${join(entries, js`,`)}],${place.fn.at(node.span)})`;
  },
  Name: name,
  Conditional: conditional,
  Filter: filter,
  Test: test,
  Call: call,
  ExtensionCall: extensionCall,
  GetAttribute: attribute,
  GetItem: item,
  Slice: () => {
    throw new Error("a slice is the index of an item");
  },
  Concat: concat,
  Compare: compare,
  Binary: binary,
  Unary: unary,
};

export function expression(node: Expression, place: Place): Code {
  return (generators[node.type] as (node: Expression, place: Place) => Code)(node, place);
}

function list(items: readonly Expression[], place: Place): Code {
  return join(
    items.map((element) => expression(element, place)),
    js`,`,
  );
}

function constant({ value, float }: Constant, { unit }: Place): Code {
  if (float !== true) return literal(value);
  return unit.constant("q", js`${unit.helper("float")}(${literal(value)})`);
}

/** A JavaScript boolean that says whether the value is true to Python. */
export function condition(node: Expression, place: Place): Code {
  if (isBoolean(node)) return expression(node, place);
  if (node.type === "Binary" && (node.op === "and" || node.op === "or")) {
    const operator = node.op === "and" ? js`&&` : js`||`;
    return js`(${condition(node.left, place)}${operator}${condition(node.right, place)})`;
  }
  if (node.type === "Constant") return literal(typeof node.value === "boolean" ? node.value : Boolean(node.value));
  const { unit, fn } = place;
  if (node.type === "Name") {
    const value = rawName(node, place);
    const variable = fn.isAsync ? fn.temporary() : value;
    const read = fn.isAsync ? js`(${variable}=${value})` : value;
    return js`${unit.helper("truthy")}(${read}===undefined?${undefinedName(node, place)}:${variable},${fn.at(node.span)})`;
  }
  return js`${unit.helper("truthy")}(${expression(node, place)},${fn.at(node.span)})`;
}

/** Comparisons and `not` give nothing else. A test of the application may. */
function isBoolean(node: Expression): boolean {
  return node.type === "Compare" || (node.type === "Unary" && node.op === "not");
}
