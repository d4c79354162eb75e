/**
 * Expressions, with the precedences of Jinja2. From loose to tight:
 *
 *     a if b else c · or · and · not · == != < <= > >= in, not in · + - · ~ · * / // % · ** · unary - + · |filter is test
 *
 * That unary minus binds tighter than `**`, that `**` groups to the left, and that `~` binds tighter than `+`, is not
 * Python's way but Jinja2's.
 */
import { Growth } from "./growth.ts";
import type { Arguments, BinaryOperator, CompareOperator, Expression, FilterCall } from "./nodes.ts";
import { OperandParser, type TupleOptions } from "./operands.ts";
import type { Source } from "./source.ts";
import { spanFrom, startOf, type TokenStream } from "./stream.ts";
import { isName, type Token, type TokenType } from "./tokens.ts";

const COMPARISONS: ReadonlyMap<TokenType, CompareOperator> = new Map([
  ["eq", "=="],
  ["ne", "!="],
  ["lt", "<"],
  ["lteq", "<="],
  ["gt", ">"],
  ["gteq", ">="],
  ["identical", "==="],
  ["notidentical", "!=="],
] as const);

type Level = ReadonlyMap<TokenType, BinaryOperator | "~">;
const SUM: Level = new Map([
  ["add", "+"],
  ["sub", "-"],
] as const);
const CONCATENATION: Level = new Map([["tilde", "~"]] as const);
const PRODUCT: Level = new Map([
  ["mul", "*"],
  ["div", "/"],
  ["floordiv", "//"],
  ["mod", "%"],
] as const);
const POWER: Level = new Map([["pow", "**"]] as const);

/** The operators that group to the left, by how tight they bind. */
const LEVELS: readonly Level[] = [SUM, CONCATENATION, PRODUCT, POWER];
/**
 * In nunjucks `'item-' ~ index + 1` adds first. No template that Jinja2 can render changes its meaning by that: there,
 * a number added to a text is an error.
 */
const NUNJUCKS_LEVELS: readonly Level[] = [CONCATENATION, SUM, PRODUCT, POWER];

/** Reads expressions from a stream of tokens. */
export class ExpressionParser {
  readonly #stream: TokenStream;
  readonly #growth: Growth;
  readonly #operands: OperandParser;
  readonly #levels: readonly Level[];

  constructor(source: Source, stream: TokenStream, nunjucks: boolean) {
    this.#stream = stream;
    this.#growth = new Growth(source, stream);
    this.#operands = new OperandParser(source, stream, this.#growth, this, nunjucks);
    this.#levels = nunjucks ? NUNJUCKS_LEVELS : LEVELS;
  }

  /** One expression; a tuple has to stand in brackets. */
  parseExpression(withConditional = true): Expression {
    this.#growth.enter();
    const outer = this.#growth.open();
    const expression = withConditional ? this.#conditional() : this.#or();
    this.#growth.close(outer);
    this.#growth.leave();
    return expression;
  }

  /** One expression, or several with commas between them, which make a tuple. */
  parseTuple(options: TupleOptions = {}): Expression {
    const { withConditional = true, endsAt, inBrackets = false } = options;
    const start = this.#stream.current;
    const outer = this.#growth.open();
    const items: Expression[] = [];
    let isTuple = false;
    let at = start;
    while (!this.#atTupleEnd(endsAt)) {
      items.push(this.parseExpression(withConditional));
      const comma = this.#stream.nextIf("comma");
      if (comma === null) break;
      isTuple = true;
      at = startOf(start, comma);
    }
    let expression = items[0];
    if (isTuple || expression === undefined) {
      if (!isTuple && !inBrackets) {
        this.#operands.failMissing(`Expected an expression, got ${this.#operands.describeCurrent()}`);
      }
      expression = this.#growth.grow({ type: "Tuple", items, span: spanFrom(this.#stream, at) });
    }
    this.#growth.close(outer);
    return expression;
  }

  #atTupleEnd(endsAt: string | undefined): boolean {
    const { type } = this.#stream.current;
    if (type === "variable_end" || type === "block_end" || type === "rparen") return true;
    return endsAt !== undefined && this.#stream.test(endsAt);
  }

  /** A name, a literal or something in brackets. */
  parsePrimary(): Expression {
    const outer = this.#growth.open();
    const expression = this.#operands.parsePrimary();
    this.#growth.close(outer);
    return expression;
  }

  /** What is between the brackets of a call, the brackets included. */
  parseArguments(): Arguments {
    const outer = this.#growth.open();
    const args = this.#operands.parseArguments();
    this.#growth.close(outer);
    return args;
  }

  /** The filters of a filter or set block, `a|b(c)`; the innermost one has no target. */
  parseFilters(): FilterCall {
    return this.#operands.parseFilters();
  }

  // ------------------------------------------------------------------------------------------- from loose to tight

  #conditional(): Expression {
    const start = this.#stream.current;
    let consequent = this.#or();
    let at = start;
    while (this.#stream.skipIf("name:if")) {
      const test = this.#or();
      const otherwise = this.#stream.skipIf("name:else") ? this.parseExpression() : null;
      const span = spanFrom(this.#stream, at);
      consequent = this.#growth.grow({ type: "Conditional", test, consequent, otherwise, span });
      at = startOf(start, this.#stream.current);
    }
    return consequent;
  }

  #or(): Expression {
    const start = this.#stream.current;
    const outer = this.#growth.open();
    let left = this.#and();
    let at = start;
    while (this.#stream.skipIf("name:or")) {
      left = this.#binary("or", left, this.#and(), at);
      at = startOf(start, this.#stream.current);
    }
    this.#growth.close(outer);
    return left;
  }

  #and(): Expression {
    const start = this.#stream.current;
    const outer = this.#growth.open();
    let left = this.#not();
    let at = start;
    while (this.#stream.skipIf("name:and")) {
      left = this.#binary("and", left, this.#not(), at);
      at = startOf(start, this.#stream.current);
    }
    this.#growth.close(outer);
    return left;
  }

  #not(): Expression {
    if (!this.#stream.test("name:not")) return this.#comparison();
    this.#growth.enter();
    const outer = this.#growth.open();
    const start = this.#stream.next();
    const operand = this.#not();
    const span = spanFrom(this.#stream, start);
    const expression = this.#growth.grow<Expression>({ type: "Unary", op: "not", operand, span });
    this.#growth.close(outer);
    this.#growth.leave();
    return expression;
  }

  #comparison(): Expression {
    const start = this.#stream.current;
    const outer = this.#growth.open();
    let expression = this.#arithmetic(0);
    const rest: { op: CompareOperator; value: Expression }[] = [];
    let last = start;
    for (;;) {
      const operator = this.#stream.current;
      const op = this.#comparisonOperator();
      if (op === undefined) break;
      last = operator;
      rest.push({ op, value: this.#arithmetic(0) });
    }
    if (rest.length > 0) {
      const span = spanFrom(this.#stream, startOf(start, last));
      expression = this.#growth.grow({ type: "Compare", first: expression, rest, span });
    }
    this.#growth.close(outer);
    return expression;
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
    const outer = this.#growth.open();
    let left = this.#arithmetic(level + 1);
    let at = start;
    for (;;) {
      const op = operators.get(this.#stream.current.type);
      if (op === undefined) break;
      if (op === "~") left = this.#concatenation(left, level + 1, start);
      else {
        this.#stream.next();
        left = this.#binary(op, left, this.#arithmetic(level + 1), at);
        at = startOf(start, this.#stream.current);
      }
    }
    this.#growth.close(outer);
    return left;
  }

  #concatenation(first: Expression, level: number, start: Token): Expression {
    const items = [first];
    while (this.#stream.skipIf("tilde")) items.push(this.#arithmetic(level));
    return this.#growth.grow({ type: "Concat", items, span: spanFrom(this.#stream, start) });
  }

  #binary(op: BinaryOperator, left: Expression, right: Expression, at: Token): Expression {
    return this.#growth.grow({ type: "Binary", op, left, right, span: spanFrom(this.#stream, at) });
  }

  #unary(withFilters: boolean): Expression {
    const start = this.#stream.current;
    const outer = this.#growth.open();
    const isSigned = start.type === "sub" || start.type === "add";
    let expression = isSigned ? this.#signed(start) : this.#operands.parsePrimary();
    expression = this.#operands.parsePostfix(expression, start);
    if (withFilters) expression = this.#operands.parseFiltersAndTests(expression, start);
    this.#growth.close(outer);
    return expression;
  }

  #signed(start: Token): Expression {
    this.#growth.enter();
    this.#stream.next();
    const operand = this.#unary(false);
    this.#growth.leave();
    const op = start.type === "sub" ? "-" : "+";
    return this.#growth.grow({ type: "Unary", op, operand, span: spanFrom(this.#stream, start) });
  }
}
