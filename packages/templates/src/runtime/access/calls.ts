/** Calling functions and callable objects from a template. */
import { callable } from "@ampoule/markup/engine";
import { SecurityError } from "../../errors.ts";
import { bindArguments, withOptions } from "../values/arguments.ts";
import type { CallState, Kwargs, SandboxPolicy } from "../values/contract.ts";
import { type Description, descriptionOf, variantFor } from "../values/describe.ts";
import { typeError } from "../values/failures.ts";
import { typeName } from "../values/kinds.ts";
import { CallableObject } from "../values/object.ts";
import { printers } from "../values/repr.ts";
import { isUndefined } from "../values/undefined.ts";
import { uncallable } from "./refusal.ts";

const noKwargs: Kwargs = new Map();

/** Functions that make code of text: no template calls one, wherever it got it. */
const codeMakers: ReadonlySet<unknown> = new Set<unknown>([
  Reflect.get(globalThis, "eval"),
  Function,
  Object.getPrototypeOf(function* () {}).constructor,
  Object.getPrototypeOf(async () => {}).constructor,
  Object.getPrototypeOf(async function* () {}).constructor,
]);

type AnyFunction = (...args: unknown[]) => unknown;

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === "function";
}

interface HasCallable {
  [callable](args: readonly unknown[], kwargs: Kwargs): unknown;
}

/** An object that says how it is called: a form field, a helper of the application. */
function isCallableObject(value: unknown): value is HasCallable {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, callable) === "function";
}

/** Can a template call `value`? */
export function isCallable(value: unknown): boolean {
  return isFunction(value) || CallableObject.isCallable(value) || isCallableObject(value);
}

/** What the function asked to be given first. */
function leading(
  { passContext, passEvalContext, passEnvironment, passState }: Description,
  state: CallState,
): unknown[] {
  if (passContext) return [state.context];
  if (passEvalContext) return [state.evalContext];
  if (passEnvironment) return [state.environment];
  return passState ? [state] : [];
}

/** The name of a function in messages. */
function functionName(fn: object, description: Description | undefined): string {
  if (description?.name !== undefined) return description.name;
  const name = Object.getOwnPropertyDescriptor(fn, "name")?.value;
  return typeof name === "string" && name !== "" ? name : "function";
}

/** Calls a function as its description says. `undefined`, which no template knows, becomes null. */
export function invoke(
  fn: AnyFunction,
  thisArgument: unknown,
  args: readonly unknown[],
  kwargs: Kwargs | null,
  state: CallState,
): unknown {
  const description = descriptionOf(fn);
  if (description === undefined) return Reflect.apply(fn, thisArgument, withOptions(args, kwargs)) ?? null;
  const first = leading(description, state);
  const given = description.raw
    ? [args, kwargs ?? noKwargs]
    : bindArguments(description, functionName(fn, description), args, kwargs);
  return Reflect.apply(variantFor(fn, description, state), thisArgument, [...first, ...given]) ?? null;
}

/** Calls whatever a template calls. */
export interface Calls {
  /**
   * `callee(…)`
   *
   * @param thisArgument What a method was read from.
   * @throws UndefinedError where there is nothing to call; TemplateRuntimeError where it is no function; SecurityError where
   * it may not be called.
   */
  call(
    callee: unknown,
    args: readonly unknown[],
    kwargs: Kwargs | null,
    state: CallState,
    thisArgument?: unknown,
  ): unknown;
}

function refuse(callee: unknown): never {
  const cure = isFunction(callee) && codeMakers.has(callee) ? "It makes code of text." : uncallable;
  throw new SecurityError(`${printers.python.repr(callee)} is not safely callable`, { cure });
}

/** @param sandbox Null outside the sandbox. */
export function createCalls(sandbox: SandboxPolicy | null): Calls {
  function checkSandbox(callee: object): void {
    if (sandbox === null) return;
    if (descriptionOf(callee)?.unsafe === true || sandbox.isSafeCallable?.(callee) === false) refuse(callee);
  }
  return {
    call(callee, args, kwargs, state, thisArgument) {
      if (isFunction(callee)) {
        if (codeMakers.has(callee)) refuse(callee);
        checkSandbox(callee);
        return invoke(callee, thisArgument, args, kwargs, state);
      }
      if (isUndefined(callee)) return callee.fail();
      if (CallableObject.isCallable(callee)) {
        checkSandbox(callee);
        return callee.call(args, kwargs ?? noKwargs);
      }
      if (isCallableObject(callee)) {
        checkSandbox(callee);
        return callee[callable](args, kwargs ?? noKwargs) ?? null;
      }
      throw typeError(`'${typeName(callee)}' object is not callable`);
    },
  };
}
