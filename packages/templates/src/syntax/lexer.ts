/**
 * From source to tokens, as Jinja2 3.1's lexer does it.
 *
 * Tokens are made when they are asked for, so that of two mistakes the first is reported, be it the parser's or the
 * lexer's. Every character is looked at a bounded number of times.
 */
import { quote } from "../explain.ts";
import { isIdentifier, isSpaceAt, normalizeNewlines, skipSpace, trimmedEnd } from "./characters.ts";
import { foreignOperator } from "./habits.ts";
import { LineCounter } from "./lines.ts";
import {
  isDigitAt,
  type LiteralError,
  numberExtent,
  parseFloatLiteral,
  parseIntegerLiteral,
  unescapeString,
} from "./literals.ts";
import type { SyntaxOptions } from "./options.ts";
import { type LexerRules, lexerRules, type TagKind } from "./rules.ts";
import { type Source, syntaxError } from "./source.ts";
import { NUNJUCKS_OPERATORS, OPERATORS, type Token, type TokenType } from "./tokens.ts";

/** A comment of the template, for tools that read them. */
export interface Comment {
  readonly text: string;
  readonly line: number;
}

/** Inside which kind of tag the lexer is; `null` in text. */
type State = "variable" | "block" | "lineStatement" | null;

const CLOSING_BRACKETS: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const IS_CLOSING: ReadonlySet<string> = new Set(CLOSING_BRACKETS.values());

const NEWLINE = 0x0a;
const ASCII_NAME = /\w+/y;
/** Python's `\w`, and what else may be part of an identifier. */
const UNICODE_NAME = /[\p{L}\p{N}_\p{XID_Continue}]+/uy;

/** Brings a source into the form that lines, columns and offsets refer to. */
export function normalizeSource(text: string, options: SyntaxOptions): string {
  const normalized = normalizeNewlines(text);
  return !options.keepTrailingNewline && normalized.endsWith("\n") ? normalized.slice(0, -1) : normalized;
}

/** Reads the tokens of one source. */
export class Lexer {
  readonly #source: Source;
  readonly #text: string;
  readonly #options: SyntaxOptions;
  readonly #rules: LexerRules;
  readonly #onComment: ((comment: Comment) => void) | undefined;
  #position = 0;
  #state: State;
  /** What has to close the open brackets, inside of which the end of a tag is taken for operators; where they open. */
  readonly #brackets: { readonly closing: string; readonly at: number }[] = [];
  /** The beginning of a tag, found together with the text before it. */
  #pending: Token | null = null;
  #last: Token | null = null;
  readonly #lines: LineCounter;

  /**
   * @param source its text must have passed `normalizeSource`
   * @param options.state `"variable"` to begin as if inside `{{`
   * @param options.onComment is told of every comment
   */
  constructor(
    source: Source,
    syntax: SyntaxOptions,
    options: { readonly state?: "variable"; readonly onComment?: (comment: Comment) => void } = {},
  ) {
    this.#source = source;
    this.#text = source.text;
    this.#options = syntax;
    this.#rules = lexerRules(syntax);
    this.#state = options.state ?? null;
    this.#onComment = options.onComment;
    this.#lines = new LineCounter(source.text);
  }

  /** The next token; again and again `eof` at the end. */
  next(): Token {
    let token = this.#pending;
    this.#pending = null;
    while (token === null) token = this.#state === null ? this.#readText() : this.#readInTag(this.#state);
    this.#last = token;
    return token;
  }

  // -------------------------------------------------------------------------------------------------------- text

  #readText(): Token | null {
    const { opening, kinds } = this.#rules;
    const from = this.#position;
    opening.lastIndex = from;
    const match = from < this.#text.length ? opening.exec(this.#text) : null;
    if (match === null) {
      this.#position = this.#text.length;
      return from < this.#text.length ? this.#data(from, this.#text.length) : this.#eof();
    }
    let index = 0;
    while (match[2 * index + 1] === undefined) index++;
    const kind = kinds[index]!;
    const sign = match[2 * index + 2]!;
    const end = match.index + match[0].length;
    const text = this.#strippedEnd(from, match.index, sign, kind);
    const data = text > from ? this.#data(from, text) : null;
    this.#position = end;
    const begin = this.#open(kind, end, sign);
    if (data === null) return begin;
    this.#pending = begin;
    return data;
  }

  /** Applies `-` and `lstripBlocks` to the text before a tag: gives its new end. */
  #strippedEnd(from: number, to: number, sign: string, kind: TagKind): number {
    if (sign === "-") return trimmedEnd(this.#text, from, to);
    if (sign === "+" || !this.#options.lstripBlocks || kind === "variable") return to;
    let start = to;
    while (start > from && this.#text.charCodeAt(start - 1) !== NEWLINE && isSpaceAt(this.#text, start - 1)) start--;
    // A tag that follows another one on its line does not begin the line.
    return start === 0 || this.#text.charCodeAt(start - 1) === NEWLINE ? start : to;
  }

  /** Enters a tag. What has no end token (raw text, comments) is read at once. */
  #open(kind: TagKind, end: number, sign: string): Token | null {
    switch (kind) {
      case "raw":
        return this.#readRaw();
      case "comment":
        return this.#skipComment();
      case "lineComment":
        return this.#skipLineComment();
      case "variable":
        this.#state = "variable";
        return this.#delimiter("variable_begin", end - this.#options.variableStart.length - sign.length, end);
      case "block":
        this.#state = "block";
        return this.#delimiter("block_begin", end - this.#options.blockStart.length - sign.length, end);
      case "lineStatement":
        this.#state = "lineStatement";
        return this.#delimiter("block_begin", end - this.#options.lineStatementPrefix!.length - sign.length, end);
    }
  }

  #readRaw(): Token | null {
    const from = this.#position;
    // Nothing after the tag is no mistake in Jinja2.
    if (from === this.#text.length) return null;
    const { endRaw } = this.#rules;
    endRaw.lastIndex = from;
    const match = endRaw.exec(this.#text);
    if (match === null) {
      this.#fail("Missing end of raw directive", from, from + 1, {
        cure: `Close it with ${this.#options.blockStart} endraw ${this.#options.blockEnd}.`,
      });
    }
    const to = this.#strippedEnd(from, match.index, match[1]!, "raw");
    const data = to > from ? this.#data(from, to) : null;
    this.#position = match.index + match[0].length;
    return data;
  }

  #skipComment(): null {
    const from = this.#position;
    if (from === this.#text.length) return null;
    const { commentEnd, commentStart } = this.#options;
    const found = this.#text.indexOf(commentEnd, from);
    if (found === -1) {
      this.#fail("Missing end of comment tag", from, from + 1, {
        cure: `Close the comment that ${commentStart} opens with ${commentEnd}.`,
      });
    }
    let end = found;
    if (found > from && isSign(this.#text.charAt(found - 1))) end--;
    // The sign may look like the delimiter's own first character, as in `--->` with `-->`.
    const signed = end < found || (isSign(this.#text.charAt(found)) && this.#text.startsWith(commentEnd, found + 1));
    const sign = signed ? this.#text.charAt(end) : "";
    this.#reportComment(from, end);
    this.#position = this.#trimAfter(end + sign.length + commentEnd.length, sign);
    return null;
  }

  #skipLineComment(): null {
    const newline = this.#text.indexOf("\n", this.#position);
    const end = newline === -1 ? this.#text.length : newline;
    this.#reportComment(this.#position, end);
    this.#position = end;
    return null;
  }

  #reportComment(from: number, to: number): void {
    if (!this.#onComment) return;
    this.#lines.goTo(from);
    this.#onComment({ text: this.#text.slice(from, to), line: this.#lines.line });
  }

  // --------------------------------------------------------------------------------------------------- inside tags

  #readInTag(state: NonNullable<State>): Token | null {
    const from = this.#position;
    if (this.#brackets.length === 0) {
      const end = this.#tagEnd(state, from);
      if (end !== -1) {
        this.#state = null;
        this.#position = end;
        return this.#token(state === "variable" ? "variable_end" : "block_end", this.#text.slice(from, end), from, end);
      }
    }
    if (from >= this.#text.length) return this.#eof();
    if (isSpaceAt(this.#text, from)) {
      this.#position = skipSpace(this.#text, from);
      return null;
    }
    if (isDigitAt(this.#text, from)) return this.#readNumber(from);
    const char = this.#text.charAt(from);
    return (
      this.#readName(from) ?? (char === "'" || char === '"' ? this.#readString(from, char) : this.#readOperator(from))
    );
  }

  /** Where the tag ends if its end is at an offset, whitespace control applied; else -1. */
  #tagEnd(state: NonNullable<State>, at: number): number {
    if (state === "lineStatement") return this.#lineStatementEnd(at);
    const delimiter = state === "block" ? this.#options.blockEnd : this.#options.variableEnd;
    const sign = this.#text.charAt(at);
    const maySign = sign === "-" || (sign === "+" && state === "block");
    if (maySign && this.#text.startsWith(delimiter, at + 1)) return this.#trimAfter(at + 1 + delimiter.length, sign);
    if (!this.#text.startsWith(delimiter, at)) return -1;
    return state === "block" ? this.#trimAfter(at + delimiter.length, "") : at + delimiter.length;
  }

  /** A line statement takes the blank lines behind it along, but not the indentation of the next line with text. */
  #lineStatementEnd(at: number): number {
    let end = skipSpace(this.#text, at);
    if (end === this.#text.length) return end;
    while (end > at && this.#text.charCodeAt(end - 1) !== NEWLINE) end--;
    return end > at ? end : -1;
  }

  #trimAfter(at: number, sign: string): number {
    if (sign === "-") return skipSpace(this.#text, at);
    const trims = sign !== "+" && this.#options.trimBlocks && this.#text.charCodeAt(at) === NEWLINE;
    return trims ? at + 1 : at;
  }

  #readNumber(from: number): Token {
    const { end, float } = numberExtent(this.#text, from);
    const written = this.#text.slice(from, end);
    this.#position = end;
    if (float) return this.#token("float", written, from, end, parseFloatLiteral(written));
    const value = parseIntegerLiteral(written);
    if (typeof value === "object") this.#failLiteral(value, from, end);
    return this.#token("integer", written, from, end, value);
  }

  #readName(from: number): Token | null {
    ASCII_NAME.lastIndex = from;
    let end = ASCII_NAME.test(this.#text) ? ASCII_NAME.lastIndex : from;
    if (this.#text.charCodeAt(end) >= 0x80) {
      UNICODE_NAME.lastIndex = from;
      end = UNICODE_NAME.test(this.#text) ? UNICODE_NAME.lastIndex : from;
      if (end > from && !isIdentifier(this.#text.slice(from, end))) {
        this.#fail("Invalid character in identifier", from, end);
      }
    }
    if (end === from) return null;
    this.#position = end;
    return this.#token("name", this.#text.slice(from, end), from, end);
  }

  #readString(from: number, mark: string): Token {
    let end = this.#text.indexOf(mark, from + 1);
    while (end !== -1 && isEscaped(this.#text, from + 1, end)) end = this.#text.indexOf(mark, end + 1);
    if (end === -1) {
      this.#failChar(from, `The string that begins here is not closed: another ${mark} is missing.`);
    }
    const raw = this.#text.slice(from + 1, end);
    const value = unescapeString(this.#withNewlines(raw));
    if (typeof value === "object") this.#failLiteral(value, from, end + 1);
    this.#position = end + 1;
    return this.#token("string", value, from, end + 1);
  }

  #readOperator(from: number): Token {
    const written = this.#longestOperator(from);
    const type = OPERATORS.get(written) ?? NUNJUCKS_OPERATORS.get(written);
    if (type === undefined) this.#failChar(from, foreignOperator(this.#text, from));
    const closing = CLOSING_BRACKETS.get(written);
    if (closing !== undefined) this.#brackets.push({ closing, at: from });
    else if (IS_CLOSING.has(written)) this.#closeBracket(written, from);
    this.#position = from + written.length;
    return this.#token(type, written, from, this.#position);
  }

  #longestOperator(from: number): string {
    const three = this.#text.slice(from, from + 3);
    if (this.#options.nunjucks && NUNJUCKS_OPERATORS.has(three)) return three;
    const two = three.slice(0, 2);
    return OPERATORS.has(two) ? two : two.charAt(0);
  }

  #closeBracket(written: string, at: number): void {
    const bracket = this.#brackets.pop();
    if (bracket?.closing === written) return;
    const expected = bracket ? `, expected '${bracket.closing}'` : "";
    this.#fail(`unexpected '${written}'${expected}`, at, at + 1, {
      cure: bracket ? `${this.#openedOn(bracket.at)} is not closed.` : "There is no bracket that it could close.",
    });
  }

  #openedOn(at: number): string {
    const lines = new LineCounter(this.#text);
    lines.goTo(at);
    return `The '${this.#text.charAt(at)}' on line ${lines.line}, column ${at - lines.start + 1},`;
  }

  // --------------------------------------------------------------------------------------------- tokens and places

  #data(from: number, to: number): Token {
    return this.#token("data", this.#withNewlines(this.#text.slice(from, to)), from, to);
  }

  #delimiter(type: TokenType, from: number, to: number): Token {
    return this.#token(type, this.#text.slice(from, to), from, to);
  }

  /** Jinja2 reports what is missing at the end on the line of the last token, so the end is said to be there. */
  #eof(): Token {
    const end = this.#text.length;
    const { line = 1, column = 1, start = 0 } = this.#last ?? {};
    return { type: "eof", value: "", number: null, line, column, start, end };
  }

  #token(type: TokenType, value: string, start: number, end: number, number: number | bigint | null = null): Token {
    this.#lines.goTo(start);
    return { type, value, number, line: this.#lines.line, column: start - this.#lines.start + 1, start, end };
  }

  #withNewlines(text: string): string {
    const { newlineSequence } = this.#options;
    return newlineSequence === "\n" ? text : text.replaceAll("\n", newlineSequence);
  }

  #failChar(at: number, cure: string | undefined): never {
    const char = String.fromCodePoint(this.#text.codePointAt(at)!);
    this.#fail(`unexpected char ${quote(char)} at ${at}`, at, at + char.length, { cure });
  }

  #failLiteral({ error, cure }: LiteralError, from: number, to: number): never {
    this.#fail(error, from, to, { cure });
  }

  #fail(message: string, from: number, to: number, details: { cure?: string | undefined } = {}): never {
    this.#lines.goTo(from);
    const span = { line: this.#lines.line, column: from - this.#lines.start + 1, length: to - from };
    throw syntaxError(this.#source, message, span, { code: "TEMPLATE_SYNTAX_CHARACTER", ...details });
  }
}

function isSign(char: string): boolean {
  return char === "-" || char === "+";
}

/** Whether an odd number of backslashes stands before an offset. */
function isEscaped(text: string, from: number, at: number): boolean {
  let slash = at;
  while (slash > from && text.charCodeAt(slash - 1) === 0x5c) slash--;
  return (at - slash) % 2 === 1;
}
