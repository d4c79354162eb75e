/** The variables of one body, and where each gets its first value from. */
import type { Autoescape } from "../syntax/nodes.ts";

/** A variable of generated code. `level` and `index` make its name there. */
export interface Variable {
  readonly name: string;
  readonly level: number;
  readonly index: number;
}

/** Where a variable's first value comes from. */
export type Load =
  | { readonly from: "context" }
  | { readonly from: "outer"; readonly variable: Variable }
  | { readonly from: "nothing" }
  | { readonly from: "parameter" };

/** The variables that one body makes. */
export interface Scope {
  readonly parent: Scope | null;
  /** The variables this scope makes, with their first value, in order of appearance. */
  readonly loads: ReadonlyMap<Variable, Load>;
  /** Names that are bound in this scope. */
  readonly stores: ReadonlySet<string>;
  /** The innermost `{% autoescape %}` around it. */
  readonly autoescape: Autoescape | null;
  /** The variable that `name` means here; names that nobody mentions have none. */
  find(name: string): Variable | undefined;
  loadOf(variable: Variable): Load | undefined;
}

/** The scope that a variable belongs to. */
export function ownerOf(variable: Variable, scope: Scope): Scope {
  let owner = scope;
  while (!owner.loads.has(variable) && owner.parent !== null) owner = owner.parent;
  return owner;
}

/** A scope while it is being found out. */
export class Symbols implements Scope {
  readonly parent: Symbols | null;
  readonly level: number;
  readonly refs: Map<string, Variable>;
  readonly loads: Map<Variable, Load>;
  readonly stores: Set<string>;
  autoescape: Autoescape | null;
  readonly #names: Names;
  /** Does `set` in here mean the variable outside, where there is one? */
  readonly #isOpen: boolean;

  constructor(names: Names, parent: Symbols | null, isOpen = false, like?: Symbols) {
    this.#names = names;
    this.#isOpen = isOpen;
    this.parent = parent;
    this.level = like?.level ?? (parent === null ? 0 : parent.level + 1);
    this.refs = new Map(like?.refs);
    this.loads = new Map(like?.loads);
    this.stores = new Set(like?.stores);
    this.autoescape = parent?.autoescape ?? null;
  }

  /** For a branch of an `if`, which is walked through as if the others were not there. */
  copy(): Symbols {
    return new Symbols(this.#names, this.parent, this.#isOpen, this);
  }

  find(name: string): Variable | undefined {
    return this.refs.get(name) ?? this.parent?.find(name);
  }

  loadOf(variable: Variable): Load | undefined {
    return this.loads.get(variable) ?? this.parent?.loadOf(variable);
  }

  read(name: string): void {
    if (this.find(name) === undefined) this.#define(name, { from: "context" });
  }

  store(name: string): void {
    this.stores.add(name);
    if (this.refs.has(name)) return;
    const outer = this.parent?.find(name);
    this.#define(name, outer === undefined ? { from: "nothing" } : { from: "outer", variable: outer });
  }

  /** What `set` binds. */
  assign(name: string): void {
    if (this.refs.has(name) || !this.#isSetOutside(name)) this.store(name);
  }

  #isSetOutside(name: string): boolean {
    for (let scope: Symbols = this; scope.#isOpen && scope.parent !== null; ) {
      scope = scope.parent;
      if (scope.stores.has(name)) return true;
    }
    return false;
  }

  parameter(name: string): Variable {
    this.stores.add(name);
    return this.#define(name, { from: "parameter" });
  }

  /** A name set in some branches only has, in the others, the value from outside. */
  merge(branches: readonly Symbols[]): void {
    const stores = new Set(branches.flatMap((branch) => [...branch.stores].filter((name) => !this.stores.has(name))));
    for (const branch of branches) {
      for (const [name, variable] of branch.refs) this.refs.set(name, variable);
      for (const [variable, load] of branch.loads) this.loads.set(variable, load);
      for (const name of branch.stores) this.stores.add(name);
    }
    for (const name of stores) {
      const outer = this.parent?.find(name);
      this.loads.set(this.find(name)!, outer === undefined ? { from: "context" } : { from: "outer", variable: outer });
    }
  }

  #define(name: string, load: Load): Variable {
    const variable = this.#names.variable(name, this.level);
    this.refs.set(name, variable);
    this.loads.set(variable, load);
    return variable;
  }
}

/** One variable per name and level: branches that set the same name set the same variable. */
export class Names {
  readonly #indexes = new Map<string, number>();
  readonly #variables = new Map<string, Variable[]>();

  variable(name: string, level: number): Variable {
    let index = this.#indexes.get(name);
    if (index === undefined) this.#indexes.set(name, (index = this.#indexes.size));
    let levels = this.#variables.get(name);
    if (levels === undefined) this.#variables.set(name, (levels = []));
    return (levels[level] ??= { name, level, index });
  }
}
