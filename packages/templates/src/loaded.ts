/** Templates as functions, wherever these come from; those that were compiled ahead of time. */

import type { EscapeMode } from "./codegen/place.ts";
import { EscapeError } from "./errors.ts";
import { FORMAT, type PrecompiledTemplate, type UnitTemplate } from "./precompiled.ts";
import { anyText, BlockTable, type FragmentFunction } from "./runtime/blocks.ts";
import type { LoadedTemplate } from "./runtime/engine.ts";
import type { Helpers } from "./runtime/helpers.ts";
import type { TemplateModule } from "./runtime/module.ts";
import { createReporter, type Reporter } from "./runtime/reporter.ts";
import type { Rendering } from "./runtime/run.ts";

/** A function, and the states of the HTML that it may be asked to end in. */
interface Variants {
  readonly fn: FragmentFunction;
  readonly ends: Set<string>;
}

type VariantTable = Map<string, Map<string, Variants>>;

/** What all templates share, wherever their functions come from. */
export abstract class BaseTemplate implements LoadedTemplate {
  readonly name: string | null;
  readonly isContextual: boolean;
  readonly textState: string;
  readonly blocks: BlockTable;
  readonly autoescapes: boolean;
  sharedModule: TemplateModule | undefined;
  /** By fragment, then by the state in which it begins: nothing is put together to look a function up. */
  readonly #sync: VariantTable = new Map();
  readonly #async: VariantTable = new Map();

  constructor(name: string | null, blockNames: Iterable<string>, mode: EscapeMode, textState: string) {
    this.name = name;
    this.isContextual = mode === "contextual";
    this.textState = textState;
    this.blocks = BlockTable.of(this, blockNames);
    this.autoescapes = mode !== "none";
  }

  fragment(fragment: string, start: string, end: string, isAsync: boolean): FragmentFunction {
    const found = this.#lookUp(fragment, start, isAsync);
    if (found !== undefined && found.ends.has(end)) return found.fn;
    this.make(fragment, start, end, isAsync);
    const made = this.#lookUp(fragment, start, isAsync);
    if (made !== undefined && made.ends.has(end)) return made.fn;
    throw notCompiledFor(this.name, fragment);
  }

  abstract contextual(): LoadedTemplate;

  renderInto(c: Rendering, out: string, start: string, end: string): string | Promise<string> {
    return this.fragment("root", start, end, c.run.isAsync)(c, out);
  }

  prepare(c: Rendering): string | Promise<string> {
    return this.fragment("setup", this.textState, anyText, c.run.isAsync)(c, "");
  }

  /** Adds a function, or another end to one that is known. */
  protected add(fragment: string, start: string, end: string, isAsync: boolean, fn?: FragmentFunction): void {
    const known = this.#lookUp(fragment, start, isAsync);
    if (known !== undefined) known.ends.add(end);
    else if (fn !== undefined) {
      const table = isAsync ? this.#async : this.#sync;
      let states = table.get(fragment);
      if (states === undefined) table.set(fragment, (states = new Map()));
      states.set(start, { fn, ends: new Set([end]) });
    }
  }

  protected has(fragment: string, start: string, isAsync: boolean): boolean {
    return this.#lookUp(fragment, start, isAsync) !== undefined;
  }

  #lookUp(fragment: string, start: string, isAsync: boolean): Variants | undefined {
    return (isAsync ? this.#async : this.#sync).get(fragment)?.get(start);
  }

  /** Makes the function of a variant that nobody has asked for yet, if it may end there. */
  protected abstract make(fragment: string, start: string, end: string, isAsync: boolean): void;
}

function notCompiledFor(name: string | null, fragment: string): EscapeError {
  const [kind] = fragment.split(":");
  return new EscapeError(`A ${kind === "root" ? "template" : kind} does not end where its place in the page goes on.`, {
    code: "ESCAPE_FRAGMENT_END",
    templateName: name,
    cure: "Close the quote or the tag inside of it; what is compiled ahead of time is compiled together with all it includes.",
  });
}

/** The name of a variant in a unit of generated code. */
export function variantKey(fragment: string, start: string, isAsync: boolean): string {
  return `${fragment}@${start}${isAsync ? "@async" : ""}`;
}

/** A template that was compiled ahead of time. */
export class LoadedPrecompiled extends BaseTemplate implements UnitTemplate {
  readonly #twin: LoadedPrecompiled | null;

  constructor(name: string | null, precompiled: PrecompiledTemplate, helpers: Helpers) {
    super(name, precompiled.blocks, precompiled.mode, precompiled.textState);
    if (precompiled.format !== FORMAT) {
      throw new TypeError(
        `template ${JSON.stringify(name)} was compiled by another version of the engine: compile it anew`,
      );
    }
    this.#twin = precompiled.twin === undefined ? null : new LoadedPrecompiled(name, precompiled.twin, helpers);
    const functions = precompiled.factory(helpers, this);
    for (const { fragment, start, ends, isAsync } of precompiled.variants) {
      for (const end of ends) this.add(fragment, start, end, isAsync, functions[variantKey(fragment, start, isAsync)]!);
    }
  }

  reporter(links: readonly (readonly [position: number, what: string])[]): Reporter {
    return createReporter({ name: this.name, filename: null, source: null }, new Map(links));
  }

  contextual(): LoadedPrecompiled {
    if (this.isContextual) return this;
    if (this.#twin !== null) return this.#twin;
    throw notCompiledFor(this.name, "root");
  }

  protected override make(): void {}
}
