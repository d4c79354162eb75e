/** `loop.index`, `loop.last`…: computed from the counter of the generated loop, without an object. */
import type { Call, Expression, For, GetAttribute } from "../syntax/nodes.ts";
import { childrenOf, type Node } from "../syntax/visit.ts";
import { type Code, join, js } from "./code.ts";
import type { InlineLoop, Place } from "./place.ts";
import { wait } from "./waiting.ts";

/** Waits for what an async cursor can only tell when it has seen what follows. */
type Wait = (code: Code) => Code;

const length = ({ isArray, sequence }: InlineLoop, wait: Wait): Code =>
  wait(js`(${isArray}?${sequence}.length:${sequence}.total())`);

const attributes: Readonly<Record<string, (loop: InlineLoop, wait: Wait) => Code>> = {
  __proto__: null as never,
  index: ({ index }) => js`(${index}+1)`,
  index0: ({ index }) => index,
  first: ({ index }) => js`(${index}===0)`,
  last: ({ index, isArray, sequence }, wait) =>
    wait(js`(${isArray}?${index}===${sequence}.length-1:${sequence}.isLast())`),
  length,
  revindex: (loop, wait) => js`(${length(loop, wait)}-${loop.index})`,
  revindex0: (loop, wait) => js`(${length(loop, wait)}-${loop.index}-1)`,
  depth: () => js`1`,
  depth0: () => js`0`,
};

function isLoop(node: Expression): boolean {
  return node.type === "Name" && node.name === "loop";
}

function isInlineAttribute(node: Node): node is GetAttribute {
  return node.type === "GetAttribute" && isLoop(node.target) && attributes[node.name] !== undefined;
}

function isInlineCycle(node: Node): node is Call {
  return (
    node.type === "Call" &&
    node.callee.type === "GetAttribute" &&
    isLoop(node.callee.target) &&
    node.callee.name === "cycle" &&
    node.args.length > 0 &&
    node.kwargs.length === 0 &&
    node.dynArgs === null &&
    node.dynKwargs === null
  );
}

/** Is everything that the body asks of `loop` something that a counter can tell, and does nobody else see it? */
export function canInline(node: For): boolean {
  const isPlain = (part: Node): boolean => {
    if (isInlineAttribute(part)) return true;
    if (isInlineCycle(part)) return part.args.every(isPlain);
    if (part.type === "Name" || part.type === "NamespaceTarget") return part.name !== "loop";
    if (part.type === "Block") return !part.scoped;
    if (part.type === "Include" || part.type === "Import" || part.type === "FromImport") {
      if (part.withContext) return false;
    }
    return part.type !== "Debug" && childrenOf(part).every(isPlain);
  };
  return node.body.every(isPlain);
}

function inlineLoopOf(place: Place): InlineLoop | undefined {
  const found = place.scope.find("loop");
  return found === undefined ? undefined : place.inlineLoops.get(found);
}

/** The code of `loop.name`, where there is no loop object. */
export function loopAttribute(node: GetAttribute, place: Place): Code | undefined {
  if (!isInlineAttribute(node)) return undefined;
  const loop = inlineLoopOf(place);
  if (loop === undefined) return undefined;
  return attributes[node.name]!(loop, (code) => (place.fn.isAsync ? js`(${wait(code, place)})` : code));
}

/** The code of `loop.cycle(…)`, where there is no loop object. */
export function loopCycle(node: Call, place: Place): Code | undefined {
  if (!isInlineCycle(node)) return undefined;
  const loop = inlineLoopOf(place);
  if (loop === undefined) return undefined;
  const values = node.args.map((argument) => place.generate.expression(argument, place));
  return js`[${join(values, js`,`)}][${loop.index}%${values.length}]`;
}
