/** `set`, `with` and the targets that they and `for` bind. */
import type { FragmentPlan } from "../analysis/plan.ts";
import { ownerOf } from "../analysis/symbols.ts";
import type { Body, FilterCall, NamespaceTarget, Set, SetBlock, Target, With } from "../syntax/nodes.ts";
import { descendants } from "../syntax/visit.ts";
import { rawName } from "./access.ts";
import { filter } from "./calls.ts";
import { type Code, join, js, literal } from "./code.ts";
import { declareMarks, planned } from "./pieces.ts";
import { enterScope, inner, type Place, variableCode } from "./place.ts";
import { settleItems } from "./waiting.ts";

/** Writes the statements that bind `value` to `target`. */
export function bind(target: Target, value: Code, place: Place, declare = false): void {
  const { unit, fn } = place;
  switch (target.type) {
    case "NameTarget": {
      const variable = variableCode(place.scope.find(target.name)!, place);
      unit.writer.line(declare ? js`let ${variable}=${value};` : js`${variable}=${value};`, target.span);
      if (place.topLevel || setsTopLevel(target.name, place)) exportName(target.name, variable, place);
      break;
    }
    case "TupleTarget": {
      const items = fn.fresh("k");
      const unpacked = js`${unit.helper("unpack")}(${settleItems(value, place)},${target.items.length},${fn.at(target.span)})`;
      unit.writer.line(js`const ${items}=${unpacked};`, target.span);
      target.items.forEach((item, index) => {
        bind(item, js`${items}[${index}]`, place, declare);
      });
      break;
    }
    case "NamespaceTarget": {
      const namespace = rawName({ type: "Name", name: target.name, span: target.span }, place);
      unit.writer.line(
        js`${unit.helper("setNamespace")}(${namespace},${literal(target.attribute)},${value},${fn.at(target.span)});`,
        target.span,
      );
    }
  }
}

/** In nunjucks, `set` in a loop may mean a variable of the top level. */
function setsTopLevel(name: string, { scope, scopes }: Place): boolean {
  return scope.parent !== null && ownerOf(scope.find(name)!, scope) === scopes.root;
}

/** What is set at the top level is seen by blocks, macros, includes and importers. */
export function exportName(name: string, value: Code, { unit }: Place): void {
  unit.writer.line(js`c.export(${literal(name)},${value});`);
}

export function set(node: Set, place: Place): void {
  checkNamespaces(node.target, place);
  const value = place.generate.expression(node.value, place);
  if (node.target.type === "NameTarget") {
    bind(node.target, value, place);
    return;
  }
  const whole = place.fn.fresh("k");
  place.unit.writer.line(js`const ${whole}=${value};`, node.span);
  bind(node.target, whole, place);
}

/** Only a namespace can be assigned to: asked before a value is computed, and behind what is captured. */
function checkNamespaces(target: Target, place: Place): void {
  const { unit, fn } = place;
  const seen = new Map<string, NamespaceTarget>();
  for (const part of descendants([target])) if (part.type === "NamespaceTarget") seen.set(part.name, part);
  for (const { name, span } of seen.values()) {
    const value = rawName({ type: "Name", name, span }, place);
    unit.writer.line(js`${unit.helper("checkNamespace")}(${value},${fn.at(span)});`, span);
  }
}

/**
 * `{% set x %}…{% endset %}`: where output is escaped, what was captured is HTML.
 *
 * Captured output that is printed in another place than text is made for that place as well; the value then knows both.
 */
export function setBlock(node: SetBlock, place: Place): void {
  const { unit, fn } = place;
  const value = fn.fresh("k");
  unit.writer.line(js`let ${value};`);
  const variants = place.plan === null ? [null] : [...(place.demands.get(node)?.values() ?? [])];
  const others: Code[] = [];
  let hasText = false;
  for (const plan of variants) {
    const buffer = fn.fresh("k");
    unit.writer.line(js`let ${buffer}="";`, node.span);
    const isText = plan === null || (plan.start.key === unit.textStates.key && plan.end.key === unit.textStates.key);
    capture(node, plan, buffer, isText ? value : null, place);
    hasText ||= isText;
    if (!isText) others.push(js`[${unit.state(plan.start)},${unit.state(plan.end)},${buffer}]`);
  }
  if (others.length > 0) {
    const made = js`${unit.helper("capture")}(c,${hasText ? value : js`null`},[${join(others, js`,`)}])`;
    unit.writer.line(js`${value}=${made};`, node.span);
  }
  checkNamespaces(node.target, place);
  bind(node.target, value, place);
}

/** @param value The variable that gets what was captured, filtered and marked as HTML; null where only the text is wanted */
function capture(node: SetBlock, plan: FragmentPlan | null, buffer: Code, value: Code | null, place: Place): void {
  const { writer } = place.unit;
  const inside = inner({ ...place, ...planned(plan) }, place.scopes.of(node), { out: buffer, guarded: false });
  writer.open(js`{`);
  declareMarks(inside, plan);
  enterScope(inside.scope, inside);
  captureBody(node.body, inside);
  if (value !== null) {
    const text = captured(buffer, place);
    const filtered = (by: FilterCall): Code => js`${place.unit.helper("asMarkup")}(${filter(by, inside, text)},c)`;
    writer.line(js`${value}=${node.filter === null ? text : filtered(node.filter)};`, node.span);
  }
  writer.close(js`}`);
}

/** Renders a body into a buffer of its own: streams hand nothing of it on. */
export function captureBody(body: Body, inside: Place): void {
  const { unit, fn } = inside;
  if (!fn.isAsync) {
    inside.generate.body(body, inside);
    return;
  }
  const end = js`c.run.endCapture();`;
  const loop = inside.loop === null ? null : { ...inside.loop, restore: [...inside.loop.restore, end] };
  unit.writer.line(js`c.run.beginCapture();`);
  inside.generate.body(body, { ...inside, loop });
  unit.writer.line(end);
}

/** Captured output as a value. */
export function captured(buffer: Code, place: Place): Code {
  switch (place.mode) {
    case "none":
      return buffer;
    case "volatile":
      return js`${place.unit.helper("asMarkup")}(${buffer},c)`;
    default:
      return js`${place.unit.helper("createMarkup")}(${buffer})`;
  }
}

export function withBlock(node: With, place: Place): void {
  const { writer } = place.unit;
  const inside = inner(place, place.scopes.of(node));
  writer.open(js`{`, node.span);
  enterScope(inside.scope, inside);
  for (const { target, value } of node.bindings) {
    if (target.type === "NameTarget") bind(target, place.generate.expression(value, place), inside);
    else {
      const whole = place.fn.fresh("k");
      writer.line(js`const ${whole}=${place.generate.expression(value, place)};`, target.span);
      bind(target, whole, inside);
    }
  }
  place.generate.body(node.body, inside);
  writer.close(js`}`);
}
