/** Python's ways of finding a text in a text; positions count characters. */
import { maxText } from "../bounds.ts";
import { limit } from "../failures.ts";
import { characters, textLength } from "../iteration.ts";

const surrogate = /[\ud800-\udfff]/;

/** Python's bounds of a search: from `start` to `end`, each counted from the end where negative. */
function window(length: number, start: number | null, end: number | null): readonly [number, number] {
  const clamp = (value: number): number => Math.min(Math.max(value < 0 ? value + length : value, 0), length);
  return [start === null ? 0 : start > length ? length + 1 : clamp(start), end === null ? length : clamp(end)];
}

/** The part of a text between two bounds and where it begins, or null where the bounds cross. */
function part(text: string, start: number | null, end: number | null): readonly [text: string, from: number] | null {
  if (start === null && end === null) return [text, 0];
  const [from, to] = window(textLength(text), start, end);
  if (from > to) return null;
  return [surrogate.test(text) ? characters(text).slice(from, to).join("") : text.slice(from, to), from];
}

/** `str.find` and `str.rfind`: -1 where there is none. */
export function find(text: string, wanted: string, start: number | null, end: number | null, last = false): number {
  const searched = part(text, start, end);
  if (searched === null) return -1;
  const found = last ? searched[0].lastIndexOf(wanted) : searched[0].indexOf(wanted);
  return found === -1 ? -1 : searched[1] + textLength(searched[0].slice(0, found));
}

/** `str.count(wanted)`: occurrences that do not overlap. */
export function count(text: string, wanted: string, start: number | null, end: number | null): number {
  const searched = part(text, start, end);
  if (searched === null) return 0;
  return wanted === "" ? textLength(searched[0]) + 1 : occurrences(searched[0], wanted, Infinity);
}

function occurrences(text: string, wanted: string, most: number): number {
  let found = 0;
  let at = text.indexOf(wanted);
  while (at !== -1 && found < most) {
    found++;
    at = text.indexOf(wanted, at + wanted.length);
  }
  return found;
}

/** `str.startswith` and `str.endswith` for one affix. */
export function hasAffix(
  text: string,
  affix: string,
  start: number | null,
  end: number | null,
  side: "start" | "end",
): boolean {
  const searched = part(text, start, end);
  if (searched === null) return false;
  return side === "start" ? searched[0].startsWith(affix) : searched[0].endsWith(affix);
}

/** `str.replace(old, new, count)`; a negative count: all. */
export function replace(text: string, old: string, replacement: string, most: number): string {
  const times = old === "" ? textLength(text) + 1 : occurrences(text, old, most < 0 ? Infinity : most);
  const replaced = most < 0 ? times : Math.min(times, most);
  if (text.length + replaced * (replacement.length - old.length) > maxText) {
    throw limit(`the text would have more than ${maxText} characters`);
  }
  if (old === "") return insertBetween(text, replacement, replaced);
  if (most < 0) return text.split(old).join(replacement);
  let out = "";
  let from = 0;
  for (let done = 0; done < replaced; done++) {
    const at = text.indexOf(old, from);
    out += text.slice(from, at) + replacement;
    from = at + old.length;
  }
  return out + text.slice(from);
}

/** What replacing nothing does: the new text before each character, and at the end. */
function insertBetween(text: string, inserted: string, times: number): string {
  let out = "";
  let left = times;
  for (const character of characters(text)) out += (left-- > 0 ? inserted : "") + character;
  return left > 0 ? out + inserted : out;
}
