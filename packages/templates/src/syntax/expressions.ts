/**
 * Expressions, with the precedences of Jinja2. From loose to tight:
 *
 *     a if b else c · or · and · not · == != < <= > >= in, not in · + - · ~ · * / // % · ** · unary - + · |filter is test
 *
 * That unary minus binds tighter than `**`, that `**` groups to the left, and that `~` binds tighter than `+`, is not
 * Python's way but Jinja2's.
 */
import { quote } from "../explain.ts";
import { missingExpression } from "./habits.ts";
import { MOST_EXPRESSION_HEIGHT, MOST_NESTED_EXPRESSIONS } from "./limits.ts";
import type {
  Arguments,
  BinaryOperator,
  CompareOperator,
  Expression,
  FilterCall,
  SliceExpression,
  Span,
  TestCall,
  Unary,
} from "./nodes.ts";
import { type FailDetails, type Source, syntaxError } from "./source.ts";
import { type TokenStream, tokenSpan } from "./stream.ts";
import { describeToken, type Token, type TokenType } from "./tokens.ts";

/** How a list of expressions without brackets ends, and what it may hold. */
export interface TupleOptions {
  /** Whether `a if b else c` may stand without brackets. @default true */
  readonly withConditional?: boolean;
  /** A token that ends the tuple besides the end of the tag. */
  readonly endsAt?: string;
  /** Whether the tuple stands in brackets, so that it may be empty. @default false */
  readonly inBrackets?: boolean;
}

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["none", null],
  ["None", null],
]);

const COMPARISONS: ReadonlyMap<TokenType, CompareOperator> = new Map([
  ["eq", "=="],
  ["ne", "!="],
  ["lt", "<"],
  ["lteq", "<="],
  ["gt", ">"],
  ["gteq", ">="],
  ["identical", "==="],
  ["notidentical", "!=="],
]);

type Level = ReadonlyMap<TokenType, BinaryOperator | "~">;
const SUM: Level = new Map([
  ["add", "+"],
  ["sub", "-"],
]);
const CONCATENATION: Level = new Map([["tilde", "~"]]);
const PRODUCT: Level = new Map([
  ["mul", "*"],
  ["div", "/"],
  ["floordiv", "//"],
  ["mod", "%"],
]);
const POWER: Level = new Map([["pow", "**"]]);

/** The operators that group to the left, by how tight they bind. */
const BINARY_LEVELS: readonly Level[] = [SUM, CONCATENATION, PRODUCT, POWER];
/**
 * In nunjucks `'item-' ~ index + 1` adds first. No template that Jinja2 can render changes its meaning by that: there,
 * a number added to a text is an error.
 */
const NUNJUCKS_LEVELS: readonly Level[] = [CONCATENATION, SUM, PRODUCT, POWER];

/** Tokens that begin the argument of a test that has no brackets: `is divisibleby 3`. */
const TEST_ARGUMENT_START: ReadonlySet<TokenType> = new Set([
  "name",
  "string",
  "integer",
  "float",
  "lbracket",
  "lbrace",
]);
/** Names that follow a test without being its argument. */
const AFTER_TEST: ReadonlySet<string> = new Set(["else", "or", "and"]);

const NO_ARGUMENTS: Arguments = { args: [], kwargs: [], dynArgs: null, dynKwargs: null };

/** Reads expressions from a stream of tokens. */
export class ExpressionParser {
  readonly #stream: TokenStream;
  readonly #source: Source;
  readonly #nunjucks: boolean;
  readonly #levels: readonly Level[];
  /** How many expressions are being read within each other. */
  #depth = 0;
  /** The height of the tree that was read last. */
  #height = 0;

  constructor(source: Source, stream: TokenStream, nunjucks: boolean) {
    this.#source = source;
    this.#stream = stream;
    this.#nunjucks = nunjucks;
    this.#levels = nunjucks ? NUNJUCKS_LEVELS : BINARY_LEVELS;
  }

  /** One expression; a tuple has to stand in brackets. */
  parseExpression(withConditional = true): Expression {
    this.#enter();
    const expression = withConditional ? this.#conditional() : this.#or();
    this.#depth--;
    return expression;
  }

  /** One expression, or several with commas between them, which make a tuple. */
  parseTuple(options: TupleOptions = {}): Expression {
    const { withConditional = true, endsAt, inBrackets = false } = options;
    const start = this.#stream.current;
    const items: Expression[] = [];
    let isTuple = false;
    let height = 0;
    while (!this.#atTupleEnd(endsAt)) {
      items.push(this.parseExpression(withConditional));
      height = Math.max(height, this.#height);
      if (!this.#stream.skipIf("comma")) break;
      isTuple = true;
    }
    if (!isTuple) {
      if (items[0]) return items[0];
      if (!inBrackets) this.#failMissing(`Expected an expression, got ${this.#describeCurrent()}`);
    }
    this.#height = height;
    return this.#grow({ type: "Tuple", items, span: this.#span(start) });
  }

  #atTupleEnd(endsAt: string | undefined): boolean {
    const { type } = this.#stream.current;
    if (type === "variable_end" || type === "block_end" || type === "rparen") return true;
    return endsAt !== undefined && this.#stream.test(endsAt);
  }

  // ------------------------------------------------------------------------------------------- from loose to tight

  #conditional(): Expression {
    const start = this.#stream.current;
    let expression = this.#or();
    while (this.#stream.skipIf("name:if")) {
      let height = this.#height;
      const test = this.#or();
      height = Math.max(height, this.#height);
      const otherwise = this.#stream.skipIf("name:else") ? this.parseExpression() : null;
      if (otherwise) height = Math.max(height, this.#height);
      this.#height = height;
      expression = this.#grow({
        type: "Conditional",
        test,
        consequent: expression,
        otherwise,
        span: this.#span(start),
      });
    }
    return expression;
  }

  #or(): Expression {
    const start = this.#stream.current;
    let left = this.#and();
    while (this.#stream.skipIf("name:or")) left = this.#binary("or", left, () => this.#and(), start);
    return left;
  }

  #and(): Expression {
    const start = this.#stream.current;
    let left = this.#not();
    while (this.#stream.skipIf("name:and")) left = this.#binary("and", left, () => this.#not(), start);
    return left;
  }

  #not(): Expression {
    if (!this.#stream.test("name:not")) return this.#comparison();
    this.#enter();
    const start = this.#stream.next();
    const operand = this.#not();
    this.#depth--;
    return this.#grow({ type: "Unary", op: "not", operand, span: this.#span(start) });
  }

  #comparison(): Expression {
    const start = this.#stream.current;
    const first = this.#arithmetic(0);
    let height = this.#height;
    const rest: { op: CompareOperator; value: Expression }[] = [];
    for (let op = this.#comparisonOperator(); op !== undefined; op = this.#comparisonOperator()) {
      rest.push({ op, value: this.#arithmetic(0) });
      height = Math.max(height, this.#height);
    }
    if (rest.length === 0) return first;
    this.#height = height;
    return this.#grow({ type: "Compare", first, rest, span: this.#span(start) });
  }

  #comparisonOperator(): CompareOperator | undefined {
    const stream = this.#stream;
    const op = COMPARISONS.get(stream.current.type);
    if (op !== undefined) {
      stream.next();
      return op;
    }
    if (stream.current.type !== "name") return undefined;
    if (stream.skipIf("name:in")) return "in";
    if (!stream.test("name:not") || !isName(stream.look(), "in")) return undefined;
    stream.skip(2);
    return "not in";
  }

  #arithmetic(level: number): Expression {
    const operators = this.#levels[level];
    if (operators === undefined) return this.#unary(true);
    const start = this.#stream.current;
    let left = this.#arithmetic(level + 1);
    for (;;) {
      const op = operators.get(this.#stream.current.type);
      if (op === undefined) return left;
      if (op === "~") left = this.#concatenation(left, level + 1, start);
      else {
        this.#stream.next();
        left = this.#binary(op, left, () => this.#arithmetic(level + 1), start);
      }
    }
  }

  #concatenation(first: Expression, level: number, start: Token): Expression {
    const items = [first];
    let height = this.#height;
    while (this.#stream.skipIf("tilde")) {
      items.push(this.#arithmetic(level));
      height = Math.max(height, this.#height);
    }
    this.#height = height;
    return this.#grow({ type: "Concat", items, span: this.#span(start) });
  }

  #binary(op: BinaryOperator, left: Expression, parseRight: () => Expression, start: Token): Expression {
    const height = this.#height;
    const right = parseRight();
    this.#height = Math.max(height, this.#height);
    return this.#grow({ type: "Binary", op, left, right, span: this.#span(start) });
  }

  #unary(withFilter: boolean): Expression {
    const start = this.#stream.current;
    let expression: Expression;
    if (start.type === "sub" || start.type === "add") {
      this.#enter();
      this.#stream.next();
      const operand = this.#unary(false);
      this.#depth--;
      expression = this.#grow<Unary>({
        type: "Unary",
        op: start.type === "sub" ? "-" : "+",
        operand,
        span: this.#span(start),
      });
    } else expression = this.parsePrimary();
    expression = this.parsePostfix(expression, start);
    return withFilter ? this.#filtersAndTests(expression, start) : expression;
  }

  // ---------------------------------------------------------------------------------------------------- primaries

  /** A name, a literal or something in brackets. */
  parsePrimary(): Expression {
    const token = this.#stream.current;
    this.#height = 0;
    switch (token.type) {
      case "name": {
        this.#stream.next();
        const constant = CONSTANTS.get(token.value);
        if (this.#nunjucks && token.value === "null") {
          return this.#grow({ type: "Constant", value: null, span: tokenSpan(token) });
        }
        if (constant !== undefined) return this.#grow({ type: "Constant", value: constant, span: tokenSpan(token) });
        return this.#grow({ type: "Name", name: token.value, span: tokenSpan(token) });
      }
      case "string":
        return this.#string();
      case "integer":
        this.#stream.next();
        return this.#grow({ type: "Constant", value: token.number, span: tokenSpan(token) });
      case "float":
        this.#stream.next();
        return this.#grow({ type: "Constant", value: token.number, float: true, span: tokenSpan(token) });
      case "lparen": {
        this.#stream.next();
        const inside = this.parseTuple({ inBrackets: true });
        this.#stream.expect("rparen");
        return inside;
      }
      case "lbracket":
        return this.#list();
      case "lbrace":
        return this.#dict();
      default:
        return this.#failMissing(`unexpected ${this.#describeCurrent()}`);
    }
  }

  /** Strings that follow each other are one string, as in Python. */
  #string(): Expression {
    const start = this.#stream.next();
    let value = start.value;
    while (this.#stream.current.type === "string") value += this.#stream.next().value;
    return this.#grow({ type: "Constant", value, span: this.#span(start) });
  }

  #list(): Expression {
    const start = this.#stream.expect("lbracket");
    const items: Expression[] = [];
    let height = 0;
    while (this.#stream.current.type !== "rbracket") {
      if (items.length > 0) {
        this.#stream.expect("comma");
        if (this.#stream.test("rbracket")) break;
      }
      items.push(this.parseExpression());
      height = Math.max(height, this.#height);
    }
    this.#stream.expect("rbracket");
    this.#height = height;
    return this.#grow({ type: "List", items, span: this.#span(start) });
  }

  #dict(): Expression {
    const start = this.#stream.expect("lbrace");
    const items: { key: Expression; value: Expression }[] = [];
    let height = 0;
    while (this.#stream.current.type !== "rbrace") {
      if (items.length > 0) {
        this.#stream.expect("comma");
        if (this.#stream.test("rbrace")) break;
      }
      const key = this.#dictKey();
      height = Math.max(height, this.#height);
      this.#stream.expect("colon");
      items.push({ key, value: this.parseExpression() });
      height = Math.max(height, this.#height);
    }
    this.#stream.expect("rbrace");
    this.#height = height;
    return this.#grow({ type: "Dict", items, span: this.#span(start) });
  }

  /** In nunjucks, as in JavaScript, a bare name as a key stands for itself. */
  #dictKey(): Expression {
    const token = this.#stream.current;
    if (!this.#nunjucks || token.type !== "name" || this.#stream.look().type !== "colon") return this.parseExpression();
    this.#stream.next();
    this.#height = 0;
    return this.#grow({ type: "Constant", value: token.value, span: tokenSpan(token) });
  }

  // --------------------------------------------------------------------------------------- what follows a primary

  /** Attributes, items and calls behind an expression. */
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

  #filtersAndTests(expression: Expression, start: Token): Expression {
    for (;;) {
      const { current } = this.#stream;
      if (current.type === "pipe") expression = this.parseFilters(expression)!;
      else if (isName(current, "is")) expression = this.#test(expression);
      else if (current.type === "lparen") expression = this.#call(expression, start);
      else return expression;
    }
  }

  #attribute(target: Expression, start: Token): Expression {
    const dot = this.#stream.next();
    const token = this.#stream.next();
    const span = this.#span(sameLine(start, dot));
    if (token.type === "name") return this.#grow({ type: "GetAttribute", target, name: token.value, span });
    if (token.type !== "integer")
      this.#fail("expected name or number", token, { cure: "`a['b c']` reads an item of any name." });
    const index: Expression = { type: "Constant", value: token.number, span: tokenSpan(token) };
    return this.#grow({ type: "GetItem", target, index, span });
  }

  #item(target: Expression, start: Token): Expression {
    let height = this.#height;
    const bracket = this.#stream.next();
    const indices: (Expression | SliceExpression)[] = [];
    while (this.#stream.current.type !== "rbracket") {
      if (indices.length > 0) this.#stream.expect("comma");
      indices.push(this.#subscript());
      height = Math.max(height, this.#height);
    }
    this.#stream.expect("rbracket");
    this.#height = height;
    const index =
      indices.length === 1 ? indices[0]! : this.#grow({ type: "Tuple", items: indices, span: this.#span(bracket) });
    return this.#grow({ type: "GetItem", target, index, span: this.#span(sameLine(start, bracket)) });
  }

  #subscript(): Expression {
    const stream = this.#stream;
    const first = stream.current;
    let height = 0;
    const part = (): Expression | null => {
      const { type } = stream.current;
      if (type === "colon" || type === "rbracket" || type === "comma") return null;
      const expression = this.parseExpression();
      height = Math.max(height, this.#height);
      return expression;
    };
    let start: Expression | null = null;
    if (first.type !== "colon") {
      start = this.parseExpression();
      height = this.#height;
      if (stream.current.type !== "colon") return start;
    }
    stream.expect("colon");
    const stop = part();
    const step = stream.skipIf("colon") ? part() : null;
    this.#height = height;
    return this.#grow({ type: "Slice", start, stop, step, span: this.#span(first) });
  }

  #call(callee: Expression, start: Token): Expression {
    const height = this.#height;
    const bracket = this.#stream.current;
    const args = this.parseArguments();
    this.#height = Math.max(height, this.#height);
    return this.#grow({ type: "Call", callee, ...args, span: this.#span(sameLine(start, bracket)) });
  }

  /** What is between the brackets of a call, the brackets included. */
  parseArguments(): Arguments {
    const stream = this.#stream;
    const start = stream.expect("lparen");
    const args: Expression[] = [];
    const kwargs: { name: string; value: Expression }[] = [];
    let dynArgs: Expression | null = null;
    let dynKwargs: Expression | null = null;
    let height = 0;
    let needsComma = false;
    const inOrder = (ok: boolean): void => {
      if (!ok) {
        const cure = "Arguments come in this order: values, name=value, *list, **dict.";
        this.#fail("invalid syntax for function call expression", start, { cure });
      }
    };
    while (stream.current.type !== "rparen") {
      if (needsComma) {
        stream.expect("comma");
        if (stream.test("rparen")) break;
      }
      needsComma = true;
      if (stream.current.type === "mul") {
        inOrder(dynArgs === null && dynKwargs === null);
        stream.next();
        dynArgs = this.parseExpression();
      } else if (stream.current.type === "pow") {
        inOrder(dynKwargs === null);
        stream.next();
        dynKwargs = this.parseExpression();
      } else if (stream.current.type === "name" && stream.look().type === "assign") {
        inOrder(dynKwargs === null);
        const name = stream.current.value;
        stream.skip(2);
        kwargs.push({ name, value: this.parseExpression() });
      } else {
        inOrder(dynArgs === null && dynKwargs === null && (this.#nunjucks || kwargs.length === 0));
        args.push(this.parseExpression());
      }
      height = Math.max(height, this.#height);
    }
    stream.expect("rparen");
    this.#height = height;
    return { args, kwargs, dynArgs, dynKwargs };
  }

  /**
   * The filters that follow: `|a|b(c)`. Without a target, for filter and set blocks, the innermost one gets none.
   *
   * @param inline whether the first filter has no `|` before it
   * @returns the outermost filter, or the target itself where no filter follows
   */
  parseFilters(target: Expression | null, inline = false): Expression | null {
    if (target === null) this.#height = 0;
    let result = target;
    while (inline || this.#stream.skipIf("pipe")) {
      inline = false;
      const height = this.#height;
      const start = this.#stream.current;
      const name = this.#dottedName();
      const args = this.#stream.current.type === "lparen" ? this.parseArguments() : NO_ARGUMENTS;
      this.#height = args === NO_ARGUMENTS ? height : Math.max(height, this.#height);
      result = this.#grow<FilterCall>({ type: "Filter", target: result, name, ...args, span: this.#span(start) });
    }
    return result;
  }

  #test(target: Expression): Expression {
    let height = this.#height;
    const is = this.#stream.next();
    const negated = this.#stream.skipIf("name:not");
    const start = this.#stream.current;
    const name = this.#dottedName();
    let args = NO_ARGUMENTS;
    const { current } = this.#stream;
    if (current.type === "lparen") args = this.parseArguments();
    else if (TEST_ARGUMENT_START.has(current.type) && !(current.type === "name" && AFTER_TEST.has(current.value))) {
      if (isName(current, "is")) {
        this.#fail("You cannot chain multiple tests with is", current, { cure: "Join them: `a is b and a is c`." });
      }
      args = { ...NO_ARGUMENTS, args: [this.parsePostfix(this.parsePrimary(), current)] };
    }
    if (args !== NO_ARGUMENTS) height = Math.max(height, this.#height);
    this.#height = height;
    const span = this.#span(sameLine(start, is));
    const test = this.#grow<TestCall>({ type: "Test", target, name, ...args, span });
    return negated ? this.#grow({ type: "Unary", op: "not", operand: test, span }) : test;
  }

  #dottedName(): string {
    let name = this.#stream.expect("name").value;
    while (this.#stream.skipIf("dot")) name += "." + this.#stream.expect("name").value;
    return name;
  }

  // -------------------------------------------------------------------------------------------- places and limits

  /** From the beginning of a token to the end of what has been read. */
  #span(start: Token): Span {
    return { line: start.line, column: start.column, length: Math.max(1, this.#stream.lastEnd - start.start) };
  }

  #enter(): void {
    if (++this.#depth > MOST_NESTED_EXPRESSIONS) {
      this.#failTooDeep(`expression is nested too deeply (limit ${MOST_NESTED_EXPRESSIONS})`);
    }
  }

  /** A node on top of those whose height was noted. */
  #grow<Node extends Expression>(node: Node): Node {
    if (++this.#height > MOST_EXPRESSION_HEIGHT) {
      this.#failTooDeep(`expression has too many parts within each other (limit ${MOST_EXPRESSION_HEIGHT})`);
    }
    return node;
  }

  #failTooDeep(message: string): never {
    this.#fail(message, this.#stream.current, {
      code: "TEMPLATE_SYNTAX_DEPTH",
      cure: "Compute the value in the application, or take it apart with {% set %}.",
    });
  }

  #describeCurrent(): string {
    return quote(describeToken(this.#stream.current));
  }

  #failMissing(message: string): never {
    const { current } = this.#stream;
    this.#fail(message, current, { code: "TEMPLATE_SYNTAX_TOKEN", cure: missingExpression(current) });
  }

  #fail(message: string, token: Token, details: FailDetails = {}): never {
    throw syntaxError(this.#source, message, tokenSpan(token), details);
  }
}

function isName(token: Token, name: string): boolean {
  return token.type === "name" && token.value === name;
}

/**
 * Where an operator and what it belongs to begin: with the latter if both are on one line, which underlines more; else
 * with the operator, whose line it is that Jinja2 reports.
 */
function sameLine(start: Token, operator: Token): Token {
  return start.line === operator.line ? start : operator;
}
