/** Literal text inside an attribute's value: which language it is in, and what it says about the tag. */
import { decodeReferences } from "../text/references.ts";
import type { Fields, ValueKind } from "./context.ts";
import { stepCss } from "./css.ts";
import { type Facts, isLocalReference, linkRelation, scriptKind } from "./facts.ts";
import { stepJs, urlInString } from "./js.ts";
import { stepUrl } from "./url.ts";

type Mutable = { -readonly [Key in keyof Fields]: Fields[Key] };

/** A hole in a value whose text matters: no literal text holds this character (the tokenizer replaces it). */
export const HOLE = "\0";
const REMEMBERED = 512;

/** What the value of an attribute is, in the tag as it is known so far. */
export function valueKind(fields: Fields): ValueKind {
  const { element, attribute, facts, foreign } = fields;
  if (attribute.includes(HOLE)) return attribute.startsWith("aria-") ? "text" : "dynamic";
  if (element === "link" && attribute === "href") {
    return facts.rel === "plain" || foreign === "x" ? "url" : "resource";
  }
  if (element === "meta" && attribute === "content") {
    return facts.meta === "refresh" ? "metaRefresh" : facts.meta === "type" ? "charset" : "text";
  }
  if (attribute === "formaction") return "local";
  const kind = fields.tables.attributeKind(element, attribute);
  return kind === "metaContent" ? "text" : kind;
}

/** Attributes whose literal value says something about the rest of the tag. */
function isRemembered({ element, attribute }: Fields): boolean {
  return TELLING[element]?.includes(attribute) === true || attribute === "formaction";
}
const TELLING: Readonly<Record<string, readonly string[]>> = {
  __proto__: null as never,
  script: ["type", "language"],
  link: ["rel"],
  meta: ["http-equiv", "content", "charset"],
  form: ["method", "action"],
};

/** Reads literal text of a value; `fields` follows it. */
export function readValue(fields: Mutable, literal: string): void {
  const text = decodeReferences(literal, "attribute");
  if (isRemembered(fields) && fields.pending.length < REMEMBERED) fields.pending += text.slice(0, REMEMBERED);
  switch (fields.kind) {
    case "url":
    case "image":
    case "resource":
    case "local":
    case "ping":
      fields.url = stepUrl(fields.url, text);
      break;
    case "srcset":
      fields.url = stepSrcset(fields.url, text);
      break;
    case "style":
      fields.css = stepCss(fields.css, text);
      break;
    case "script":
      readJs(fields, text);
      break;
    case "srcdoc":
      if (text !== "") fields.url = "literal";
      break;
    default:
  }
}

/** Code of a script or a handler. In a string that is a URL, the part of the URL is followed too. */
export function readJs(fields: Mutable, code: string): void {
  fields.js = stepJs(fields.js, code);
  const string = urlInString(fields.js, code);
  fields.url = string === undefined ? "" : stepUrl(string.begins ? "" : fields.url, string.url);
}

/** HTML §4.8.4.2.2: URLs and descriptors, separated by white space and commas. */
function stepSrcset(part: string, text: string): string {
  let current = part === "" ? "start" : part;
  for (const char of text) {
    if (char === ",") current = "start";
    else if (/\s/.test(char)) current = current === "start" ? "start" : "descriptor";
    else if (current !== "descriptor") current = stepUrl(current, char);
  }
  return current;
}

/** HTML §4.2.5.3: what `http-equiv` makes of the content. */
const PRAGMAS: Readonly<Record<string, Facts["meta"]>> = {
  __proto__: null as never,
  refresh: "refresh",
  "content-type": "type",
};

/** What a complete value says about its tag. `literal` holds {@link HOLE} for each value in it. */
export function learn(fields: Fields, literal: string): Facts {
  const { element, attribute, facts } = fields;
  if (attribute === "nonce") return { ...facts, nonce: true };
  const dynamic = literal.includes(HOLE);
  switch (`${element} ${attribute}`) {
    case "script type":
    case "script language": {
      if (dynamic) return { ...facts, script: "typed" };
      const script = scriptKind(attribute === "language" ? `text/${literal}` : literal);
      return script === facts.script ? facts : { ...facts, script };
    }
    case "link rel": {
      const rel = dynamic ? "code" : linkRelation(literal);
      return { ...facts, rel: facts.rel === "code" ? "code" : rel };
    }
    case "meta http-equiv":
      // Put together in branches it may be anything: the stricter reading stands.
      if (dynamic) return { ...facts, meta: "refresh" };
      return { ...facts, meta: PRAGMAS[literal.trim().toLowerCase()] ?? "plain" };
    case "form method": {
      const method = literal.trim().toLowerCase();
      if (dynamic) return { ...facts, method: "marked" };
      return { ...facts, method: method === "post" || method === "dialog" ? method : "get" };
    }
    case "form action":
      return { ...facts, action: dynamic ? "marked" : { text: literal } };
    default:
      return facts;
  }
}

/** Would a button with this `formaction` send its form to another site, as far as the author says where to? */
export function leadsAway(literal: string): boolean {
  return !isLocalReference(literal.split(HOLE, 1)[0]!);
}

/** Values whose beginning later values may have to look at. */
export function isUrl({ kind }: Fields): boolean {
  return kind === "url" || kind === "image" || kind === "resource" || kind === "local";
}
