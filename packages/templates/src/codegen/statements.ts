/** Statements: one generator per kind of node. */
import type { Autoescape, Body, Debug, Do, If, Statement } from "../syntax/nodes.ts";
import { set, setBlock, withBlock } from "./assignments.ts";
import { callBlock, filterBlock, macro } from "./callables.ts";
import { call, extensionCall, filter } from "./calls.ts";
import { js } from "./code.ts";
import { condition, expression } from "./expressions.ts";
import { block, extendsParent, fromImport, type Inheritance, importAs, include } from "./inheritance.ts";
import { forLoop, leaveLoop } from "./loops.ts";
import { output, printStatement, unlessExtended } from "./outputs.ts";
import { type EscapeMode, enterScope, type Generators, inner, type Place, soft } from "./place.ts";
import { trans } from "./trans.ts";

/** What all bodies of a function share. */
export interface StatementContext {
  readonly inheritance: Inheritance;
  /** The position of a top-level macro, or null. */
  readonly macroIndex: (node: Extract<Statement, { type: "Macro" }>) => number | null;
}

/** The generators for the bodies of one function. */
export function createGenerators(context: StatementContext): Generators {
  const { inheritance, macroIndex } = context;
  const generators: {
    readonly [Type in Statement["type"]]: (node: Extract<Statement, { type: Type }>, place: Place) => void;
  } = {
    Output: (node, place) => unlessExtended(() => output(node, place), place, inheritance),
    Extends: (node, place) => extendsParent(node, place, inheritance),
    Block: (node, place) => block(node, place, inheritance),
    Include: include,
    Import: importAs,
    FromImport: fromImport,
    For: forLoop,
    If: ifElse,
    Set: set,
    SetBlock: setBlock,
    With: withBlock,
    Macro: (node, place) => macro(node, macroIndex(node), place),
    CallBlock: callBlock,
    FilterBlock: filterBlock,
    Autoescape: autoescape,
    Trans: (node, place) => unlessExtended(() => trans(node, place), place, inheritance),
    Do: evaluate,
    Break: leaveLoop,
    Continue: leaveLoop,
    Debug: (node, place) => unlessExtended(() => debug(node, place), place, inheritance),
  };

  function body(nodes: Body, place: Place): void {
    for (const node of nodes) {
      if (inheritance.ended) return;
      place.fn.releaseTemporaries();
      (generators[node.type] as (node: Statement, place: Place) => void)(node, place);
    }
  }

  return {
    expression,
    condition,
    body,
    filter,
    call: (node, place, extra) => (node.type === "Call" ? call(node, place, extra) : extensionCall(node, place, extra)),
  };
}

function ifElse(node: If, place: Place): void {
  const { writer } = place.unit;
  const inside = soft(place);
  node.branches.forEach(({ test, body }, index) => {
    const line = js`if(${condition(test, inside)}){`;
    if (index === 0) writer.open(line, test.span);
    else writer.next(js`}else ${line}`, test.span);
    place.generate.body(body, inside);
  });
  if (node.otherwise.length > 0) {
    writer.next(js`}else{`);
    place.generate.body(node.otherwise, inside);
  }
  writer.close(js`}`);
}

function debug(node: Debug, place: Place): void {
  printStatement(node, js`${place.unit.helper("debugText")}(c,${place.fn.at(node.span)})`, place);
}

function evaluate(node: Do, place: Place): void {
  place.unit.writer.line(js`${expression(node.expression, place)};`, node.span);
}

/** `{% autoescape %}`: for the time of its body, what filters, macros and captures go by changes as well. */
function autoescape(node: Autoescape, place: Place): void {
  const { unit, fn } = place;
  const before = fn.fresh("k");
  unit.writer.open(js`{`, node.span);
  unit.writer.line(js`const ${before}=c.autoescape;`);
  unit.writer.line(js`c.autoescape=${condition(node.value, place)};`, node.span);
  const restore = js`c.autoescape=${before};`;
  const loop = place.loop === null ? null : { ...place.loop, restore: [...place.loop.restore, restore] };
  const inside = inner(place, place.scopes.of(node), { mode: modeInside(node, place), loop });
  enterScope(inside.scope, inside);
  place.generate.body(node.body, inside);
  unit.writer.line(restore);
  unit.writer.close(js`}`);
}

function modeInside({ value }: Autoescape, { plan }: Place): EscapeMode {
  if (value.type !== "Constant") return "volatile";
  if (!value.value) return "none";
  return plan === null ? "html" : "contextual";
}
