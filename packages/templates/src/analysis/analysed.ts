/** What the interpreter of one fragment needs of the template around it, and of other templates. */
import type { TemplateSource } from "../codegen/unit.ts";
import type { CallBlock, Expression, Macro, SetBlock, TemplateNode } from "../syntax/nodes.ts";
import type { Definitions } from "./definitions.ts";
import type { FragmentPlan } from "./plan.ts";
import type { Scopes } from "./scopes.ts";
import type { States } from "./states.ts";
import type { Scope } from "./symbols.ts";

/** A `{% for … recursive %}` around a place. */
export interface RecursiveLoop {
  readonly start: States;
  readonly end: States;
}

/** The function, and what is around a place in it: bodies inside of it inherit all of this. */
export interface Surroundings {
  readonly scope: Scope;
  /** The block whose body this is, for `super`. */
  readonly block: string | null;
  /** The innermost recursive loop. */
  readonly recursive: RecursiveLoop | null;
}

export interface AnalysedTemplate {
  readonly source: TemplateSource;
  readonly node: TemplateNode;
  readonly scopes: Scopes;
  readonly definitions: Definitions;
  /** The text of this kind of document: where a page, and everything that becomes a value, begins and ends. */
  readonly textStates: States;
  /** Is the macro at the top level, and therefore a function of its own? */
  isTopLevel(macro: Macro): boolean;
  root(start: States): FragmentPlan;
  /** The block of a name; null where the template has none. */
  block(name: string, start: States): FragmentPlan | null;
  macro(node: Macro, start: States): FragmentPlan;
  /** A body inside of a function. */
  closure(node: Macro | CallBlock | SetBlock, start: States, around: Surroundings): FragmentPlan;
  /** The template that a literal name means here; null where it is not to be had, or not known what is in it. */
  template(name: string): AnalysedTemplate | null;
  /** The template that this one certainly extends, by a literal name. */
  readonly parent: AnalysedTemplate | null;
  /** A constant as it is printed, without escaping; null where that is known at run time only. */
  constantText(node: Extract<Expression, { type: "Constant" }>): string | null;
  /** Is this the filter that the engine itself has under the name, and not one of the application's? */
  isBuiltInFilter(name: string): boolean;
}
