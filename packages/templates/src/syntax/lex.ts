/** A source as tokens, for who looks at templates without parsing them. */
import { Lexer, normalizeSource } from "./lexer.ts";
import type { SyntaxOptions } from "./options.ts";
import type { Token } from "./tokens.ts";

/** What the tokens belong to, for messages. */
export interface LexOptions {
  readonly name: string | null;
  readonly filename: string | null;
}

/**
 * The tokens of a source, as the parser gets them: neither white space inside of tags nor comments.
 *
 * @throws TemplateSyntaxError where there is a character that begins no token; while they are read
 */
export function* lex(
  text: string,
  syntax: SyntaxOptions,
  { name, filename }: LexOptions,
): Generator<Token, void, undefined> {
  const lexer = new Lexer({ text: normalizeSource(text, syntax), name, filename }, syntax);
  for (let token = lexer.next(); token.type !== "eof"; token = lexer.next()) yield token;
}
