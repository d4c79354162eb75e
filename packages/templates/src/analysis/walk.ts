/** Where the interpreter is at: handed down from statement to statement. */
import type { EscapeError } from "../errors.ts";
import type { Body, SetBlock, Statement } from "../syntax/nodes.ts";
import type { Following } from "./lookahead.ts";
import type { Place } from "./printing.ts";
import { refuse } from "./refusals.ts";
import { joinStates, type States } from "./states.ts";
import type { Scope } from "./symbols.ts";

/** What leaves a loop's body before its end. */
export interface Exits {
  breaks: States[];
  continues: States[];
}

export interface Walk extends Place {
  /** Interprets a body. By this the files of the interpreter reach what is in none of them. */
  readonly body: (body: Body, states: States, walk: Walk) => States;
  readonly exits: Exits | null;
  /** The root, or an `if` in it. */
  readonly topLevel: boolean;
  readonly rootLevel: boolean;
  /** The author's text behind this. */
  readonly behind: Following;
  /** The same up to the end of the tag, as a guess. */
  readonly restOfTag: () => string;
  /** What only the root has: the parent that has been chosen. */
  readonly root: RootProgress | null;
  /** Captured output that cannot be text. */
  readonly failures: Map<SetBlock, EscapeError>;
}

export interface RootProgress {
  /** From here on nothing is printed. */
  known: boolean;
  parents: { readonly start: States; readonly end: States }[];
}

/** The interpreter of one kind of statement: from the place where it stands to the place behind it. */
export type Interpreter<Node extends Statement = Statement> = (node: Node, states: States, walk: Walk) => States;

/** A body with a scope of its own. */
export function inside(walk: Walk, scope: Scope): Walk {
  return { ...walk, scope, topLevel: false, rootLevel: false };
}

/**
 * Where the page goes on behind several ways.
 *
 * @throws EscapeError where these do not come together
 */
export function joined(
  sets: readonly States[],
  { template }: Walk,
  node: { readonly span: Statement["span"] },
): States {
  const states = joinStates(...sets);
  if (states === null) throw refuse("ESCAPE_BRANCHES", sets, template.source, node.span);
  return states;
}
