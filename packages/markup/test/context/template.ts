/** A template engine of ten lines for the tests: literal text and `{{ holes }}`, no control flow. */
import { type Context, feed, type Hole, hole, htmlText, type Piece } from "../../src/engine.ts";

export interface Walked {
  readonly holes: readonly Hole[];
  readonly pieces: readonly Piece[];
  readonly end: Context;
}

/** Walks a template from `start`; `{{ x|urlencode }}` tells the hole about its filter. */
export function walk(template: string, start: Context = htmlText): Walked {
  const parts = template.split(/(\{\{.*?\}\})/s);
  const holes: Hole[] = [];
  const pieces: Piece[] = [];
  let context = start;
  for (const [i, part] of parts.entries()) {
    if (i % 2 === 0) {
      const fed = feed(context, part);
      pieces.push(...fed.pieces);
      context = fed.context;
    } else {
      const filter = /\|(\w+)/.exec(part)?.[1];
      const found = hole(context, { next: parts[i + 1] ?? "", ...(filter === undefined ? {} : { filter }) });
      holes.push(found);
      context = found.context;
    }
  }
  return { holes, pieces, end: context };
}

/** The escapers of a template's holes, with their constant arguments: `urlPath root`. */
export function escapersOf(template: string, start?: Context): string[] {
  return walk(template, start).holes.map(({ escaper }) =>
    escaper.arg === undefined ? escaper.name : `${escaper.name} ${escaper.arg}`.trimEnd(),
  );
}

/** The text of a template with what the machine inserts, holes left out. */
export function insertedInto(template: string): string {
  return walk(template)
    .pieces.map((piece) => (typeof piece === "string" ? piece : piece.type === "mark" ? "" : `[${piece.type}]`))
    .join("")
    .replaceAll("[reset]", "");
}
