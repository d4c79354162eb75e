/**
 * The abstract interpreter: carries the place in the page through the control flow of a fragment.
 *
 * Literal text moves it on through the state machine; values are given their escapers; where ways meet, their places are
 * joined; loops go round until nothing changes. What it finds out goes into a plan beside the tree.
 */
import type { Body, If, Output, Statement, Text } from "../syntax/nodes.ts";
import type { AnalysedTemplate, Surroundings } from "./analysed.ts";
import { walkAutoescape, walkCallBlock, walkFilterBlock, walkMacro, walkSetBlock } from "./bodies.ts";
import { PlanBuilder } from "./builder.ts";
import { walkBlock, walkExtends, walkInclude } from "./inheritance.ts";
import { type Following, restBehindPart, restOfTag, textBehindPart, textsBehind, unknown } from "./lookahead.ts";
import { leave, walkFor } from "./loops.ts";
import { closeUnquoted, feedStates } from "./machine.ts";
import type { FragmentPlan } from "./plan.ts";
import { type Place, printExpression } from "./printing.ts";
import { refuse } from "./refusals.ts";
import { isInText, type States } from "./states.ts";
import { printsValue, walkTrans } from "./values.ts";
import { type Interpreter, inside, joined, type RootProgress, type Walk } from "./walk.ts";

/**
 * Analyses a body.
 *
 * @param isRoot The body of the whole template
 * @throws EscapeError for what cannot be made safe
 */
export function analyseBody(
  template: AnalysedTemplate,
  body: Body,
  start: States,
  around: Surroundings,
  isRoot: boolean,
): FragmentPlan {
  const plan = new PlanBuilder();
  const root: RootProgress | null = isRoot ? { known: false, parents: [] } : null;
  const walk: Walk = {
    ...around,
    body: walkBody,
    template,
    plan,
    exits: null,
    topLevel: isRoot,
    rootLevel: isRoot,
    behind: unknown,
    restOfTag: () => "",
    root,
    failures: new Map(),
  };
  let end = walkBody(body, start, walk);
  if (root !== null && root.parents.length > 0) {
    const starts = root.parents.map((parent) => parent.start);
    const ends = root.parents.map((parent) => parent.end);
    plan.parent = { start: joined(starts, walk, template.node), end: joined(ends, walk, template.node) };
    end = joined([...(root.known ? [] : [end]), plan.parent.end], walk, template.node);
  }
  const finished = plan.finish(start, end);
  checkCaptures(finished, walk);
  return finished;
}

/** Captured output that nobody prints in the place that it is made for is a value, and has to be complete. */
function checkCaptures({ sites, printed }: FragmentPlan, { template, failures }: Walk): void {
  for (const [node, { end }] of sites()) {
    if (node.type !== "SetBlock" || printed.has(node)) continue;
    const failure = failures.get(node);
    if (failure !== undefined) throw failure;
    if (!isInText(end)) throw refuse("ESCAPE_END", [end], template.source, node.span);
  }
}

function walkBody(body: Body, states: States, outer: Walk): States {
  let index = 0;
  // One for the whole body: what is behind a statement is asked for only while that statement is looked at.
  const walk: Walk = {
    ...outer,
    behind: () => textsBehind(body, index + 1, outer.behind),
    restOfTag: () => restOfTag(body, index + 1, outer.restOfTag),
  };
  for (; index < body.length; index++) {
    const node = body[index]!;
    states = (interpreters[node.type] as Interpreter)(node, states, walk);
  }
  return states;
}

const same: Interpreter = (_node, states) => states;

const interpreters: { readonly [Type in Statement["type"]]: Interpreter<Extract<Statement, { type: Type }>> } = {
  Output: walkOutput,
  Extends: walkExtends,
  Block: walkBlock,
  Include: walkInclude,
  Import: same,
  FromImport: same,
  For: walkFor,
  If: walkIf,
  Set: same,
  SetBlock: walkSetBlock,
  With: (node, states, walk) => walkBody(node.body, states, inside(walk, walk.template.scopes.of(node))),
  Macro: walkMacro,
  CallBlock: walkCallBlock,
  FilterBlock: walkFilterBlock,
  Autoescape: walkAutoescape,
  Trans: walkTrans,
  Do: same,
  Break: (_node, states, { exits }) => leave(exits?.breaks, states),
  Continue: (_node, states, { exits }) => leave(exits?.continues, states),
  Debug: (node, states, walk) => printsValue(node, states, walk),
};

function walkOutput(node: Output, states: States, walk: Walk): States {
  if (walk.root?.known === true) return states;
  node.parts.forEach((part, index) => {
    const behind = index === node.parts.length - 1 ? walk.behind : unknown;
    states =
      part.type === "Text"
        ? walkText(part, behind, states, walk)
        : printExpression(
            part,
            textBehindPart(node, index, walk.behind),
            states,
            placeOf(node, index, states, walk),
            behind,
          );
  });
  return states;
}

/** What a `<link>` is for decides about its URL, a form's method about where it may lead, and both may stand behind. */
function placeOf(node: Output, index: number, states: States, walk: Walk): Place {
  if (!states.contexts.some(({ element }) => element === "link" || element === "form")) return walk;
  return { ...walk, restOfTag: () => restBehindPart(node, index, walk.restOfTag) };
}

function walkText(node: Text, behind: Following, states: States, { template, plan }: Walk): States {
  const { source } = template;
  const fed = closeUnquoted(feedStates(states, node.text, source, node.span), behind, source, node.span);
  plan.part(node, { type: "text", pieces: fed.pieces }, states);
  return fed.states;
}

function walkIf(node: If, states: States, walk: Walk): States {
  const branch = { ...walk, rootLevel: false };
  const ends = node.branches.map(({ body }) => walkBody(body, states, branch));
  return joined([...ends, walkBody(node.otherwise, states, branch)], walk, node);
}
