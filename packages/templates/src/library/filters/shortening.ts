/** Filters that fit text into a space: truncate, wordwrap. Markup is never cut inside a tag or character reference. */
import { isMarkup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import { FilterArgumentError } from "../../errors.ts";
import { maxText } from "../../runtime/values/bounds.ts";
import type { FilterState } from "../../runtime/values/contract.ts";
import { attributeError, limit, typeError, valueError } from "../../runtime/values/failures.ts";
import { atoms } from "../../runtime/values/format/cut.ts";
import { escapeValue } from "../../runtime/values/html.ts";
import { textLength } from "../../runtime/values/iteration.ts";
import { givenInteger } from "../../runtime/values/methods/given.ts";
import { numeric } from "../../runtime/values/numbers.ts";
import { sliceText } from "../../runtime/values/slices.ts";
import { splitLines } from "../../runtime/values/text/parts.ts";
import { isUndefined } from "../../runtime/values/undefined.ts";
import { type Entry, entry } from "../entry.ts";
import { softText } from "../softly.ts";
import { type WrapOptions, wrap } from "../wrap.ts";

/** The whole atoms within the first `count` characters of HTML. */
function wholeAtoms(html: string, count: number): string[] {
  const kept: string[] = [];
  let length = 0;
  for (const atom of atoms(html)) {
    length += textLength(atom);
    if (length > count) break;
    kept.push(atom);
  }
  return kept;
}

function cutHtml(html: string, count: number, isWordKilled: boolean): string {
  const kept = wholeAtoms(html, count);
  // A space within a tag is part of an atom, so the last word begins after a space of the text.
  const space = isWordKilled ? -1 : kept.lastIndexOf(" ");
  return (space === -1 ? kept : kept.slice(0, space)).join("");
}

function cutPlain(text: string, count: number, isWordKilled: boolean): string {
  const kept = sliceText(text, null, count);
  const space = isWordKilled ? -1 : kept.lastIndexOf(" ");
  return space === -1 ? kept : kept.slice(0, space);
}

function atLeast({ ops }: FilterState, what: string, value: unknown, least: number): void {
  if (!ops.greaterEqual(value, least)) {
    throw new FilterArgumentError(`expected ${what} >= ${least}, got ${ops.text(value)}`);
  }
}

function truncate(
  state: FilterState,
  value: unknown,
  length: unknown = 255,
  killWords: unknown = false,
  end: unknown = "...",
  leeway: unknown = null,
): unknown {
  const margin = leeway ?? state.policies["truncate.leeway"];
  const ending = softText(state, end);
  // Python has no length for an ending that is no text.
  const endLength = state.ops.length(state.ops.printing === "python" ? end : ending);
  atLeast(state, "length", length, endLength);
  atLeast(state, "leeway", margin, 0);
  if (state.ops.printing === "javascript" && !isMarkup(value)) value = state.ops.text(value);
  if (state.ops.lessEqual(state.ops.length(value), state.ops.add(length, margin))) return value;
  const most = givenInteger(length);
  const isWordKilled = state.ops.truthy(killWords);
  if (isMarkup(value)) {
    const html = cutHtml(value.toString(), most - endLength, isWordKilled);
    return createMarkup(html + escapeValue(ending, state.ops.text).toString());
  }
  if (typeof value !== "string") throw typeError(`'${state.ops.typeName(value)}' object cannot be truncated`);
  const text = cutPlain(value, most - endLength, isWordKilled);
  return isMarkup(ending) ? createMarkup(escapeValue(text, String).toString() + ending.toString()) : text + ending;
}

/** Only text has lines. */
function textOf(state: FilterState, value: unknown): string {
  if (typeof value === "string" || isMarkup(value)) return value.toString();
  if (state.ops.printing === "javascript") return state.ops.text(value);
  if (isUndefined(value)) return value.fail();
  const message = `'${state.ops.typeName(value)}' object has no attribute 'splitlines'`;
  throw attributeError(message, "`|string|wordwrap` wraps what the value prints as.");
}

/** Python joins by the separator's own method. */
function requireSeparator({ ops }: FilterState, value: unknown): void {
  if (value === null || typeof value === "string" || isMarkup(value) || ops.printing === "javascript") return;
  if (isUndefined(value)) value.fail();
  throw attributeError(`'${ops.typeName(value)}' object has no attribute 'join'`);
}

function wrapWidth({ ops }: FilterState, width: unknown): Pick<WrapOptions, "width" | "isWhole"> {
  if (ops.lessEqual(width, 0)) throw valueError(`invalid width ${ops.repr(width)} (must be > 0)`);
  const number = numeric(width);
  return { width: Number(number?.value), isWhole: number?.float === false };
}

function wordWrap(
  state: FilterState,
  value: unknown,
  width: unknown = 79,
  breakLongWords: unknown = true,
  wrapString: unknown = null,
  breakOnHyphens: unknown = true,
): unknown {
  requireSeparator(state, wrapString);
  const text = textOf(state, value);
  const unwrapped = splitLines(text);
  // Where there is no line, no width is wrong.
  const options: WrapOptions = {
    ...(unwrapped.length === 0 ? { width: 1, isWhole: true } : wrapWidth(state, width)),
    breakLongWords: state.ops.truthy(breakLongWords),
    breakOnHyphens: state.ops.truthy(breakOnHyphens),
  };
  const lines = unwrapped.flatMap((line) => {
    const wrapped = wrap(line, options);
    // An empty line is an empty paragraph, not nothing.
    return wrapped.length === 0 ? [""] : wrapped;
  });
  const separator = wrapString === null ? state.newlineSequence : softText(state, wrapString);
  if (text.length + lines.length * separator.toString().length > maxText) {
    throw limit(`the text would have more than ${maxText} characters`);
  }
  if (!isMarkup(separator)) return lines.join(separator);
  return createMarkup(lines.map((line) => escapeValue(line, String).toString()).join(separator.toString()));
}

export const shorteningFilters: readonly Entry[] = [
  entry("truncate", { params: ["length", "killwords", "end", "leeway"] }, truncate),
  entry("wordwrap", { params: ["width", "break_long_words", "wrapstring", "break_on_hyphens"] }, wordWrap),
];
