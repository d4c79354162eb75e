/** Statements that print one value, and messages. */
import type { Statement, Trans } from "../syntax/nodes.ts";
import { feedStates, holeStates } from "./machine.ts";
import { refuse } from "./refusals.ts";
import { isInText, type States, unreachable } from "./states.ts";
import type { Walk } from "./walk.ts";

/** In text the message is HTML, and each variable is escaped for its place in it; elsewhere the whole is one value. */
export function walkTrans(node: Trans, states: States, walk: Walk): States {
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
export function printsValue(node: Statement, states: States, { template, plan }: Walk, filter?: string): States {
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
