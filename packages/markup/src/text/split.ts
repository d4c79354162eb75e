/** Splitting as Python's `str` does it. */
import { isSpace, lineEnd } from "./space.ts";
import { stripEnd, stripStart } from "./strip.ts";

function demandSeparator(separator: string): void {
  if (separator === "") throw new RangeError("The separator must not be empty.");
}

/** `str.split`: at each separator, or at runs of white space; at most `limit` times (negative: always). */
export function split(text: string, separator?: string, limit = -1): string[] {
  if (separator === undefined) return splitSpace(text, limit);
  demandSeparator(separator);
  const parts: string[] = [];
  let from = 0;
  while (limit < 0 || parts.length < limit) {
    const at = text.indexOf(separator, from);
    if (at === -1) break;
    parts.push(text.slice(from, at));
    from = at + separator.length;
  }
  parts.push(text.slice(from));
  return parts;
}

function splitSpace(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = stripStart(text);
  while (rest !== "" && (limit < 0 || parts.length < limit)) {
    let to = 0;
    while (to < rest.length && !isSpace(rest.charAt(to))) to++;
    parts.push(rest.slice(0, to));
    rest = stripStart(rest.slice(to));
  }
  if (rest !== "") parts.push(rest);
  return parts;
}

/** `str.rsplit`: as {@link split}, but counts from the end. */
export function splitFromEnd(text: string, separator?: string, limit = -1): string[] {
  if (limit < 0) return split(text, separator);
  if (separator === undefined) return splitSpaceFromEnd(text, limit);
  demandSeparator(separator);
  const parts: string[] = [];
  let to = text.length;
  while (parts.length < limit) {
    const at = to < separator.length ? -1 : text.lastIndexOf(separator, to - separator.length);
    if (at === -1) break;
    parts.push(text.slice(at + separator.length, to));
    to = at;
  }
  parts.push(text.slice(0, to));
  return parts.reverse();
}

function splitSpaceFromEnd(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = stripEnd(text);
  while (rest !== "" && parts.length < limit) {
    let from = rest.length;
    while (from > 0 && !isSpace(rest.charAt(from - 1))) from--;
    parts.push(rest.slice(from));
    rest = stripEnd(rest.slice(0, from));
  }
  if (rest !== "") parts.push(rest);
  return parts.reverse();
}

/** `str.splitlines`: no empty line after the last end. */
export function splitLines(text: string, keepEnds = false): string[] {
  const lines: string[] = [];
  let from = 0;
  for (const match of text.matchAll(lineEnd)) {
    const to = match.index + match[0].length;
    lines.push(text.slice(from, keepEnds ? to : match.index));
    from = to;
  }
  if (from < text.length) lines.push(text.slice(from));
  return lines;
}

/** `str.partition`: what is before the first separator, the separator, what is after it. */
export function partition(text: string, separator: string): [string, string, string] {
  demandSeparator(separator);
  const at = text.indexOf(separator);
  return at === -1 ? [text, "", ""] : [text.slice(0, at), separator, text.slice(at + separator.length)];
}

/** `str.rpartition`: as {@link partition}, at the last separator. */
export function partitionFromEnd(text: string, separator: string): [string, string, string] {
  demandSeparator(separator);
  const at = text.lastIndexOf(separator);
  return at === -1 ? ["", "", text] : [text.slice(0, at), separator, text.slice(at + separator.length)];
}
