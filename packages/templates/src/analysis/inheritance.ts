/** `extends`, `block` and `include`: on from one template to another. */
import type { Block, Expression, Extends, Include } from "../syntax/nodes.ts";
import type { AnalysedTemplate } from "./analysed.ts";
import { openEnd } from "./printing.ts";
import { refuse } from "./refusals.ts";
import { isInText, isWithin, type States } from "./states.ts";
import { joined, type Walk } from "./walk.ts";
import { along } from "./ways.ts";

export function walkExtends(node: Extends, states: States, walk: Walk): States {
  const { root, template, rootLevel } = walk;
  if (root === null || root.known) return states;
  const { name } = template.source;
  const parent = along(node, name, () => literalTemplates(node.parent, walk)?.[0] ?? null);
  if (parent === null && !isInText(states))
    throw refuse("ESCAPE_DYNAMIC_TEMPLATE", [states], template.source, node.span);
  root.parents.push({
    start: states,
    end: parent === null ? states : along(node, name, () => parent.root(states).end),
  });
  if (rootLevel) root.known = true;
  return states;
}

export function walkBlock(node: Block, states: States, walk: Walk): States {
  if (walk.topLevel && walk.root?.known === true) return states;
  const own = walk.template.block(node.name, states);
  const end = openEnd(states, own?.end ?? states);
  if (own !== null && !isWithin(own.end, end)) {
    throw refuse("ESCAPE_FRAGMENT_END", [own.end, end], walk.template.source, node.span);
  }
  walk.plan.site(node, { start: states, end });
  return end;
}

export function walkInclude(node: Include, states: States, walk: Walk): States {
  const { template, plan } = walk;
  const { name } = template.source;
  const candidates = along(node, name, () => literalTemplates(node.template, walk));
  if (candidates === undefined) {
    if (!isInText(states)) throw refuse("ESCAPE_DYNAMIC_TEMPLATE", [states], template.source, node.span);
    plan.site(node, { start: states, end: states });
    return states;
  }
  // A missing template prints nothing, or ends the rendering.
  const ends = along(node, name, () => candidates.map((candidate) => candidate?.root(states).end ?? states));
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
