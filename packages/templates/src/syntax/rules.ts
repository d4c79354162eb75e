/** The regular expressions that find where text ends and a tag begins, made from the options. */
import { WHITESPACE } from "./characters.ts";
import type { SyntaxOptions } from "./options.ts";

export type TagKind = "raw" | "variable" | "block" | "comment" | "lineStatement" | "lineComment";

/**
 * How to find the next tag. In `opening`, group `2i + 1` holds the beginning of a tag of kind `kinds[i]`, and group
 * `2i + 2` its whitespace control: `-`, `+` or nothing.
 */
export interface LexerRules {
  readonly opening: RegExp;
  readonly kinds: readonly TagKind[];
  /** Group 1 holds the whitespace control. */
  readonly endRaw: RegExp;
}

/** Jinja2's names for the kinds; where two beginnings are of equal length they decide which one goes first. */
const RANK: Readonly<Record<Exclude<TagKind, "raw">, string>> = {
  block: "block_begin",
  comment: "comment_begin",
  lineComment: "linecomment_begin",
  lineStatement: "linestatement_begin",
  variable: "variable_begin",
};

const cache: Map<string, LexerRules> = new Map();
/** A process has a handful of syntaxes, unless somebody makes them from outside data. */
const MOST_CACHED = 50;

/** The rules for a syntax; remembered, since overlays and extraction ask for the same again and again. */
export function lexerRules(options: SyntaxOptions): LexerRules {
  const key = JSON.stringify([
    options.blockStart,
    options.blockEnd,
    options.variableStart,
    options.commentStart,
    options.lineStatementPrefix,
    options.lineCommentPrefix,
    options.trimBlocks,
    options.nunjucks,
  ]);
  let rules = cache.get(key);
  if (!rules) {
    if (cache.size >= MOST_CACHED) cache.clear();
    rules = makeRules(options);
    cache.set(key, rules);
  }
  return rules;
}

/**
 * All of these take linear time: every run of whitespace is scanned from one place only, since what comes before it
 * (a delimiter, the beginning of a line, a character that is no whitespace) occurs in one place only.
 */
function makeRules(options: SyntaxOptions): LexerRules {
  const space = `[${WHITESPACE}]*`;
  const blockStart = escapeRegExp(options.blockStart);
  const blockEnd = escapeRegExp(options.blockEnd);
  const tags = orderedTags(options);
  const raw = `(${blockStart}([-+]?)${space}${options.nunjucks ? "(?:raw|verbatim)" : "raw"}${space}(?:-${blockEnd}${space}|${blockEnd}))`;
  const others = tags.map(({ pattern }) => `(${pattern}([-+]?))`);
  const trim = options.trimBlocks ? "\\n?" : "";
  const closing = `(?:\\+${blockEnd}|-${blockEnd}${space}|${blockEnd}${trim})`;
  return {
    opening: new RegExp([raw, ...others].join("|"), "g"),
    kinds: ["raw", ...tags.map(({ kind }) => kind)],
    endRaw: new RegExp(
      `${blockStart}([-+]?)${space}${options.nunjucks ? "end(?:raw|verbatim)" : "endraw"}${space}${closing}`,
      "g",
    ),
  };
}

/** The longest beginning goes first, so that `<%=` is not taken for `<%`. */
function orderedTags(options: SyntaxOptions): { kind: TagKind; pattern: string }[] {
  const lineStart = "(?<![^\\n])";
  const horizontal = `(?:(?![\\r\\n])[${WHITESPACE}])*`;
  const tags: { kind: Exclude<TagKind, "raw">; start: string; before: string }[] = [
    { kind: "comment", start: options.commentStart, before: "" },
    { kind: "block", start: options.blockStart, before: "" },
    { kind: "variable", start: options.variableStart, before: "" },
  ];
  if (options.lineStatementPrefix !== null) {
    tags.push({ kind: "lineStatement", start: options.lineStatementPrefix, before: `${lineStart}[ \\t\\v]*` });
  }
  if (options.lineCommentPrefix !== null) {
    const before = `(?:${lineStart}|(?<=[^${WHITESPACE}]))${horizontal}`;
    tags.push({ kind: "lineComment", start: options.lineCommentPrefix, before });
  }
  return tags
    .sort((a, b) => b.start.length - a.start.length || (RANK[a.kind] < RANK[b.kind] ? 1 : -1))
    .map(({ kind, start, before }) => ({ kind, pattern: before + escapeRegExp(start) }));
}

/** `RegExp.escape` is not there yet in all the versions of Node.js that we support. */
function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
