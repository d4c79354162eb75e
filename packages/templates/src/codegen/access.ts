/** Names, attributes and items. */

import { isPlainSafeName } from "../runtime/access/members.ts";
import type { Expression, GetAttribute, GetItem, Name } from "../syntax/nodes.ts";
import { type Code, js, literal } from "./code.ts";
import { loopAttribute } from "./loopvar.ts";
import { type Place, variableCode } from "./place.ts";
import { settle, wait } from "./waiting.ts";

function nameVariable(node: Name, place: Place): Code {
  const found = place.scope.find(node.name);
  if (found === undefined) throw new Error(`no scope knows ${JSON.stringify(node.name)}`);
  return variableCode(found, place);
}

/** The variable that a name stands for; `undefined` in it means that there is no such name. */
export function rawName(node: Name, place: Place): Code {
  const code = nameVariable(node, place);
  if (!place.fn.isAsync) return code;
  return js`(${place.unit.helper("thenable")}(${code})?(${place.fn.at(node.span)},${code}=${wait(code, place)}):${code})`;
}

/** Parameters have a value of their own, even if they were not given. */
function isAlwaysDefined(node: Name, place: Place): boolean {
  const found = place.scope.find(node.name);
  return found !== undefined && !place.inDefaults && place.scope.loadOf(found)?.from === "parameter";
}

export function name(node: Name, place: Place): Code {
  const raw = rawName(node, place);
  if (isAlwaysDefined(node, place)) return raw;
  return js`(${raw}===undefined?${undefinedName(node, place)}:${nameVariable(node, place)})`;
}

/** An undefined value that knows which name is missing. */
export function undefinedName(node: Name, place: Place): Code {
  return js`${place.unit.helper("undefinedName")}(${literal(node.name)},c)`;
}

/** The expression as the template has it, for messages; undefined where it is more than a path. */
export function pathOf(node: Expression): string | undefined {
  switch (node.type) {
    case "Name":
      return node.name;
    case "GetAttribute": {
      const target = pathOf(node.target);
      return target === undefined ? undefined : `${target}.${node.name}`;
    }
    case "GetItem": {
      const target = pathOf(node.target);
      if (target === undefined || node.index.type !== "Constant") return undefined;
      return `${target}[${typeof node.index.value === "string" ? `'${node.index.value}'` : String(node.index.value)}]`;
    }
    default:
      return undefined;
  }
}

export function attribute(node: GetAttribute, place: Place): Code {
  return loopAttribute(node, place) ?? member(node, node.name, place, "attribute");
}

export function item(node: GetItem, place: Place): Code {
  const { index } = node;
  if (index.type === "Slice") {
    const [start, stop, step] = [index.start, index.stop, index.step].map((bound) =>
      bound === null ? js`null` : place.generate.expression(bound, place),
    ) as [Code, Code, Code];
    const target = place.generate.expression(node.target, place);
    return js`${place.unit.helper("slice")}(${target},${start},${stop},${step},${place.fn.at(node.span)})`;
  }
  if (index.type === "Constant" && typeof index.value === "string") return member(node, index.value, place, "item");
  const target = place.generate.expression(node.target, place);
  const key = place.generate.expression(index, place);
  const path = literal(pathOf(node));
  return settle(js`${place.unit.helper("item")}(${target},${key},${path},${place.fn.at(node.span)})`, place);
}

/**
 * A member whose name is known: for data objects an ordinary property access, which is what makes compiled templates
 * fast. What is found that way is an own property, or an accessor of one of the application's classes:
 *
 * - only objects are asked, never strings, numbers or functions;
 * - the name is not one of those that lead to a class or a prototype (decided here, at compile time);
 * - `P`, an empty array, must not have the name: then neither `Object.prototype` nor `Array.prototype` was polluted with it;
 * - functions are left to the runtime, which knows which ones may be seen, and binds them.
 *
 * Everything else, above all what is not found, goes the slow way through the runtime's getter.
 */
function member(node: GetAttribute | GetItem, key: string, place: Place, helper: "attribute" | "item"): Code {
  const { unit, fn } = place;
  const { target } = node;
  const path = literal(pathOf(node));
  const slow = (object: Code): Code =>
    js`${unit.helper(helper)}(${object},${literal(key)},${path},${fn.at(node.span)})`;
  if (!hasFastPath(key, place)) return settle(slow(place.generate.expression(target, place)), place);

  const value = fn.temporary();
  let object: Code;
  let first: Code;
  let missing: Code;
  if (target.type === "Name") {
    // The name's own variable serves as the temporary, and need not be defined for the fast path to be safe.
    object = nameVariable(target, place);
    first = object;
    const settled = rawName(target, place);
    missing = isAlwaysDefined(target, place)
      ? settled
      : js`${settled}===undefined?${undefinedName(target, place)}:${object}`;
  } else {
    object = fn.temporary();
    first = js`(${object}=${place.generate.expression(target, place)})`;
    missing = object;
  }
  const probe = js`${unit.helper("P")}[${literal(key)}]===undefined`;
  // Something to wait for goes the slow way. Asked here: in `thenable` the objects of all templates meet, which is slow.
  const isReady = fn.isAsync && target.type === "Name" ? js`${object}.then===undefined&&` : js``;
  const fast = js`typeof ${first}==="object"&&${object}!==null&&${isReady}${probe}&&(${value}=${object}[${literal(key)}])!==undefined&&typeof ${value}!=="function"`;
  return settle(js`(${fast}?${value}:${slow(missing)})`, place);
}

/** Properties of the runtime's own undefined values, and those that built-in prototypes have besides functions. */
const slowNames: ReadonlySet<string> = new Set(["message", "origin", "cure", "size", "length", "byteLength", "buffer"]);

function hasFastPath(key: string, { unit }: Place): boolean {
  const { sandboxed, printing } = unit.options;
  return !sandboxed && !slowNames.has(key) && isPlainSafeName(key, printing);
}
