/** `+ - * / // % **` on whatever they are defined for: numbers, texts, lists, sets. */
import { isMarkup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import { maxItems, maxJoined, maxText } from "./bounds.ts";
import type { Ops, Printing } from "./contract.ts";
import { limit, overflow, typeError } from "./failures.ts";
import { difference, isSetView } from "./hashing.ts";
import { isHtml, joinHtml } from "./html.ts";
import { canIterate, iterate } from "./iteration.ts";
import { typeName } from "./kinds.ts";
import {
  type ArithmeticOperator,
  arithmetic,
  divide,
  type Numeric,
  negate,
  numeric,
  positive,
  power,
} from "./numbers.ts";
import { printers } from "./repr.ts";
import { isAbsent, isUndefined } from "./undefined.ts";
import { Tuple, tuple } from "./values.ts";

type Operators = Pick<
  Ops,
  | "add"
  | "addConstant"
  | "subtract"
  | "multiply"
  | "divide"
  | "floorDivide"
  | "modulo"
  | "power"
  | "negate"
  | "positive"
>;

function isText(value: unknown): boolean {
  return typeof value === "string" || isMarkup(value);
}

/** What is left to say when no rule fits: undefined operands have their own message. */
function unsupported(op: string, left: unknown, right: unknown, cure?: string): never {
  if (isUndefined(left)) return left.fail();
  if (isUndefined(right)) return right.fail();
  throw typeError(`unsupported operand type(s) for ${op}: '${typeName(left)}' and '${typeName(right)}'`, cure);
}

function concatenationError(left: unknown, right: unknown): never {
  if (isUndefined(right)) return right.fail();
  const type = isMarkup(left) ? "str" : typeName(left);
  const cure = type === "str" ? "`~` joins values of all types into text." : undefined;
  throw typeError(`can only concatenate ${type} (not "${typeName(right)}") to ${type}`, cure);
}

/** One text after another; doubled again and again, it would be too long for JavaScript. */
function join(left: string, right: string): string {
  if (left.length + right.length > maxJoined) throw limit(`the text would have more than ${maxJoined} characters`);
  return left + right;
}

function addTexts(left: unknown, right: unknown, text: (value: unknown) => string): unknown {
  return isHtml(left) || isHtml(right) ? joinHtml([left, right], [], text) : join(text(left), text(right));
}

function addLists(left: unknown[], right: unknown[]): unknown {
  if (Tuple.is(left) !== Tuple.is(right)) return concatenationError(left, right);
  if (left.length + right.length > maxItems) throw limit(`the list would have more than ${maxItems} items`);
  const joined = [...left, ...right];
  return Tuple.is(left) ? tuple(joined) : joined;
}

function addBytes(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length + right.length > maxText) throw limit(`the bytes would be more than ${maxText}`);
  const joined = new Uint8Array(left.length + right.length);
  joined.set(left);
  joined.set(right, left.length);
  return joined;
}

/** `+` beyond numbers. */
function add(left: unknown, right: unknown, text: (value: unknown) => string): unknown {
  if (isText(left))
    return isText(right) || (isMarkup(left) && isHtml(right))
      ? addTexts(left, right, text)
      : concatenationError(left, right);
  if (Array.isArray(left)) return Array.isArray(right) ? addLists(left, right) : concatenationError(left, right);
  if (isMarkup(right) && isHtml(left)) return addTexts(left, right, text);
  if (left instanceof Uint8Array && right instanceof Uint8Array) return addBytes(left, right);
  return unsupported("+", left, right, isText(right) ? "`~` joins values of all types into text." : undefined);
}

/** Beyond it Python knows no length. */
const indexSize = 2 ** 63;

/** How often to repeat: an int, and below zero is never. */
function repetitions(value: unknown): number | undefined {
  const count = numeric(value);
  if (count === undefined || count.float) return undefined;
  const times = Number(count.value);
  if (Math.abs(times) >= indexSize) throw overflow("cannot fit 'int' into an index-sized integer");
  return Math.max(0, times);
}

/** @throws TemplateRuntimeError where the text would exceed the limit. */
export function repeatText(unit: string, count: number): string {
  if (unit.length * count > maxText) throw limit(`the text would have more than ${maxText} characters`);
  return unit.repeat(count);
}

function repeatItems(items: readonly unknown[], count: number): unknown[] {
  if (items.length * count > maxItems) throw limit(`the list would have more than ${maxItems} items`);
  const out: unknown[] = [];
  // Nothing is repeated at once, however often.
  if (items.length === 0) return out;
  for (let round = 0; round < count; round++) for (const item of items) out.push(item);
  return out;
}

function repeat(sequence: unknown, times: unknown): unknown {
  const isSequence = isText(sequence) || Array.isArray(sequence) || sequence instanceof Uint8Array;
  if (!isSequence || isUndefined(times)) return undefined;
  const count = repetitions(times);
  if (count === undefined) throw typeError(`can't multiply sequence by non-int of type '${typeName(times)}'`);
  if (typeof sequence === "string") return repeatText(sequence, count);
  if (isMarkup(sequence)) return createMarkup(repeatText(sequence.toString(), count));
  if (Tuple.is(sequence)) return tuple(repeatItems(sequence, count));
  if (sequence instanceof Uint8Array) return Uint8Array.from(repeatItems([...sequence], count) as number[]);
  return Array.isArray(sequence) ? repeatItems(sequence, count) : undefined;
}

function multiply(left: unknown, right: unknown): unknown {
  return repeat(left, right) ?? repeat(right, left) ?? unsupported("*", left, right);
}

function subtract(left: unknown, right: unknown): unknown {
  const areSets = left instanceof Set && right instanceof Set;
  // Keys and entries of a dict are sets that take away whatever can be walked through.
  const hasView =
    (isSetView(left) && canIterate(right)) || (isSetView(right) && canIterate(left) && !isUndefined(left));
  return areSets || hasView ? difference(iterate(left), iterate(right)) : unsupported("-", left, right);
}

/** The operator functions of a mode. `format` is `%` on texts. */
export function createOperators(
  printing: Printing,
  format: (template: unknown, values: unknown) => unknown,
): Operators {
  const { text } = printers[printing];
  const isPython = printing === "python";

  /** Both operands as numbers, or what `otherwise` makes of them. */
  function calculate(
    left: unknown,
    right: unknown,
    numbers: (left: Numeric, right: Numeric) => unknown,
    otherwise: (left: unknown, right: unknown) => unknown,
  ): unknown {
    const a = numeric(left);
    const b = numeric(right);
    return a !== undefined && b !== undefined ? numbers(a, b) : otherwise(left, right);
  }
  const exactly =
    (op: ArithmeticOperator) =>
    (left: Numeric, right: Numeric): unknown =>
      arithmetic(printing, op, left, right);
  const plain = (left: unknown, right: unknown): unknown => add(left, right, text);
  const canJoin = (value: unknown): boolean => numeric(value) !== undefined || isAbsent(value);
  /**
   * A text and a number are joined, as JavaScript joins them: `idPrefix + "-" + loop.index`. What is missing as in nunjucks
   * adds nothing.
   */
  const lenient = (left: unknown, right: unknown): unknown => {
    const joins = (isText(left) && canJoin(right)) || (isText(right) && canJoin(left));
    return joins ? addTexts(left, right, text) : plain(left, right);
  };
  const plus = exactly("+");
  const minus = exactly("-");
  const times = exactly("*");
  const over = exactly("//");
  const rest = exactly("%");

  const operators: Operators = {
    add(left, right) {
      if (typeof left === "string" && typeof right === "string") return join(left, right);
      if (typeof left === "number" && typeof right === "number") {
        const sum = left + right;
        if (Number.isSafeInteger(sum) && (!isPython || (Number.isSafeInteger(left) && Number.isSafeInteger(right))))
          return sum;
      }
      return calculate(left, right, plus, isPython ? plain : lenient);
    },
    addConstant(left, right, constants) {
      const isAdded = isHtml(constants.includes(0) ? right : left);
      return isAdded ? joinHtml([left, right], constants, text) : operators.add(left, right);
    },
    subtract: (left, right) => calculate(left, right, minus, subtract),
    multiply: (left, right) => calculate(left, right, times, multiply),
    divide: (left, right) =>
      calculate(
        left,
        right,
        (a, b) => divide(printing, a, b),
        (a, b) => unsupported("/", a, b),
      ),
    floorDivide: (left, right) => calculate(left, right, over, (a, b) => unsupported("//", a, b)),
    modulo: (left, right) =>
      calculate(left, right, rest, (a, b) => (isText(a) ? format(a, b) : unsupported("%", a, b))),
    power: (left, right) =>
      calculate(
        left,
        right,
        (a, b) => power(printing, a, b),
        (a, b) => unsupported("** or pow()", a, b),
      ),
    negate: (value) => unary("-", value, (number) => negate(printing, number)),
    positive: (value) => unary("+", value, (number) => positive(printing, number)),
  };
  return operators;
}

function unary(op: string, value: unknown, apply: (number: Numeric) => unknown): unknown {
  const number = numeric(value);
  if (number !== undefined) return apply(number);
  if (isUndefined(value)) return value.fail();
  throw typeError(`bad operand type for unary ${op}: '${typeName(value)}'`);
}
