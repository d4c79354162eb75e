/** The tokens of the template language, named as Jinja2 names them: extensions and messages use these words. */

/** Operators by how they are written; the lexer takes the longest that fits. */
export const OPERATORS: ReadonlyMap<string, TokenType> = new Map([
  ["+", "add"],
  ["-", "sub"],
  ["/", "div"],
  ["//", "floordiv"],
  ["*", "mul"],
  ["%", "mod"],
  ["**", "pow"],
  ["~", "tilde"],
  ["[", "lbracket"],
  ["]", "rbracket"],
  ["(", "lparen"],
  [")", "rparen"],
  ["{", "lbrace"],
  ["}", "rbrace"],
  ["==", "eq"],
  ["!=", "ne"],
  [">", "gt"],
  [">=", "gteq"],
  ["<", "lt"],
  ["<=", "lteq"],
  ["=", "assign"],
  [".", "dot"],
  [":", "colon"],
  ["|", "pipe"],
  [",", "comma"],
  [";", "semicolon"],
] as const);

/** The kinds of tokens. */
export type TokenType =
  | "add"
  | "sub"
  | "div"
  | "floordiv"
  | "mul"
  | "mod"
  | "pow"
  | "tilde"
  | "lbracket"
  | "rbracket"
  | "lparen"
  | "rparen"
  | "lbrace"
  | "rbrace"
  | "eq"
  | "ne"
  | "gt"
  | "gteq"
  | "lt"
  | "lteq"
  | "identical"
  | "notidentical"
  | "assign"
  | "dot"
  | "colon"
  | "pipe"
  | "comma"
  | "semicolon"
  | "name"
  | "string"
  | "integer"
  | "float"
  | "data"
  | "variable_begin"
  | "variable_end"
  | "block_begin"
  | "block_end"
  | "eof";

/** One token of a template. */
export interface Token {
  /** Its kind. */
  readonly type: TokenType;
  /** The name, the text of a string after its escapes, the data, or the token as written. */
  readonly value: string;
  /** The number that an `integer` or `float` stands for. */
  readonly number: number | bigint | null;
  /** Line, counted from 1. */
  readonly line: number;
  /** Column, counted from 1. */
  readonly column: number;
  /** Where it begins: an offset in the newline-normalised source. */
  readonly start: number;
  /** Where it ends, not included. */
  readonly end: number;
}

/** The operators that nunjucks has in addition. */
export const NUNJUCKS_OPERATORS: ReadonlyMap<string, TokenType> = new Map([
  ["===", "identical"],
  ["!==", "notidentical"],
] as const);

const DESCRIPTIONS: ReadonlyMap<string, string> = new Map([
  ...Array.from(NUNJUCKS_OPERATORS, ([written, type]) => [type, written] as const),
  ["block_begin", "begin of statement block"],
  ["block_end", "end of statement block"],
  ["variable_begin", "begin of print statement"],
  ["variable_end", "end of print statement"],
  ["data", "template data / text"],
  ["eof", "end of template"],
  ...Array.from(OPERATORS, ([written, type]) => [type, written] as const),
]);

/** How a message calls a token: names by themselves, all else by their kind. */
export function describeToken(token: Token): string {
  return token.type === "name" ? token.value : (DESCRIPTIONS.get(token.type) ?? token.type);
}

/** How a message calls what a token expression (`"comma"`, `"name:endfor"`) asks for. */
export function describeExpected(expected: string): string {
  return expected.startsWith("name:") ? expected.slice(5) : (DESCRIPTIONS.get(expected) ?? expected);
}

/**
 * Whether a token is of a type (`"comma"`), or of a type with a value (`"name:endfor"`).
 *
 * @example
 * matches(token, "name:in"); // true
 * matches(token, "name"); // true
 */
export function matches(token: Token, expected: string): boolean {
  const { type, value } = token;
  if (type === expected) return true;
  return (
    expected.length === type.length + 1 + value.length &&
    expected.charCodeAt(type.length) === 0x3a &&
    expected.startsWith(type) &&
    expected.endsWith(value)
  );
}

/** Whether a token is a certain name: the words of the language are names. */
export function isName(token: Token, name: string): boolean {
  return token.type === "name" && token.value === name;
}
