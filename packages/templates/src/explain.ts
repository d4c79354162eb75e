/**
 * Explaining mistakes: source frames with a caret, quoted names, "did you mean".
 *
 * Nothing here decides anything: errors are thrown elsewhere, this file only makes them readable.
 */

/** Names longer than this are no typing mistakes worth comparing; it also bounds the edit distance below. */
const LONGEST_NAME = 64;
/** So many candidates are compared at most: a context may hold any number of names. */
const MOST_CANDIDATES = 2_000;
/** A longer source line is shown as a window around the caret. */
const WIDEST_LINE = 110;
const TAB_WIDTH = 4;

/**
 * A string as Python's `repr` quotes it, which is how Jinja2's messages show names.
 *
 * @param text any text; what is longer than 200 characters is cut
 * @returns the text between single quotes, or between double quotes where it holds a single one
 * @example quote("endfor") // "'endfor'"
 */
export function quote(text: string): string {
  const shown = text.length > 200 ? text.slice(0, 200) + "…" : text;
  const mark = shown.includes("'") && !shown.includes('"') ? '"' : "'";
  let quoted = mark;
  for (const char of shown) {
    if (char === mark || char === "\\") quoted += "\\" + char;
    else quoted += escapeUnprintable(char);
  }
  return quoted + mark;
}

const NAMED_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/**
 * What could move the cursor of the reader's terminal, colour or reorder its text, or hide: controls, format characters
 * such as the bidirectional ones, and every space but the plain one.
 */
const UNPRINTABLE = /^(?! )[\p{C}\p{Z}]$/u;

function escapeUnprintable(char: string): string {
  if (!UNPRINTABLE.test(char)) return char;
  const named = NAMED_ESCAPES.get(char);
  if (named !== undefined) return named;
  const hex = char.codePointAt(0)!.toString(16);
  if (hex.length <= 2) return "\\x" + hex.padStart(2, "0");
  return hex.length <= 4 ? "\\u" + hex.padStart(4, "0") : "\\U" + hex.padStart(8, "0");
}

/**
 * The candidate that was most likely meant, if one is near enough: one slip for short names, up to three for long ones; a
 * single letter is only another one in its case.
 *
 * @param name what was written
 * @param candidates the names that exist; only the first 2,000 are looked at
 * @returns the nearest candidate, or `undefined`
 * @example nearestName("nmae", ["name", "age"]) // "name"
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length === 0 || name.length > LONGEST_NAME) return undefined;
  const wanted = name.toLowerCase();
  let best: string | undefined;
  const allowed = Math.min(3, Math.max(1, Math.floor(name.length / 3)), name.length - 1);
  let bestDistance = allowed + 1;
  let left = MOST_CANDIDATES;
  for (const candidate of candidates) {
    if (left-- === 0) break;
    if (candidate === name) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance - 1);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * The sentence `Did you mean 'name'?`, or nothing.
 *
 * @param name what was written
 * @param candidates the names that exist
 * @example didYouMean("uper", env.filters.keys()) // "Did you mean 'upper'?"
 */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const nearest = nearestName(name, candidates);
  return nearest === undefined ? undefined : `Did you mean ${quote(nearest)}?`;
}

/**
 * The optimal string alignment distance (insert, delete, replace, swap neighbours), given up beyond `limit`.
 *
 * @param limit the largest distance of interest
 * @returns the distance, or `limit + 1` where it is larger
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit || b.length > LONGEST_NAME) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, beforeLast[column - 2]! + 1);
      current.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[b.length]!, limit + 1);
}

/** The place that a source frame underlines: lines and columns count from 1. */
export interface FramePlace {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/**
 * The lines around a place, with the place underlined.
 *
 * @param source the whole source; `\n`, `\r\n` and `\r` end a line
 * @param place what to underline; a place beyond its line is underlined up to the line's end
 * @param around how many lines to show before and after
 * @returns the frame, lines joined by `\n`; empty where the source has no such line
 * @example
 * sourceFrame("<p>\n{{ nmae }}\n</p>", { line: 2, column: 4, length: 4 })
 * // → "  1 | <p>\n> 2 | {{ nmae }}\n    |    ^^^^\n  3 | </p>"
 */
export function sourceFrame(source: string, place: FramePlace, around = 1): string {
  const first = Math.max(1, place.line - around);
  const lines = linesBetween(source, first, place.line + around);
  const target = lines[place.line - first];
  if (target === undefined) return "";
  const gutter = String(first + lines.length - 1).length;
  const window = windowAround(target, place);
  const frame: string[] = [];
  for (const [index, line] of lines.entries()) {
    const number = first + index;
    const head = `${number === place.line ? ">" : " "} ${String(number).padStart(gutter)} | `;
    if (number !== place.line) frame.push((head + cut(line, 0)).trimEnd());
    else {
      frame.push((head + cut(line, window)).trimEnd());
      frame.push(`  ${" ".repeat(gutter)} | ${" ".repeat(window > 0 ? 1 : 0)}${underline(line, place, window)}`);
    }
  }
  return frame.join("\n");
}

/** As much of a line as is shown, from an offset on; dots stand for what is left out. */
function cut(line: string, start: number): string {
  const end = start + WIDEST_LINE;
  return (start > 0 ? "…" : "") + clean(line.slice(start, end)) + (end < line.length ? "…" : "");
}

/** Cuts out lines without splitting the whole of a source that may be long. */
function linesBetween(source: string, first: number, last: number): string[] {
  const lines: string[] = [];
  const newline = /\r\n|\r|\n/g;
  let start = 0;
  for (let number = 1; number <= last; number++) {
    const match = newline.exec(source);
    if (number >= first) lines.push(source.slice(start, match?.index ?? source.length));
    if (match === null) break;
    start = newline.lastIndex;
  }
  return lines;
}

/** Where the part of a long line begins that has the place in it. */
function windowAround(line: string, place: FramePlace): number {
  if (line.length <= WIDEST_LINE) return 0;
  return Math.max(0, Math.min(place.column - 1 - Math.floor(WIDEST_LINE / 3), line.length - WIDEST_LINE));
}

function underline(line: string, place: FramePlace, start: number): string {
  const from = Math.min(Math.max(place.column - 1, start), line.length);
  const to = Math.min(Math.max(from + 1, from + place.length), Math.max(from + 1, line.length), start + WIDEST_LINE);
  const before = clean(line.slice(start, from));
  const marked = clean(line.slice(from, to));
  return " ".repeat(before.length) + "^".repeat(Math.max(1, marked.length));
}

/** Tabs become spaces, so that the caret below lines up, and what is not printable a visible dot. */
function clean(text: string): string {
  let cleaned = "";
  for (const char of text) {
    if (char === "\t") cleaned += " ".repeat(TAB_WIDTH);
    else cleaned += UNPRINTABLE.test(char) ? "·" : char;
  }
  return cleaned;
}
