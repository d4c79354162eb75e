/**
 * The part of vitest that the tests of this package use, without its workers: a mutant's tests run where it was loaded, one
 * after another, until the first fails.
 */
import { isDeepStrictEqual } from "node:util";

interface Registered {
  readonly name: string;
  readonly body: () => unknown;
  readonly after: readonly (() => void)[];
}

let registered: Registered[] = [];
let groups: string[] = [];
let hooks: (() => void)[] = [];

/** What the files that were loaded have registered. */
export function takeTests(): readonly Registered[] {
  const all = registered;
  registered = [];
  return all;
}

/** Hooks are those of one file. */
export function beginFile(): void {
  hooks = [];
  groups = [];
}

type Body = (...values: never[]) => unknown;

function register(name: string, ...rest: readonly unknown[]): void {
  const body = rest.find((part) => typeof part === "function") as () => unknown;
  registered.push({ name: [...groups, name].join(" > "), body, after: hooks });
}

function each(run: (name: string, body: () => unknown) => void) {
  return (rows: readonly unknown[]) =>
    (name: string, ...rest: readonly unknown[]): void => {
      const body = rest.find((part) => typeof part === "function") as Body;
      for (const row of rows) {
        const values = Array.isArray(row) ? row : [row];
        run(title(name, values), () => body(...(values as never[])));
      }
    };
}

function title(name: string, values: readonly unknown[]): string {
  let next = 0;
  return name.replace(/%[sjd]/g, (kind) => {
    const value = values[next++];
    return kind === "%j" ? (JSON.stringify(value) ?? "undefined") : String(value);
  });
}

export const test: typeof register & { each: ReturnType<typeof each> } = Object.assign(register, {
  each: each(register),
});
export const it: typeof test = test;

function group(name: string, body: () => unknown): void {
  groups.push(name);
  body();
  groups.pop();
}

export const describe: typeof group & { each: ReturnType<typeof each>; skipIf(skip: boolean): typeof group } =
  Object.assign(group, { each: each(group), skipIf: (skip: boolean): typeof group => (skip ? () => {} : group) });

export function afterEach(hook: () => void): void {
  hooks.push(hook);
}
export const beforeEach: typeof afterEach = afterEach;

// ---------------------------------------------------------------------------------------------------------- expectations

type Check = (actual: unknown, ...expected: readonly unknown[]) => boolean;

/** Equal as data: what is undefined is as good as missing. */
function equal(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(defined(a), defined(b));
}

function defined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(defined);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, defined(item)]));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, defined(item)]])),
  );
}

function matches(text: unknown, pattern: unknown): boolean {
  return pattern instanceof RegExp ? pattern.test(String(text)) : String(text).includes(String(pattern));
}

function throws(body: unknown, expected: unknown): boolean {
  try {
    (body as () => unknown)();
    return false;
  } catch (error) {
    if (expected === undefined) return true;
    if (typeof expected === "function") return error instanceof expected;
    return matches((error as Error).message, expected);
  }
}

const checks: Readonly<Record<string, Check>> = {
  toBe: (a, b) => Object.is(a, b),
  toEqual: equal,
  toStrictEqual: (a, b) => isDeepStrictEqual(a, b),
  toMatch: matches,
  toContain: (a, b) => (typeof a === "string" ? a.includes(b as string) : [...(a as Iterable<unknown>)].includes(b)),
  toContainEqual: (a, b) => [...(a as Iterable<unknown>)].some((item) => equal(item, b)),
  toHaveLength: (a, b) => (a as { length: number }).length === b,
  toBeInstanceOf: (a, b) => a instanceof (b as new () => object),
  toBeUndefined: (a) => a === undefined,
  toBeDefined: (a) => a !== undefined,
  toBeNull: (a) => a === null,
  toBeTruthy: Boolean,
  toBeFalsy: (a) => !a,
  toBeGreaterThan: (a, b) => (a as number) > (b as number),
  toBeGreaterThanOrEqual: (a, b) => (a as number) >= (b as number),
  toBeLessThan: (a, b) => (a as number) < (b as number),
  toBeLessThanOrEqual: (a, b) => (a as number) <= (b as number),
  toHaveProperty: (a, b) => Object.hasOwn(a as object, b as string),
  toMatchObject: (a, b) =>
    Object.entries(b as object).every(([key, value]) => equal(Reflect.get(a as object, key), value)),
  toThrow: throws,
  toThrowError: throws,
};

interface Expectation {
  readonly not: Expectation;
  readonly [check: string]: unknown;
}

/** @throws Error where what is expected is not so */
export function expect(actual: unknown, what = ""): Expectation {
  const make = (negated: boolean): Expectation =>
    new Proxy({} as Expectation, {
      get(_, name) {
        if (name === "not") return make(!negated);
        const check = checks[String(name)];
        if (check === undefined) throw new Error(`the tests use expect().${String(name)}, which is not known here`);
        return (...expected: readonly unknown[]) => {
          if (check(actual, ...expected) === negated) throw new Error(`${what} ${String(name)}`);
        };
      },
    });
  return make(false);
}
