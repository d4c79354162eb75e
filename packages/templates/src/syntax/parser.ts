/** From tokens to the tree: bodies and tags. Expressions and the single statements have files of their own. */
import type { TemplateSyntaxError } from "../errors.ts";
import { quote } from "../explain.ts";
import { checkStatements } from "./checking.ts";
import { ExpressionParser } from "./expressions.ts";
import type { BodyOptions, Extension, TargetOptions, TemplateParser } from "./extension.ts";
import { foreignTag, strangeTag } from "./habits.ts";
import { type Comment, Lexer, normalizeSource } from "./lexer.ts";
import { MOST_NESTED_STATEMENTS } from "./limits.ts";
import type {
  Arguments,
  Block,
  Body,
  Expression,
  ExtensionCall,
  FilterCall,
  Output,
  Parameter,
  Span,
  Statement,
  Target,
  TemplateNode,
  Text,
} from "./nodes.ts";
import type { TupleOptions } from "./operands.ts";
import { DEFAULT_SYNTAX, type SyntaxOptions } from "./options.ts";
import { type FailDetails, type Source, syntaxError } from "./source.ts";
import { parseAutoescape, parsePrint, parseSet } from "./statements/assign.ts";
import { parseFor, parseIf, parseWith } from "./statements/flow.ts";
import { parseFromImport, parseImport, parseInclude } from "./statements/imports.ts";
import { parseBlock, parseExtends } from "./statements/inheritance.ts";
import { parseCallBlock, parseFilterBlock, parseMacro, parseSignature } from "./statements/macros.ts";
import { parseSwitch } from "./statements/switch.ts";
import { spanFrom, TokenStream, tokenSpan } from "./stream.ts";
import { parseTarget, parseTargetName } from "./targets.ts";
import { describeExpected, describeToken, matches, type Token } from "./tokens.ts";

/** The tags of the language. */
const STATEMENTS: ReadonlyMap<string, (parser: TemplateParser) => Statement> = new Map<
  string,
  (parser: TemplateParser) => Statement
>([
  ["autoescape", parseAutoescape],
  ["block", parseBlock],
  ["call", parseCallBlock],
  ["extends", parseExtends],
  ["filter", parseFilterBlock],
  ["for", parseFor],
  ["from", parseFromImport],
  ["if", parseIf],
  ["import", parseImport],
  ["include", parseInclude],
  ["macro", parseMacro],
  ["print", parsePrint],
  ["set", parseSet],
  ["with", parseWith],
]);

/** The tags that nunjucks has in addition. */
const NUNJUCKS_STATEMENTS: ReadonlyMap<string, (parser: TemplateParser) => Statement> = new Map<
  string,
  (parser: TemplateParser) => Statement
>([
  ["asyncAll", parseFor],
  ["asyncEach", parseFor],
  ["ifAsync", parseIf],
  ["switch", parseSwitch],
]);

/** What is parsed, and how. */
export interface ParseOptions {
  /** The name by which the loader knows the template. */
  readonly name?: string | null;
  /** The file that it came from. */
  readonly filename?: string | null;
  /** Delimiters and whitespace, as `resolveSyntax` gives them. @default Jinja2's */
  readonly options?: SyntaxOptions;
  readonly extensions?: readonly Extension[];
  /** Is told of every comment, in the order of the source. */
  readonly onComment?: (comment: Comment) => void;
}

/**
 * Parses a template.
 *
 * @param text the source
 * @returns the tree
 * @throws TemplateSyntaxError where the source is not well-formed, TypeError where it is no string
 * @example parse("Hello {{ name }}", { name: "hello.html" }).body.length; // 1
 */
export function parse(text: string, options: ParseOptions = {}): TemplateNode {
  return open(text, options).parseTemplate();
}

/**
 * Parses a single expression, as it could stand between `{{` and `}}`.
 *
 * @throws TemplateSyntaxError where it is not well-formed, or something follows it
 * @example parseExpression("user.age >= 18").type; // "Compare"
 */
export function parseExpression(text: string, options: ParseOptions = {}): Expression {
  const parser = open(text, options, "variable");
  const expression = parser.parseExpression();
  if (!parser.stream.atEnd)
    parser.fail("chunk after expression", undefined, { cure: "Only one expression is expected." });
  return expression;
}

function open(text: string, options: ParseOptions, state?: "variable"): Parser {
  if (typeof text !== "string") throw new TypeError(`A template's source is a string, not ${describeType(text)}`);
  const { name = null, filename = null, options: syntax = DEFAULT_SYNTAX, onComment } = options;
  // The sort is stable: extensions of equal priority stay in the order in which they were given.
  const extensions = [...(options.extensions ?? [])].sort((a, b) => (a.priority ?? 100) - (b.priority ?? 100));
  for (const extension of extensions) text = extension.preprocess?.(text, name, filename) ?? text;
  const source: Source = { text: normalizeSource(text, syntax), name, filename };
  const lexer = new Lexer(source, syntax, { ...(state && { state }), ...(onComment && { onComment }) });
  const read = filteredTokens(() => lexer.next(), extensions);
  return new Parser(source, new TokenStream(source, read), extensions, syntax.nunjucks);
}

function describeType(value: unknown): string {
  return value === null ? "null" : typeof value;
}

function filteredTokens(read: () => Token, extensions: readonly Extension[]): () => Token {
  for (const extension of extensions) {
    if (!extension.filterStream) continue;
    const filtered = extension.filterStream(tokensUntilEnd(read))[Symbol.iterator]();
    const inner = read;
    read = () => {
      const { done, value } = filtered.next();
      // The lexer goes on giving the end token, with its place.
      return done === true ? inner() : value;
    };
  }
  return read;
}

function* tokensUntilEnd(read: () => Token): Generator<Token, void, undefined> {
  for (let token = read(); token.type !== "eof"; token = read()) yield token;
}

class Parser implements TemplateParser {
  readonly stream: TokenStream;
  readonly nunjucks: boolean;
  inLoop = false;
  readonly #source: Source;
  readonly #expressions: ExpressionParser;
  readonly #extensions: Map<string, Extension> = new Map();
  /** In the order in which they begin; the block itself is there only when it has ended. */
  readonly #blocks: Map<string, { readonly span: Span; readonly block: Block | null }> = new Map();
  /** The tags that are open, and what would end them. */
  readonly #openTags: Token[] = [];
  readonly #endTokens: (readonly string[])[] = [];
  /** What is wrong although it is well-formed is reported only after all that is not well-formed; the first is enough. */
  #late: TemplateSyntaxError | null = null;
  #duplicateBlock: TemplateSyntaxError | null = null;

  constructor(source: Source, stream: TokenStream, extensions: readonly Extension[], nunjucks: boolean) {
    this.#source = source;
    this.stream = stream;
    this.nunjucks = nunjucks;
    this.#expressions = new ExpressionParser(source, stream, nunjucks);
    for (const extension of extensions) {
      for (const tag of extension.tags ?? []) this.#extensions.set(tag, extension);
    }
  }

  get name(): string | null {
    return this.#source.name;
  }

  parseTemplate(): TemplateNode {
    const body = this.#parseBody(null);
    // Jinja2 looks for duplicate blocks before anything else.
    const late = this.#duplicateBlock ?? this.#late;
    if (late) throw late;
    const blocks = new Map<string, Block>();
    for (const [name, { block }] of this.#blocks) if (block) blocks.set(name, block);
    return { type: "Template", body, blocks, span: { line: 1, column: 1, length: 1 } };
  }

  // ------------------------------------------------------------------------------------------------------- bodies

  parseStatements(endTokens: readonly string[], { dropEnd = false, loop = this.inLoop }: BodyOptions = {}): Body {
    // Python's colon is tolerated: `{% if x: %}`.
    this.stream.skipIf("colon");
    this.stream.expect("block_end");
    if (this.#endTokens.length >= MOST_NESTED_STATEMENTS) {
      this.fail(`statements are nested too deeply (limit ${MOST_NESTED_STATEMENTS})`, undefined, {
        code: "TEMPLATE_SYNTAX_DEPTH",
        cure: "Move the inner part into a macro or a template of its own.",
      });
    }
    const outer = this.inLoop;
    this.inLoop = loop;
    this.#endTokens.push(endTokens);
    const body = this.#parseBody(endTokens);
    if (this.stream.atEnd) this.#failUnclosed();
    this.#endTokens.pop();
    this.inLoop = outer;
    if (dropEnd) this.stream.next();
    return body;
  }

  #parseBody(endTokens: readonly string[] | null): Body {
    const body: Statement[] = [];
    let parts: (Text | Expression)[] = [];
    const flush = (): void => {
      if (parts.length > 0) body.push(makeOutput(parts));
      parts = [];
    };
    while (!this.stream.atEnd) {
      const token = this.stream.next();
      if (token.type === "data") parts.push({ type: "Text", text: token.value, span: tokenSpan(token) });
      else if (token.type === "variable_begin") {
        parts.push(this.parseTuple());
        this.stream.expect("variable_end");
      } else if (token.type === "block_begin") {
        flush();
        if (endTokens?.some((end) => matches(this.stream.current, end))) return body;
        const statement = this.#parseStatement();
        if (isList(statement)) body.push(...statement);
        else body.push(statement);
        this.stream.expect("block_end");
      } else this.fail(`unexpected ${quote(describeToken(token))}`, token);
    }
    flush();
    return body;
  }

  #parseStatement(): Statement | readonly Statement[] {
    const token = this.stream.current;
    if (token.type !== "name") this.fail("tag name expected", token, { cure: tagNameCure(token) });
    const parse = STATEMENTS.get(token.value) ?? (this.nunjucks ? NUNJUCKS_STATEMENTS.get(token.value) : undefined);
    const extension = this.#extensions.get(token.value);
    if (!parse && !extension?.parse) this.#failUnknownTag(token);
    this.#openTags.push(token);
    const statement = parse ? parse(this) : this.#parseOwnTag(extension!, token);
    this.#openTags.pop();
    return statement;
  }

  #parseOwnTag(extension: Extension, token: Token): Statement | readonly Statement[] {
    const made = extension.parse!(this);
    checkStatements(extension, made, token, this.stream.current);
    return made;
  }

  // ------------------------------------------------------------------------------------------------------- pieces

  parseExpression(withConditional?: boolean): Expression {
    return this.#expressions.parseExpression(withConditional);
  }
  parseTuple(options?: TupleOptions): Expression {
    return this.#expressions.parseTuple(options);
  }
  parsePrimary(): Expression {
    return this.#expressions.parsePrimary();
  }
  parseArguments(): Arguments {
    return this.#expressions.parseArguments();
  }
  parseFilters(): FilterCall {
    return this.#expressions.parseFilters();
  }
  parseTarget(options: TargetOptions = {}): Target {
    return parseTarget(this, options);
  }
  parseTargetName(): string {
    return parseTargetName(this);
  }
  parseSignature(): readonly Parameter[] {
    return parseSignature(this);
  }

  spanFrom(start: Token): Span {
    return spanFrom(this.stream, start);
  }

  callMethod(extension: string, method: string, args: Partial<Arguments>, start: Token): ExtensionCall {
    const { args: positional = [], kwargs = [], dynArgs = null, dynKwargs = null } = args;
    const span = this.spanFrom(start);
    return { type: "ExtensionCall", extension, method, args: positional, kwargs, dynArgs, dynKwargs, span };
  }

  parseBlockBody(name: string, span: Span, parseBody: () => Block): Block {
    const other = this.#blocks.get(name);
    if (!other) this.#blocks.set(name, { span, block: null });
    else if (!this.#duplicateBlock) {
      const message = `block ${quote(name)} defined twice`;
      const cure = `The other one is on line ${other.span.line}. To print a block again write {{ self.${name}() }}.`;
      this.#duplicateBlock = this.#error(message, span, { assertion: true, cure });
    }
    const block = parseBody();
    if (!other) this.#blocks.set(name, { span, block });
    return block;
  }

  // ------------------------------------------------------------------------------------------------------- errors

  fail(message: string, at: Token | Span = this.stream.current, details: FailDetails = {}): never {
    throw this.#error(message, at, details);
  }

  failLater(message: string, at: Token | Span, details: FailDetails = {}): void {
    this.#late ??= this.#error(message, at, details);
  }

  #error(message: string, at: Token | Span, details: FailDetails): TemplateSyntaxError {
    return syntaxError(this.#source, message, "type" in at ? tokenSpan(at) : at, details);
  }

  #failUnknownTag(token: Token): never {
    const expected = this.#endTokens.flat().map(describeExpected);
    const nested = expected.includes(token.value);
    const message = [`Encountered unknown tag ${quote(token.value)}.`, this.#lookingFor(nested), this.#innermost()];
    const known = [...STATEMENTS.keys(), ...this.#extensions.keys(), ...expected, "raw"];
    const open = this.#openTags.at(-1);
    const close = open && this.#closeCure(open);
    const isEnd = token.value.startsWith("end");
    const cure =
      (nested ? close : undefined) ??
      foreignTag(token.value, known) ??
      (isEnd ? close : undefined) ??
      strangeTag(token.value);
    this.fail(message.filter(Boolean).join(" "), token, { code: "TEMPLATE_SYNTAX_TAG", cure });
  }

  #failUnclosed(): never {
    const message = ["Unexpected end of template.", this.#lookingFor(false), this.#innermost()];
    const open = this.#openTags.at(-1);
    this.fail(message.filter(Boolean).join(" "), undefined, {
      code: "TEMPLATE_SYNTAX_TAG",
      cure: open && this.#closeCure(open),
    });
  }

  #closeCure(open: Token): string {
    const end = this.#endTokens
      .at(-1)!
      .map(describeExpected)
      .find((name) => name.startsWith("end"))!;
    return `${quote(open.value)} was opened on line ${open.line}; ${quote(end)} closes it.`;
  }

  #lookingFor(nested: boolean): string {
    const innermost = this.#endTokens.at(-1);
    if (!innermost) return "";
    const tags = innermost.map((end) => quote(describeExpected(end))).join(" or ");
    return nested
      ? `You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${tags}.`
      : `Jinja was looking for the following tags: ${tags}.`;
  }

  #innermost(): string {
    const open = this.#openTags.at(-1);
    return open ? `The innermost block that needs to be closed is ${quote(open.value)}.` : "";
  }
}

function isList(statement: Statement | readonly Statement[]): statement is readonly Statement[] {
  return Array.isArray(statement);
}

function tagNameCure(token: Token): string | undefined {
  if (token.type === "div") return "Jinja names what ends: `endif`, `endfor`, `endblock`…";
  return token.type === "block_end" ? "The tag is empty." : undefined;
}

/** Merges texts that follow each other, as around `raw` and comments. */
function makeOutput(parts: readonly (Text | Expression)[]): Output {
  const merged: (Text | Expression)[] = [];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!;
    if (part.type !== "Text") {
      merged.push(part);
      continue;
    }
    let text = part.text;
    for (let next = parts[index + 1]; next?.type === "Text"; next = parts[index + 1]) {
      text += next.text;
      index++;
    }
    merged.push(text === part.text ? part : { ...part, text });
  }
  return { type: "Output", parts: merged, span: merged[0]!.span };
}
