/** The form of a Python method of a built-in type: a row in a table, never a function on a prototype. */
import { bindArguments } from "../arguments.ts";
import type { Kwargs, Printing } from "../contract.ts";
import type { Description } from "../describe.ts";
import { typeError } from "../failures.ts";

/** What some methods need of the environment. */
export interface Tools {
  readonly printing: Printing;
  /** Does a format string that is HTML escape each value for its place in it? */
  readonly isContextual?: boolean;
  getAttribute(object: unknown, name: string): unknown;
  getItem(object: unknown, key: unknown): unknown;
  /** Is what a format string names and does not exist nothing, as in Jinja2's sandbox, rather than an error? */
  readonly lenient?: boolean;
}

/** The method's body; `self` is of the table's type. */
type Run = (tools: Tools, self: never, ...args: never[]) => unknown;

interface Shape extends Pick<Description, "params" | "required" | "rest" | "raw"> {
  /** May arguments be named, or must they be? Where it is not said they may not, in python printing. */
  readonly keywords?: "allowed" | "required";
  /** Changes the value: refused by the immutable sandbox. */
  readonly mutates?: true;
}

/** One method of a type. */
export class Method {
  readonly name: string;
  readonly mutates: boolean;
  readonly #run: Run;
  readonly #shape: Shape;
  readonly #isBare: boolean;

  constructor(name: string, shape: Shape, run: Run) {
    this.name = name;
    this.mutates = shape.mutates === true;
    this.#shape = shape;
    this.#isBare = shape.raw !== true && (shape.required ?? 0) === 0;
    this.#run = run;
  }

  /** `self.name(…)` */
  call(tools: Tools, self: unknown, args: readonly unknown[], kwargs: Kwargs | null): unknown {
    const run = this.#run as (tools: Tools, self: unknown, ...args: readonly unknown[]) => unknown;
    // Without arguments there is nothing to put in order.
    if (args.length === 0 && this.#isBare && (kwargs === null || kwargs.size === 0)) return run(tools, self) ?? null;
    if (tools.printing === "python" && this.#shape.raw !== true) this.#checkKeywords(args, kwargs);
    const bound =
      this.#shape.raw === true ? [args, kwargs ?? new Map()] : bindArguments(this.#shape, this.name, args, kwargs);
    return run(tools, self, ...bound) ?? null;
  }

  /** As strict as Python, whose built-in methods know most of their arguments by place only. */
  #checkKeywords(args: readonly unknown[], kwargs: Kwargs | null): void {
    const { keywords } = this.#shape;
    if (keywords === undefined && kwargs !== null && kwargs.size > 0) {
      throw typeError(`${this.name}() takes no keyword arguments`);
    }
    if (keywords === "required" && args.length > 0) throw typeError(`${this.name}() takes no positional arguments`);
  }
}

/** An attribute of a built-in type that is not called: `range.start`, `number.real`. */
export class Property {
  readonly name: string;
  readonly #read: (tools: Tools, self: never) => unknown;
  constructor(name: string, read: (tools: Tools, self: never) => unknown) {
    this.name = name;
    this.#read = read;
  }
  /** `self.name` */
  read(tools: Tools, self: unknown): unknown {
    return Reflect.apply(this.#read, undefined, [tools, self]);
  }
}

/** A method of a table: its name, shape and body. */
export type MethodRow = readonly [name: string, shape: Shape, run: Run];

export type MethodTable = ReadonlyMap<string, Method>;
/** What a type has by name. */
export type MemberTable = ReadonlyMap<string, Method | Property>;

/** A table of attributes. */
export function propertyTable(
  rows: readonly (readonly [name: string, read: (tools: Tools, self: never) => unknown])[],
): ReadonlyMap<string, Property> {
  return new Map(rows.map(([name, read]) => [name, new Property(name, read)]));
}

/** A table from rows of name, shape and body. */
export function methodTable(rows: readonly MethodRow[]): MethodTable {
  return new Map(rows.map(([name, shape, run]) => [name, new Method(name, shape, run)]));
}
