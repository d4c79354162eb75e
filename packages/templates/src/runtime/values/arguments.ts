/** Putting the arguments of a call in the order in which the function declares its parameters. */
import { didYouMean } from "../../explain.ts";
import type { Kwargs } from "./contract.ts";
import type { Description } from "./describe.ts";
import { typeError } from "./failures.ts";

function plural(count: number): string {
  return count === 1 ? "" : "s";
}

function listNames(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
}

/** What a callee that is told its arguments goes by: `first` counts what it gets besides them (a filter's value). */
interface Callee {
  readonly name: string;
  readonly first: number;
  readonly description: Description;
}

function tooMany({ name, first, description }: Callee, given: number): Error {
  const most = (description.params?.length ?? 0) + first;
  const least = (description.required ?? 0) + first;
  const takes =
    least === most ? `${most} positional argument${plural(most)}` : `from ${least} to ${most} positional arguments`;
  const total = given + first;
  return typeError(`${name}() takes ${takes} but ${total} ${total === 1 ? "was" : "were"} given`);
}

function checkRequired({ name, description }: Callee, isGiven: (index: number) => boolean): void {
  const { params = [], required = 0 } = description;
  const absent = params.slice(0, required).filter((_, index) => !isGiven(index));
  if (absent.length > 0) {
    throw typeError(
      `${name}() missing ${absent.length} required positional argument${plural(absent.length)}: ${listNames(absent)}`,
    );
  }
}

function parameterIndex({ name, description }: Callee, keyword: string, given: number): number {
  const params = description.params ?? [];
  const index = params.indexOf(keyword);
  if (index === -1) {
    throw typeError(`${name}() got an unexpected keyword argument '${keyword}'`, didYouMean(keyword, params));
  }
  if (index < given) throw typeError(`${name}() got multiple values for argument '${keyword}'`);
  return index;
}

/** Keyword arguments for a function that names no parameters: one object at the end, with no prototype to fall into. */
export function withOptions(args: readonly unknown[], kwargs: Kwargs | null): readonly unknown[] {
  if (kwargs === null || kwargs.size === 0) return args;
  const options: Record<string, unknown> = Object.create(null);
  for (const [name, value] of kwargs) options[name] = value;
  return [...args, options];
}

/**
 * The arguments of a described function in order; `undefined` where one is not given.
 *
 * @param first How many arguments the callee gets before these: 1 for the value of a filter or test. Only for messages.
 * @throws TemplateRuntimeError for arguments that do not fit, in Python's words.
 */
export function bindArguments(
  description: Description,
  name: string,
  args: readonly unknown[],
  kwargs: Kwargs | null,
  first = 0,
): readonly unknown[] {
  if (description.params === undefined) return withOptions(args, kwargs);
  const callee = { name, first, description };
  const { params, required = 0, rest = false } = description;
  if (args.length > params.length && !rest) throw tooMany(callee, args.length);
  if (kwargs === null || kwargs.size === 0) {
    if (args.length < required) checkRequired(callee, (index) => index < args.length);
    return args;
  }
  const bound: unknown[] = [...args];
  const named = new Set<number>();
  for (const [keyword, value] of kwargs) {
    const index = parameterIndex(callee, keyword, args.length);
    while (bound.length < index) bound.push(undefined);
    bound[index] = value;
    named.add(index);
  }
  checkRequired(callee, (index) => index < args.length || named.has(index));
  return bound;
}

/**
 * The same decided ahead of time, from what a template says literally: for each parameter the place of its value in
 * `[...positional, ...keywords]`, or -1. For generated code.
 */
export function planArguments(
  description: Description,
  name: string,
  positional: number,
  keywords: readonly string[],
  first = 0,
): readonly number[] {
  const places = Array.from({ length: positional }, (_, index) => index);
  const named = new Map(keywords.map((keyword, index) => [keyword, positional + index]));
  return Array.from(bindArguments(description, name, places, named, first), (place) =>
    typeof place === "number" ? place : -1,
  );
}
