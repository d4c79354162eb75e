/**
 * What an extension is, and what it sees of the parser.
 *
 * An extension adds tags. It makes the statements of the engine out of them, or calls its own methods at run time:
 *
 *     const now: Extension = {
 *       identifier: "now",
 *       tags: ["now"],
 *       parse(parser) {
 *         const start = parser.stream.next();
 *         const call = parser.callMethod("now", "print", { args: [parser.parseExpression()] }, start);
 *         return { type: "Output", parts: [call], span: parser.spanFrom(start) };
 *       },
 *       methods: { print: (format) => formatDate(new Date(), String(format)) },
 *     };
 */

import type {
  Arguments,
  Block,
  Body,
  Expression,
  ExtensionCall,
  FilterCall,
  Parameter,
  Span,
  Statement,
  Target,
} from "./nodes.ts";
import type { TupleOptions } from "./operands.ts";
import type { FailDetails } from "./source.ts";
import type { TokenStream } from "./stream.ts";
import type { Token } from "./tokens.ts";

/** A function that a template calls by an `ExtensionCall`, with the arguments that the extension's `parse` put there. */
export type ExtensionMethod = (...args: never[]) => unknown;

/** An addition to the language. */
export interface Extension {
  /** A name of its own: `ExtensionCall` finds the extension by it, and an environment has each extension once. */
  readonly identifier: string;
  /** The tags that `parse` is called for. An extension's tag never replaces one of the language. */
  readonly tags?: readonly string[];
  /** Extensions with a lower number go first. @default 100 */
  readonly priority?: number;
  /** What `ExtensionCall` may call, by name; own properties only. */
  readonly methods?: Readonly<Record<string, ExtensionMethod>>;
  /** Changes the source before it is read. Lines should stay where they are, since errors are reported by them. */
  preprocess?(source: string, name: string | null, filename: string | null): string;
  /** Changes the tokens on their way to the parser. */
  filterStream?(tokens: Iterable<Token>): Iterable<Token>;
  /** Reads a tag: the current token is its name; the end of the tag is left to the caller. */
  parse?(parser: TemplateParser): Statement | readonly Statement[];
}

/** How a body is read. */
export interface BodyOptions {
  /** Whether the end token is skipped, else it is the current token afterwards. @default false */
  readonly dropEnd?: boolean;
  /** Whether `break` and `continue` may stand in the body; as around it, if not given. */
  readonly loop?: boolean;
}

/** What can be assigned to in a place. */
export interface TargetOptions {
  /** A token that ends a tuple besides the end of the tag. */
  readonly endsAt?: string;
  /** Whether `namespace.attribute` may be assigned to. @default false */
  readonly withNamespace?: boolean;
}

/** The parser, as statements and extensions use it. */
export interface TemplateParser {
  /** The tokens, at the one that is to be read next. */
  readonly stream: TokenStream;
  /** The name of the template, if it has one. */
  readonly name: string | null;
  /** Whether nunjucks' additions are read. */
  readonly nunjucks: boolean;
  /** Whether `break` and `continue` may stand here. */
  readonly inLoop: boolean;
  /** One expression; `withConditional: false` leaves `a if b else c` to brackets. */
  parseExpression(withConditional?: boolean): Expression;
  /** One expression, or a tuple without brackets. */
  parseTuple(options?: TupleOptions): Expression;
  /** A name, a literal or something in brackets. */
  parsePrimary(): Expression;
  /** The arguments of a call, brackets included. */
  parseArguments(): Arguments;
  /** `a|b(c)`: filters whose innermost one gets no target. */
  parseFilters(): FilterCall;
  /** What is assigned to. */
  parseTarget(options?: TargetOptions): Target;
  /** A single name that is assigned to. */
  parseTargetName(): string;
  /** `(a, b=1)` of a macro. */
  parseSignature(): readonly Parameter[];
  /** The rest of the tag's end, and all up to one of the end tokens, such as `"name:endfor"`. */
  parseStatements(endTokens: readonly string[], options?: BodyOptions): Body;
  /** From the beginning of a token to the end of what has been read. */
  spanFrom(start: Token): Span;
  /** An expression that calls one of the extension's `methods` at run time. */
  callMethod(extension: string, method: string, args: Partial<Arguments>, start: Token): ExtensionCall;
  /** Makes a block known by its name, so that it can be overridden and two of the same name are found. */
  parseBlockBody(name: string, span: Span, parseBody: () => Block): Block;
  /**
   * Gives up.
   * @param at the token to blame; the current one if not given
   * @throws TemplateSyntaxError always
   */
  fail(message: string, at?: Token | Span, details?: FailDetails): never;
  /** Gives up after the whole template has been read: for what is wrong but well-formed. */
  failLater(message: string, at: Token | Span, details?: FailDetails): void;
}
