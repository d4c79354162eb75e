/** What there is to know of a template's safety: every hole, and every opt-out. */
import { describeContext } from "@ampoule/markup/engine";
import type { FilterCall, Span, TemplateNode } from "../syntax/nodes.ts";
import { descendants } from "../syntax/visit.ts";
import type { ReportedHole } from "./plan.ts";
import type { TemplateAnalysis } from "./template.ts";

/** A value that a template prints. */
export interface HoleReport {
  /** In the source, from 1. */
  readonly line: number;
  /** In the line, from 1. */
  readonly column: number;
  /** Where in the page it stands, in words. */
  readonly place: string;
  /** The escaper that it gets there. */
  readonly escaper: string;
  /** It is the value of an attribute around which the author has written no quotes. */
  readonly unquoted: boolean;
}

/** Something by which the author takes the responsibility. */
export interface OptOutReport {
  /** In the source, from 1. */
  readonly line: number;
  /** In the line, from 1. */
  readonly column: number;
  /**
   * `safe`: the filter, also as `map("safe")`. `autoescape`: the statement with anything but a literal true. `template`: by
   * its name or the environment's option the whole template is not escaped for its places, where it is a page of its own.
   */
  readonly kind: "safe" | "autoescape" | "template";
}

/** What `analyze` finds. */
export interface TemplateReport {
  /** Every place where a value is printed. */
  readonly holes: readonly HoleReport[];
  /** Every place where escaping is switched off. */
  readonly optOuts: readonly OptOutReport[];
}

/**
 * @param analysis Null for a template whose values are never escaped for their places
 * @param isContextual Are they where the template is a page of its own, and not only where it is a part of one?
 */
export function report(node: TemplateNode, analysis: TemplateAnalysis | null, isContextual: boolean): TemplateReport {
  const holes = new Map<string, HoleReport>();
  for (const plan of analysis?.allPlans() ?? []) {
    for (const found of plan.holes()) {
      const hole = reportHole(found);
      holes.set(JSON.stringify(hole), hole);
    }
  }
  const whole: OptOutReport[] = isContextual ? [] : [{ line: 1, column: 1, kind: "template" }];
  return { holes: [...holes.values()].sort(byPlace), optOuts: [...whole, ...optOutsOf(node)] };
}

function reportHole({ span, states, hole }: ReportedHole): HoleReport {
  const { contexts } = states;
  return {
    line: span.line,
    column: span.column,
    place: [...new Set(contexts.map(describeContext))].join("; "),
    escaper: hole.escaper.name,
    unquoted: contexts.some(({ state, inserted }) => state === "beforeValue" || (state === "value" && inserted)),
  };
}

function optOutsOf(node: TemplateNode): OptOutReport[] {
  const found = new Map<string, OptOutReport>();
  for (const part of descendants([...node.body, ...node.blocks.values()])) {
    const kind =
      part.type === "Filter" && trusts(part)
        ? "safe"
        : part.type === "Autoescape" && !(part.value.type === "Constant" && part.value.value)
          ? "autoescape"
          : null;
    if (kind !== null) found.set(`${part.span.line}:${part.span.column}`, { ...place(part.span), kind });
  }
  return [...found.values()].sort(byPlace);
}

function trusts({ name, target, args }: FilterCall): boolean {
  if (name === "safe") return target?.type !== "Constant";
  const [first] = args;
  return name === "map" && first?.type === "Constant" && first.value === "safe";
}

function place({ line, column }: Span): { readonly line: number; readonly column: number } {
  return { line, column };
}

function byPlace(a: { line: number; column: number }, b: { line: number; column: number }): number {
  return a.line - b.line || a.column - b.column;
}
