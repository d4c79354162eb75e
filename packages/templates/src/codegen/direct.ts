/**
 * Fragments that append to the output themselves: macros, `caller()`, `super()`, `self.name()`, `loop(items)` and captured
 * output. No string is made, marked as HTML and taken apart again; and each is compiled for the place where it is printed.
 */
import type { Hole } from "@ampoule/markup/engine";
import type { DirectPlan, PartPlan } from "../analysis/plan.ts";
import { inHtml, isInTag, type States } from "../analysis/states.ts";
import { anyText } from "../runtime/blocks.ts";
import type { Call, Expression, Span } from "../syntax/nodes.ts";
import { callArguments, callContext } from "./calls.ts";
import { type Code, js, literal } from "./code.ts";
import { handOverMarks, takeBackMarks } from "./pieces.ts";
import { type Place, packPosition } from "./place.ts";

/** Writes the statements that print an expression, if it is a fragment; undefined if it is a value. */
export function directPrint(node: Expression, plan: PartPlan | undefined, place: Place): (() => void) | undefined {
  if (place.unit.options.finalize && plan?.type !== "direct") return undefined;
  if (plan?.type === "direct") return () => printDirect(plan, node.span, place);
  if (node.type !== "Call" || node.callee.type !== "Name") return undefined;
  if (isOwnSuper(node, place)) return () => printSuper(inHtml, inHtml, node.span, place);
  // A macro, most likely: if it is one, it prints itself.
  const hole = plan?.type === "hole" ? plan.hole : null;
  if (
    place.mode === "volatile" ||
    (hole !== null && (hole.escaper.name !== "text" || hole.escaper.arg !== undefined))
  ) {
    return undefined;
  }
  const { textStates } = place.unit;
  return () =>
    printMacro(node, { start: textStates, end: place.plan === null ? textStates : null }, hole, [], place, node.span);
}

function printDirect(plan: DirectPlan, span: Span, place: Place): void {
  const { unit, fn, out } = place;
  const { expression, fallback } = plan;
  switch (plan.target) {
    case "macro":
    case "caller":
      printMacro(expression as Call, plan, fallback, [], place, span);
      return;
    case "super":
      printSuper(plan.start, plan.end, span, place);
      return;
    case "self": {
      const { callee } = expression as Call;
      const name = callee.type === "GetAttribute" ? callee.name : "";
      append(
        (last) =>
          js`${unit.helper("selfBlock")}(T,c,${literal(name)},${states(plan, place)},${out},${fn.at(span)}${last})`,
        plan,
        place,
      );
      return;
    }
    case "loop": {
      const { callee, args } = expression as Call;
      const items = place.generate.expression(args[0]!, place);
      const loop = place.generate.expression(callee, place);
      append((last) => js`${loop}.render(${items},${out},${fn.at(span)}${last})`, plan, place);
      return;
    }
    case "capture": {
      const value = place.generate.expression(expression, place);
      const escape = fallbackCode(fallback, place);
      append(
        (last) =>
          js`${unit.helper("printCapture")}(${value},${states(plan, place)},${escape},${out},${fn.at(span)}${last})`,
        plan,
        place,
      );
    }
  }
}

/** Where a fragment begins, and where it has to end: null for anywhere in text. */
interface Site {
  readonly start: States;
  readonly end: States | null;
}

/** The states of a site, as arguments. */
export function states({ start, end }: Site, { unit }: Place): Code {
  return js`${unit.state(start)},${end === null ? literal(anyText) : unit.state(end)}`;
}

function printSuper(start: States, end: States, span: Span, place: Place): void {
  const { unit, fn, out, block } = place;
  const site = { start, end };
  append(
    (last) =>
      js`${unit.helper("callBlock")}(T,c,${literal(block)},depth+1,${states(site, place)},${out},${fn.at(span)}${last})`,
    site,
    place,
  );
}

function isOwnSuper(node: Call, place: Place): boolean {
  if (node.callee.type !== "Name" || node.callee.name !== "super" || place.block === null) return false;
  const found = place.scope.find("super");
  if (found === undefined || place.scope.loadOf(found)?.from !== "parameter") return false;
  return node.args.length === 0 && node.kwargs.length === 0 && node.dynArgs === null && node.dynKwargs === null;
}

/**
 * Prints a call of what is most likely a macro. The runtime looks: a macro appends to the output, and any other value is
 * escaped as the place demands.
 */
export function printMacro(
  node: Call,
  site: Site,
  fallback: Hole | null,
  extra: readonly (readonly [string, Code])[],
  place: Place,
  span: Span,
): void {
  const { unit, fn, out } = place;
  const callee = place.generate.expression(node.callee, place);
  const { args, kwargs } = callArguments(node, place, extra);
  const state = callContext(place);
  const escape = fallbackCode(fallback, place);
  if (node.callee.type === "Name") unit.describe(packPosition(span), `macro '${node.callee.name}'`);
  append(
    (last) =>
      js`${unit.helper("printMacro")}(${callee},${args},${kwargs},${state},${states(site, place)},${escape},${out},${fn.at(span)}${last})`,
    site,
    place,
  );
}

/** How the runtime prints a value that is no fragment: a function, or null where that must not be. */
function fallbackCode(hole: Hole | null, place: Place): Code {
  const { unit, mode } = place;
  if (place.plan === null || mode !== "contextual") return unit.helper(mode === "none" ? "plainText" : "htmlText");
  if (hole === null || hole.marks.length > 0 || hole.escaper.slice !== undefined) return js`null`;
  const { name, arg } = hole.escaper;
  const given = js`${literal(name)},${literal(arg)},${literal(hole.before)},${literal(hole.after)}`;
  return unit.constant("q", js`${unit.helper("printer")}(${given})`);
}

/**
 * Calls what appends to the output. Inside of a tag, it is handed the marks, and may have moved them.
 *
 * @param call The call; what it is given goes behind its arguments, so that it is evaluated last
 */
export function append(call: (last: Code) => Code, { start, end }: Site, place: Place): void {
  const { unit, fn, out } = place;
  const inTag = place.marks.size > 0 && (isInTag(start) || (end !== null && isInTag(end)));
  const code = call(inTag ? js`,${handOverMarks()}` : js``);
  unit.writer.line(js`${out}=${fn.isAsync ? js`await ${code}` : code};`);
  if (inTag) takeBackMarks(place);
}
