/** How a template is written: delimiters and whitespace. */
import { isBlank } from "./characters.ts";

/** The part of an environment's options that changes how a source is read. */
export interface SyntaxOptions {
  /** @default "{%" */
  readonly blockStart: string;
  /** @default "%}" */
  readonly blockEnd: string;
  /** @default "{{" */
  readonly variableStart: string;
  /** @default "}}" */
  readonly variableEnd: string;
  /** @default "{#" */
  readonly commentStart: string;
  /** @default "#}" */
  readonly commentEnd: string;
  /** With `"#"`, a line `# for x in y` is a statement. @default null */
  readonly lineStatementPrefix: string | null;
  /** With `"##"`, the rest of a line after it is a comment. @default null */
  readonly lineCommentPrefix: string | null;
  /** Removes the newline after a block or comment. @default false */
  readonly trimBlocks: boolean;
  /** Removes spaces and tabs before a block or comment that begins a line. @default false */
  readonly lstripBlocks: boolean;
  /** Keeps the newline at the end of the source. @default false */
  readonly keepTrailingNewline: boolean;
  /** What every newline of the source becomes. @default "\n" */
  readonly newlineSequence: "\n" | "\r\n" | "\r";
  /**
   * Whether what nunjucks adds to the language is read as well: `===`, `null`, `elseif`, `switch`, `verbatim`, `asyncEach`,
   * names as keys of a dict. @default false
   */
  readonly nunjucks: boolean;
}

/** Jinja2's defaults. */
export const DEFAULT_SYNTAX: SyntaxOptions = Object.freeze({
  blockStart: "{%",
  blockEnd: "%}",
  variableStart: "{{",
  variableEnd: "}}",
  commentStart: "{#",
  commentEnd: "#}",
  lineStatementPrefix: null,
  lineCommentPrefix: null,
  trimBlocks: false,
  lstripBlocks: false,
  keepTrailingNewline: false,
  newlineSequence: "\n",
  nunjucks: false,
});

const DELIMITERS = ["blockStart", "blockEnd", "variableStart", "variableEnd", "commentStart", "commentEnd"] as const;
const PREFIXES = ["lineStatementPrefix", "lineCommentPrefix"] as const;
const NEWLINES: ReadonlySet<unknown> = new Set(["\n", "\r\n", "\r"]);

/**
 * Completes syntax options with the defaults and refuses what no lexer could work with.
 *
 * @throws TypeError where a delimiter is no text, is empty or blank, holds a newline, or begins two things at once
 * @example resolveSyntax({ variableStart: "${", variableEnd: "}" }).blockStart; // "{%"
 */
export function resolveSyntax(options: Partial<SyntaxOptions> = {}): SyntaxOptions {
  const resolved = { ...DEFAULT_SYNTAX };
  for (const key of Object.keys(DEFAULT_SYNTAX) as (keyof SyntaxOptions)[]) {
    // Own properties only: nothing that somebody left on Object.prototype changes how templates are read.
    if (Object.hasOwn(options, key) && options[key] !== undefined) Object.assign(resolved, { [key]: options[key] });
  }
  for (const key of DELIMITERS) checkDelimiter(key, resolved[key]);
  for (const key of PREFIXES) if (resolved[key] !== null) checkDelimiter(key, resolved[key]);
  if (new Set([resolved.blockStart, resolved.variableStart, resolved.commentStart]).size < 3) {
    throw new TypeError("blockStart, variableStart and commentStart must differ: nothing else tells the three apart");
  }
  if (!NEWLINES.has(resolved.newlineSequence)) {
    throw new TypeError(
      `newlineSequence must be "\\n", "\\r\\n" or "\\r", not ${JSON.stringify(resolved.newlineSequence)}`,
    );
  }
  return Object.freeze(resolved);
}

function checkDelimiter(key: string, value: unknown): void {
  if (typeof value !== "string") throw new TypeError(`${key} must be a string, not ${typeof value}`);
  if (value === "" || isBlank(value)) throw new TypeError(`${key} must not be empty or blank`);
  if (/[\r\n]/.test(value)) throw new TypeError(`${key} must not contain a newline`);
}
