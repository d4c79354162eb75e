/** The parts between operators: names, literals and brackets, with what follows them: `.a`, `[b]`, `(c)`, `|d`, `is e`. */
import { quote } from "../explain.ts";
import type { Growth } from "./growth.ts";
import { missingExpression } from "./habits.ts";
import type { Arguments, Expression, FilterCall, SliceExpression, Span, TestCall } from "./nodes.ts";
import { regexpEnd } from "./regexp.ts";
import { type FailDetails, type Source, syntaxError } from "./source.ts";
import { spanFrom, startOf, type TokenStream, tokenSpan } from "./stream.ts";
import { describeToken, isName, type Token, type TokenType } from "./tokens.ts";

/** How a list of expressions without brackets ends, and what it may hold. */
export interface TupleOptions {
  /** Whether `a if b else c` may stand without brackets. @default true */
  readonly withConditional?: boolean;
  /** A token that ends the tuple besides the end of the tag. */
  readonly endsAt?: string;
  /** Whether the tuple stands in brackets, so that it may be empty. @default false */
  readonly inBrackets?: boolean;
}

/** Whole expressions, which stand inside the brackets of operands. */
export interface Expressions {
  parseExpression(): Expression;
  parseTuple(options: TupleOptions): Expression;
}

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["none", null],
  ["None", null],
]);
const NUNJUCKS_CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([...CONSTANTS, ["null", null]]);

/** Tokens that begin the argument of a test that has no brackets: `is divisibleby 3`. */
const TEST_ARGUMENT_START: ReadonlySet<TokenType> = new Set([
  "name",
  "string",
  "integer",
  "float",
  "lbracket",
  "lbrace",
] as const);
/** Names that follow a test without being its argument. */
const AFTER_TEST: ReadonlySet<string> = new Set(["else", "or", "and"]);
/** Jinja2 takes `if` for the argument, and stumbles over what follows. */
const NUNJUCKS_AFTER_TEST: ReadonlySet<string> = new Set([...AFTER_TEST, "if"]);

const NO_ARGUMENTS: Arguments = { args: [], kwargs: [], dynArgs: null, dynKwargs: null };

/** Reads operands from a stream of tokens. */
export class OperandParser {
  readonly #source: Source;
  readonly #stream: TokenStream;
  readonly #growth: Growth;
  readonly #expressions: Expressions;
  readonly #nunjucks: boolean;
  readonly #constants: ReadonlyMap<string, boolean | null>;

  constructor(source: Source, stream: TokenStream, growth: Growth, expressions: Expressions, nunjucks: boolean) {
    this.#source = source;
    this.#stream = stream;
    this.#growth = growth;
    this.#expressions = expressions;
    this.#nunjucks = nunjucks;
    this.#constants = nunjucks ? NUNJUCKS_CONSTANTS : CONSTANTS;
  }

  // ---------------------------------------------------------------------------------------------------- primaries

  /** A name, a literal or something in brackets. */
  parsePrimary(): Expression {
    const token = this.#stream.current;
    switch (token.type) {
      case "name":
        return this.#name();
      case "string":
        return this.#string();
      case "integer":
        this.#stream.next();
        return this.#growth.grow({ type: "Constant", value: token.number, span: tokenSpan(token) });
      case "float":
        this.#stream.next();
        return this.#growth.grow({ type: "Constant", value: token.number, float: true, span: tokenSpan(token) });
      case "lparen":
        return this.#inBrackets();
      case "lbracket":
        return this.#list();
      case "lbrace":
        return this.#dict();
      default:
        return this.failMissing(`unexpected ${this.describeCurrent()}`);
    }
  }

  #name(): Expression {
    const token = this.#stream.next();
    const constant = this.#constants.get(token.value);
    const span = tokenSpan(token);
    if (constant !== undefined) return this.#growth.grow({ type: "Constant", value: constant, span });
    if (this.#nunjucks && token.value === "r") this.#refuseRegexp(token);
    return this.#growth.grow({ type: "Name", name: token.value, span });
  }

  #refuseRegexp(token: Token): void {
    const end = regexpEnd(this.#source.text, token.end);
    if (end === -1) return;
    const span = { ...tokenSpan(token), length: end - token.end + token.value.length };
    throw syntaxError(this.#source, "regular expressions are not part of the language", span, {
      cure: "Use `replace`, `in`, `.removesuffix()`, or a filter of your own that matches. To divide put spaces around `/`.",
    });
  }

  /** Strings that follow each other are one string, as in Python. */
  #string(): Expression {
    const start = this.#stream.next();
    let value = start.value;
    while (this.#stream.current.type === "string") value += this.#stream.next().value;
    return this.#growth.grow({ type: "Constant", value, span: this.#span(start) });
  }

  #inBrackets(): Expression {
    this.#stream.next();
    const inside = this.#expressions.parseTuple({ inBrackets: true });
    this.#stream.expect("rparen");
    return inside;
  }

  #list(): Expression {
    const start = this.#stream.next();
    const items: Expression[] = [];
    this.#commaSeparated("rbracket", () => items.push(this.#expressions.parseExpression()));
    return this.#growth.grow({ type: "List", items, span: this.#span(start) });
  }

  #dict(): Expression {
    const start = this.#stream.next();
    const items: { key: Expression; value: Expression }[] = [];
    this.#commaSeparated("rbrace", () => {
      const key = this.#dictKey();
      this.#stream.expect("colon");
      items.push({ key, value: this.#expressions.parseExpression() });
    });
    return this.#growth.grow({ type: "Dict", items, span: this.#span(start) });
  }

  /** In nunjucks, as in JavaScript, a bare name as a key stands for itself. */
  #dictKey(): Expression {
    const token = this.#stream.current;
    if (!this.#nunjucks || token.type !== "name" || this.#stream.look().type !== "colon") {
      return this.#expressions.parseExpression();
    }
    this.#stream.next();
    return { type: "Constant", value: token.value, span: tokenSpan(token) };
  }

  /** Items up to a closing bracket, which is skipped; a comma may follow the last one. */
  #commaSeparated(closing: TokenType, parseItem: () => void): void {
    let isFirst = true;
    while (!this.#stream.test(closing)) {
      if (!isFirst) {
        this.#stream.expect("comma");
        if (this.#stream.test(closing)) break;
      }
      isFirst = false;
      parseItem();
    }
    this.#stream.next();
  }

  // --------------------------------------------------------------------------------------- what follows a primary

  /** Attributes, items and calls behind an expression that begins at a token. */
  parsePostfix(expression: Expression, start: Token): Expression {
    for (;;) {
      switch (this.#stream.current.type) {
        case "dot":
          expression = this.#attribute(expression, start);
          break;
        case "lbracket":
          expression = this.#item(expression, start);
          break;
        case "lparen":
          expression = this.#call(expression, start);
          break;
        default:
          return expression;
      }
    }
  }

  /** Filters, tests and calls behind an expression that begins at a token. */
  parseFiltersAndTests(expression: Expression, start: Token): Expression {
    for (;;) {
      const { current } = this.#stream;
      if (current.type === "pipe") {
        this.#stream.next();
        expression = this.#filter(expression);
      } else if (isName(current, "is")) expression = this.#test(expression);
      else if (current.type === "lparen") expression = this.#call(expression, start);
      else return expression;
    }
  }

  #attribute(target: Expression, start: Token): Expression {
    const dot = this.#stream.next();
    const token = this.#stream.next();
    const span = this.#span(startOf(start, dot));
    if (token.type === "name") return this.#growth.grow({ type: "GetAttribute", target, name: token.value, span });
    if (token.type !== "integer") {
      this.#fail("expected name or number", token, { cure: "`a['b c']` reads an item of any name." });
    }
    const index: Expression = { type: "Constant", value: token.number, span: tokenSpan(token) };
    return this.#growth.grow({ type: "GetItem", target, index, span });
  }

  #item(target: Expression, start: Token): Expression {
    const bracket = this.#stream.next();
    const indices: (Expression | SliceExpression)[] = [];
    while (this.#stream.current.type !== "rbracket") {
      if (indices.length > 0) this.#stream.expect("comma");
      indices.push(this.#subscript());
    }
    this.#stream.next();
    const slice = indices.find(({ type }) => type === "Slice");
    if (indices.length > 1 && slice !== undefined) {
      this.#fail("a slice stands alone between its brackets", bracket, { cure: "Slice once: `x[1:2]`." });
    }
    const index: Expression =
      indices.length === 1 ? indices[0]! : { type: "Tuple", items: indices, span: this.#span(bracket) };
    return this.#growth.grow({ type: "GetItem", target, index, span: this.#span(startOf(start, bracket)) });
  }

  #subscript(): Expression {
    const stream = this.#stream;
    const first = stream.current;
    const start = first.type === "colon" ? null : this.#expressions.parseExpression();
    if (start !== null && stream.current.type !== "colon") return start;
    stream.next();
    const stop = this.#sliceBound();
    const step = stream.skipIf("colon") ? this.#sliceBound() : null;
    return { type: "Slice", start, stop, step, span: this.#span(first) };
  }

  #sliceBound(): Expression | null {
    const { type } = this.#stream.current;
    const isMissing = type === "colon" || type === "rbracket" || type === "comma";
    return isMissing ? null : this.#expressions.parseExpression();
  }

  #call(callee: Expression, start: Token): Expression {
    const bracket = this.#stream.current;
    const args = this.parseArguments();
    return this.#growth.grow({ type: "Call", callee, ...args, span: this.#span(startOf(start, bracket)) });
  }

  /** What is between the brackets of a call, the brackets included. */
  parseArguments(): Arguments {
    const stream = this.#stream;
    const start = stream.expect("lparen");
    const args: Expression[] = [];
    const kwargs: { name: string; value: Expression }[] = [];
    let dynArgs: Expression | null = null;
    let dynKwargs: Expression | null = null;
    this.#commaSeparated("rparen", () => {
      const { type, value: name } = stream.current;
      const isKeyword = type === "name" && stream.look().type === "assign";
      const tooLate = {
        mul: dynArgs !== null || dynKwargs !== null,
        pow: dynKwargs !== null,
        keyword: dynKwargs !== null,
        positional: dynArgs !== null || dynKwargs !== null || (kwargs.length > 0 && !this.#nunjucks),
      };
      const kind = type === "mul" || type === "pow" ? type : isKeyword ? "keyword" : "positional";
      if (tooLate[kind]) {
        this.#fail("invalid syntax for function call expression", start, {
          cure: "Arguments come in this order: values, name=value, *list, **dict.",
        });
      }
      stream.skip(kind === "positional" ? 0 : kind === "keyword" ? 2 : 1);
      const value = this.#expressions.parseExpression();
      if (kind === "mul") dynArgs = value;
      else if (kind === "pow") dynKwargs = value;
      else if (kind === "keyword") kwargs.push({ name, value });
      else args.push(value);
    });
    return { args, kwargs, dynArgs, dynKwargs };
  }

  /** The filters of a filter or set block, `a|b(c)`; the innermost one has no target. */
  parseFilters(): FilterCall {
    const outer = this.#growth.open();
    let filter = this.#filter(null);
    while (this.#stream.skipIf("pipe")) filter = this.#filter(filter);
    this.#growth.close(outer);
    return filter;
  }

  #filter(target: Expression | null): FilterCall {
    const start = this.#stream.current;
    const name = this.#dottedName();
    const args = this.#stream.current.type === "lparen" ? this.parseArguments() : NO_ARGUMENTS;
    return this.#growth.grow<FilterCall>({ type: "Filter", target, name, ...args, span: this.#span(start) });
  }

  #test(target: Expression): Expression {
    const is = this.#stream.next();
    const negated = this.#stream.skipIf("name:not");
    const start = this.#stream.current;
    const name = this.#dottedName();
    const args = this.#testArguments();
    const span = this.#span(startOf(start, is));
    const test = this.#growth.grow<TestCall>({ type: "Test", target, name, ...args, span });
    return negated ? this.#growth.grow({ type: "Unary", op: "not", operand: test, span }) : test;
  }

  #testArguments(): Arguments {
    const { current } = this.#stream;
    if (current.type === "lparen") return this.parseArguments();
    if (!TEST_ARGUMENT_START.has(current.type)) return NO_ARGUMENTS;
    const afterTest = this.#nunjucks ? NUNJUCKS_AFTER_TEST : AFTER_TEST;
    if (current.type === "name" && afterTest.has(current.value)) return NO_ARGUMENTS;
    if (isName(current, "is")) {
      this.#fail("You cannot chain multiple tests with is", current, { cure: "Join them: `a is b and a is c`." });
    }
    const outer = this.#growth.open();
    const argument = this.parsePostfix(this.parsePrimary(), current);
    this.#growth.close(outer);
    return { ...NO_ARGUMENTS, args: [argument] };
  }

  #dottedName(): string {
    let name = this.#stream.expect("name").value;
    while (this.#stream.skipIf("dot")) name += "." + this.#stream.expect("name").value;
    return name;
  }

  // ------------------------------------------------------------------------------------------------------- places

  #span(start: Token): Span {
    return spanFrom(this.#stream, start);
  }

  /** The current token, as messages call it. */
  describeCurrent(): string {
    return quote(describeToken(this.#stream.current));
  }

  /** Gives up because no expression begins with the current token. */
  failMissing(message: string): never {
    const { current } = this.#stream;
    this.#fail(message, current, { code: "TEMPLATE_SYNTAX_TOKEN", cure: missingExpression(current) });
  }

  #fail(message: string, token: Token, details: FailDetails): never {
    throw syntaxError(this.#source, message, tokenSpan(token), details);
  }
}
