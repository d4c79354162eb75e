/** What literal text becomes when it has been read: the text, and the places where something has to be inserted. */

/**
 * A position in the output that the generated code has to remember, because something later depends on the text that
 * the page has by then: `name = out.length`.
 */
export type Mark = "url" | "action" | "actionEnd" | "method" | "methodEnd" | "name";

/** Just before the `>` of a tag that loads code or styles: ` nonce="…"`, where the rendering has a nonce. */
export interface NoncePiece {
  readonly type: "nonce";
}

/** Just behind the `>` of a form that posts: the hidden field with the token, where the rendering has one. */
export interface CsrfPiece {
  readonly type: "csrf";
  /** `marked`: the method is what the page has between the marks `method` and `methodEnd`. */
  readonly method: "post" | "marked";
  /** The literal action; `marked`: what the page has between `action` and `actionEnd`, none if they are unset. */
  readonly action: { readonly text: string | undefined } | "marked";
}

/** Remember the length of the output here. */
export interface MarkPiece {
  readonly type: "mark";
  /** What is remembered. */
  readonly mark: Mark;
}

/** A form begins: forget the marks of the one before. */
export interface ResetPiece {
  readonly type: "reset";
}

/**
 * A piece of the author's text, or what is to be done between two of them.
 */
export type Piece = string | NoncePiece | CsrfPiece | MarkPiece | ResetPiece;

export interface Insertion {
  /** Index in the text that was fed. */
  readonly at: number;
  /** How many characters of the text it replaces. */
  readonly remove: number;
  readonly piece: Piece;
}

/**
 * The text with its insertions; neighbouring strings become one. Insertions at one place keep their order, in front of what
 * replaces the text there.
 */
export function assemble(text: string, insertions: Insertion[]): readonly Piece[] {
  if (insertions.length === 0) return text === "" ? [] : [text];
  insertions.sort((a, b) => a.at - b.at || a.remove - b.remove);
  const pieces: Piece[] = [];
  let literal = "";
  let from = 0;
  for (const { at, remove, piece } of insertions) {
    literal += text.slice(from, at);
    from = at + remove;
    if (typeof piece === "string") literal += piece;
    else {
      if (literal !== "") pieces.push(literal);
      literal = "";
      pieces.push(piece);
    }
  }
  literal += text.slice(from);
  if (literal !== "") pieces.push(literal);
  return pieces;
}
