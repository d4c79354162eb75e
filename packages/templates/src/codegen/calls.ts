/** Calls, filters and tests. */

import { TemplateAssertionError } from "../errors.ts";
import type {
  Arguments,
  Call,
  Expression,
  ExtensionCall,
  FilterCall,
  GetAttribute,
  TestCall,
} from "../syntax/nodes.ts";
import { unknownCallable } from "../unknown-names.ts";
import { pathOf } from "./access.ts";
import { type Code, join, js, literal } from "./code.ts";
import { loopCycle } from "./loopvar.ts";
import { type Place, variableCode } from "./place.ts";
import { settle, settleItems } from "./waiting.ts";

/** The code of what is between the brackets of a call. */
export interface ArgumentCode {
  /** An array. */
  readonly args: Code;
  /** A map, or null. */
  readonly kwargs: Code;
}

/** @param extra Keyword arguments besides those of the template: `caller`. */
export function callArguments(
  node: Arguments,
  place: Place,
  extra: readonly (readonly [string, Code])[] = [],
): ArgumentCode {
  const { generate } = place;
  const args = node.args.map((argument) => generate.expression(argument, place));
  if (node.dynArgs !== null) {
    const items = settleItems(generate.expression(node.dynArgs, place), place);
    args.push(js`...${place.unit.helper("toArray")}(${items},${place.fn.at(node.dynArgs.span)})`);
  }
  const named = node.kwargs.map(({ name, value }) => [name, generate.expression(value, place)] as const);
  const pairs = [...named, ...extra].map(([name, value]) => js`[${literal(name)},${value}]`);
  let kwargs = pairs.length === 0 ? js`null` : js`new Map([${join(pairs, js`,`)}])`;
  if (node.dynKwargs !== null) {
    const dynamic = generate.expression(node.dynKwargs, place);
    kwargs = js`${place.unit.helper("mergeKwargs")}(${kwargs},${dynamic},${place.fn.at(node.dynKwargs.span)})`;
  }
  return { args: js`[${join(args, js`,`)}]`, kwargs };
}

/**
 * The context that a function sees which asks for it: with what this body has set, which is not in the context itself.
 */
export function callContext(place: Place): Code {
  if (!place.tracks) return js`c`;
  const names = [...place.scope.stores].filter((name) => {
    const found = place.scope.find(name);
    return found !== undefined && place.scope.loads.get(found)?.from !== "parameter";
  });
  if (names.length === 0) return js`c`;
  const values = names.map((name) => variableCode(place.scope.find(name)!, place));
  return js`${place.unit.helper("withLocals")}(c,[${join(names.map(literal), js`,`)}],[${join(values, js`,`)}])`;
}

/** What a method is called on: undefined, it is an error before the arguments are evaluated, which may be errors themselves. */
function receiver({ args, kwargs, dynArgs, dynKwargs, span }: Call, callee: GetAttribute, place: Place): Code {
  const target = place.generate.expression(callee.target, place);
  const isSimple = ({ type }: Expression): boolean => type === "Name" || type === "Constant";
  if (dynArgs === null && dynKwargs === null && [...args, ...kwargs.map(({ value }) => value)].every(isSimple))
    return target;
  return js`${place.unit.helper("receiver")}(${target},${literal(callee.name)},${place.fn.at(span)})`;
}

export function call(node: Call, place: Place, extra: readonly (readonly [string, Code])[] = []): Code {
  const { unit, fn } = place;
  const { callee } = node;
  const cycle = loopCycle(node, place);
  if (cycle !== undefined) return cycle;
  const state = callContext(place);
  if (callee.type === "GetAttribute") {
    const target = receiver(node, callee, place);
    const { args, kwargs } = callArguments(node, place, extra);
    const path = literal(pathOf(callee));
    return settle(
      js`${unit.helper("method")}(${target},${literal(callee.name)},${args},${kwargs},${state},${path},${fn.at(node.span)})`,
      place,
    );
  }
  const target = place.generate.expression(callee, place);
  const { args, kwargs } = callArguments(node, place, extra);
  return settle(js`${unit.helper("call")}(${target},${args},${kwargs},${state},${fn.at(node.span)})`, place);
}

/** @param body What a filter block or a set block has captured: takes the place of the innermost target. */
export function filter(node: FilterCall, place: Place, body?: Code): Code {
  const { unit, fn } = place;
  if (!unit.options.hasFilter(node.name) && !place.soft) throw unknownName("filter", node, place);
  const value =
    node.target === null
      ? body!
      : node.target.type === "Filter"
        ? filter(node.target, place, body)
        : place.generate.expression(node.target, place);
  const { args, kwargs } = callArguments(node, place);
  const list =
    args.text === "[]" && kwargs.text === "null"
      ? js`${unit.helper("filter")}(${unit.filter(node.name)},c,${value},null,null,`
      : js`${unit.helper("filter")}(${unit.filter(node.name)},c,${value},${args},${kwargs},`;
  return settle(js`${list}${fn.at(node.span)})`, place);
}

/** The result as the test gave it: usually, but not necessarily, a boolean. */
export function test(node: TestCall, place: Place): Code {
  const { unit, fn } = place;
  if (!unit.options.hasTest(node.name) && !place.soft) throw unknownName("test", node, place);
  const value = place.generate.expression(node.target, place);
  const { args, kwargs } = callArguments(node, place);
  return settle(
    js`${unit.helper("test")}(${unit.test(node.name)},c,${value},${args},${kwargs},${fn.at(node.span)})`,
    place,
  );
}

function unknownName(kind: "filter" | "test", node: FilterCall | TestCall, { unit }: Place): TemplateAssertionError {
  const known = kind === "filter" ? unit.options.filterNames() : unit.options.testNames();
  return new TemplateAssertionError(`No ${kind} named '${node.name}'.`, {
    ...unit.locate(node.span),
    cure: unknownCallable(kind, node.name, known),
  });
}

export function extensionCall(
  node: ExtensionCall,
  place: Place,
  extra: readonly (readonly [string, Code])[] = [],
): Code {
  const { args, kwargs } = callArguments(node, place, extra);
  const { unit, fn } = place;
  const target = js`${literal(node.extension)},${literal(node.method)}`;
  return settle(
    js`${unit.helper("extension")}(${target},${args},${kwargs},${callContext(place)},${fn.at(node.span)})`,
    place,
  );
}
