/** The tokens of a template one after the other, with a view ahead. */
import { quote } from "../explain.ts";
import { misplacedToken } from "./habits.ts";
import type { Span } from "./nodes.ts";
import type { Source } from "./source.ts";
import { syntaxError } from "./source.ts";
import { describeExpected, describeToken, matches, type Token } from "./tokens.ts";

/**
 * A stream of tokens. Token expressions are a type, `"comma"`, or a type with a value, `"name:endfor"`.
 *
 * @example
 * const say: Extension = {
 *   identifier: "say",
 *   tags: ["say"],
 *   parse(parser) {
 *     const start = parser.stream.expect("name:say");
 *     const what = parser.parsePrimary();
 *     parser.stream.skipIf("name:please");
 *     return { type: "Output", parts: [what], span: parser.spanFrom(start) };
 *   },
 * };
 * new Environment({ extensions: [say] }).fromString("{% say 'Hello' please %}").render(); // "Hello"
 */
export class TokenStream {
  /** The token that is looked at. */
  current: Token;
  /** Where the token before the current one ends: the end of what has been parsed. */
  lastEnd = 0;
  readonly #source: Source;
  readonly #read: () => Token;
  #ahead: Token | null = null;

  constructor(source: Source, read: () => Token) {
    this.#source = source;
    this.#read = read;
    this.current = read();
  }

  /** Whether all tokens have been read. */
  get atEnd(): boolean {
    return this.current.type === "eof";
  }

  /** Goes to the next token and returns the one that was current. */
  next(): Token {
    const token = this.current;
    if (token.type === "eof") return token;
    this.lastEnd = token.end;
    this.current = this.#ahead ?? this.#read();
    this.#ahead = null;
    return token;
  }

  /** The token after the current one. */
  look(): Token {
    if (this.current.type === "eof") return this.current;
    this.#ahead ??= this.#read();
    return this.#ahead;
  }

  /** Goes `count` tokens ahead. */
  skip(count = 1): void {
    while (count-- > 0) this.next();
  }

  /** Whether the current token is of a type, or of a type with a value. */
  test(expected: string): boolean {
    return matches(this.current, expected);
  }

  /** Goes ahead and returns the token if it is what is expected. */
  nextIf(expected: string): Token | null {
    return matches(this.current, expected) ? this.next() : null;
  }

  /** Goes ahead if the current token is what is expected; says whether. */
  skipIf(expected: string): boolean {
    if (!matches(this.current, expected)) return false;
    this.next();
    return true;
  }

  /**
   * Goes ahead and returns the token, which must be what is expected.
   *
   * @throws TemplateSyntaxError where it is not
   */
  expect(expected: string): Token {
    const { current } = this;
    if (matches(current, expected)) return this.next();
    const wanted = quote(describeExpected(expected));
    const message =
      current.type === "eof"
        ? `unexpected end of template, expected ${wanted}.`
        : `expected token ${wanted}, got ${quote(describeToken(current))}`;
    throw syntaxError(this.#source, message, tokenSpan(current), {
      code: "TEMPLATE_SYNTAX_TOKEN",
      cure: misplacedToken(expected, current),
    });
  }
}

/** From the beginning of a token to the end of what has been read. */
export function spanFrom(stream: TokenStream, start: Token): Span {
  return { line: start.line, column: start.column, length: Math.max(1, stream.lastEnd - start.start) };
}

/** The place of a token. */
export function tokenSpan(token: Token): Span {
  return { line: token.line, column: token.column, length: Math.max(1, token.end - token.start) };
}

/**
 * Where an operator and what it belongs to begin: with the latter if both are on one line, which underlines more; else
 * with the operator, whose line it is that Jinja2 reports.
 */
export function startOf(operand: Token, operator: Token): Token {
  return operand.line === operator.line ? operand : operator;
}
