/**
 * Grammars as tables of rules.
 *
 * A rule is a piece of a template with holes: `$text|upper`, `{% if $bool %}$body{% endif %}`. A hole `$kind` is filled with
 * a piece made by a rule of that kind, so that most templates do something sensible instead of failing at the first operator.
 */
import fc from "fast-check";
import { mark } from "./marks.ts";

/** A finished piece. A `closed` one can stand beside any operator without brackets. */
export interface Piece {
  readonly text: string;
  readonly closed: boolean;
}

export type Rules<Kind extends string> = Readonly<Record<Kind, readonly string[]>>;

/** How the rules of a table bind. */
export type Binding = "closed" | "open";

type Tie<Kind extends string> = (kind: Kind) => fc.Arbitrary<Piece>;

/** How often an operand that needs brackets goes without, out of 100: then precedence decides, in both engines alike. */
const BARE = 12;

const hole = /\$(\w+)/;

/** An operand: in brackets, mostly. */
function operand(piece: fc.Arbitrary<Piece>): fc.Arbitrary<string> {
  return fc
    .tuple(piece, fc.nat(99))
    .map(([{ text, closed }, chance]) => (closed || chance >= 100 - BARE ? text : `(${text})`));
}

/** Pieces made by a rule. */
export function pieceOf<Kind extends string>(rule: string, binding: Binding, tie: Tie<Kind>): fc.Arbitrary<Piece> {
  const parts = rule.split(hole).map((part, index) => (index % 2 === 0 ? mark(part) : operand(tie(part as Kind))));
  return fc.tuple(...parts).map((texts) => ({ text: texts.join(""), closed: binding === "closed" }));
}

/** A choice among weighted pieces; the first is what the others shrink to, and what ends the nesting at `depth`. */
export function choice(
  depth: string,
  maxDepth: number,
  leaf: fc.WeightedArbitrary<Piece>,
  others: readonly fc.WeightedArbitrary<Piece>[],
): fc.Arbitrary<Piece> {
  return fc.oneof({ depthIdentifier: depth, maxDepth, withCrossShrink: true }, leaf, ...others);
}
