/** A runtime and a filter's state for tests, without an environment around them. */
import { cpuTime } from "../../../../scripts/cpu-time.ts";
import { filters } from "../../src/library/filters.ts";
import { tests } from "../../src/library/tests.ts";
import { createRuntime, type Runtime } from "../../src/runtime/runtime.ts";
import { bindArguments } from "../../src/runtime/values/arguments.ts";
import type { FilterState, Kwargs, Policies, Printing, SandboxPolicy } from "../../src/runtime/values/contract.ts";
import { type Callable, descriptionOf } from "../../src/runtime/values/describe.ts";
import type { UndefinedType } from "../../src/runtime/values/undefined.ts";

export interface HarnessOptions {
  readonly printing?: Printing;
  readonly undefined?: UndefinedType;
  readonly sandbox?: SandboxPolicy | null;
  readonly autoescape?: boolean;
  readonly contextual?: boolean;
  readonly isAsync?: boolean;
  readonly policies?: Partial<Policies>;
  readonly random?: () => number;
  readonly newlineSequence?: string;
}

export const defaultPolicies: Policies = {
  "urlize.rel": "noopener",
  "urlize.target": null,
  "urlize.extra_schemes": null,
  "truncate.leeway": 5,
  "json.dumps_function": null,
  "json.dumps_kwargs": {},
  "compiler.ascii_str": true,
  "ext.i18n.trimmed": false,
};

export interface Harness extends Runtime {
  readonly state: FilterState;
  /** `value|name(*args, **kwargs)` */
  filter(name: string, value: unknown, args?: readonly unknown[], kwargs?: Readonly<Record<string, unknown>>): unknown;
  /** The same, as text. */
  print(name: string, value: unknown, args?: readonly unknown[], kwargs?: Readonly<Record<string, unknown>>): string;
  /** `value is name(*args)` */
  test(name: string, value: unknown, args?: readonly unknown[]): unknown;
  /** `value.name(*args, **kwargs)` */
  method(value: unknown, name: string, args?: readonly unknown[], kwargs?: Readonly<Record<string, unknown>>): unknown;
}

type AnyFunction = (...args: unknown[]) => unknown;

function apply(
  table: ReadonlyMap<string, Callable>,
  state: FilterState,
  name: string,
  value: unknown,
  args: readonly unknown[],
  kwargs: Kwargs | null,
): unknown {
  const fn = table.get(name) as AnyFunction | undefined;
  const description = fn === undefined ? undefined : descriptionOf(fn);
  if (fn === undefined || description === undefined) throw new Error(`nothing is called ${name}`);
  if (description.raw) return fn(state, value, args, kwargs ?? new Map());
  return fn(state, value, ...bindArguments(description, name, args, kwargs, 1)) ?? null;
}

export function harness(options: HarnessOptions = {}): Harness {
  const { printing = "python", sandbox = null, autoescape = false } = options;
  const runtime = createRuntime({
    printing,
    sandbox,
    ...(options.undefined === undefined ? {} : { undefined: options.undefined }),
  });
  const state: FilterState = {
    ...runtime,
    context: null,
    environment: null,
    evalContext: { autoescape },
    autoescape,
    isContextual: options.contextual ?? false,
    isAsync: options.isAsync ?? false,
    policies: { ...defaultPolicies, ...options.policies },
    newlineSequence: options.newlineSequence ?? "\n",
    random: options.random ?? Math.random,
    locale: "en-GB",
    timeZone: "UTC",
    callFilter: (name, value, args, kwargs) => apply(filters, state, String(name), value, args, kwargs),
    callTest: (name, value, args, kwargs) => apply(tests, state, String(name), value, args, kwargs),
    hasFilter: (name) => filters.has(String(name)),
    hasTest: (name) => tests.has(String(name)),
  };
  const named = (kwargs: Readonly<Record<string, unknown>>): Kwargs => new Map(Object.entries(kwargs));
  const filter: Harness["filter"] = (name, value, args = [], kwargs = {}) =>
    apply(filters, state, name, value, args, named(kwargs));
  return {
    ...runtime,
    state,
    filter,
    print: (name, value, args, kwargs) => runtime.ops.text(filter(name, value, args, kwargs)),
    test: (name, value, args = []) => apply(tests, state, name, value, args, null),
    method: (value, name, args = [], kwargs = {}) =>
      runtime.members.callMethod(value, name, args, named(kwargs), state),
  };
}

export const python: Harness = harness();
export const javascript: Harness = harness({ printing: "javascript" });
/** Python's printing where output is escaped. */
export const escaping: Harness = harness({ autoescape: true });

/** How long `run` takes, in milliseconds: only for generous bounds on linear time. */
export function milliseconds(run: () => unknown): number {
  const start = cpuTime();
  run();
  return cpuTime() - start;
}
