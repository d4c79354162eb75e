/** Where two ways through a template meet: rules 1 to 4 for the joins of branches and loops. */
import { type Context, createContext, FIRST, fieldsOf, IN_TAG, type State } from "./context.ts";
import { joinFacts } from "./facts.ts";
import { joinJs } from "./js.ts";
import { joinUrl } from "./url.ts";
import { HOLE, leadsAway } from "./values.ts";

/**
 * The one context that stands for both, or null where there is none and the caller has to carry both on.
 *
 * 1. Equal contexts join. 2. The same place in another part of a URL becomes an unknown part. 3. The same place in a
 * script, but for what a `/` would mean, becomes one where a `/` is refused. 4. Any two places between the attributes of
 * one tag become a separator.
 *
 * @example
 * const a = feed(htmlText, "<option").context;
 * const b = feed(htmlText, "<option selected").context;
 * join(a, b)?.state; // "separator"
 */
export function join(a: Context, b: Context): Context | null {
  if (a.key === b.key) return a;
  if (a.endTag !== b.endTag || a.tables !== b.tables) return null;
  if (IN_TAG.has(a.state) && IN_TAG.has(b.state)) return joinInTag(a, b);
  if (a.state !== b.state || a.element !== b.element || a.scriptData !== b.scriptData) return null;
  const foreign = a.foreign === b.foreign ? a.foreign : a.state === "text" ? "?" : null;
  if (foreign === null) return null;
  if (a.state === "value" || a.state === "beforeValue") return joinValue(a, b);
  const pending = a.pending === b.pending ? a.pending : joinPending(a, b);
  const js = joinJs(a.js, b.js);
  const facts = joinFacts(a.facts, b.facts);
  if (pending === null || js === null || facts === null || a.css !== b.css || a.url !== b.url) return null;
  return createContext({ ...fieldsOf(a), foreign, pending, js, facts });
}

/** What may be the beginning of `-->` or `--!>` in one way is so in both: the end is found all the same or later. */
function joinPending(a: Context, b: Context): string | null {
  if ([a, b].every(({ pending }) => pending === "" || pending === FIRST)) return "";
  if (a.state !== "script" || a.pending.startsWith("<") || b.pending.startsWith("<")) return null;
  return a.scriptData === "plain" ? "" : null;
}

function joinInTag(a: Context, b: Context): Context | null {
  if (a.element !== b.element || a.foreign !== b.foreign) return null;
  if (a.attribute.includes(HOLE) && a.state === "name") return null;
  if (b.attribute.includes(HOLE) && b.state === "name") return null;
  const facts = joinFacts(a.facts, b.facts);
  if (facts === null) return null;
  const state = stateInTag(a, b);
  const attribute = state === "separator" || state === "afterSeparator" ? "" : a.attribute;
  return createContext({ ...fieldsOf(a), state, attribute, facts, pending: "", url: "", kind: "text" });
}

/** Where white space has been seen, only a `=` must not follow; where a quoted value has ended, nothing is glued to it. */
const BEHIND_SPACE: ReadonlySet<State> = new Set<State>(["beforeName", "afterName", "afterSeparator"]);
const FREE: ReadonlySet<State> = new Set<State>(["beforeName", "afterValue"]);

function stateInTag(a: Context, b: Context): State {
  if (a.state === b.state && a.attribute === b.attribute) return a.state;
  if (BEHIND_SPACE.has(a.state) && BEHIND_SPACE.has(b.state)) {
    return a.state === "beforeName" && b.state === "beforeName" ? "beforeName" : "afterSeparator";
  }
  if (FREE.has(a.state) && FREE.has(b.state)) return "afterValue";
  // Behind both a letter begins a name of its own.
  const isBehindSpace = [a, b].every(({ state }) => state === "afterValue" || BEHIND_SPACE.has(state));
  return isBehindSpace ? "afterSeparator" : "separator";
}

function joinValue(a: Context, b: Context): Context | null {
  if (a.attribute !== b.attribute || a.kind !== b.kind || a.quote !== b.quote || a.inserted !== b.inserted) return null;
  // Which of two literal ones is another site's must not be forgotten.
  if (a.attribute === "formaction" && (leadsAway(a.pending) || leadsAway(b.pending))) return null;
  const facts = joinFacts(a.facts, b.facts);
  const url = joinUrl(a.url, b.url);
  const js = joinJs(a.js, b.js);
  if (facts === null || url === null || js === null || a.css !== b.css) return null;
  // A remembered value that differs is one that only the page knows.
  const pending = a.pending === b.pending ? a.pending : a.element === "script" ? null : HOLE;
  if (pending === null) return null;
  return createContext({ ...fieldsOf(a), facts, url, js, pending });
}
