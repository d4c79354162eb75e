/** The state machine over sets of contexts: what follows has to come out the same in each of them. */
import { type Context, feed, type Hole, type HoleOptions, hole, type Piece } from "@ampoule/markup/engine";
import type { TemplateSource } from "../codegen/unit.ts";
import type { Span } from "../syntax/nodes.ts";
import type { Following } from "./lookahead.ts";
import { mergeHoles } from "./merging.ts";
import { locateRefusal, refuse } from "./refusals.ts";
import { type States, statesOf, unreachable } from "./states.ts";

export interface FedStates {
  readonly states: States;
  readonly pieces: readonly Piece[];
}

/**
 * Reads text of the author.
 *
 * @throws EscapeError where it makes a value before it unsafe, or the contexts would print it differently
 */
export function feedStates(states: States, text: string, template: TemplateSource, span: Span): FedStates {
  if (states.contexts.length === 0 || text === "") return { states, pieces: text === "" ? [] : [text] };
  try {
    const results = states.contexts.map((context) => feed(context, text));
    const pieces = results[0]!.pieces;
    if (results.length > 1 && results.some((result) => !isSame(result.pieces, pieces))) {
      throw refuse("ESCAPE_BRANCHES", [states], template, span);
    }
    return { states: together(results.map(({ context }) => context)), pieces };
  } catch (error) {
    throw locateRefusal(error, template, span, text);
  }
}

export interface HoleStates {
  readonly states: States;
  readonly hole: Hole;
}

/**
 * A value stands here.
 *
 * @throws EscapeError where nothing can keep it in its place, or the contexts do not agree about it
 */
export function holeStates(
  states: States,
  options: HoleOptions,
  template: TemplateSource,
  span: Span,
): HoleStates | null {
  if (states.contexts.length === 0) return null;
  try {
    const holes = states.contexts.map((context) => hole(context, options));
    const merged = mergeHoles(holes);
    if (merged === null) throw refuse("ESCAPE_BRANCHES", [states], template, span);
    return { states: together(holes.map(({ context }) => context)), hole: merged };
  } catch (error) {
    throw locateRefusal(error, template, span);
  }
}

/** Where the page goes on behind a value, or null where none can stand. */
export function behindValue(states: States): States | null {
  try {
    return together(states.contexts.map((context) => hole(context).context));
  } catch {
    return null;
  }
}

/**
 * The author ends an unquoted value by the end of a branch: `{% if a %} class=b{% endif %}>`. The quote that the compiler
 * puts around it is closed there, since the other ways know of none.
 *
 * @param behind The author's texts that may follow: each of them has to end the value
 */
export function closeUnquoted(fed: FedStates, behind: Following, template: TemplateSource, span: Span): FedStates {
  const { contexts } = fed.states;
  const isOpen = contexts.length > 0 && contexts.every(({ state, inserted }) => state === "value" && inserted);
  if (!isOpen || !behind().every((text) => /^[\t\n\f\r >]/.test(text))) return fed;
  const closed = feedStates(fed.states, " ", template, span);
  return { states: closed.states, pieces: [...fed.pieces, ...closed.pieces] };
}

/** The same behind an unquoted value: `value={{ v }}{% if a %} checked{% endif %}>`. */
export function closeBehindValue(
  { states, hole }: HoleStates,
  behind: Following,
  template: TemplateSource,
  span: Span,
): HoleStates {
  const closed = closeUnquoted({ states, pieces: [] }, behind, template, span);
  // A mark of the tag's cannot stand in a value.
  if (!closed.pieces.every((piece) => typeof piece === "string")) return { states, hole };
  return { states: closed.states, hole: { ...hole, after: hole.after + closed.pieces.join("") } };
}

/** There are as many contexts as before at most. */
function together(contexts: readonly Context[]): States {
  return statesOf(contexts) ?? unreachable;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
