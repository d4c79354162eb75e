/** Collects what the interpreter finds out about a fragment. A later finding about the same node replaces the former. */
import type { Expression, For, Statement, Text } from "../syntax/nodes.ts";
import { marksOf } from "./marks.ts";
import type { ClosureNode, Demands, FragmentPlan, PartPlan, ReportedHole, SitePlan } from "./plan.ts";
import type { States } from "./states.ts";

/** A fragment of the same function that is printed in some states. */
export interface Demand {
  readonly node: ClosureNode;
  readonly plan: FragmentPlan;
}

const noDemands: Demands = new Map();

export class PlanBuilder {
  readonly #parts = new Map<Text | Expression, PartPlan>();
  readonly #holes = new Map<Text | Expression, ReportedHole>();
  readonly #sites = new Map<Statement, SitePlan>();
  /** By the place that asks, so that the rounds of a loop do not add up. */
  readonly #demands = new Map<object, readonly Demand[]>();
  readonly #callers = new Map<object, States>();
  readonly #loopsInTag = new Set<For>();
  parent: SitePlan | null = null;

  loopInTag(node: For): void {
    this.#loopsInTag.add(node);
  }

  part(node: Text | Expression, plan: PartPlan, states: States): void {
    this.#parts.set(node, plan);
    if (plan.type === "hole") this.#holes.set(node, { span: node.span, states, hole: plan.hole });
    else this.#holes.delete(node);
  }

  site(node: Statement, plan: SitePlan): void {
    this.#sites.set(node, plan);
  }

  demand(from: object, demands: readonly Demand[]): void {
    this.#demands.set(from, demands);
  }

  /** The fragment prints its caller here. */
  caller(from: object, states: States): void {
    this.#callers.set(from, states);
  }

  finish(start: States, end: States): FragmentPlan {
    const demands = this.#allDemands();
    const printed = new Set<ClosureNode>();
    for (const [from, asked] of this.#demands) for (const { node } of asked) if (node !== from) printed.add(node);
    for (const plans of demands.values())
      for (const plan of plans.values()) for (const node of plan.printed) printed.add(node);
    const callers = new Map([...this.#callers.values()].map((states) => [states.key, states]));
    // What is captured is part of the function that captures it, and so is what it prints of the caller; the body of a call
    // prints the caller of the macro around it.
    for (const [node, plans] of demands) {
      if (node.type !== "SetBlock" && node.type !== "CallBlock") continue;
      for (const { callerStates } of plans.values()) for (const [key, states] of callerStates) callers.set(key, states);
    }
    const parts = this.#parts;
    const holes = this.#holes;
    const sites = this.#sites;
    const loopsInTag = this.#loopsInTag;
    return {
      start,
      end,
      demands,
      printed,
      callerStates: callers,
      marks: marksOf({ start, end, parts: parts.values(), sites }),
      parent: this.parent,
      part: (node) => parts.get(node),
      site: (node) => sites.get(node),
      sites: () => sites,
      isLoopInTag: (node) => loopsInTag.has(node),
      directs: () => [...parts.values()].filter((plan) => plan.type === "direct"),
      holes: () => holes.values(),
    };
  }

  /** What is asked for, and what that asks for in turn. */
  #allDemands(): Demands {
    if (this.#demands.size === 0) return noDemands;
    const all = new Map<ClosureNode, Map<string, FragmentPlan>>();
    const add = (node: ClosureNode, plan: FragmentPlan): void => {
      let plans = all.get(node);
      if (plans === undefined) all.set(node, (plans = new Map()));
      if (plans.has(plan.start.key)) return;
      plans.set(plan.start.key, plan);
      for (const [inner, innerPlans] of plan.demands)
        for (const innerPlan of innerPlans.values()) add(inner, innerPlan);
    };
    for (const demands of this.#demands.values()) for (const { node, plan } of demands) add(node, plan);
    return all;
  }
}
