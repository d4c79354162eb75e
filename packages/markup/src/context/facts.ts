/** What the attributes of one tag say about its other attributes, its content, and what has to be inserted. */

export interface Facts {
  /** What the text of a `script` element is. */
  readonly script: ScriptKind;
  /** What a `link` leads to. */
  readonly rel: "unknown" | "code" | "plain";
  /** Whether a `meta` is a refresh, or says the type of the page with its encoding. */
  readonly meta: "unknown" | "refresh" | "type" | "plain";
  /** The author wrote a nonce. */
  readonly nonce: boolean;
  /** The URL of the code is partly a value: a nonce must not vouch for it. */
  readonly partial: boolean;
  /** A value was escaped under the assumption that the tag is a plain link or a plain meta. */
  readonly assumed: boolean;
  /** Attributes that a value brings may send the form to another site: no token may stand in it. */
  readonly away: boolean;
  /** The author's text up to the end of a form's tag says nothing of a method: its attributes may send it to another site. */
  readonly free: boolean;
  readonly method: "get" | "post" | "dialog" | "marked";
  /** The literal `action`; undefined where there is none; `marked` where only the page knows it. */
  readonly action: { readonly text: string | undefined } | "marked";
}

/**
 * `none`: a data block that no browser runs, meant for a client-side template engine. `typed`: its type is a value, so it
 * has to be empty.
 */
export type ScriptKind = "js" | "json" | "rules" | "none" | "typed";

export const noFacts: Facts = Object.freeze({
  script: "js",
  rel: "unknown",
  meta: "unknown",
  nonce: false,
  partial: false,
  assumed: false,
  away: false,
  free: false,
  method: "get",
  action: Object.freeze({ text: undefined }),
});

export function factsKey(facts: Facts): string {
  if (facts === noFacts) return NO_FACTS;
  const action = facts.action === "marked" ? "*" : `=${facts.action.text ?? ""}`;
  const flags = `${facts.nonce ? "n" : ""}${facts.partial ? "p" : ""}${facts.assumed ? "a" : ""}${facts.away ? "w" : ""}${facts.free ? "f" : ""}`;
  return [facts.script, facts.rel, facts.meta, flags, facts.method, action].join(",");
}

const NO_FACTS = factsKey({ ...noFacts });

/** The facts after two ways through the same tag; null where the content or a URL would be read differently. */
export function joinFacts(a: Facts, b: Facts): Facts | null {
  if (a === b) return a;
  const script = joinScript(a.script, b.script);
  if (script === null) return null;
  const rel = joinUnknown(a.rel, b.rel);
  const meta = joinUnknown(a.meta, b.meta);
  if (rel === null || meta === null) return null;
  const sameAction = a.action !== "marked" && b.action !== "marked" && a.action.text === b.action.text;
  return {
    script,
    rel,
    meta,
    nonce: a.nonce && b.nonce,
    partial: a.partial || b.partial,
    assumed: a.assumed || b.assumed,
    away: a.away || b.away,
    free: a.free && b.free,
    method: a.method === b.method ? a.method : "marked",
    action: sameAction ? a.action : "marked",
  };
}

/** An element that has to be empty in one way is empty in all. */
function joinScript(a: ScriptKind, b: ScriptKind): ScriptKind | null {
  if (a === b) return a;
  return a === "typed" || b === "typed" ? "typed" : null;
}

/** Where one way says nothing, the stricter answer of the other stands. */
function joinUnknown<T extends string>(a: T | "unknown", b: T | "unknown"): T | "unknown" | null {
  if (a === b) return a;
  if (a === "unknown") return b;
  if (b === "unknown") return a;
  return null;
}

/** Types of data blocks for client-side template engines; everything that is not known is treated as JavaScript. */
const TEMPLATE_TYPE =
  /^(?:text|application)\/(?:[a-z.-]*(?:template|tmpl|handlebars|mustache|underscore|html|markdown)[a-z.-]*|plain)$/;

/** HTML §4.12.1: what a `type` or `language` makes of a script. Unknown types count as JavaScript (T13). */
export function scriptKind(type: string): ScriptKind {
  const essence = type.trim().toLowerCase().split(";")[0]!.trim();
  if (essence === "importmap" || essence === "speculationrules") return "rules";
  if (essence === "application/json" || essence === "text/json" || /^application\/[a-z0-9.-]+\+json$/.test(essence)) {
    return "json";
  }
  return TEMPLATE_TYPE.test(essence) ? "none" : "js";
}

/** `rel` values whose target is run or applied as a style, or loaded ahead to be. */
const CODE_RELATIONS: ReadonlySet<string> = new Set(["stylesheet", "preload", "modulepreload", "import"]);

export function linkRelation(rel: string): "code" | "plain" {
  return rel
    .toLowerCase()
    .split(/\s+/)
    .some((token) => CODE_RELATIONS.has(token))
    ? "code"
    : "plain";
}

/** Does a literal URL stay with the page's own origin, whatever the origin is? */
export function isLocalReference(url: string): boolean {
  const text = url.replace(/[\t\n\r]/g, "").trimStart();
  return !/^[\\/]{2}/.test(text) && !/^[a-z][a-z0-9+.-]*:/i.test(text);
}
