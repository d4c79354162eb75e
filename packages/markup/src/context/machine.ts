import type { Fields } from "./context.ts";
import type { Insertion } from "./pieces.ts";

/** The machine at work: the fields of a context, and where it is in the text. */
export interface Machine {
  fields: { -readonly [Key in keyof Fields]: Fields[Key] };
  readonly text: string;
  at: number;
  readonly insertions: Insertion[];
  /** Where the value that is being read begins, if it begins in this text. */
  valueStart: number;
  /** Index of the `/` of `/>`. */
  slash: number;
}
