/** Where in the generated code, and in the template, the generators are at. Named after Jinja2's `Frame`. */
import type { Mark } from "@ampoule/markup/engine";
import type { Demands, FragmentPlan } from "../analysis/plan.ts";
import type { Scopes } from "../analysis/scopes.ts";
import { ownerOf, type Scope, type Variable } from "../analysis/symbols.ts";
import type { Body, Call, Expression, ExtensionCall, FilterCall, Span } from "../syntax/nodes.ts";
import { type Code, join, js, literal, type VariableKind, variable } from "./code.ts";
import type { Unit } from "./unit.ts";

/** The variables of a generated loop that has no loop object. */
export interface InlineLoop {
  readonly index: Code;
  readonly sequence: Code;
  readonly isArray: Code;
}

/** How `{{ … }}` is escaped here. `"volatile"`: `{% autoescape expression %}`, known at run time only. */
export type EscapeMode = "none" | "html" | "volatile" | "contextual";

/** The generators call each other through this, so that none of their files has to import one that imports it. */
export interface Generators {
  expression(node: Expression, place: Place): Code;
  /** As an operand of `if`, `&&` or `!`. */
  condition(node: Expression, place: Place): Code;
  body(body: Body, place: Place): void;
  /** A call with keyword arguments besides those of the template. */
  call(node: Call | ExtensionCall, place: Place, extra: readonly (readonly [string, Code])[]): Code;
  /** A filter around what a body has captured. */
  filter(node: FilterCall, place: Place, body: Code): Code;
}

/** The loop that `break` and `continue` belong to. */
export interface LoopPlace {
  readonly label: Code;
  /** Statements to undo what the body has changed before it is left, outermost first. */
  readonly restore: readonly Code[];
}

export interface Place {
  readonly generate: Generators;
  readonly unit: Unit;
  readonly fn: FunctionFrame;
  readonly scopes: Scopes;
  readonly scope: Scope;
  readonly mode: EscapeMode;
  /** What is known of the place in the page; null where escaping does not ask for it. */
  readonly plan: FragmentPlan | null;
  /** The fragments of this function that are asked for in certain states. */
  readonly demands: Demands;
  /** The positions in the output that this buffer keeps. */
  readonly marks: ReadonlySet<Mark>;
  /** The variable that collects the output. */
  readonly out: Code;
  /** The root, or an `if` in it: what is set here is exported. */
  readonly topLevel: boolean;
  /** The root itself. */
  readonly rootLevel: boolean;
  /** Inside an `if`: an unknown filter is an error only when it is reached. */
  readonly soft: boolean;
  /** Output is dropped where a parent template has been chosen. */
  readonly guarded: boolean;
  /** Variables set in this very body, for functions that ask for the context. */
  readonly tracks: boolean;
  readonly loop: LoopPlace | null;
  /** The loops around this place that have no loop object, by their variable. */
  readonly inlineLoops: ReadonlyMap<Variable, InlineLoop>;
  /** The block whose body this is. */
  readonly block: string | null;
  /** Reading a parameter that may not have its value yet. */
  readonly inDefaults: boolean;
}

/** A body with a scope of its own. */
export function inner(place: Place, scope: Scope, changes: Partial<Place> = {}): Place {
  return { ...place, scope, topLevel: false, rootLevel: false, soft: false, tracks: false, ...changes };
}

/** The branch of an `if`. */
export function soft(place: Place): Place {
  return { ...place, rootLevel: false, soft: true };
}

/** Line and column in one number; `positionOf` takes it apart again. */
export function packPosition({ line, column }: Span): number {
  return line * 4096 + Math.min(column, 4095);
}

/** One JavaScript function of the generated code. */
export class FunctionFrame {
  readonly unit: Unit;
  readonly isAsync: boolean;
  readonly #temporaries: { used: number; most: number } = { used: 0, most: 0 };
  readonly #hoisted = new Map<number, Code>();
  readonly #unsettled = new Map<Code, Code>();
  #usesPosition = false;

  constructor(unit: Unit, isAsync: boolean) {
    this.unit = unit;
    this.isAsync = isAsync;
  }

  /** A variable for the length of one statement. */
  temporary(): Code {
    const index = this.#temporaries.used++;
    this.#temporaries.most = Math.max(this.#temporaries.most, this.#temporaries.used);
    return variable("t", index);
  }

  /** At the beginning of a statement: no temporary lives longer than the statement that made it. */
  releaseTemporaries(): void {
    this.#temporaries.used = 0;
    if (this.isAsync) this.#unsettled.clear();
  }

  /** Remembers the code of a value before it is looked at whether it is a promise. */
  settles(code: Code, settled: Code): void {
    this.#unsettled.set(settled, code);
  }

  /** The code of a value before that, if there is such a step. */
  unsettled(settled: Code): Code | undefined {
    return this.#unsettled.get(settled);
  }

  /** A variable whose name occurs once in the unit. */
  fresh(kind: VariableKind): Code {
    return this.unit.fresh(kind);
  }

  /** Remembers the place in the template: what follows may fail. */
  at(span: Span): Code {
    this.#usesPosition = true;
    return js`p=${packPosition(span)}`;
  }

  /** A name that comes from the context: looked up once, when the function begins. */
  fromContext({ name, index }: Variable): Code {
    let code = this.#hoisted.get(index);
    if (code === undefined) {
      code = variable("h", index);
      this.#hoisted.set(index, code);
      this.unit.rememberName(index, name);
    }
    return code;
  }

  /** Whether an error can be said to come from a certain place. */
  get usesPosition(): boolean {
    return this.#usesPosition;
  }

  /** The declarations at the top of the function. */
  declarations(): Code {
    const parts: Code[] = [];
    if (this.#usesPosition) parts.push(js`let p=0;`);
    const temporaries = Array.from({ length: this.#temporaries.most }, (_, index) => variable("t", index));
    if (temporaries.length > 0) parts.push(js`let ${join(temporaries, js`,`)};`);
    if (this.#hoisted.size > 0) parts.push(js`const d=c.vars,o=c.over;`);
    for (const [index, code] of this.#hoisted) parts.push(this.#contextLoad(code, this.unit.nameAt(index)));
    return join(parts, js``);
  }

  /** `P` is an empty array: what it has under a name hangs on a built-in prototype, and is no variable. */
  #contextLoad(code: Code, name: string): Code {
    const key = literal(name);
    const probe = this.unit.helper("P");
    const found = js`o!==null&&(${code}=o[${key}])!==undefined?${code}:${probe}[${key}]===undefined?d[${key}]:${this.unit.helper("own")}(d,${key})`;
    return js`let ${code};${code}=${found};if(${code}===undefined)${code}=c.global(${key});`;
  }
}

/** The variable of the generated code that stands for a variable of the template. */
export function variableCode(found: Variable, place: Place): Code {
  const owner = ownerOf(found, place.scope);
  return isConstant(found, owner) ? variable("h", found.index) : variable("v", found.level, found.index);
}

/** A name that is read from the context and never set needs no variable per scope. */
export function isConstant(found: Variable, owner: Scope): boolean {
  return owner.loads.get(found)?.from === "context" && !owner.stores.has(found.name);
}

/** Declares the variables of a scope with their first values. */
export function enterScope(scope: Scope, place: Place): void {
  const declared: Code[] = [];
  for (const [found, load] of scope.loads) {
    const target = variable("v", found.level, found.index);
    switch (load.from) {
      case "context": {
        const value = place.fn.fromContext(found);
        if (!isConstant(found, scope)) declared.push(js`${target}=${value}`);
        break;
      }
      case "outer":
        declared.push(js`${target}=${variableCode(load.variable, { ...place, scope: scope.parent! })}`);
        break;
      case "nothing":
        declared.push(target);
        break;
      case "parameter":
        break;
    }
  }
  if (declared.length > 0) place.unit.writer.line(js`let ${join(declared, js`,`)};`);
}
