/** One route: a rule, the methods it answers, the name it is built by, and what the application attached to it. */

import type { Rule } from "./rule.ts";

/** The values of a rule's variables. */
export type ParamRecord = Readonly<Record<string, unknown>>;

/** What a route is made of; `H` is what the router carries for its user and never looks at. */
export interface RouteSpec<H> {
  readonly name: string;
  /** Upper case, without the automatic `HEAD` and `OPTIONS`. */
  readonly methods: readonly string[];
  /** Values for names that the rule does not have; a name that it has may be left out when building. */
  readonly defaults?: ParamRecord | undefined;
  /** Whether the slash at the end matters. @default true */
  readonly strictSlashes?: boolean | undefined;
  /** Only for building URLs: no request matches it. @default false */
  readonly buildOnly?: boolean | undefined;
  /** An old address of another route: is not built, and redirects there. @default false */
  readonly alias?: boolean | undefined;
  /** Whether only signed URLs lead to it. @default false */
  readonly signed?: boolean | undefined;
  readonly handler: H;
}

/** Objects made of a function with this prototype inherit nothing, and are laid out once for V8. */
function Params(this: object): void {}
Params.prototype = Object.create(null);
const NewParams = Params as unknown as new () => Record<string, unknown>;

export class Route<H = unknown> {
  readonly rule: Rule;
  readonly name: string;
  /** As given, in upper case. */
  readonly declaredMethods: ReadonlySet<string>;
  /** With the `HEAD` that every `GET` answers. */
  readonly methods: ReadonlySet<string>;
  readonly strictSlashes: boolean;
  readonly buildOnly: boolean;
  readonly alias: boolean;
  readonly signed: boolean;
  readonly handler: H;
  readonly defaults: ParamRecord | undefined;
  readonly #variables: readonly string[];
  readonly #defaults: readonly (readonly [string, unknown])[];

  constructor(rule: Rule, spec: RouteSpec<H>) {
    this.rule = rule;
    this.name = spec.name;
    this.strictSlashes = spec.strictSlashes ?? true;
    this.buildOnly = spec.buildOnly ?? false;
    this.alias = spec.alias ?? false;
    this.signed = spec.signed ?? false;
    this.handler = spec.handler;
    this.defaults = spec.defaults;
    this.declaredMethods = new Set(spec.methods);
    this.methods = this.declaredMethods.has("GET") ? new Set([...spec.methods, "HEAD"]) : this.declaredMethods;
    this.#variables = rule.variables.map((variable) => variable.name);
    this.#defaults = Object.entries(spec.defaults ?? {});
  }

  /** The parameters for matched values: a fresh object each time, so that nothing leaks between requests (R27). */
  params(values: readonly unknown[]): Record<string, unknown> {
    const params = new NewParams();
    for (const [name, value] of this.#defaults) params[name] = value;
    for (let i = 0; i < this.#variables.length; i++) params[this.#variables[i] ?? ""] = values[i];
    return params;
  }

  /** Whether its URL can be built of these values (Werkzeug's `Rule.suitable_for`). */
  isSuitable(values: ParamRecord): boolean {
    const needed = this.#variables.every((name) => present(values, name) || this.#hasDefault(name));
    return needed && this.#defaults.every(([name, value]) => !present(values, name) || values[name] === value);
  }

  /** Whether it stands for some of the other's parameters: the same names, some of which it has as defaults (Werkzeug's `provides_defaults_for`). */
  providesDefaultsFor(other: Route<H>): boolean {
    // What is signed is this one path.
    if (this.signed || other.signed) return false;
    if (this.buildOnly || this.alias || other.alias || this.#defaults.length === 0 || !this.methods.has("GET"))
      return false;
    const [own, others] = [this.arguments, other.arguments];
    return own.size === others.size && [...own].every((name) => others.has(name));
  }

  /** The variables that `values` lacks. */
  missing(values: ParamRecord): readonly string[] {
    return this.#variables.filter((name) => !present(values, name) && !this.#hasDefault(name));
  }

  /** Every name that it consumes when it is built. */
  get arguments(): ReadonlySet<string> {
    return new Set([...this.#variables, ...this.#defaults.map(([name]) => name)]);
  }

  #hasDefault(name: string): boolean {
    return this.defaults !== undefined && Object.hasOwn(this.defaults, name);
  }
}

function present(values: ParamRecord, name: string): boolean {
  return Object.hasOwn(values, name) && values[name] !== undefined && values[name] !== null;
}
