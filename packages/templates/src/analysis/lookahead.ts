/** The author's text directly behind a value: whether a name is followed by `=`, or a quote by more text, depends on it. */
import type { Body, Output } from "../syntax/nodes.ts";

/** Statements that print nothing. */
const silent: ReadonlySet<string> = new Set(["Set", "SetBlock", "Import", "FromImport", "Macro", "Do"]);

/** What stands behind is looked for in this many statements only. */
const MOST_STATEMENTS = 20;

/** The text behind a part of an output, up to the next value or tag. */
export function textBehindPart({ parts }: Output, index: number, behind: () => string): string {
  const next = parts[index + 1];
  if (next === undefined) return behind();
  return next.type === "Text" ? next.text : "";
}

/**
 * The text with which the rest of a body begins; `outer` where the rest prints nothing.
 *
 * Of an `if`, a branch that begins with `=` is what counts: `{{ name }}{% if value %}="{{ value }}"{% endif %}`.
 */
export function textBehind(body: Body, from: number, outer: () => string): string {
  for (let index = from; index < body.length; index++) {
    const node = body[index]!;
    if (index - from >= MOST_STATEMENTS) return "";
    if (silent.has(node.type)) continue;
    if (node.type === "Output") return node.parts[0]?.type === "Text" ? node.parts[0].text : "";
    if (node.type !== "If") return "";
    const branches = [...node.branches.map((branch) => branch.body), node.otherwise];
    return branches.map((branch) => textBehind(branch, 0, () => "")).find((text) => /^\s*=/.test(text)) ?? "";
  }
  return outer();
}
