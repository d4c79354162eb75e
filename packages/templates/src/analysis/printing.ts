/** `{{ … }}` in the interpreter: where a value stands, which escaper it gets, and where the page goes on. */

import { escapeHtml } from "@ampoule/markup";
import { freeForm, type Hole } from "@ampoule/markup/engine";
import type { Autoescape, Constant, Expression } from "../syntax/nodes.ts";
import type { AnalysedTemplate, Surroundings } from "./analysed.ts";
import type { Demand, PlanBuilder } from "./builder.ts";
import { beginningsOf } from "./constants.ts";
import { type Following, unknown } from "./lookahead.ts";
import { behindValue, closeBehindValue, closeUnquoted, feedStates, holeStates } from "./machine.ts";
import { isMadeByApplication } from "./origins.ts";
import type { DirectPlan, FragmentPlan } from "./plan.ts";
import { refuse } from "./refusals.ts";
import { isInText, isWithin, joinStates, type States, statesOf, unreachable } from "./states.ts";
import { type MacroTarget, type PrintTarget, printTarget, withoutTrust } from "./targets.ts";

/** A place in a fragment. */
export interface Place extends Surroundings {
  readonly template: AnalysedTemplate;
  readonly plan: PlanBuilder;
  /** The author's text up to the end of the tag, as a guess. */
  readonly restOfTag?: () => string;
}

/**
 * Prints an expression.
 *
 * @param next The author's text directly behind it
 * @param behind The texts that may follow where no text of its own output does
 * @returns where the page goes on
 */
export function printExpression(
  node: Expression,
  next: string,
  states: States,
  place: Place,
  behind: Following = unknown,
): States {
  if (states.contexts.length === 0) return unreachable;
  states = withFreeForms(states, place);
  if (node.type === "Constant") return printConstant(node, next, states, place, behind);
  if (node.type === "Conditional" && hasConstantBranch(node)) return printChoice(node, next, states, place, behind);
  const inner = withoutTrust(node, place.template);
  // A document inside of an attribute is one value: what it is made of is not part of this page.
  const isDocument = states.contexts.every(({ state, kind }) => state === "value" && kind === "srcdoc");
  const target = isDocument ? undefined : printTarget(inner, place.scope, place.template);
  if (target !== undefined) {
    const end = printFragment(node, inner, target, states, place);
    if (end !== undefined) return end;
  }
  return printValue(node, next, states, place, behind);
}

/** Before a form's attributes are printed by whatever else: whether they may lead it to another site (see `freeForm`). */
function withFreeForms(states: States, { restOfTag }: Place): States {
  if (restOfTag === undefined || !states.contexts.some(({ element }) => element === "form")) return states;
  return statesOf(states.contexts.map((context) => freeForm(context, restOfTag))) ?? states;
}

function printValue(node: Expression, next: string, states: States, place: Place, behind: Following): States {
  const options = {
    next,
    called: isMadeByApplication(node, place.scope, place.template),
    beginnings: () => beginningsOf(node, place.scope, place.template),
    ...(node.type === "Filter" && { filter: node.name }),
    ...(place.restOfTag && { restOfTag: place.restOfTag }),
  };
  const { source } = place.template;
  const printed = holeStates(states, options, source, node.span);
  if (printed === null) return unreachable;
  const result = closeBehindValue(printed, behind, source, node.span);
  place.plan.part(node, { type: "hole", hole: result.hole }, states);
  return result.states;
}

/** Places where the author's text is HTML source, so that a constant of the template is escaped as Jinja2 escapes it. */
const sourceStates: ReadonlySet<string> = new Set(["text", "rcdata", "cdata", "value", "beforeValue"]);

/** A constant is the author's text. Where escaping is off, or may be, what it holds is HTML, and in text a value like any. */
function printConstant(node: Constant, next: string, states: States, place: Place, behind: Following): States {
  const text = place.template.constantText(node);
  const escape = escapes(place.scope.autoescape);
  if (text === null || escape === undefined || (!escape && isInText(states))) {
    return printValue(node, next, states, place, behind);
  }
  const isEscaped = escape && states.contexts.every(({ state }) => sourceStates.has(state));
  const { source } = place.template;
  const printed = feedStates(states, isEscaped ? escapeHtml(text) : text, source, node.span);
  const fed = closeUnquoted(printed, next === "" ? behind : () => [next], source, node.span);
  place.plan.part(node, { type: "text", pieces: fed.pieces }, states);
  return fed.states;
}

/** Undefined where it is known at run time only. */
function escapes(around: Autoescape | null): boolean | undefined {
  if (around === null) return true;
  return around.value.type === "Constant" ? Boolean(around.value.value) : undefined;
}

type Choice = Extract<Expression, { type: "Conditional" }>;

function hasConstantBranch({ consequent, otherwise }: Choice): boolean {
  return [consequent, otherwise].some(
    (branch) => branch?.type === "Constant" || (branch?.type === "Conditional" && hasConstantBranch(branch)),
  );
}

function printChoice(node: Choice, next: string, states: States, place: Place, behind: Following): States {
  place.plan.part(node, { type: "choice" }, states);
  const then = printExpression(node.consequent, next, states, place, behind);
  const otherwise = node.otherwise === null ? states : printExpression(node.otherwise, next, states, place, behind);
  const joined = joinStates(then, otherwise);
  if (joined === null) throw refuse("ESCAPE_BRANCHES", [then, otherwise], place.template.source, node.span);
  return joined;
}

/** @returns undefined where it is printed as a value after all */
function printFragment(
  node: Expression,
  expression: Expression,
  target: PrintTarget,
  states: States,
  place: Place,
): States | undefined {
  const end = fragmentEnd(node, target, states, place);
  if (end === undefined) return undefined;
  const plan: DirectPlan = {
    type: "direct",
    target: target.type,
    expression,
    start: states,
    end,
    fallback: fallbackFor(states, end),
  };
  place.plan.part(node, plan, states);
  return end;
}

function fragmentEnd(node: Expression, target: PrintTarget, states: States, place: Place): States | undefined {
  switch (target.type) {
    case "macro":
      return macroEnd(node, target.candidates, states, place);
    case "caller":
      place.plan.caller(node, states);
      return openEnd(states, states);
    case "super":
      return openEnd(states, ancestorEnd(place, states));
    case "self":
      return openEnd(states, place.template.block(target.block, states)?.end ?? states);
    case "loop": {
      const { recursive } = place;
      if (recursive === null) return undefined;
      if (states.key === recursive.start.key) return recursive.end;
      throw refuse("ESCAPE_RECURSION", [recursive.start, states], place.template.source, node.span);
    }
    case "capture":
      return captureEnd(node, target, states, place);
  }
}

/** The block that `super()` prints, as far as the parents are known. */
function ancestorEnd({ template, block }: Place, states: States): States {
  for (let owner = template.parent; owner !== null && block !== null; owner = owner.parent) {
    const plan = owner.block(block, states);
    if (plan !== null) return plan.end;
  }
  return states;
}

/** Analyses macros for the state in which they are printed. */
export function macroEnd(
  from: object,
  candidates: readonly MacroTarget[],
  states: States,
  place: Place,
): States | undefined {
  const { plans, demands } = macroPlans(candidates, states, place);
  const end = joinStates(...plans.map((plan) => plan.end));
  if (end === null) return undefined;
  place.plan.demand(from, demands);
  return end;
}

export function macroPlans(
  candidates: readonly MacroTarget[],
  states: States,
  place: Place,
): { readonly plans: readonly FragmentPlan[]; readonly demands: readonly Demand[] } {
  const demands: Demand[] = [];
  const plans = candidates.map(({ template, node }) => {
    if (template.isTopLevel(node)) return template.macro(node, states);
    const plan = template.closure(node, states, place);
    demands.push({ node, plan });
    return plan;
  });
  return { plans, demands };
}

/** Captured output is compiled for the states in which it is printed. In text that is what it is compiled for anyway. */
function captureEnd(
  node: Expression,
  { candidates, only }: Extract<PrintTarget, { type: "capture" }>,
  states: States,
  place: Place,
): States | undefined {
  const { template } = place;
  const isText = states.key === template.textStates.key;
  const plans = candidates.map((capture) => ({ node: capture, plan: template.closure(capture, states, place) }));
  if (isText && plans.every(({ plan }) => plan.end.key === states.key)) return undefined;
  const ends = plans.map(({ plan }) => plan.end);
  const end = joinStates(...ends, ...(only ? [] : [states]));
  if (end === null) throw refuse("ESCAPE_BRANCHES", ends, template.source, node.span);
  place.plan.demand(node, plans);
  // `{% if a %}{% set x %}id="{{ a }}"{% endset %}{% else %}{% set x = "" %}{% endif %}`: it may be a value too.
  return only ? end : openEnd(states, end);
}

/**
 * Where the page goes on behind a fragment that is not known, or that another template may replace: the end it is known to
 * have, where it began, and where a value would lead, joined where they join. Whatever takes its place is held to that.
 */
export function openEnd(start: States, known: States): States {
  const behind = behindValue(start);
  const joined = joinStates(start, known, ...(behind === null ? [] : [behind]));
  if (joined !== null && joined.contexts.length <= Math.max(start.contexts.length, known.contexts.length))
    return joined;
  return known;
}

/** How a value is printed where a fragment was expected. */
export function fallbackFor(states: States, end: States): Hole | null {
  try {
    const { source } = nowhere;
    const result = holeStates(states, {}, source, nowhere.span);
    return result !== null && isWithin(result.states, end) ? result.hole : null;
  } catch {
    return null;
  }
}

/** A value that cannot stand here is no mistake of the template: it is one if it comes to that. */
const nowhere = {
  source: { name: null, filename: null, source: "" },
  span: { line: 1, column: 1, length: 1 },
} as const;
