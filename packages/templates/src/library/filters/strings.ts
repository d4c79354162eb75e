/** Filters on text: case, trimming, replacing, formatting, counting. */
import { isMarkup } from "@ampoule/markup";

import { FilterArgumentError } from "../../errors.ts";
import { maxText } from "../../runtime/values/bounds.ts";
import type { FilterState, Kwargs } from "../../runtime/values/contract.ts";
import type { Callable } from "../../runtime/values/describe.ts";
import { limit, typeError } from "../../runtime/values/failures.ts";
import { escapeValue, isHtml } from "../../runtime/values/html.ts";
import { givenInteger, optionalInteger } from "../../runtime/values/methods/given.ts";
import { repeatText } from "../../runtime/values/operators.ts";
import { capitalize } from "../../runtime/values/text/case.ts";
import { space } from "../../runtime/values/text/classes.ts";
import { center } from "../../runtime/values/text/pad.ts";
import { splitLines } from "../../runtime/values/text/parts.ts";
import { isUndefined } from "../../runtime/values/undefined.ts";
import { tuple } from "../../runtime/values/values.ts";
import { type Entry, entry } from "../entry.ts";
import { onText, softText, textMethod } from "../softly.ts";

const wordStart = new RegExp(`[-${space}({[<]+`, "gu");

/** Words begin after spaces, hyphens and opening brackets. Unlike the method, letters after an apostrophe stay small. */
function titleWords(text: string): string {
  let out = "";
  let start = 0;
  for (const match of text.matchAll(wordStart)) {
    out += titleWord(text.slice(start, match.index)) + match[0];
    start = match.index + match[0].length;
  }
  return out + titleWord(text.slice(start));
}

function titleWord(word: string): string {
  if (word === "") return "";
  const [first = ""] = word;
  return first.toUpperCase() + word.slice(first.length).toLowerCase();
}

function replace(state: FilterState, value: unknown, old: unknown, by: unknown, count: unknown = null): unknown {
  const most = optionalInteger(count) ?? -1;
  const { printing, text } = state.ops;
  // In Python there is the text "None"; here null and what is missing have no text to look for.
  if (printing === "javascript" && (old === null || isUndefined(old)) && text(old) === "")
    return softText(state, value);
  if (!state.autoescape) return textMethod(state, text(value), "replace", [text(old), text(by), most]);
  const isEscaped = isHtml(old) || (isHtml(by) && !isHtml(value));
  const target = isEscaped ? escapeValue(value, text) : softText(state, value);
  return textMethod(state, target, "replace", [softText(state, old), softText(state, by), most]);
}

function format(state: FilterState, value: unknown, args: readonly unknown[], kwargs: Kwargs): unknown {
  if (args.length > 0 && kwargs.size > 0) {
    throw new FilterArgumentError("can't handle positional and keyword arguments at the same time");
  }
  return state.ops.modulo(softText(state, value), kwargs.size > 0 ? new Map(kwargs) : tuple(args));
}

/** Only text has lines: what is none is a mistake to be told, except in templates written for nunjucks. */
function requireText(state: FilterState, value: unknown): void {
  if (typeof value === "string" || isMarkup(value) || state.ops.printing === "javascript") return;
  if (isUndefined(value)) value.fail();
  throw typeError(
    `unsupported operand type(s) for +=: '${state.ops.typeName(value)}' and 'str'`,
    "`|string|indent` indents what the value prints as.",
  );
}

/** The indentation: spaces, or a text of one's own; put into Markup, it is escaped unless it is Markup itself. */
function indentation(state: FilterState, width: unknown, isHtmlWanted: boolean): string {
  if (typeof width !== "string" && !isMarkup(width)) return repeatText(" ", Math.max(0, givenInteger(width)));
  return isHtmlWanted ? escapeValue(width, state.ops.text).toString() : width.toString();
}

function indent(
  state: FilterState,
  value: unknown,
  width: unknown = 4,
  first: unknown = false,
  blank: unknown = false,
): unknown {
  const prefix = indentation(state, width, isMarkup(value));
  requireText(state, value);
  const isBlank = state.ops.truthy(blank);
  const isFirst = state.ops.truthy(first);
  return onText(state, value, (text) => {
    const lines = splitLines(`${text}\n`);
    if (text.length + lines.length * prefix.length > maxText) {
      throw limit(`the text would have more than ${maxText} characters`);
    }
    return lines
      .map((line, index) => {
        const isIndented = index === 0 ? isFirst : isBlank || line !== "";
        return isIndented ? prefix + line : line;
      })
      .join("\n");
  });
}

const word = /[\p{L}\p{N}_]+/gu;

function wordCount(state: FilterState, value: unknown): number {
  return softText(state, value).toString().match(word)?.length ?? 0;
}

function changeCase(change: (text: string) => string): Callable {
  return (state: FilterState, value: unknown) => onText(state, value, change);
}

const none = { params: [] };

export const stringFilters: readonly Entry[] = [
  entry("capitalize", none, changeCase(capitalize)),
  entry(
    "lower",
    none,
    changeCase((text) => text.toLowerCase()),
  ),
  entry(
    "upper",
    none,
    changeCase((text) => text.toUpperCase()),
  ),
  entry("title", none, (state: FilterState, value: unknown) => titleWords(softText(state, value).toString())),
  entry("center", { params: ["width"] }, (state: FilterState, value: unknown, width: unknown = 80) =>
    onText(state, value, (text) => center(text, givenInteger(width))),
  ),
  entry("trim", { params: ["chars"] }, (state: FilterState, value: unknown, characters: unknown = null) =>
    textMethod(state, value, "strip", [characters]),
  ),
  entry("replace", { params: ["old", "new", "count"], required: 2 }, replace),
  entry("string", none, softText),
  entry("format", { raw: true }, format),
  entry("indent", { params: ["width", "first", "blank"] }, indent),
  entry("wordcount", none, wordCount),
];
