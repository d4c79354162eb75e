/** Bodies whose output becomes a value: captures, macros, call blocks, filter blocks. */
import { EscapeError } from "../errors.ts";
import type { Autoescape, CallBlock, FilterBlock, Macro, SetBlock, Statement } from "../syntax/nodes.ts";
import type { Demand } from "./builder.ts";
import { unknown } from "./lookahead.ts";
import type { FragmentPlan } from "./plan.ts";
import { fallbackFor, macroPlans, openEnd } from "./printing.ts";
import { refuse } from "./refusals.ts";
import { isInText, isWithin, joinStates, type States, unreachable } from "./states.ts";
import { macrosOf } from "./targets.ts";
import { printsValue } from "./values.ts";
import { inside, type Walk } from "./walk.ts";

/**
 * Captured output becomes a value, which is HTML text. Where it is printed directly, in another place than text, that
 * place asks for it as well (see `captureEnd`): then it need not be complete in itself.
 */
export function walkSetBlock(node: SetBlock, states: States, walk: Walk): States {
  const { template, plan, failures } = walk;
  try {
    const asText = template.closure(node, template.textStates, walk);
    plan.site(node, { start: template.textStates, end: asText.end });
    plan.demand(node, [{ node, plan: asText }]);
  } catch (error) {
    if (!(error instanceof EscapeError)) throw error;
    failures.set(node, error);
    plan.site(node, { start: template.textStates, end: unreachable });
  }
  return states;
}

/**
 * A macro is compiled for the places where it is called by its name. One within another body may be called by another one as
 * well (`{% set f = m %}{{ f() }}`), and is then HTML text; those at the top level are compiled for that when it comes to it.
 */
export function walkMacro(node: Macro, states: States, walk: Walk): States {
  if (!walk.template.isTopLevel(node)) walk.plan.demand(node, textBody(node, walk, true));
  return states;
}

export function walkCallBlock(node: CallBlock, states: States, walk: Walk): States {
  const { template, plan } = walk;
  const { call } = node;
  const candidates = call.type === "Call" ? macrosOf(call.callee, walk.scope, template) : undefined;
  const demands: Demand[] = [];
  let end: States | null = null;
  if (candidates !== undefined) {
    const macros = macroPlans(candidates, states, walk);
    demands.push(...macros.demands);
    end = joinStates(...macros.plans.map((macro) => macro.end));
    const callerStates = new Map(macros.plans.flatMap((macro) => [...macro.callerStates]));
    for (const place of callerStates.values()) demands.push({ node, plan: callBody(node, place, walk) });
  }
  const hasText = demands.some((demand) => demand.node === node && demand.plan.start.key === template.textStates.key);
  if (!hasText) demands.push(...textBody(node, walk, demands.length > 0));
  plan.demand(node, demands);
  if (end === null) return printsValue(node, states, walk);
  plan.site(node, { start: states, end, fallback: fallbackFor(states, end), isMacro: true });
  return end;
}

/** The body for a place where the macro prints `caller()`. */
function callBody(node: CallBlock, place: States, walk: Walk): FragmentPlan {
  const body = walk.template.closure(node, place, walk);
  const end = openEnd(place, place);
  if (!isWithin(body.end, end)) throw refuse("ESCAPE_FRAGMENT_END", [body.end, end], walk.template.source, node.span);
  return body;
}

/** The body as a value. Where it is printed in other places, that it cannot be one is no mistake. */
function textBody(node: CallBlock | Macro, walk: Walk, mayFail: boolean): Demand[] {
  const { template } = walk;
  try {
    return [{ node, plan: complete(template.closure(node, template.textStates, walk), node, walk) }];
  } catch (error) {
    if (mayFail) return [];
    throw error;
  }
}

function complete(plan: FragmentPlan, node: Statement, { template }: Walk): FragmentPlan {
  if (!isInText(plan.end)) throw refuse("ESCAPE_END", [plan.end], template.source, node.span);
  return plan;
}

/** What is filtered is a value: its body is HTML text, whatever place the result is printed in. */
export function walkFilterBlock(node: FilterBlock, states: States, walk: Walk): States {
  const { template } = walk;
  const end = walk.body(node.body, template.textStates, {
    ...inside(walk, template.scopes.of(node)),
    exits: null,
    behind: unknown,
  });
  if (!isInText(end)) throw refuse("ESCAPE_END", [end], template.source, node.span);
  return printsValue(node, states, walk, node.filter.name);
}

export function walkAutoescape(node: Autoescape, states: States, walk: Walk): States {
  return walk.body(node.body, states, inside(walk, walk.template.scopes.of(node)));
}
