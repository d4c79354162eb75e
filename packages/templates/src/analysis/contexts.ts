/**
 * The abstract interpreter: carries the place in the page through the control flow of a fragment.
 *
 * Literal text moves it on through the state machine; values are given their escapers; where ways meet, their places are
 * joined; loops go round until nothing changes. What it finds out goes into a plan beside the tree.
 */
import { EscapeError } from "../errors.ts";
import type {
  Autoescape,
  Block,
  Body,
  CallBlock,
  Expression,
  Extends,
  FilterBlock,
  For,
  If,
  Include,
  Output,
  SetBlock,
  Statement,
  Text,
  Trans,
} from "../syntax/nodes.ts";
import type { AnalysedTemplate, RecursiveLoop, Surroundings } from "./analysed.ts";
import { type Demand, PlanBuilder } from "./builder.ts";
import { type Following, restBehindPart, restOfTag, textBehindPart, textsBehind, unknown } from "./lookahead.ts";
import { closeUnquoted, feedStates, holeStates } from "./machine.ts";
import type { FragmentPlan } from "./plan.ts";
import { fallbackFor, macroPlans, openEnd, type Place, printExpression } from "./printing.ts";
import { refuse } from "./refusals.ts";
import type { Scope } from "./scopes.ts";
import { isInTag, isInText, isWithin, joinStates, type States, unreachable } from "./states.ts";
import { macrosOf } from "./targets.ts";

/** A round of a loop may change what the next one finds; then everything is looked at again, this often at most. */
const MOST_ROUNDS = 4;

/** What leaves a loop's body before its end. */
interface Exits {
  breaks: States[];
  continues: States[];
}

interface Walk extends Place {
  readonly exits: Exits | null;
  /** The root, or an `if` in it. */
  readonly topLevel: boolean;
  readonly rootLevel: boolean;
  /** The author's text behind this. */
  readonly behind: Following;
  /** The same up to the end of the tag, as a guess. */
  readonly restOfTag: () => string;
  /** What only the root has: the parent that has been chosen. */
  readonly root: RootProgress | null;
  /** Captured output that cannot be text. */
  readonly failures: Map<SetBlock, EscapeError>;
}

interface RootProgress {
  /** From here on nothing is printed. */
  known: boolean;
  parents: { readonly start: States; readonly end: States }[];
}

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

function inside(walk: Walk, scope: Scope): Walk {
  return { ...walk, scope, topLevel: false, rootLevel: false };
}

function joined(sets: readonly States[], { template }: Walk, node: { readonly span: Statement["span"] }): States {
  const states = joinStates(...sets);
  if (states === null) throw refuse("ESCAPE_BRANCHES", sets, template.source, node.span);
  return states;
}

function walkBody(body: Body, states: States, walk: Walk): States {
  body.forEach((node, index) => {
    const behind: Following = () => textsBehind(body, index + 1, walk.behind);
    const rest = (): string => restOfTag(body, index + 1, walk.restOfTag);
    states = (interpreters[node.type] as Interpreter)(node, states, { ...walk, behind, restOfTag: rest });
  });
  return states;
}

type Interpreter<Node extends Statement = Statement> = (node: Node, states: States, walk: Walk) => States;

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
  Macro: same,
  CallBlock: walkCallBlock,
  FilterBlock: walkFilterBlock,
  Autoescape: walkAutoescape,
  Trans: walkTrans,
  Do: same,
  Break: (_node, states, { exits }) => leave(exits?.breaks, states),
  Continue: (_node, states, { exits }) => leave(exits?.continues, states),
  Debug: (node, states, walk) => printsValue(node, states, walk),
};

function leave(exits: States[] | undefined, states: States): States {
  exits?.push(states);
  return unreachable;
}

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

/** What a `<link>` is for decides about its URL, and may stand behind it. */
function placeOf(node: Output, index: number, states: States, walk: Walk): Place {
  if (!states.contexts.some(({ element }) => element === "link")) return walk;
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

// ----------------------------------------------------------------------------------------------------------- loops

function walkFor(node: For, states: States, walk: Walk): States {
  if (!node.recursive) return walkLoop(node, states, walk);
  // What a call of loop() leads to is known only at the end: supposed first, and looked at again until it is true.
  let recursive: RecursiveLoop = { start: states, end: states };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const end = walkLoop(node, states, { ...walk, recursive });
    if (end.key === recursive.end.key) return end;
    recursive = { start: states, end };
  }
  throw refuse("ESCAPE_LOOP", [states, recursive.end], walk.template.source, node.span);
}

function walkLoop(node: For, start: States, walk: Walk): States {
  const { body, otherwise } = walk.template.scopes.ofLoop(node);
  const recursive = node.recursive ? walk.recursive : null;
  // Behind the body comes the next round, or what is behind the loop.
  const behind: Following = () => [...textsBehind(node.body, 0, walk.behind), ...walk.behind()];
  let entry = start;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const exits: Exits = { breaks: [], continues: [] };
    const within = { ...inside(walk, body), exits, recursive, behind };
    const end = walkBody(node.body, entry, within);
    const again = joinStates(entry, end, ...exits.continues);
    if (again === null) throw refuse("ESCAPE_LOOP", [start, end, ...exits.continues], walk.template.source, node.span);
    if (again.key !== entry.key) {
      entry = again;
      continue;
    }
    if (isInTag(entry)) walk.plan.loopInTag(node);
    const after = joined([entry, ...exits.breaks], walk, node);
    if (node.otherwise.length === 0) return after;
    // Reached by an empty loop, and by one whose first round was left early.
    const empty = joined([start, ...exits.continues, ...exits.breaks], walk, node);
    return joined([after, walkBody(node.otherwise, empty, inside(walk, otherwise))], walk, node);
  }
  throw refuse("ESCAPE_LOOP", [start, entry], walk.template.source, node.span);
}

// ------------------------------------------------------------------------------------------- from template to template

function walkExtends(node: Extends, states: States, walk: Walk): States {
  const { root, template, rootLevel } = walk;
  if (root === null || root.known) return states;
  const parent = literalTemplates(node.parent, walk)?.[0] ?? null;
  if (parent === null && !isInText(states))
    throw refuse("ESCAPE_DYNAMIC_TEMPLATE", [states], template.source, node.span);
  root.parents.push({ start: states, end: parent === null ? states : parent.root(states).end });
  if (rootLevel) root.known = true;
  return states;
}

function walkBlock(node: Block, states: States, walk: Walk): States {
  if (walk.topLevel && walk.root?.known === true) return states;
  const own = walk.template.block(node.name, states);
  const end = openEnd(states, own?.end ?? states);
  if (own !== null && !isWithin(own.end, end)) {
    throw refuse("ESCAPE_FRAGMENT_END", [own.end, end], walk.template.source, node.span);
  }
  walk.plan.site(node, { start: states, end });
  return end;
}

function walkInclude(node: Include, states: States, walk: Walk): States {
  const { template, plan } = walk;
  const candidates = literalTemplates(node.template, walk);
  if (candidates === undefined) {
    if (!isInText(states)) throw refuse("ESCAPE_DYNAMIC_TEMPLATE", [states], template.source, node.span);
    plan.site(node, { start: states, end: states });
    return states;
  }
  // A missing template prints nothing, or ends the rendering.
  const ends = candidates.map((candidate) => candidate?.root(states).end ?? states);
  if (node.ignoreMissing) ends.push(states);
  const end = joined(ends.length === 0 ? [states] : ends, walk, node);
  plan.site(node, { start: states, end });
  return end;
}

/** The templates that an expression of literals names, null for those that are missing; undefined where it is no literal. */
function literalTemplates(node: Expression, walk: Walk): readonly (AnalysedTemplate | null)[] | undefined {
  switch (node.type) {
    case "Constant":
      return typeof node.value === "string" ? [walk.template.template(node.value)] : undefined;
    case "List":
    case "Tuple": {
      const all = node.items.map((item) => literalTemplates(item, walk));
      return all.every((found) => found !== undefined) ? all.flat() : undefined;
    }
    case "Conditional": {
      const branches = [node.consequent, ...(node.otherwise === null ? [] : [node.otherwise])];
      const all = branches.map((branch) => literalTemplates(branch, walk));
      return all.every((found) => found !== undefined) ? all.flat() : undefined;
    }
    default:
      return undefined;
  }
}

// -------------------------------------------------------------------------------------------- bodies that become values

/**
 * Captured output becomes a value, which is HTML text. Where it is printed directly, in another place than text, that
 * place asks for it as well (see `captureEnd`): then it need not be complete in itself.
 */
function walkSetBlock(node: SetBlock, states: States, walk: Walk): States {
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

function walkCallBlock(node: CallBlock, states: States, walk: Walk): States {
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

/** The body as a value. Where the macro prints it, that it cannot be one is no mistake. */
function textBody(node: CallBlock, walk: Walk, mayFail: boolean): Demand[] {
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
function walkFilterBlock(node: FilterBlock, states: States, walk: Walk): States {
  const { template } = walk;
  const end = walkBody(node.body, template.textStates, {
    ...inside(walk, template.scopes.of(node)),
    exits: null,
    behind: unknown,
  });
  if (!isInText(end)) throw refuse("ESCAPE_END", [end], template.source, node.span);
  return printsValue(node, states, walk, node.filter.name);
}

function walkAutoescape(node: Autoescape, states: States, walk: Walk): States {
  return walkBody(node.body, states, inside(walk, walk.template.scopes.of(node)));
}

/** In text the message is HTML, and each variable is escaped for its place in it; elsewhere the whole is one value. */
function walkTrans(node: Trans, states: States, walk: Walk): States {
  if (node.newstyle || !isInText(states) || states.contexts.length !== 1) return printsValue(node, states, walk);
  const forms = [node.singular, ...(node.plural === null ? [] : [node.plural])];
  for (const { parts } of forms) {
    let place = states;
    parts.forEach((part, index) => {
      const next = parts[index + 1];
      if (part.type === "Text") place = feedStates(place, part.text, walk.template.source, part.span).states;
      else {
        const options = { next: next?.type === "Text" ? next.text : "" };
        place = holeStates(place, options, walk.template.source, part.span)?.states ?? place;
      }
    });
    if (!isInText(place)) {
      throw refuse("ESCAPE_END", [place], walk.template.source, node.span, { cure: "Close it inside of the message." });
    }
  }
  walk.plan.site(node, { start: states, end: states, isMessage: true });
  return states;
}

const TAG_ESCAPERS: ReadonlySet<string> = new Set(["inTag", "attributeName", "tagName"]);

/** A statement that prints one value. */
function printsValue(node: Statement, states: States, { template, plan }: Walk, filter?: string): States {
  const options = filter === undefined ? {} : { filter };
  const result = holeStates(states, options, template.source, node.span);
  if (result === null) return unreachable;
  // Values in its body were escaped for text, which would not keep them in their place between attributes.
  if (TAG_ESCAPERS.has(result.hole.escaper.name) && (node.type === "FilterBlock" || node.type === "Trans")) {
    throw refuse("ESCAPE_BODY_IN_TAG", [states], template.source, node.span);
  }
  plan.site(node, { start: states, end: result.states, fallback: result.hole });
  return result.states;
}
