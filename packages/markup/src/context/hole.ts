/** A value stands here: which escaper keeps it in its place, and where the page goes on. */
import { type Context, createContext, FIRST, type Fields, fieldsOf, htmlText, IN_TAG } from "./context.ts";
import { noFacts } from "./facts.ts";
import { feed } from "./feed.ts";
import { isNoscript } from "./foreign.ts";
import type { Change, EscaperRef, Hole, HoleOptions } from "./holes.ts";
import type { Mark } from "./pieces.ts";
import { refusal } from "./refusal.ts";
import { cssHole, jsHole, jsonHole } from "./scripts.ts";
import { resourceHole, srcsetHole, urlHole } from "./urls.ts";
import { HOLE, isUrl, valueKind } from "./values.ts";

/**
 * The escaper for a value that stands at `context`.
 *
 * @param context where the value stands
 * @param options what is known about it
 * @throws {@link EscapeContextError} where nothing can keep a value in its place
 *
 * @example
 * hole(feed(htmlText, '<a href="').context).escaper; // { name: "url" }
 */
export function hole(context: Context, options: HoleOptions = {}): Hole {
  if (context === htmlText) return inPlainText;
  const become: Change = (changed, escaper) => madeOf(withChanges(context, changed), escaper);
  switch (context.state) {
    case "text":
      return become({ pending: "" }, textEscaper(context));
    case "rcdata":
      refuseHalf(context);
      return become({ pending: "" }, context.pending === FIRST ? { name: "rcdata", arg: "first" } : { name: "rcdata" });
    case "cdata":
      return become({ pending: "" }, { name: "cdata" });
    case "comment":
    case "bogusComment":
      return become({}, { name: "comment" });
    case "style":
      refuseHalf(context);
      return cssHole(context, become, options, false);
    case "script":
      return scriptHole(context, become, options);
    case "tagOpen":
    case "endTagOpen":
      return become(
        { state: "tagName", element: "?", endTag: context.state === "endTagOpen", facts: noFacts },
        { name: "tagName" },
      );
    case "tagName":
      return tagNameHole(context, become, options);
    case "beforeName":
    case "afterName":
    case "afterValue":
    case "separator":
    case "afterSeparator":
    case "name":
      return tagHole(context, become, options);
    case "beforeValue":
      return beginValueHole(context, options);
    case "value":
      return valueHole(context, become, options);
    case "rawtext":
    case "plaintext":
      throw refusal("ESCAPE_RAW_TEXT", context);
    default:
      throw refusal("ESCAPE_HALF_TAG", context);
  }
}

function madeOf(context: Context, escaper: EscaperRef): Hole {
  return { context, before: "", marks: [], escaper, after: "" };
}

function textEscaper({ pending, foreign }: Context): EscaperRef {
  const first = pending === FIRST;
  if (isNoscript(foreign)) return { name: "text", arg: first ? "first noscript" : "noscript" };
  return first ? { name: "text", arg: "first" } : { name: "text" };
}

const inPlainText: Hole = Object.freeze(madeOf(htmlText, Object.freeze({ name: "text" })));

/** The context with some fields changed; most values leave all of them as they are. */
function withChanges(context: Context, changed: Partial<Fields>): Context {
  const names = Object.keys(changed) as (keyof Fields)[];
  if (names.every((name) => changed[name] === context[name])) return context;
  return createContext(Object.assign(fieldsOf(context), changed));
}

/** `</tit` and a value: letters of the value could complete the end tag. */
function refuseHalf(context: Context): void {
  if (context.pending.startsWith("<")) throw refusal("ESCAPE_HALF_TAG", context);
}

function scriptHole(context: Context, become: Change, options: HoleOptions): Hole {
  switch (context.facts.script) {
    case "js":
      return jsHole(context, become, options, false);
    case "typed":
      throw refusal("ESCAPE_SCRIPT_TYPE", context);
    case "json":
    case "rules":
      return jsonHole(context, become, options);
    default:
      // A data block for a client-side template engine: text of a page that will be made of it later.
      refuseHalf(context);
      return become({}, { name: "rcdata" });
  }
}

/** `<h{{ n }}`, `<div{{ attributes }}`, `<{{ tag }}{{ attributes }}`: a name is one value at most, so what follows is none of it. */
function tagNameHole(context: Context, become: Change, options: HoleOptions): Hole {
  if (context.element === "h") return become({ element: "h?" }, { name: "tagName", arg: "heading" });
  return tagHole(context, become, options);
}

/** Between attributes: whole attributes, or the name of one where a `=` follows. */
function tagHole(context: Context, become: Change, options: HoleOptions): Hole {
  const { next = "" } = options;
  const { state, attribute, element } = context;
  const name = /^[\w:.-]*(?=\s*=)/.exec(next)?.[0];
  const glued = state === "name" ? attribute : "";
  if (glued.includes(HOLE) && !/^(?:data|aria)-/.test(glued)) throw refusal("ESCAPE_ATTRIBUTE_NAME", context);
  if (name !== undefined || /^(?:data|aria)-/.test(glued)) {
    if (glued !== "" && !/^(?:data|aria)-/.test(glued)) throw refusal("ESCAPE_ATTRIBUTE_NAME", context);
    if (state === "tagName" || state === "separator") throw refusal("ESCAPE_ATTRIBUTE_NAME", context);
    const made = become(
      { state: "name", attribute: glued + HOLE },
      { name: "attributeName", arg: `${element} ${glued}` },
    );
    return { ...made, marks: glued.includes(HOLE) ? [] : ["name"], before: state === "afterValue" ? " " : "" };
  }
  // Attributes of the value's own. Glued to what is before it, it brings its own space.
  const known = freeForm(context, options.restOfTag).facts;
  const away = isAway(known, options.restOfTag);
  const space = state === "beforeName" || state === "afterName" || state === "afterSeparator" ? "" : " ";
  const after = next !== "" && !/^[\s/>]/.test(next) ? " " : "";
  const facts = away ? { ...known, away } : known;
  const changed = { state: after === "" ? "separator" : "beforeName", attribute: "", facts } as const;
  const made = become(changed, { name: "inTag", arg: `${element}${away ? "*" : ""}${space}` });
  return { ...made, after };
}

/** What is not inside of a value: another value there may be a macro that says `method`. */
function saysNothingOfMethod(text: string): boolean {
  return !/method|stylesheet/i.test(text.replace(/"[^"]*"|'[^']*'/g, ""));
}

/**
 * A form that posts nothing may lead anywhere, and a value may say so: the author's own text must say nothing of a method.
 * The context remembers it for what is printed here, which may be a macro with text of its own.
 *
 * @param restOfTag as in {@link HoleOptions}
 * @example
 * const form = feed(htmlText, "<form ").context;
 * freeForm(form, () => "class=search>").facts.free; // true
 * freeForm(form, () => "method=post>").facts.free; // false
 */
export function freeForm(context: Context, restOfTag: HoleOptions["restOfTag"]): Context {
  const { state, element, facts, endTag } = context;
  if (element !== "form" || endTag || facts.free || facts.method !== "get" || !IN_TAG.has(state)) return context;
  const [rest = "", isWhole] = restOfTag?.().split(">", 2) ?? [];
  if (isWhole === undefined || !saysNothingOfMethod(rest)) return context;
  return withChanges(context, { facts: { ...facts, free: true } });
}

/** Does no token stand in the form from here on? What is printed here may be in a macro, which has to say nothing either. */
function isAway(facts: Context["facts"], restOfTag: HoleOptions["restOfTag"]): boolean {
  if (!facts.free || facts.method !== "get" || restOfTag === undefined) return false;
  return saysNothingOfMethod(restOfTag().split(">", 1)[0] ?? "");
}

/** `href={{ x }}`: the quotes that the author left out are put in, or an empty value would swallow the next attribute. */
function beginValueHole(context: Context, options: HoleOptions): Hole {
  const quoted = withChanges(context, { state: "value", quote: '"', inserted: true });
  const become: Change = (changed, escaper) => madeOf(withChanges(quoted, changed), escaper);
  const made = valueHole(quoted, become, options);
  const { element, attribute } = context;
  const formMark: Mark | null =
    element === "form" && (attribute === "action" || attribute === "method") ? attribute : null;
  const marks: Mark[] = [
    ...(formMark === null ? [] : [formMark]),
    ...(isUrl(context) ? (["url"] as const) : []),
    ...made.marks,
  ];
  return { ...made, before: `"${made.before}`, marks };
}

function valueHole(context: Context, become: Change, options: HoleOptions): Hole {
  const { element, attribute } = context;
  const pending = remembers(element, attribute) ? context.pending + HOLE : context.pending;
  const follow: Change = (changed, escaper) => become({ pending, ...changed }, escaper);
  const kind = refine(context, options);
  switch (kind) {
    case "url":
    case "image":
    case "local":
      return urlHole(context, assume(follow, context, kind), options, kind);
    case "resource":
      return resourceHole(context, follow, options);
    case "srcset":
      return srcsetHole(context, follow);
    case "ping":
      return follow({ url: "path" }, { name: "ping" });
    case "paint":
      return follow({}, { name: "paint" });
    case "style":
      return cssHole(context, follow, options, true);
    case "script":
      return jsHole(context, follow, options, true);
    case "srcdoc":
      if (context.url !== "") throw refusal("ESCAPE_SRCDOC", context);
      return follow({ url: "literal" }, { name: "srcdoc" });
    case "metaRefresh":
      return metaRefreshHole(context, follow);
    case "scriptType":
      // As a whole value: then the element has to be empty, which is seen when its content is read.
      if (attribute !== "type" || context.pending !== "" || !endsValue(context, options.next)) {
        throw refusal("ESCAPE_SCRIPT_TYPE", context);
      }
      return become({ pending: HOLE }, { name: "scriptType" });
    case "charset":
      if (attribute === "content") return contentTypeHole(context, follow);
      if (context.pending !== "" || !endsValue(context, options.next))
        throw refusal("ESCAPE_REFUSED_ATTRIBUTE", context);
      return follow({}, { name: "charset" });
    case "refused":
      throw refusal("ESCAPE_REFUSED_ATTRIBUTE", context);
    case "dynamic":
      return follow({}, dynamicAttribute(attribute));
    default:
      return assume(follow, context, kind)({}, { name: "attribute" });
  }
}

/** The name, as far as it is the author's, and all that the page has of the rest of it and of the value. */
function dynamicAttribute(attribute: string): EscaperRef {
  const own = attribute.slice(0, attribute.indexOf(HOLE));
  const slice = { from: "name" } as const;
  return own === "" ? { name: "dynamicAttribute", slice } : { name: "dynamicAttribute", arg: own, slice };
}

/** Does the author's text end the value here? */
function endsValue({ quote, inserted }: Context, next = ""): boolean {
  return inserted || quote === "" ? /^[\t\n\f\r >]/.test(next) : next.startsWith(quote);
}

/** Values whose text decides about the tag; a value in them is remembered as such. */
function remembers(element: string, attribute: string): boolean {
  return (
    (element === "form" && (attribute === "action" || attribute === "method")) ||
    attribute === "formaction" ||
    element === "link" ||
    element === "meta"
  );
}

/** `link href` and `meta content` depend on attributes that may stand behind them: the author's next text is read ahead. */
function refine(context: Context, { next = "", restOfTag }: HoleOptions): Context["kind"] {
  const { element, attribute, facts } = context;
  const isLink = element === "link" && attribute === "href" && facts.rel === "unknown";
  const isMeta = element === "meta" && attribute === "content" && facts.meta === "unknown";
  if (!isLink && !isMeta) return context.kind;
  const kind = kindBefore(context, next);
  return isLink && restOfTag !== undefined && kind === context.kind ? kindBefore(context, restOfTag()) : kind;
}

/** What the value is if this follows. */
function kindBefore(context: Context, text: string): Context["kind"] {
  const close = text.indexOf(">");
  try {
    // The space ends a value without quotes, so that it counts: `rel=stylesheet>`.
    const { key: _, ...fields } = feed(context, close === -1 ? text : `${text.slice(0, close)} `).context;
    return valueKind({ ...fields, attribute: context.attribute });
  } catch {
    // What is wrong with the text will be said when it is read.
    return context.kind;
  }
}

/** What is escaped as a plain link or text must not turn out to be something else by a later attribute. */
function assume(change: Change, context: Context, kind: Context["kind"]): Change {
  if (context.element !== "link" && context.element !== "meta") return change;
  if (kind !== "url" && kind !== "text") return change;
  if (context.attribute !== "href" && context.attribute !== "content") return change;
  return (changed, escaper) => change({ facts: { ...context.facts, assumed: true }, ...changed }, escaper);
}

/** `text/html; charset={{ x }}`, `{{ type }}; charset=utf-8`: the first `charset=` counts (HTML §4.2.5.4). */
function contentTypeHole({ pending }: Context, become: Change): Hole {
  return become({}, /charset\s*=\s*["']?$/i.test(pending) ? { name: "charset" } : { name: "charset", arg: "type" });
}

/** HTML §4.2.5.3: a number of seconds, and perhaps `;` `url=` and a URL in quotes or not. */
function metaRefreshHole(context: Context, become: Change): Hole {
  const { pending } = context;
  const made = (escaper: EscaperRef): Hole => become({ pending: pending + HOLE }, escaper);
  if (pending.trim() === "") return made({ name: "metaRefresh" });
  const url = /^\s*[\d.\0]*\s*[;,]\s*(?:url\s*=\s*)?["']?(?<rest>[\s\S]*)$/i.exec(pending)?.groups?.["rest"];
  if (url === undefined) {
    // In the number of seconds.
    return made({ name: "cssAttrValue", arg: "plain" });
  }
  if (url === "") return made({ name: "url", arg: "refresh" });
  if (/^(?:https?:\/\/|[/.?#])/i.test(url)) return made({ name: "urlPath" });
  throw refusal("ESCAPE_SCHEME", context);
}
