/** Macros, call blocks and filter blocks: bodies whose output is a value. */
import type { MacroShape } from "../runtime/macro.ts";
import type { CallBlock, FilterBlock, Macro, Parameter } from "../syntax/nodes.ts";
import { captured, exportName } from "./assignments.ts";
import { type Code, dataLiteral, js, literal } from "./code.ts";
import { writeFunction } from "./functions.ts";
import { enterScope, type FunctionFrame, inner, type Place, packPosition, variableCode } from "./place.ts";

/** The parameters that a body gets because it mentions them. */
const specials = ["caller", "kwargs", "varargs"] as const;

export function macroShape(node: Macro | CallBlock, place: Place): MacroShape {
  const scope = place.scopes.of(node);
  const parameters = node.parameters.map((parameter) => parameter.name);
  const uses = (name: string): boolean => {
    const found = scope.find(name);
    return found !== undefined && scope.loads.get(found)?.from === "parameter" && !parameters.includes(name);
  };
  return {
    name: node.type === "Macro" ? node.name : null,
    parameters,
    usesCaller: uses("caller"),
    usesKwargs: uses("kwargs"),
    usesVarargs: uses("varargs"),
  };
}

/** Writes the function of a macro or call block: `(c, out, …parameters) => out`. */
export function callableFunction(node: Macro | CallBlock, name: Code, place: Place): void {
  const { unit, scopes } = place;
  const scope = scopes.of(node);
  const shape = macroShape(node, place);
  const own = [...shape.parameters, ...specials.filter((special) => usesSpecial(shape, special))];
  const code = (parameter: string): Code => variableCode(scope.find(parameter)!, { ...place, scope });
  const parameters = [js`c`, js`out`, ...own.map(code)];
  writeFunction({ unit, name, parameters, isAsync: place.fn.isAsync, span: node.span }, (fn) => {
    const inside = inner(place, scope, { fn, out: js`out`, guarded: false, loop: null });
    if (
      scope.find("self") !== undefined &&
      scope.loads.get(scope.find("self")!)?.from === "parameter" &&
      !own.includes("self")
    ) {
      unit.writer.line(js`const ${code("self")}=${unit.helper("selfReference")}(c);`);
    }
    enterScope(scope, inside);
    for (const parameter of node.parameters) writeDefault(parameter, code(parameter.name), inside, fn);
    place.generate.body(node.body, inside);
    return js`out`;
  });
}

function usesSpecial(shape: MacroShape, special: (typeof specials)[number]): boolean {
  return { caller: shape.usesCaller, kwargs: shape.usesKwargs, varargs: shape.usesVarargs }[special];
}

function writeDefault(parameter: Parameter, variable: Code, place: Place, fn: FunctionFrame): void {
  const { unit } = place;
  const value =
    parameter.default === null
      ? js`${unit.helper("parameterMissing")}(${literal(parameter.name)})`
      : place.generate.expression(parameter.default, { ...place, inDefaults: true });
  fn.releaseTemporaries();
  unit.writer.line(js`if(${variable}===undefined)${variable}=${value};`, parameter.span);
}

/**
 * `{% macro %}`. A macro at the top level is a function of its own, found by `index`; any other one is a closure.
 *
 * @param index The position of a top-level macro among those of its template, else null.
 */
export function macro(node: Macro, index: number | null, place: Place): void {
  const { unit } = place;
  const { writer } = unit;
  const variable = variableCode(place.scope.find(node.name)!, place);
  if (index === null) {
    const fn = place.fn.fresh("m");
    callableFunction(node, fn, place);
    writer.line(js`${variable}=${closure(node, fn, place)};`, node.span);
  } else {
    const shape = unit.constant("q", dataLiteral(macroShape(node, place)));
    writer.line(js`${variable}=${unit.helper("topLevelMacro")}(T,c,${index},${shape});`, node.span);
  }
  if (place.topLevel) exportName(node.name, variable, place);
}

function closure(node: Macro | CallBlock, fn: Code, place: Place): Code {
  const { unit } = place;
  const shape = unit.constant("q", dataLiteral(macroShape(node, place)));
  return js`${unit.helper("closureMacro")}(c,${shape},${fn})`;
}

/** `{% call %}`: the body becomes `caller`, and what the call gives is printed as it is. */
export function callBlock(node: CallBlock, place: Place): void {
  const { unit, fn, out } = place;
  const body = fn.fresh("m");
  callableFunction(node, body, place);
  const caller = fn.fresh("k");
  unit.writer.line(js`const ${caller}=${closure(node, body, place)};`, node.span);
  unit.describe(packPosition(node.span), "call block");
  const value = place.generate.call(node.call, place, [["caller", caller]]);
  unit.writer.line(js`${out}+=${unit.helper("plain")}(${value});`, node.span);
}

export function filterBlock(node: FilterBlock, place: Place, print: (value: Code) => Code): void {
  const { unit, fn, scopes, out } = place;
  const buffer = fn.fresh("k");
  const inside = inner(place, scopes.of(node), { out: buffer });
  unit.writer.open(js`{`);
  unit.writer.line(js`let ${buffer}="";`, node.span);
  enterScope(inside.scope, inside);
  place.generate.body(node.body, inside);
  unit.writer.line(
    js`${out}+=${print(place.generate.filter(node.filter, inside, captured(buffer, place)))};`,
    node.span,
  );
  unit.writer.close(js`}`);
}
