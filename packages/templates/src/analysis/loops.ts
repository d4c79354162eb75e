/** Loops go round until nothing changes. */
import type { For } from "../syntax/nodes.ts";
import type { RecursiveLoop } from "./analysed.ts";
import { type Following, textsBehind } from "./lookahead.ts";
import { refuse } from "./refusals.ts";
import { isInTag, joinStates, type States, unreachable } from "./states.ts";
import { type Exits, inside, joined, type Walk } from "./walk.ts";

/** A round of a loop may change what the next one finds; then everything is looked at again, this often at most. */
const MOST_ROUNDS = 4;

/** `break` and `continue`. */
export function leave(exits: States[] | undefined, states: States): States {
  exits?.push(states);
  return unreachable;
}

export function walkFor(node: For, states: States, walk: Walk): States {
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
    const end = walk.body(node.body, entry, within);
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
    return joined([after, walk.body(node.otherwise, empty, inside(walk, otherwise))], walk, node);
  }
  throw refuse("ESCAPE_LOOP", [start, entry], walk.template.source, node.span);
}
