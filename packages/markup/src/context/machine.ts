import type { MutableFields, State } from "./context.ts";
import type { Insertion, Mark, Piece } from "./pieces.ts";

/** The machine at work: the fields of a context, and where it is in the text. */
export interface Machine {
  fields: MutableFields;
  readonly text: string;
  at: number;
  readonly insertions: Insertion[];
  /** Where the value that is being read begins, if it begins in this text. */
  valueStart: number;
  /** Index of the `/` of `/>`. */
  slash: number;
}

export function insert(machine: Machine, at: number, piece: Piece, remove = 0): void {
  machine.insertions.push({ at, remove, piece });
}

export function mark(machine: Machine, at: number, name: Mark): void {
  insert(machine, at, { type: "mark", mark: name });
}

/** Goes on in another state, some characters further. */
export function to(machine: Machine, state: State, consume: number): void {
  machine.fields.state = state;
  machine.fields.pending = "";
  machine.at += consume;
}
