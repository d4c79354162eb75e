/** Templates as functions, wherever these come from; those that were compiled ahead of time. */

import type { EscapeMode } from "./codegen/place.ts";
import type { TemplateSource } from "./codegen/unit.ts";
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

/** By what a template is known. */
type TemplatePlace = Pick<TemplateSource, "name" | "filename">;

/** What all templates share, wherever their functions come from. */
export abstract class BaseTemplate implements LoadedTemplate {
  readonly name: string | null;
  readonly filename: string | null;
  readonly isContextual: boolean;
  readonly textState: string;
  readonly blocks: BlockTable;
  readonly autoescapes: boolean;
  sharedModule: TemplateModule | undefined;
  /** By fragment, then by the state in which it begins: nothing is put together to look a function up. */
  readonly #sync: VariantTable = new Map();
  readonly #async: VariantTable = new Map();

  constructor({ name, filename }: TemplatePlace, blockNames: Iterable<string>, mode: EscapeMode, textState: string) {
    this.name = name;
    this.filename = filename;
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
    throw refused(this.name, fragment, this.has(fragment, start, isAsync) ? endsElsewhere : this.unfit(start));
  }

  /** Why a template has no function for a place of a page, and cannot make one. */
  protected abstract unfit(start: string): Reason;

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

/** Why a fragment cannot be used where it is, behind its subject; and the cure. */
export type Reason = readonly [what: string, cure: string];

export const endsElsewhere: Reason = [
  "does not end where its place in the page goes on.",
  "Close the quote or the tag inside of it.",
];

const TOGETHER =
  "Compile the templates that use each other in one call of precompile(), or load all of them from their sources.";

/** A template from its source knows all places but those of templates whose analysis is not at hand. */
export const askedFromAhead: Reason = [
  "is used by a template that was compiled ahead of time, in a place of the page that only that one knows.",
  TOGETHER,
];
const compiledElsewhere: Reason = ["was compiled ahead of time, and not for this place in a page.", TOGETHER];

function refused(name: string | null, fragment: string, [what, cure]: Reason): EscapeError {
  const template = name === null ? "The template" : `Template ${JSON.stringify(name)}`;
  const separator = fragment.indexOf(":");
  const part = separator === -1 ? "" : fragment.slice(0, separator);
  // Macros are known by their number only.
  const block = part === "block" ? ` '${fragment.slice(separator + 1)}'` : "";
  const subject = part === "" ? template : `The ${part}${block} of ${template.replace(/^T/, "t")}`;
  return new EscapeError(`${subject} ${what}`, { code: "ESCAPE_FRAGMENT_END", templateName: name, cure });
}

/** The name of a variant in a unit of generated code. */
export function variantKey(fragment: string, start: string, isAsync: boolean): string {
  return `${fragment}@${start}${isAsync ? "@async" : ""}`;
}

/** A template that was compiled ahead of time. */
export class LoadedPrecompiled extends BaseTemplate implements UnitTemplate {
  readonly #twin: LoadedPrecompiled | null;

  constructor(name: string | null, precompiled: PrecompiledTemplate, helpers: Helpers) {
    super({ name, filename: null }, precompiled.blocks, precompiled.mode, precompiled.textState);
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
    throw refused(this.name, "root", compiledElsewhere);
  }

  protected override make(): void {}

  protected override unfit(): Reason {
    return compiledElsewhere;
  }
}
