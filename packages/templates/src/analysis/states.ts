/**
 * Where in a page a point of a template may be: a set of at most four contexts of the state machine.
 *
 * One context is the rule. Several arise where ways through the template meet that no single context stands for; what
 * follows is then read in each of them, and has to come out the same (ESCAPING.md, rule 5).
 */
import {
  type Context,
  contextKey,
  htmlText,
  isText,
  join,
  startContext,
  type Tables,
  xmlText,
} from "@ampoule/markup/engine";

/** A set of contexts. Sets are equal exactly when their keys are. */
export interface States {
  readonly contexts: readonly Context[];
  /** Empty for the text of an HTML page, where nearly everything happens. */
  readonly key: string;
}

const MOST_CONTEXTS = 4;

/** Nothing gets here: behind `break` and `continue`. */
export const unreachable: States = { contexts: [], key: "-" };

/** The text of an HTML page. */
export const inHtml: States = { contexts: [htmlText], key: "" };

/** The text of an XML document. */
export const inXml: States = { contexts: [xmlText], key: "xml" };

/** Where pages begin, by the kind of document. */
export interface TextStates {
  readonly html: States;
  readonly xml: States;
}

/** The texts of pages whose attributes have meanings of an application's own. Their keys are those of all pages. */
export function textStates(tables: Tables): TextStates {
  return {
    html: { contexts: [startContext(tables)], key: inHtml.key },
    xml: { contexts: [startContext(tables, true)], key: inXml.key },
  };
}

/** Keys are part of generated code, and mostly of these. */
const shortKeys: ReadonlyMap<string, string> = new Map(
  [inHtml, inXml].map((states) => [contextKey(states.contexts[0]!), states.key]),
);

/** Makes a set of contexts, or null where they are too many. */
export function statesOf(contexts: readonly Context[]): States | null {
  if (contexts.length === 1) return single(contexts[0]!);
  const unique = [...new Map(contexts.map((context) => [contextKey(context), context]))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  if (unique.length > MOST_CONTEXTS) return null;
  if (unique.length === 0) return unreachable;
  const key = unique.map(([part]) => part).join("\u001e");
  return { contexts: unique.map(([, context]) => context), key: shortKeys.get(key) ?? key };
}

function single(context: Context): States {
  if (context === htmlText) return inHtml;
  const key = contextKey(context);
  return { contexts: [context], key: shortKeys.get(key) ?? key };
}

/**
 * What is true of all ways together: contexts that join become one, the others stand side by side.
 *
 * @returns null where more than four are left
 */
export function joinStates(...sets: readonly States[]): States | null {
  const [first] = sets;
  if (first?.contexts.length === 1 && sets.every((set) => set.key === first.key)) return first;
  const joined: Context[] = [];
  for (const context of sets.flatMap(({ contexts }) => contexts)) addContext(joined, context);
  return statesOf(joined);
}

/** A context that was made by joining may in turn join with others. */
function addContext(joined: Context[], context: Context): void {
  for (let i = 0; i < joined.length; i++) {
    const both = join(joined[i]!, context);
    if (both === null) continue;
    if (contextKey(both) === contextKey(joined[i]!)) return;
    joined.splice(i, 1);
    addContext(joined, both);
    return;
  }
  joined.push(context);
}

/** States inside of a tag: what is printed there may depend on what the tag has printed before. */
const tagStates: ReadonlySet<Context["state"]> = new Set([
  "tagOpen",
  "endTagOpen",
  "tagName",
  "beforeName",
  "name",
  "afterName",
  "beforeValue",
  "value",
  "afterValue",
  "separator",
  "afterSeparator",
  "selfClosing",
]);

/** Does one of the ways lead into a tag? */
export function isInTag({ contexts }: States): boolean {
  return contexts.some(({ state }) => tagStates.has(state));
}

/** Is every way through `part` one that `whole` has reckoned with? */
export function isWithin(part: States, whole: States): boolean {
  return part.key === whole.key || joinStates(part, whole)?.key === whole.key;
}

/** Are all ways in the text between tags? */
export function isInText({ contexts }: States): boolean {
  return contexts.every(isText);
}

/** How many places of templates an environment remembers; a large application has some hundreds. */
const MOST_STATES = 50_000;

/** The states that generated code knows by their keys. */
export class KnownStates {
  readonly #states: Map<string, States>;

  constructor({ html, xml }: TextStates) {
    this.#states = new Map([html, xml].map((text) => [text.key, text]));
  }

  /** An application that makes templates without end must not fill the memory with their places: the oldest are forgotten. */
  note(states: States): void {
    const known = this.#states;
    if (known.size >= MOST_STATES) known.delete(known.keys().next().value!);
    known.set(states.key, states);
  }

  get(key: string): States | undefined {
    return this.#states.get(key);
  }
}
