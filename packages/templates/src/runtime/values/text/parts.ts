/** Python's ways of taking a text apart: strip, split, splitlines, partition. All linear. */
import { space } from "./classes.ts";

const spaceCharacter = new RegExp(`[${space}]`, "u");
const spaces = new RegExp(`[${space}]+`, "gu");

export function isSpaceCharacter(character: string): boolean {
  return spaceCharacter.test(character);
}

/** Which ends of a text to strip. */
export type Side = "both" | "left" | "right";

/** `str.strip(characters)`; null: white space. */
export function strip(text: string, characters: string | null, side: Side): string {
  const isStripped = stripTest(characters);
  let start = 0;
  let end = text.length;
  if (side !== "right") while (start < end && isStripped(at(text, start))) start += at(text, start).length;
  if (side !== "left") while (end > start && isStripped(before(text, end))) end -= before(text, end).length;
  return text.slice(start, end);
}

function stripTest(characters: string | null): (character: string) => boolean {
  if (characters === null) return isSpaceCharacter;
  const stripped = new Set(characters);
  return (character) => stripped.has(character);
}

/** The character at an index; two units where it is a surrogate pair. */
function at(text: string, index: number): string {
  return String.fromCodePoint(text.codePointAt(index)!);
}

/** The character that ends at an index. */
function before(text: string, end: number): string {
  const pair = end > 1 ? text.codePointAt(end - 2)! : 0;
  return pair > 0xffff ? String.fromCodePoint(pair) : text.charAt(end - 1);
}

/** `str.split(separator, limit)`; a null separator is any white space. `limit` below zero: no limit. */
export function split(text: string, separator: string | null, limit: number): string[] {
  return separator === null ? splitSpaces(text, limit) : splitBy(text, separator, limit);
}

function splitBy(text: string, separator: string, limit: number): string[] {
  if (limit < 0) return text.split(separator);
  const parts: string[] = [];
  let start = 0;
  while (parts.length < limit) {
    const found = text.indexOf(separator, start);
    if (found === -1) break;
    parts.push(text.slice(start, found));
    start = found + separator.length;
  }
  parts.push(text.slice(start));
  return parts;
}

function splitSpaces(text: string, limit: number): string[] {
  const parts: string[] = [];
  let start = 0;
  const trimmed = strip(text, null, "left");
  for (const match of trimmed.matchAll(spaces)) {
    if (parts.length === limit) break;
    parts.push(trimmed.slice(start, match.index));
    start = match.index + match[0].length;
  }
  // What is left keeps its inner and, where the limit was reached, its trailing white space, as in Python.
  if (start < trimmed.length) parts.push(trimmed.slice(start));
  return parts;
}

/** `str.rsplit(separator, limit)`: counts from the right. */
export function splitRight(text: string, separator: string | null, limit: number): string[] {
  if (limit < 0) return split(text, separator, limit);
  const parts: string[] = [];
  let end = (separator === null ? strip(text, null, "right") : text).length;
  while (parts.length < limit) {
    const cut = separator === null ? lastSpaces(text, end) : lastOf(text, separator, end);
    if (cut === null) break;
    parts.push(text.slice(cut[1], end));
    end = cut[0];
  }
  if (separator !== null || end > 0) parts.push(text.slice(0, end));
  return parts.reverse();
}

function lastOf(text: string, separator: string, end: number): readonly [start: number, end: number] | null {
  const found = end < separator.length ? -1 : text.lastIndexOf(separator, end - separator.length);
  return found === -1 ? null : [found, found + separator.length];
}

function lastSpaces(text: string, end: number): readonly [start: number, end: number] | null {
  let right = end;
  while (right > 0 && !isSpaceCharacter(text.charAt(right - 1))) right--;
  if (right === 0) return null;
  let left = right;
  while (left > 0 && isSpaceCharacter(text.charAt(left - 1))) left--;
  return [left, right];
}

const lineEnd = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;

/** `str.splitlines(keepends)` */
export function splitLines(text: string, keepEnds = false): string[] {
  const lines: string[] = [];
  let start = 0;
  for (const match of text.matchAll(lineEnd)) {
    const end = match.index + match[0].length;
    lines.push(text.slice(start, keepEnds ? end : match.index));
    start = end;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** `str.partition(separator)` */
export function partition(text: string, separator: string): readonly [string, string, string] {
  const found = text.indexOf(separator);
  return found === -1 ? [text, "", ""] : [text.slice(0, found), separator, text.slice(found + separator.length)];
}

/** `str.rpartition(separator)` */
export function partitionRight(text: string, separator: string): readonly [string, string, string] {
  const found = text.lastIndexOf(separator);
  return found === -1 ? ["", "", text] : [text.slice(0, found), separator, text.slice(found + separator.length)];
}
