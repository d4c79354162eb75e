/**
 * The author's text directly behind a value or a text: whether a name is followed by `=`, and whether an unquoted value ends,
 * depends on it. There may be several, where an `if` follows.
 */
import type { Body, Output } from "../syntax/nodes.ts";

/** The texts that may follow; an empty one for what is not the author's text. */
export type Following = () => readonly string[];

/** Nothing is known of what follows. */
export const unknown: Following = () => [""];

/** Statements that print nothing. */
const silent: ReadonlySet<string> = new Set(["Set", "SetBlock", "Import", "FromImport", "Macro", "Do"]);

/** Stands for a value in {@link restOfTag}: as a relation it is the one that takes the most care. */
const VALUE = "stylesheet";
/** Stands for what is not known: a form may be told its method there. */
const UNKNOWN = " method";
/** No tag is looked at further than this. */
const LONGEST_REST = 2000;

/**
 * The author's text behind a statement up to the end of the tag, with all branches one after another: what attributes there
 * are likely to be. It is a guess, which the interpreter checks when it gets there.
 */
export function restOfTag(body: Body, from: number, outer: () => string): string {
  let rest = "";
  for (let index = from; index < body.length; index++) {
    const text = plainText(body[index]!);
    rest += text ?? UNKNOWN;
    if (text === null || rest.includes(">") || rest.length > LONGEST_REST) return rest;
  }
  return rest + outer();
}

/** The same behind a part of an output. */
export function restBehindPart({ parts }: Output, index: number, outer: () => string): string {
  const rest = parts.slice(index + 1).map((part) => (part.type === "Text" ? part.text : VALUE));
  return rest.join("") + outer();
}

/** Null where it is not known what a statement prints. */
function plainText(node: Body[number]): string | null {
  if (silent.has(node.type)) return "";
  if (node.type === "Output") return restBehindPart(node, -1, () => "");
  if (node.type !== "If" && node.type !== "For") return null;
  const bodies = node.type === "For" ? [node.body] : [...node.branches.map((branch) => branch.body), node.otherwise];
  const texts = bodies.flatMap((branch) => branch.map(plainText));
  return texts.includes(null) ? null : texts.join("");
}

/** What stands behind is looked for in this many statements only. */
const MOST_STATEMENTS = 20;

/** Asked by every branch, answered once: branches that print nothing would double the work of those behind them. */
function once(following: Following): Following {
  let texts: readonly string[] | undefined;
  return () => {
    texts ??= following();
    return texts;
  };
}

/** The text behind a part of an output, for what has to know of one text only. */
export function textBehindPart({ parts }: Output, index: number, behind: Following): string {
  const next = parts[index + 1];
  if (next !== undefined) return next.type === "Text" ? next.text : "";
  const texts = behind();
  // `{{ name }}{% if value %}="{{ value }}"{% endif %}`: in one of the ways the value is a name.
  return texts.find((text) => /^\s*=/.test(text)) ?? (texts.length === 1 ? texts[0]! : "");
}

/**
 * The texts with which the rest of a body may begin; those of `outer` where the rest prints nothing.
 *
 * @param last The statement before which the search ends without an answer.
 */
export function textsBehind(
  body: Body,
  from: number,
  outer: Following,
  last: number = from + MOST_STATEMENTS,
): readonly string[] {
  for (let index = from; index < body.length; index++) {
    const node = body[index]!;
    if (index >= last) return [""];
    if (silent.has(node.type)) continue;
    if (node.type === "Output") return [node.parts[0]?.type === "Text" ? node.parts[0].text : ""];
    if (node.type !== "If" && node.type !== "For") return [""];
    const behind = once(() => textsBehind(body, index + 1, outer, last));
    // A loop may be empty.
    const bodies = node.type === "For" ? [node.body] : node.branches.map((branch) => branch.body);
    return [...new Set([...bodies, node.otherwise].flatMap((branch) => textsBehind(branch, 0, behind)))];
  }
  return outer();
}
