/** Macros and the bodies of call blocks, as values. */
import { createMarkup } from "@ampoule/markup/engine";
import { anyText, type FragmentFunction } from "./blocks.ts";
import type { RenderContext } from "./frame.ts";
import { captured } from "./run.ts";
import type { Kwargs } from "./values/contract.ts";
import { typeError } from "./values/failures.ts";
import { CallableObject, missing } from "./values/object.ts";
import { quote } from "./values/quote.ts";
import { tuple } from "./values/values.ts";

/** What is known of a macro before it is called. */
export interface MacroShape {
  /** Null for a call block. */
  readonly name: string | null;
  readonly parameters: readonly string[];
  /** It mentions the special variable without declaring it. */
  readonly usesCaller: boolean;
  readonly usesKwargs: boolean;
  readonly usesVarargs: boolean;
}

/** The functions of a macro. */
export interface MacroBody {
  /** The HTML state in which a value begins and ends: text. */
  readonly textState: string;
  /** The function that renders the macro from one HTML state to another. */
  variant(start: string, end: string): FragmentFunction;
}

const attributes: ReadonlyMap<string, (shape: MacroShape) => unknown> = new Map<string, (shape: MacroShape) => unknown>(
  [
    ["name", ({ name }) => name],
    ["arguments", ({ parameters }) => tuple(parameters)],
    ["catch_kwargs", ({ usesKwargs }) => usesKwargs],
    ["catch_varargs", ({ usesVarargs }) => usesVarargs],
    ["caller", ({ usesCaller }) => usesCaller],
  ],
);

export class Macro extends CallableObject {
  readonly #shape: MacroShape;
  readonly #c: RenderContext;
  readonly #body: MacroBody;

  constructor(shape: MacroShape, c: RenderContext, body: MacroBody) {
    super();
    this.#shape = shape;
    this.#c = c;
    this.#body = body;
  }

  static is(value: unknown): value is Macro {
    return typeof value === "object" && value !== null && #shape in value;
  }

  /** Appends to the output what the macro prints between two states of the HTML. */
  render(
    start: string,
    end: string,
    args: readonly unknown[],
    kwargs: Kwargs | null,
    out: string,
  ): string | Promise<string> {
    const { run } = this.#c;
    run.enter();
    const text = this.#body.variant(start, end)(this.#c, out, ...this.#bind(args, kwargs));
    if (typeof text !== "string") return text.finally(() => run.leave());
    run.leave();
    return text;
  }

  /** The macro's text as a value: HTML where the caller's output is escaped. */
  invoke(args: readonly unknown[], kwargs: Kwargs | null, autoescape: boolean): unknown {
    const value = (text: string): unknown => (autoescape ? createMarkup(text) : text);
    const { textState } = this.#body;
    const { run } = this.#c;
    return captured(run, () => this.render(textState, anyText, args, kwargs, ""), value);
  }

  /** A call that does not say where from: by a filter, or by JavaScript. */
  override call(args: readonly unknown[], kwargs: Kwargs): unknown {
    return this.invoke(args, kwargs, this.#c.autoescape);
  }

  override attribute(name: string): unknown {
    return attributes.get(name)?.(this.#shape) ?? missing;
  }

  override attributeNames(): Iterable<string> {
    return attributes.keys();
  }

  override repr(): string {
    const { name } = this.#shape;
    return `<Macro ${name === null ? "anonymous" : quote(name)}>`;
  }

  #noCaller(): unknown {
    const cure = "Call the macro by `{% call name() %}…{% endcall %}`, or ask before: `{% if caller %}`.";
    return this.#c.makeUndefined({ hint: "No caller defined", name: "caller", cure });
  }

  /**
   * The values of the parameters in the order of the generated function; what is not given is `undefined`. In nunjucks, as in
   * JavaScript, a macro may be given more than it takes, a body included.
   */
  #bind(args: readonly unknown[], kwargs: Kwargs | null): unknown[] {
    const { parameters, usesCaller, usesKwargs, usesVarargs } = this.#shape;
    const isNunjucks = this.#c.engine.ops.printing === "javascript";
    const rest = new Map(kwargs);
    const bound: unknown[] = args.slice(0, parameters.length);
    for (const parameter of parameters.slice(bound.length)) {
      bound.push(rest.get(parameter));
      rest.delete(parameter);
    }
    if (usesCaller) {
      bound.push(rest.get("caller") ?? this.#noCaller());
      rest.delete("caller");
    }
    if (usesKwargs) bound.push(rest);
    else if (rest.size > 0 && !(isNunjucks && rest.size === 1 && rest.has("caller"))) this.#refuseKeyword(rest);
    if (usesVarargs) bound.push(tuple(args.slice(parameters.length)));
    else if (args.length > parameters.length && !isNunjucks) {
      throw typeError(`macro ${this.#quotedName()} takes not more than ${parameters.length} argument(s)`);
    }
    return bound;
  }

  #refuseKeyword(rest: Kwargs): never {
    if (rest.has("caller")) {
      const message = `macro ${this.#quotedName()} was invoked with two values for the special caller argument.`;
      throw typeError(`${message} This is most likely a bug.`);
    }
    const [name] = rest.keys();
    throw typeError(`macro ${this.#quotedName()} takes no keyword argument ${quote(name!)}`);
  }

  #quotedName(): string {
    const { name } = this.#shape;
    return name === null ? "None" : quote(name);
  }
}
