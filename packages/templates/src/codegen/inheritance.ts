/** `extends`, `block`, `include` and `import`: what leads from one template to another. */

import type { SitePlan } from "../analysis/plan.ts";
import { describeWay } from "../analysis/ways.ts";
import { TemplateAssertionError } from "../errors.ts";
import type { Block, Extends, FromImport, Import, Include } from "../syntax/nodes.ts";
import { type Code, join, js, literal } from "./code.ts";
import { append, states } from "./direct.ts";
import { type Place, packPosition, variableCode } from "./place.ts";

/** What has been seen of `extends` so far, in the order of the source. */
export interface Inheritance {
  /** There is one somewhere. */
  readonly possible: boolean;
  count: number;
  /** Where the last one stands. */
  span: Extends["span"] | null;
  /** The parent is certain from here on: nothing outside of blocks is printed any more. */
  known: boolean;
  /** After a second certain `extends` nothing is reached. */
  ended: boolean;
}

/** `await` where the function is asynchronous. */
export function awaited(code: Code, place: Place): Code {
  return place.fn.isAsync ? js`await ${code}` : code;
}

export function extendsParent(node: Extends, place: Place, inheritance: Inheritance): void {
  const { unit, fn } = place;
  const { writer } = unit;
  if (!place.topLevel) {
    throw new TemplateAssertionError("cannot use extend from a non top-level scope", {
      ...unit.locate(node.span),
      cure: "Write it outside of blocks, macros and loops; it may stand in an `if`.",
    });
  }
  if (inheritance.count > 0) {
    const twice = js`${unit.helper("extendedTwice")}(${fn.at(node.span)});`;
    writer.line(inheritance.known ? twice : js`if(parent!==null)${twice}`, node.span);
    if (inheritance.known) {
      inheritance.ended = true;
      return;
    }
  }
  describe(node, place);
  const parent = place.generate.expression(node.parent, place);
  writer.line(js`parent=${js`${unit.helper("extend")}(T,c,${parent},${fn.at(node.span)})`};`, node.span);
  if (place.rootLevel) inheritance.known = true;
  inheritance.count++;
  inheritance.span = node.span;
}

export function block(node: Block, place: Place, inheritance: Inheritance): void {
  const { unit, fn, out } = place;
  const { writer } = unit;
  let guarded = false;
  if (place.topLevel) {
    if (inheritance.known) return;
    guarded = inheritance.count > 0;
  }
  if (guarded) writer.open(js`if(parent===null){`);
  const context = node.scoped ? js`${unit.helper("derive")}(c,${locals(place)})` : js`c`;
  if (node.required)
    writer.line(js`${unit.helper("requireBlock")}(c,${literal(node.name)},${fn.at(node.span)});`, node.span);
  unit.describe(packPosition(node.span), `block '${node.name}'`);
  const site = siteOf(node, place);
  append(
    (last) =>
      js`${unit.helper("callBlock")}(T,${context},${literal(node.name)},0,${states(site, place)},${out},${fn.at(node.span)}${last})`,
    site,
    place,
  );
  if (guarded) writer.close(js`}`);
}

/** Where a statement stands in the page. Without contextual escaping that is always the same. */
function siteOf(node: Block | Include, { plan, unit }: Place): SitePlan {
  return plan?.site(node) ?? { start: unit.textStates, end: unit.textStates };
}

/** The variables that a template seen from here has besides those of the context: names and values. */
export function locals(place: Place): Code {
  const names: string[] = [];
  const values: Code[] = [];
  for (let scope: Place["scope"] | null = place.scope; scope !== null; scope = scope.parent) {
    for (const name of scope.stores) {
      if (names.includes(name)) continue;
      names.push(name);
      values.push(variableCode(place.scope.find(name)!, place));
    }
  }
  return names.length === 0 ? js`null` : js`[[${join(names.map(literal), js`,`)}],[${join(values, js`,`)}]]`;
}

export function include(node: Include, place: Place): void {
  const { unit, fn, out } = place;
  describe(node, place);
  const target = place.generate.expression(node.template, place);
  const options = js`${node.withContext ? locals(place) : js`undefined`},${literal(node.ignoreMissing)}`;
  const site = siteOf(node, place);
  append(
    (last) =>
      js`${unit.helper("include")}(T,c,${target},${options},${states(site, place)},${out},${fn.at(node.span)}${last})`,
    site,
    place,
  );
}

function importModule(node: Import | FromImport, place: Place): Code {
  const { unit, fn } = place;
  describe(node, place);
  const target = place.generate.expression(node.template, place);
  const context = node.withContext ? locals(place) : js`undefined`;
  return awaited(js`${unit.helper("importModule")}(T,c,${target},${context},${fn.at(node.span)})`, place);
}

export function importAs(node: Import, place: Place): void {
  const variable = variableCode(place.scope.find(node.target)!, place);
  place.unit.writer.line(js`${variable}=${importModule(node, place)};`, node.span);
  if (place.topLevel) shareName(node.target, variable, place);
}

export function fromImport(node: FromImport, place: Place): void {
  const { unit, fn } = place;
  const module = fn.fresh("k");
  unit.writer.line(js`const ${module}=${importModule(node, place)};`, node.span);
  const where =
    unit.templateName === null ? `line ${node.span.line}` : `line ${node.span.line} in '${unit.templateName}'`;
  for (const { name, alias } of node.names) {
    const variable = variableCode(place.scope.find(alias)!, place);
    unit.writer.line(
      js`${variable}=${unit.helper("importName")}(${module},${literal(name)},${literal(where)},c);`,
      node.span,
    );
    if (place.topLevel) shareName(alias, variable, place);
  }
}

/** What is imported is seen by the blocks and macros of this template, but is no export of it. */
function shareName(name: string, value: Code, { unit }: Place): void {
  unit.writer.line(js`c.share(${literal(name)},${value});`);
}

function describe(node: Extends | Include | Import | FromImport, { unit }: Place): void {
  unit.describe(packPosition(node.span), describeWay(node));
}
