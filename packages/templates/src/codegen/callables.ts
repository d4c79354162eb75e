/** Macros, call blocks and filter blocks: bodies whose output is a value. */
import type { ClosureNode, FragmentPlan } from "../analysis/plan.ts";
import { openEnd } from "../analysis/printing.ts";
import { isInText, isWithin, type States } from "../analysis/states.ts";
import type { Scope } from "../analysis/symbols.ts";
import { anyText } from "../runtime/blocks.ts";
import type { MacroShape } from "../runtime/macro.ts";
import type { CallBlock, FilterBlock, Macro, Parameter } from "../syntax/nodes.ts";
import { captureBody, captured, exportName } from "./assignments.ts";
import { type Code, dataLiteral, join, js, literal } from "./code.ts";
import { printMacro } from "./direct.ts";
import { writeFunction } from "./functions.ts";
import { printStatement } from "./outputs.ts";
import { declareMarks, planned, returnMarks } from "./pieces.ts";
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

/** Writes the function of a macro or call block for one state: `(c, out, …parameters) => out`. */
export function callableFunction(node: Macro | CallBlock, name: Code, plan: FragmentPlan | null, place: Place): void {
  const { unit, scopes } = place;
  const scope = scopes.of(node);
  const shape = macroShape(node, place);
  const own = [...shape.parameters, ...specials.filter((special) => usesSpecial(shape, special))];
  const code = (parameter: string): Code => variableCode(scope.find(parameter)!, { ...place, scope });
  const parameters = [js`c`, js`out`, ...own.map(code)];
  writeFunction({ unit, name, parameters, isAsync: place.fn.isAsync, span: node.span }, (fn) => {
    const inside = inner({ ...place, ...planned(plan) }, scope, { fn, out: js`out`, guarded: false, loop: null });
    declareMarks(inside, plan);
    if (isParameter(scope, "self") && !own.includes("self")) {
      unit.writer.line(js`const ${code("self")}=${unit.helper("selfReference")}(c);`);
    }
    enterScope(scope, inside);
    for (const parameter of node.parameters) writeDefault(parameter, code(parameter.name), inside, fn);
    place.generate.body(node.body, inside);
    returnMarks(inside, plan);
    return js`out`;
  });
}

function isParameter(scope: Scope, name: string): boolean {
  const found = scope.find(name);
  return found !== undefined && scope.loads.get(found)?.from === "parameter";
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
  if (index === null) writer.line(js`${variable}=${closure(node, place)};`, node.span);
  else {
    const shape = unit.constant("q", dataLiteral(macroShape(node, place)));
    writer.line(js`${variable}=${unit.helper("topLevelMacro")}(T,c,${index},${shape});`, node.span);
  }
  if (place.topLevel) exportName(node.name, variable, place);
}

/** Writes the functions of a body, one for each state in which it is printed, and makes a macro of them. */
function closure(node: Macro | CallBlock, place: Place): Code {
  const { unit, fn } = place;
  const shape = unit.constant("q", dataLiteral(macroShape(node, place)));
  const variants = variantsOf(node, place).map((plan) => {
    const name = fn.fresh("m");
    callableFunction(node, name, plan, place);
    const { start, ends } = acceptedEnds(plan, unit.textStates);
    const keys = ends.map((end) => unit.state(end));
    if (ends.every(isInText)) keys.push(literal(anyText));
    return js`[${unit.state(start)},[${join(keys, js`,`)}],${name}]`;
  });
  return js`${unit.helper("closureMacro")}(c,T,${shape},[${join(variants, js`,`)}])`;
}

/** The states in which a body of this function is asked for. */
export function variantsOf(node: ClosureNode, { plan, demands }: Place): readonly (FragmentPlan | null)[] {
  return plan === null ? [null] : [...(demands.get(node)?.values() ?? [])];
}

/** Where a fragment begins, and the ends that it may be put to: its own, and what follows a fragment that is not known. */
function acceptedEnds(
  plan: FragmentPlan | null,
  text: States,
): { readonly start: States; readonly ends: readonly States[] } {
  if (plan === null) return { start: text, ends: [text] };
  const open = openEnd(plan.start, plan.start);
  const isOpen = open.key !== plan.end.key && isWithin(plan.end, open);
  return { start: plan.start, ends: isOpen ? [plan.end, open] : [plan.end] };
}

/** `{% call %}`: the body becomes `caller`. What the call of a macro gives is printed as it is. */
export function callBlock(node: CallBlock, place: Place): void {
  const { unit, fn, out, plan } = place;
  const caller = fn.fresh("k");
  unit.writer.line(js`const ${caller}=${closure(node, place)};`, node.span);
  unit.describe(packPosition(node.span), "call block");
  const site = plan?.site(node);
  const { call } = node;
  if (site?.isMacro === true && call.type === "Call") {
    printMacro(call, site, site.fallback ?? null, [["caller", caller]], place, node.span);
    return;
  }
  const value = place.generate.call(call, place, [["caller", caller]]);
  if (plan === null) unit.writer.line(js`${out}+=${unit.helper("plain")}(${value});`, node.span);
  else printStatement(node, value, place);
}

/** What a filter makes of its body is printed as a value: as it is by Jinja2's rule, for its place by ours. */
export function filterBlock(node: FilterBlock, place: Place): void {
  const { unit, fn, scopes, out, plan } = place;
  const buffer = fn.fresh("k");
  const result = fn.fresh("k");
  const inside = inner(place, scopes.of(node), { out: buffer });
  unit.writer.line(js`let ${result};`);
  unit.writer.open(js`{`);
  unit.writer.line(js`let ${buffer}="";`, node.span);
  declareMarks(inside, plan);
  enterScope(inside.scope, inside);
  captureBody(node.body, inside);
  unit.writer.line(js`${result}=${place.generate.filter(node.filter, inside, captured(buffer, place))};`, node.span);
  unit.writer.close(js`}`);
  if (plan === null) unit.writer.line(js`${out}+=${unit.helper("plain")}(${result});`, node.span);
  else printStatement(node, result, place);
}
