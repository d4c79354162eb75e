/** The analysis of a template: each of its fragments in each state in which it is used, once. */
import type { TemplateSource } from "../codegen/unit.ts";
import type { Block, Body, CallBlock, Constant, Macro, SetBlock, TemplateNode } from "../syntax/nodes.ts";
import type { AnalysedTemplate, Surroundings } from "./analysed.ts";
import { analyseBody } from "./contexts.ts";
import { type Definitions, findDefinitions } from "./definitions.ts";
import { allMarks } from "./marks.ts";
import type { FragmentPlan } from "./plan.ts";
import { openEnd } from "./printing.ts";
import { refuse } from "./refusals.ts";
import type { Scopes } from "./scopes.ts";
import { isInText, isWithin, type States } from "./states.ts";
import { along } from "./ways.ts";

/** What the analysis needs of the environment. */
export interface AnalysisHost {
  /** The template of a complete name; null where there is none, or what it is made of is not known. */
  find(name: string, parent: string | null): TemplateAnalysis | null;
  constantText(node: Constant): string | null;
  isBuiltInFilter(name: string): boolean;
}

/** A block stands here: where, and what follows it reckons with. */
export interface BlockSite {
  readonly start: States;
  readonly end: States;
}

/** By the names of the blocks. */
export type BlockSites = ReadonlyMap<string, readonly BlockSite[]>;

/** Far more places than any fragment is used in. What is used in more would take the compiler without end. */
const MOST_PLANS = 500;

export class TemplateAnalysis implements AnalysedTemplate {
  readonly source: TemplateSource;
  readonly node: TemplateNode;
  readonly scopes: Scopes;
  readonly textStates: States;
  readonly #host: AnalysisHost;
  readonly #macros: ReadonlySet<Macro>;
  readonly #plans = new Map<object, Map<string, FragmentPlan>>();
  readonly #supposed = new Map<object, Map<string, { readonly end: States; used: boolean }>>();
  readonly #uses = new Map<string, TemplateAnalysis | null>();
  /** Another template uses it. */
  isPart = false;
  #parent: TemplateAnalysis | null | undefined;
  #definitions: Definitions | undefined;

  constructor(
    host: AnalysisHost,
    source: TemplateSource,
    node: TemplateNode,
    scopes: Scopes,
    macros: Iterable<Macro>,
    textStates: States,
  ) {
    this.#host = host;
    this.source = source;
    this.node = node;
    this.scopes = scopes;
    this.textStates = textStates;
    this.#macros = new Set(macros);
  }

  get definitions(): Definitions {
    this.#definitions ??= findDefinitions(this.node, this.scopes);
    return this.#definitions;
  }

  isTopLevel(macro: Macro): boolean {
    return this.#macros.has(macro);
  }

  root(start: States): FragmentPlan {
    return this.#plan(
      this.node,
      this.node.body,
      start,
      { scope: this.scopes.root, block: null, recursive: null },
      true,
    );
  }

  block(name: string, start: States): FragmentPlan | null {
    const block = this.node.blocks.get(name);
    if (block === undefined) return null;
    return this.#plan(block, block.body, start, { scope: this.scopes.of(block), block: name, recursive: null });
  }

  macro(node: Macro, start: States): FragmentPlan {
    return this.#plan(node, node.body, start, { scope: this.scopes.of(node), block: null, recursive: null });
  }

  closure(node: Macro | CallBlock | SetBlock, start: States, around: Surroundings): FragmentPlan {
    const recursive = node.type === "SetBlock" ? around.recursive : null;
    return this.#plan(node, node.body, start, { scope: this.scopes.of(node), block: around.block, recursive });
  }

  /** The templates whose content this analysis relies on, by the names that this template has for them. */
  get uses(): ReadonlyMap<string, TemplateAnalysis | null> {
    return this.#uses;
  }

  /** The states in which a fragment is used so far. */
  knownPlans(node: Macro | Block | TemplateNode): readonly FragmentPlan[] {
    return [...(this.#plans.get(node)?.values() ?? [])];
  }

  /** All that has been found out so far. */
  *allPlans(): Generator<FragmentPlan, void, undefined> {
    for (const plans of this.#plans.values()) yield* plans.values();
  }

  template(name: string): TemplateAnalysis | null {
    const known = this.#uses.get(name);
    if (known !== undefined) return known;
    const found = this.#host.find(name, this.source.name);
    if (found !== null) found.isPart = true;
    this.#uses.set(name, found);
    return found;
  }

  get parent(): TemplateAnalysis | null {
    if (this.#parent === undefined) {
      const parent = this.#literalParent();
      // A template that extends itself, over however many others, has no parent that could be reckoned with.
      this.#parent = parent === null || this.#isAbove(parent) ? null : parent;
    }
    return this.#parent;
  }

  #isAbove(template: TemplateAnalysis): boolean {
    const seen = new Set<TemplateAnalysis>();
    for (
      let above: TemplateAnalysis | null = template;
      above !== null && !seen.has(above);
      above = above.#literalParent()
    ) {
      if (above === this) return true;
      seen.add(above);
    }
    return false;
  }

  #literalParent(): TemplateAnalysis | null {
    const statement = this.node.body.find(({ type }) => type === "Extends");
    if (statement?.type !== "Extends") return null;
    const { parent } = statement;
    if (parent.type !== "Constant" || typeof parent.value !== "string") return null;
    const name = parent.value;
    return along(statement, this.source.name, () => this.template(name));
  }

  constantText(node: Constant): string | null {
    return this.#host.constantText(node);
  }

  isBuiltInFilter(name: string): boolean {
    return this.#host.isBuiltInFilter(name);
  }

  /**
   * Where the blocks stand, those of the parents included: by name, what each of them has to keep to.
   *
   * @param start Where the page begins
   */
  blockSites(start: States): BlockSites {
    const enter = (name: string, site: BlockSite): void => {
      const block = this.block(name, site.start);
      if (block !== null) queue.push(block);
    };
    const sites = new Map<string, Map<string, BlockSite>>();
    const root = this.root(start);
    const { parent } = this;
    if (parent !== null && root.parent !== null) {
      for (const [name, inherited] of parent.blockSites(root.parent.start))
        for (const site of inherited) add(name, site);
    }
    const seen = new Set<FragmentPlan>();
    const queue: FragmentPlan[] = [root, ...[...this.#macros].flatMap((macro) => this.knownPlans(macro))];
    for (const [name, found] of sites) for (const site of found.values()) enter(name, site);
    for (let plan = queue.pop(); plan !== undefined; plan = queue.pop()) {
      if (seen.has(plan)) continue;
      seen.add(plan);
      for (const plans of plan.demands.values()) queue.push(...plans.values());
      for (const [node, site] of plan.sites()) {
        if (node.type !== "Block") continue;
        add(node.name, site);
        enter(node.name, site);
      }
    }
    return new Map([...sites].map(([name, found]) => [name, [...found.values()]]));

    function add(name: string, { start: from, end }: BlockSite): void {
      let found = sites.get(name);
      if (found === undefined) sites.set(name, (found = new Map()));
      found.set(`${from.key}\u001d${end.key}`, { start: from, end });
    }
  }

  /**
   * Checks what only the template as a page of its own has to keep to: it ends in text, and its blocks end where those
   * that they replace would.
   *
   * @returns where the blocks stand
   * @throws EscapeError
   */
  checkPage(): BlockSites {
    const { end } = this.root(this.textStates);
    if (!isInText(end)) throw refuse("ESCAPE_END", [end], this.source, lastSpan(this.node));
    const blocks = this.blockSites(this.textStates);
    for (const [name, sites] of blocks) for (const site of sites) this.checkBlock(name, site);
    return blocks;
  }

  /** @throws EscapeError where the block does not end where its place goes on */
  checkBlock(name: string, { start, end }: BlockSite): void {
    const block = this.node.blocks.get(name);
    const plan = this.block(name, start);
    if (block === undefined || plan === null || isWithin(plan.end, end)) return;
    throw refuse("ESCAPE_FRAGMENT_END", [plan.end, end], this.source, block.span, {
      reason: `Block '${name}' ends in another place of the page than the template that it is a part of goes on.`,
    });
  }

  #plan(node: object, body: Body, start: States, around: Surroundings, isRoot = false): FragmentPlan {
    const loop = around.recursive;
    const key = loop === null ? start.key : `${start.key}\u001d${loop.start.key}\u001d${loop.end.key}`;
    const plans = mapOf(this.#plans, node);
    const known = plans.get(key);
    if (known !== undefined) return known;
    const supposed = mapOf(this.#supposed, node);
    const supposedEnd = supposed.get(key);
    // It is being analysed, and uses itself: where that ends is supposed, and has to be true in the end.
    if (supposedEnd !== undefined) {
      supposedEnd.used = true;
      return unfinished(start, supposedEnd.end);
    }
    if (plans.size >= MOST_PLANS) {
      throw new RangeError(`a part of the template is used in more than ${MOST_PLANS} places of the page`);
    }
    try {
      const supposition = { end: openEnd(start, start), used: false };
      supposed.set(key, supposition);
      const plan = analyseBody(this, body, start, around, isRoot);
      if (supposition.used && !isWithin(plan.end, supposition.end)) {
        throw refuse("ESCAPE_FRAGMENT_END", [start, plan.end], this.source, body[0]?.span ?? this.node.span, {
          reason: "This uses itself, and does not end where it began.",
        });
      }
      plans.set(key, plan);
      return plan;
    } finally {
      supposed.delete(key);
    }
  }
}

function mapOf<Value>(maps: Map<object, Map<string, Value>>, key: object): Map<string, Value> {
  let map = maps.get(key);
  if (map === undefined) maps.set(key, (map = new Map()));
  return map;
}

/** Stands for a plan that is being made. */
function unfinished(start: States, end: States): FragmentPlan {
  return {
    start,
    end,
    demands: new Map(),
    printed: new Set(),
    callerStates: new Map(),
    marks: new Set(allMarks),
    parent: null,
    part: () => undefined,
    site: () => undefined,
    sites: () => new Map(),
    isLoopInTag: () => true,
    directs: () => [],
    holes: () => [],
  };
}

function lastSpan(node: TemplateNode): TemplateNode["span"] {
  return node.body.at(-1)?.span ?? node.span;
}
