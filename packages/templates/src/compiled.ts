/** A template as functions: compiled from its source when they are first needed, or ahead of time. */
import type { FragmentPlan, SitePlan } from "./analysis/plan.ts";
import { findScopes } from "./analysis/scopes.ts";
import { inXml, isInText, isWithin, type States, type TextStates } from "./analysis/states.ts";
import { type AnalysisHost, type BlockSites, TemplateAnalysis } from "./analysis/template.ts";
import type { EscapeMode } from "./codegen/place.ts";
import {
  type Fragment,
  type GeneratedUnit,
  generateUnit,
  mayExtend,
  type TemplateTree,
  topLevelMacros,
  type Variant,
} from "./codegen/template.ts";
import type { CodegenOptions, TemplateSource } from "./codegen/unit.ts";
import { EscapeError } from "./errors.ts";
import { askedFromAhead, BaseTemplate, endsElsewhere, type Reason, variantKey } from "./loaded.ts";
import type { PrecompiledVariant, UnitFactory, UnitTemplate } from "./precompiled.ts";
import { anyText } from "./runtime/blocks.ts";
import type { LoadedTemplate } from "./runtime/engine.ts";
import type { Helpers } from "./runtime/helpers.ts";
import { createReporter, type Reporter } from "./runtime/reporter.ts";
import type { TemplateNode } from "./syntax/nodes.ts";

/** What a template needs of its environment to become functions. */
export interface Compiler {
  readonly helpers: Helpers;
  readonly options: CodegenOptions;
  readonly analysis: AnalysisHost;
  /** Where pages begin. */
  readonly text: TextStates;
  /** The states that generated code may ask for, by their keys. */
  states(key: string): States | undefined;
  /** Makes functions of generated code. */
  load(unit: GeneratedUnit, template: TemplateSource): UnitFactory;
}

/** XML by their names. Everything else that is escaped is HTML. */
function isXml(name: string | null): boolean {
  return name !== null && /\.(?:xml|svg|rss|atom|xsl)(?:\.(?:j2|jinja2?|njk|nunjucks|tpl|tmpl))?$/i.test(name);
}

/** A template that is compiled here and now. */
export class CompiledTemplate extends BaseTemplate implements UnitTemplate {
  readonly source: TemplateSource;
  readonly node: TemplateNode;
  /** Null where escaping does not depend on the place. */
  readonly analysis: TemplateAnalysis | null;
  readonly #compiler: Compiler;
  readonly #tree: TemplateTree;
  readonly #mode: EscapeMode;
  #twin: CompiledTemplate | null = null;

  constructor(compiler: Compiler, source: TemplateSource, mode: EscapeMode, node: TemplateNode) {
    const text = mode === "contextual" && isXml(source.name) ? compiler.text.xml : compiler.text.html;
    super(source, node.blocks.keys(), mode, text.key);
    this.source = source;
    this.node = node;
    this.#compiler = compiler;
    this.#mode = mode;
    const isNunjucks = compiler.options.printing === "javascript";
    const scopes = findScopes(node, { sharesSpecials: isNunjucks, setsOutside: isNunjucks });
    const macros = topLevelMacros(node, scopes.survey);
    this.#tree = { node, scopes, macros, hasExtends: mayExtend(node, scopes.survey) };
    this.analysis =
      mode === "contextual" ? new TemplateAnalysis(compiler.analysis, source, node, scopes, macros.keys(), text) : null;
  }

  contextual(): CompiledTemplate {
    if (this.isContextual) return this;
    this.#twin ??= new CompiledTemplate(this.#compiler, this.source, "contextual", this.node);
    return this.#twin;
  }

  /** The same template escaped for its places, if a page has asked for it. */
  get twin(): CompiledTemplate | null {
    return this.#twin;
  }

  /**
   * Compiles all of the template before any of it is used, so that a mistake in it is found at once.
   *
   * @throws TemplateAssertionError, EscapeError
   */
  compile(): void {
    const sites = this.analysis?.checkPage();
    if (!this.has("root", this.textState, false)) this.#makeUnit(this.#initial(sites), false);
  }

  reporter(links: readonly (readonly [position: number, what: string])[]): Reporter {
    const { name, filename, source } = this.source;
    return createReporter({ name, filename, source }, new Map(links));
  }

  protected override make(fragment: string, start: string, end: string, isAsync: boolean): void {
    const found = this.#find(fragment);
    if (found === null) return;
    // What was compiled ahead of time elsewhere may ask for states that nobody here has met.
    const states = this.#compiler.states(start);
    if (states === undefined) return;
    const plan = this.#planOf(found, states);
    if (plan !== null && !this.#mayEnd(plan, end)) return;
    if (!this.has(fragment, start, isAsync)) {
      // Whoever renders a whole page asynchronously will need the rest of it as well.
      const isPage = fragment === "root" && start === this.textState;
      this.#makeUnit(isPage ? this.#initial() : [{ fragment: found, plan }], isAsync);
    }
    this.add(fragment, start, end, isAsync);
  }

  protected override unfit(start: string): Reason {
    return this.#compiler.states(start) === undefined ? askedFromAhead : endsElsewhere;
  }

  get #textStates(): States {
    const { html, xml } = this.#compiler.text;
    return this.textState === inXml.key ? xml : html;
  }

  #mayEnd(plan: FragmentPlan, end: string): boolean {
    if (end === anyText) return isInText(plan.end);
    const states = this.#compiler.states(end);
    return states !== undefined && isWithin(plan.end, states);
  }

  #makeUnit(fragments: readonly PlannedFragment[], isAsync: boolean): void {
    const wanted = fragments.filter(({ fragment, plan }) => !this.has(nameOf(fragment), startOf(plan, this), isAsync));
    const variants: Variant[] = wanted.map(({ fragment, plan }) => ({
      fragment,
      plan,
      isAsync,
      key: variantKey(nameOf(fragment), startOf(plan, this), isAsync),
    }));
    const { helpers, options } = this.#compiler;
    const text = this.#textStates;
    const unit = generateUnit(this.#tree, variants, this.source, this.#mode, options, text);
    const functions = this.#compiler.load(unit, this.source)(helpers, this);
    for (const { fragment, plan, key } of variants) {
      const ends =
        plan === null ? [this.textState, anyText] : isInText(plan.end) ? [plan.end.key, anyText] : [plan.end.key];
      for (const end of ends) this.add(nameOf(fragment), startOf(plan, this), end, isAsync, functions[key]!);
    }
  }

  /** What is compiled at once: the root, the blocks where they stand, the macros where they are known to be used. */
  #initial(known?: BlockSites): PlannedFragment[] {
    const fragments = this.#allFragments().filter(({ kind }) => kind !== "setup");
    if (this.analysis === null) return fragments.map((fragment) => ({ fragment, plan: null }));
    const { analysis } = this;
    const sites = known ?? analysis.blockSites(analysis.textStates);
    return fragments.flatMap((fragment) => {
      if (fragment.kind === "root") return [{ fragment, plan: analysis.root(analysis.textStates) }];
      if (fragment.kind === "block") {
        const starts = new Map((sites.get(fragment.node.name) ?? []).map(({ start }) => [start.key, start]));
        return [...starts.values()].map((start) => ({ fragment, plan: analysis.block(fragment.node.name, start) }));
      }
      return fragment.kind === "macro" ? this.#macroPlans(fragment, analysis) : [];
    });
  }

  #macroPlans(fragment: Fragment & { kind: "macro" }, analysis: TemplateAnalysis): PlannedFragment[] {
    const plans = analysis.knownPlans(fragment.node);
    if (plans.length > 0) return plans.map((plan) => ({ fragment, plan }));
    try {
      return [{ fragment, plan: analysis.macro(fragment.node, analysis.textStates) }];
    } catch (error) {
      // Made for a place that is not text; who prints it there will ask for that.
      if (error instanceof EscapeError) return [];
      throw error;
    }
  }

  /**
   * Everything that may be asked of the template when nothing can be compiled any more: all states in which it is known to be
   * used, and text.
   *
   * @param reckoned The pairs of states between which fragments are printed anywhere
   */
  ahead(reckoned: readonly SitePlan[]): AheadUnit {
    const planned = this.#allFragments().flatMap((fragment) =>
      this.#knownPlans(fragment).map((plan) => ({ fragment, plan })),
    );
    const variants = planned.flatMap(({ fragment, plan }) =>
      [false, true].map((isAsync): Variant => {
        return { fragment, plan, isAsync, key: variantKey(nameOf(fragment), startOf(plan, this), isAsync) };
      }),
    );
    const text = this.#textStates;
    const options = { ...this.#compiler.options, callsAll: false };
    const unit = generateUnit(this.#tree, variants, this.source, this.#mode, options, text);
    return {
      unit,
      variants: variants.map(({ fragment, plan, isAsync }) => ({
        fragment: nameOf(fragment),
        start: startOf(plan, this),
        ends: plan === null ? [this.textState, anyText] : acceptedEnds(plan, reckoned),
        isAsync,
      })),
      mode: this.#mode,
    };
  }

  #allFragments(): Fragment[] {
    const { node, macros } = this.#tree;
    return [
      { kind: "root" },
      { kind: "setup" },
      ...[...node.blocks.values()].map((block): Fragment => ({ kind: "block", node: block })),
      ...[...macros].map(([macro, index]): Fragment => ({ kind: "macro", node: macro, index })),
    ];
  }

  #knownPlans(fragment: Fragment): readonly (FragmentPlan | null)[] {
    const { analysis } = this;
    if (analysis === null) return [null];
    let text: FragmentPlan | null = null;
    try {
      text = this.#planOf(fragment, analysis.textStates);
    } catch (error) {
      if (!(error instanceof EscapeError)) throw error;
    }
    const known =
      "node" in fragment
        ? analysis.knownPlans(fragment.node)
        : fragment.kind === "root"
          ? analysis.knownPlans(this.node)
          : [];
    return [...new Set([...(text === null ? [] : [text]), ...known])];
  }

  #planOf(fragment: Fragment, start: States): FragmentPlan | null {
    const { analysis } = this;
    if (analysis === null) return null;
    switch (fragment.kind) {
      case "root":
      case "setup":
        return analysis.root(start);
      case "block":
        return analysis.block(fragment.node.name, start);
      case "macro":
        return analysis.macro(fragment.node, start);
    }
  }

  #find(name: string): Fragment | null {
    const { node, macros } = this.#tree;
    if (name === "root" || name === "setup") return { kind: name };
    const separator = name.indexOf(":");
    const rest = name.slice(separator + 1);
    if (name.slice(0, separator) === "block") {
      const block = node.blocks.get(rest);
      return block === undefined ? null : { kind: "block", node: block };
    }
    const macro = [...macros.keys()][Number(rest)];
    return macro === undefined ? null : { kind: "macro", node: macro, index: Number(rest) };
  }
}

/** What is known of the places of a template; null where it has none, or is compiled ahead of time. */
export function analysisOf(loaded: LoadedTemplate): TemplateAnalysis | null {
  return loaded instanceof CompiledTemplate ? (loaded.analysis ?? loaded.twin?.analysis ?? null) : null;
}

/** The ends that a fragment may be put to, of all that somebody may ask for. */
function acceptedEnds(plan: FragmentPlan, reckoned: readonly SitePlan[]): string[] {
  const ends = reckoned.filter(({ start, end }) => start.key === plan.start.key && isWithin(plan.end, end));
  return [...new Set([plan.end.key, ...(isInText(plan.end) ? [anyText] : []), ...ends.map(({ end }) => end.key)])];
}

/** A template for a module that is written ahead of time. */
export interface AheadUnit {
  readonly unit: GeneratedUnit;
  readonly variants: readonly PrecompiledVariant[];
  readonly mode: EscapeMode;
}

interface PlannedFragment {
  readonly fragment: Fragment;
  readonly plan: FragmentPlan | null;
}

function startOf(plan: FragmentPlan | null, { textState }: BaseTemplate): string {
  return plan?.start.key ?? textState;
}

function nameOf(fragment: Fragment): string {
  switch (fragment.kind) {
    case "root":
    case "setup":
      return fragment.kind;
    case "block":
      return `block:${fragment.node.name}`;
    case "macro":
      return `macro:${fragment.index}`;
  }
}
