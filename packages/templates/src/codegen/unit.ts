/** A unit of generated code: the functions that are compiled together, and the constants they share. */
import type { States } from "../analysis/states.ts";
import type { TemplateLocation } from "../places.ts";
import type { Helpers } from "../runtime/helpers.ts";
import type { Printing } from "../runtime/values/contract.ts";
import type { Span } from "../syntax/nodes.ts";
import { type Code, helperName, join, js, literal, type VariableKind, variable } from "./code.ts";
import { Writer } from "./writer.ts";

/** What code generation has to know of the environment. */
export interface CodegenOptions {
  readonly printing: Printing;
  /** Steps, recursion and output are counted. */
  readonly sandboxed: boolean;
  /** The functions are about to be called, all of them: not so of what is compiled ahead of time. */
  readonly callsAll: boolean;
  /** Is told of every state in which a fragment is asked for, since generated code knows states by their keys. */
  readonly noteStates: (states: States) => void;
  /** Every printed value goes through the environment's `finalize`. */
  readonly finalize: boolean;
  readonly hasFilter: (name: string) => boolean;
  readonly hasTest: (name: string) => boolean;
  readonly filterNames: () => Iterable<string>;
  readonly testNames: () => Iterable<string>;
}

/** The template that is being compiled. */
export interface TemplateSource {
  readonly name: string | null;
  readonly filename: string | null;
  readonly source: string;
}

export class Unit {
  readonly options: CodegenOptions;
  readonly template: TemplateSource;
  /** Where what becomes a value begins and ends: the text of this kind of document. */
  readonly textStates: States;
  readonly writer: Writer = new Writer();
  readonly #helpers = new Map<string, Code>();
  readonly #constants = new Map<string, { readonly code: Code; readonly value: Code }>();
  readonly #names = new Map<number, string>();
  readonly #links = new Map<number, string>();
  #count = 0;

  constructor(options: CodegenOptions, template: TemplateSource, textStates: States) {
    this.textStates = textStates;
    this.options = options;
    this.template = template;
  }

  get templateName(): string | null {
    return this.template.name;
  }

  /** A place in the template, for an error. */
  locate({ line, column, length }: Span): TemplateLocation {
    const { name, filename, source } = this.template;
    return { templateName: name, filename, source, line, column, length };
  }

  fresh(kind: VariableKind): Code {
    return variable(kind, this.#count++);
  }

  /** A function or value of the runtime. */
  helper(name: keyof Helpers): Code {
    let code = this.#helpers.get(name);
    if (code === undefined) this.#helpers.set(name, (code = helperName(name)));
    return code;
  }

  /** A value that is made once, when the unit is loaded. */
  constant(kind: "q" | "f" | "x", value: Code): Code {
    const key = kind + value.text;
    let constant = this.#constants.get(key);
    if (constant === undefined) this.#constants.set(key, (constant = { code: this.fresh(kind), value }));
    return constant.code;
  }

  /** A filter of the environment: the one that is registered under the name when it is called. */
  filter(name: string): Code {
    return this.constant("f", js`${this.helper("filterNamed")}(${literal(name)})`);
  }

  test(name: string): Code {
    return this.constant("x", js`${this.helper("testNamed")}(${literal(name)})`);
  }

  rememberName(index: number, name: string): void {
    this.#names.set(index, name);
  }

  nameAt(index: number): string {
    return this.#names.get(index)!;
  }

  /** Says what a place does, for the chain of an error that comes out of it. */
  describe(position: number, what: string): void {
    this.#links.set(position, what);
  }

  /** A state, as generated code names it. */
  state(states: States): Code {
    this.options.noteStates(states);
    return literal(states.key);
  }

  get links(): ReadonlyMap<number, string> {
    return this.#links;
  }

  /** What stands before the functions. */
  preamble(): Code {
    const parts: Code[] = [];
    if (this.#helpers.size > 0) parts.push(js`const {${join([...this.#helpers.values()], js`,`)}}=R;`);
    for (const { code, value } of this.#constants.values()) parts.push(js`const ${code}=${value};`);
    return join(parts, js`\n`);
  }
}
