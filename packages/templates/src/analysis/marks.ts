/** Which positions in the output the code of a fragment has to remember. */
import type { EscaperRef, Mark, Piece } from "@ampoule/markup/engine";
import type { Statement } from "../syntax/nodes.ts";
import type { PartPlan, SitePlan } from "./plan.ts";
import { isInTag, type States } from "./states.ts";

/** In the order in which they are handed from one function to another. */
export const allMarks: readonly Mark[] = ["url", "action", "actionEnd", "method", "methodEnd", "name"];
const every: ReadonlySet<Mark> = new Set(allMarks);
const none: ReadonlySet<Mark> = new Set();

/** A fragment, as far as it matters here. */
interface Marked {
  readonly start: States;
  readonly end: States;
  readonly parts: Iterable<PartPlan>;
  readonly sites: Iterable<readonly [Statement, SitePlan]>;
}

/** The marks that are used, or all where they cross to another function: that is, inside of a tag. */
export function marksOf({ start, end, parts, sites }: Marked): ReadonlySet<Mark> {
  if (isInTag(start) || isInTag(end)) return every;
  const used: Mark[] = [];
  for (const plan of parts) {
    if (plan.type === "direct") {
      if (isInTag(plan.start) || isInTag(plan.end)) return every;
    } else if (plan.type === "hole") addSlice(plan.hole.escaper, used);
    else if (plan.type === "text") addForm(plan.pieces, used);
  }
  for (const [node, site] of sites) {
    if (node.type !== "SetBlock" && (isInTag(site.start) || isInTag(site.end))) return every;
    if (site.fallback) addSlice(site.fallback.escaper, used);
  }
  return used.length === 0 ? none : new Set(used);
}

function addSlice({ slice }: EscaperRef, used: Mark[]): void {
  if (slice !== undefined) used.push(slice.from);
}

function addForm(pieces: readonly Piece[], used: Mark[]): void {
  for (const piece of pieces) {
    if (typeof piece === "string" || piece.type !== "csrf") continue;
    if (piece.method === "marked") used.push("method", "methodEnd");
    if (piece.action === "marked") used.push("action", "actionEnd");
  }
}
