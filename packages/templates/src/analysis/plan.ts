/** What the analysis finds out about a fragment, for the generator of its code. */
import type { Hole, Mark, Piece } from "@ampoule/markup/engine";
import type { CallBlock, Expression, For, Macro, SetBlock, Span, Statement, Text } from "../syntax/nodes.ts";
import type { States } from "./states.ts";

/** A value that is printed by an escaper. */
export interface HolePlan {
  readonly type: "hole";
  readonly hole: Hole;
}

/** Text of the author: literal, or a constant. */
export interface TextPlan {
  readonly type: "text";
  readonly pieces: readonly Piece[];
}

/** `a if test else b` with constants of the author among the branches: each is printed in its own way. */
export interface ChoicePlan {
  readonly type: "choice";
}

/** What appends to the output itself, compiled for the state in which it stands. */
export interface DirectPlan {
  readonly type: "direct";
  readonly target: "macro" | "caller" | "super" | "self" | "loop" | "capture";
  /** The expression without `|safe` and `|escape`, which have no meaning here. */
  readonly expression: Expression;
  readonly start: States;
  readonly end: States;
  /** How a value is printed that is no fragment after all; null where that would end elsewhere. */
  readonly fallback: Hole | null;
}

export type PartPlan = TextPlan | HolePlan | ChoicePlan | DirectPlan;

/** A statement that leads into another fragment: where it stands, and where the page goes on. */
export interface SitePlan {
  readonly start: States;
  readonly end: States;
  /** How a value is printed here; null where none may be. */
  readonly fallback?: Hole | null;
  /** `{% call %}` of a macro that is known. */
  readonly isMacro?: true;
  /** `{% trans %}` in text: the message is HTML. */
  readonly isMessage?: true;
}

/** A body that is part of the function around it, compiled for a state. */
export type ClosureNode = Macro | CallBlock | SetBlock;

/** The fragments of a function that are asked for: for each the states, with what was found out in them. */
export type Demands = ReadonlyMap<ClosureNode, ReadonlyMap<string, FragmentPlan>>;

/** A hole of the template, for reports. */
export interface ReportedHole {
  readonly span: Span;
  readonly states: States;
  readonly hole: Hole;
}

/** Everything about a fragment that begins in certain states. */
export interface FragmentPlan {
  readonly start: States;
  readonly end: States;
  /** The states in which the fragments of its own function are printed. */
  readonly demands: Demands;
  /** The captured output that is printed directly, wherever in the function. */
  readonly printed: ReadonlySet<ClosureNode>;
  /** Where a macro prints its caller. */
  readonly callerStates: ReadonlyMap<string, States>;
  /** The positions in the output that its code has to remember. */
  readonly marks: ReadonlySet<Mark>;
  /** Where the parent template stands, for a root that extends one. */
  readonly parent: SitePlan | null;
  part(node: Text | Expression): PartPlan | undefined;
  site(node: Statement): SitePlan | undefined;
  sites(): ReadonlyMap<Statement, SitePlan>;
  /** Does a round of the loop end inside of a tag? Then the output so far is still looked at. */
  isLoopInTag(node: For): boolean;
  /** What is printed by fragments of their own. */
  directs(): Iterable<DirectPlan>;
  /** All holes, without those of fragments of their own. */
  holes(): Iterable<ReportedHole>;
}
