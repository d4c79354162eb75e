/** Operators of sandboxed templates that the application watches over, as Jinja2's `intercepted_binops` and `call_binop`. */
import type { Ops } from "../values/contract.ts";

/**
 * Computes an operator of a sandboxed template, or refuses to.
 *
 * @param compute gives what the operator would give by itself
 */
export type BinaryInterceptor = (left: unknown, right: unknown, compute: () => unknown) => unknown;

/** The same for a sign in front of a value. */
export type UnaryInterceptor = (value: unknown, compute: () => unknown) => unknown;

/** An operator between two values. */
type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**";
/** A sign. */
type UnaryOperator = "+" | "-";

type BinaryName = "add" | "subtract" | "multiply" | "divide" | "floorDivide" | "modulo" | "power";

/** The operations behind the operators of arithmetic. */
export const arithmetic: Readonly<Record<BinaryOperator, BinaryName>> = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "//": "floorDivide",
  "%": "modulo",
  "**": "power",
};

const unaryNames: Readonly<Record<UnaryOperator, "positive" | "negate">> = { "+": "positive", "-": "negate" };

/** Which operators are intercepted. */
export interface Interceptors {
  /** By operator, for those between two values. @default {} */
  readonly binaryOperators?: { readonly [Operator in BinaryOperator]?: BinaryInterceptor };
  /** By sign, for those in front of one. @default {} */
  readonly unaryOperators?: { readonly [Operator in UnaryOperator]?: UnaryInterceptor };
}

type Intercepted = { -readonly [Name in keyof Ops]?: Ops[Name] };

/** The operators in whose place generated code calls these; nothing but templates is intercepted. */
export function intercepted(ops: Ops, { binaryOperators = {}, unaryOperators = {} }: Interceptors): Partial<Ops> {
  const found: Intercepted = {};
  for (const [operator, intercept] of entriesOf(binaryOperators)) {
    const name = arithmetic[operator];
    found[name] = (left, right) => intercept(left, right, () => ops[name](left, right));
    if (operator === "+") {
      found.addConstant = (left, right, constants) =>
        intercept(left, right, () => ops.addConstant(left, right, constants));
    }
  }
  for (const [operator, intercept] of entriesOf(unaryOperators)) {
    const name = unaryNames[operator];
    found[name] = (value) => intercept(value, () => ops[name](value));
  }
  return found;
}

/** @throws TypeError for what is no operator, or no function */
export function checkInterceptors({ binaryOperators = {}, unaryOperators = {} }: Interceptors): void {
  for (const [given, names] of [
    [binaryOperators, arithmetic],
    [unaryOperators, unaryNames],
  ] as const) {
    for (const [operator, intercept] of entriesOf<string, unknown>(given)) {
      if (!Object.hasOwn(names, operator)) throw new TypeError(`${JSON.stringify(operator)} cannot be intercepted`);
      if (typeof intercept !== "function") throw new TypeError(`the interceptor of ${operator} must be a function`);
    }
  }
}

function entriesOf<Key extends string, Value>(
  table: { readonly [K in Key]?: Value },
): (readonly [Key, NonNullable<Value>])[] {
  return Object.entries(table).filter(([, value]) => value !== undefined) as [Key, NonNullable<Value>][];
}
