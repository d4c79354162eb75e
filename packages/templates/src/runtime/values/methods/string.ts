/** The methods of `str`. */

import { isMarkup } from "@ampoule/markup";
import type { Kwargs } from "../contract.ts";
import { typeError, valueError } from "../failures.ts";
import { formatBraces, formatMap } from "../format/brace.ts";
import { canIterate, iterate } from "../iteration.ts";
import { typeName } from "../kinds.ts";
import * as casing from "../text/case.ts";
import * as classes from "../text/classes.ts";
import { encode } from "../text/codecs.ts";
import * as padding from "../text/pad.ts";
import * as parts from "../text/parts.ts";
import * as search from "../text/search.ts";
import { makeTable, translate } from "../text/translate.ts";
import { Tuple, tuple } from "../values.ts";
import { givenInteger, givenText, optionalInteger, optionalText } from "./given.ts";
import { type MethodTable, methodTable, type Tools } from "./method.ts";

/** `'ß'` is one argument wide: the fill of `center`, `ljust`, `rjust`. */
function fill(value: unknown): string {
  const text = value === undefined ? " " : givenText("fill", value);
  if (Array.from(text).length !== 1) throw typeError("The fill character must be exactly one character long");
  return text;
}

function separator(value: unknown): string | null {
  const text = optionalText("split", value);
  if (text === "") throw valueError("empty separator");
  return text;
}

function required(method: string, value: unknown): string {
  const text = givenText(method, value);
  if (text === "") throw valueError("empty separator");
  return text;
}

function limitOf(value: unknown): number {
  return value === undefined ? -1 : givenInteger(value);
}

/** One affix, or a tuple of them. */
function anyAffix(side: "start" | "end"): (tools: Tools, self: string, ...args: unknown[]) => boolean {
  const name = side === "start" ? "startswith" : "endswith";
  return (_tools, self, affix, start, end) => {
    if (!Tuple.is(affix) && typeof affix !== "string" && !isMarkup(affix)) {
      throw typeError(`${name} first arg must be str or a tuple of str, not ${typeName(affix)}`);
    }
    const affixes = Tuple.is(affix) ? affix : [affix];
    return affixes.some((one) =>
      search.hasAffix(self, givenText(name, one), optionalInteger(start), optionalInteger(end), side),
    );
  };
}

function finder(last: boolean): (tools: Tools, self: string, ...args: unknown[]) => number {
  return (_tools, self, wanted, start, end) =>
    search.find(self, givenText("find", wanted), optionalInteger(start), optionalInteger(end), last);
}

function index(last: boolean): (tools: Tools, self: string, ...args: unknown[]) => number {
  const find = finder(last);
  return (tools, self, ...args) => {
    const found = find(tools, self, ...args);
    if (found === -1) throw valueError("substring not found");
    return found;
  };
}

/** `str.join(items)`: all must be text. */
export function join(self: string, items: unknown): string {
  if (!canIterate(items)) throw typeError("can only join an iterable");
  const texts: string[] = [];
  for (const item of iterate(items)) {
    if (typeof item === "string") texts.push(item);
    else if (isMarkup(item)) texts.push(item.toString());
    else {
      throw typeError(
        `sequence item ${texts.length}: expected str instance, ${typeName(item)} found`,
        "The filter `join` takes values of all types.",
      );
    }
  }
  return texts.join(self);
}

/** A question about the text that takes no arguments. */
function ask(question: (text: string) => unknown): (tools: Tools, self: string) => unknown {
  return (_tools, self) => question(self);
}

const bounds = { params: ["sub", "start", "end"], required: 1 };
const affix = { params: ["prefix", "start", "end"], required: 1 };
const width = { params: ["width", "fillchar"], required: 1 };
const splitting = { params: ["sep", "maxsplit"], keywords: "allowed" } as const;
const one = (name: string) => ({ params: [name], required: 1 });
const nothing = { params: [] };

export const stringMethods: MethodTable = methodTable([
  ["capitalize", nothing, ask(casing.capitalize)],
  ["casefold", nothing, ask(casing.caseFold)],
  ["lower", nothing, ask((text) => text.toLowerCase())],
  ["upper", nothing, ask((text) => text.toUpperCase())],
  ["title", nothing, ask(casing.title)],
  ["swapcase", nothing, ask(casing.swapCase)],
  ["islower", nothing, ask(casing.isLower)],
  ["isupper", nothing, ask(casing.isUpper)],
  ["istitle", nothing, ask(casing.isTitle)],
  ["isalnum", nothing, ask(classes.isAlnum)],
  ["isalpha", nothing, ask(classes.isAlpha)],
  ["isascii", nothing, ask(classes.isAscii)],
  ["isdecimal", nothing, ask(classes.isDecimal)],
  ["isdigit", nothing, ask(classes.isDigit)],
  ["isidentifier", nothing, ask(classes.isIdentifier)],
  ["isnumeric", nothing, ask(classes.isNumeric)],
  ["isprintable", nothing, ask(classes.isPrintable)],
  ["isspace", nothing, ask(classes.isSpace)],
  [
    "strip",
    { params: ["chars"] },
    (_tools, self: string, chars: unknown) => parts.strip(self, optionalText("strip", chars), "both"),
  ],
  [
    "lstrip",
    { params: ["chars"] },
    (_tools, self: string, chars: unknown) => parts.strip(self, optionalText("lstrip", chars), "left"),
  ],
  [
    "rstrip",
    { params: ["chars"] },
    (_tools, self: string, chars: unknown) => parts.strip(self, optionalText("rstrip", chars), "right"),
  ],
  [
    "split",
    splitting,
    (_tools, self: string, by: unknown, most: unknown) => parts.split(self, separator(by), limitOf(most)),
  ],
  [
    "rsplit",
    splitting,
    (_tools, self: string, by: unknown, most: unknown) => parts.splitRight(self, separator(by), limitOf(most)),
  ],
  [
    "splitlines",
    { params: ["keepends"], keywords: "allowed" },
    (_tools, self: string, keep: unknown = false) => parts.splitLines(self, givenInteger(keep) !== 0),
  ],
  [
    "partition",
    one("sep"),
    (_tools, self: string, by: unknown) => tuple(parts.partition(self, required("partition", by))),
  ],
  [
    "rpartition",
    one("sep"),
    (_tools, self: string, by: unknown) => tuple(parts.partitionRight(self, required("rpartition", by))),
  ],
  [
    "center",
    width,
    (_tools, self: string, to: unknown, by: unknown) => padding.center(self, givenInteger(to), fill(by)),
  ],
  [
    "ljust",
    width,
    (_tools, self: string, to: unknown, by: unknown) => padding.padRight(self, givenInteger(to), fill(by)),
  ],
  [
    "rjust",
    width,
    (_tools, self: string, to: unknown, by: unknown) => padding.padLeft(self, givenInteger(to), fill(by)),
  ],
  ["zfill", one("width"), (_tools, self: string, to: unknown) => padding.zeroFill(self, givenInteger(to))],
  [
    "expandtabs",
    { params: ["tabsize"], keywords: "allowed" },
    (_tools, self: string, size: unknown = 8) => padding.expandTabs(self, givenInteger(size)),
  ],
  ["find", bounds, finder(false)],
  ["rfind", bounds, finder(true)],
  ["index", bounds, index(false)],
  ["rindex", bounds, index(true)],
  [
    "count",
    bounds,
    (_tools, self: string, wanted: unknown, start: unknown, end: unknown) =>
      search.count(self, givenText("count", wanted), optionalInteger(start), optionalInteger(end)),
  ],
  ["startswith", affix, anyAffix("start")],
  ["endswith", affix, anyAffix("end")],
  [
    "replace",
    { params: ["old", "new", "count"], required: 2 },
    (_tools, self: string, old: unknown, by: unknown, most: unknown = -1) =>
      search.replace(self, givenText("replace", old), givenText("replace", by), givenInteger(most)),
  ],
  [
    "removeprefix",
    one("prefix"),
    (_tools, self: string, prefix: unknown) => {
      const text = givenText("removeprefix", prefix);
      return self.startsWith(text) ? self.slice(text.length) : self;
    },
  ],
  [
    "removesuffix",
    one("suffix"),
    (_tools, self: string, suffix: unknown) => {
      const text = givenText("removesuffix", suffix);
      return text !== "" && self.endsWith(text) ? self.slice(0, -text.length) : self;
    },
  ],
  ["join", one("iterable"), (_tools, self: string, items: unknown) => join(self, items)],
  ["translate", one("table"), (_tools, self: string, table: unknown) => translate(self, table)],
  [
    "maketrans",
    { params: ["x", "y", "z"], required: 1 },
    (_tools, _self: string, from: unknown, to: unknown, deleted: unknown) => makeTable(from, to, deleted),
  ],
  [
    "encode",
    { params: ["encoding", "errors"], keywords: "allowed" },
    (_tools, self: string, encoding: unknown = "utf-8", errors: unknown = "strict") =>
      encode(self, givenText("encode", encoding), givenText("encode", errors)),
  ],
  [
    "format",
    { raw: true },
    (tools, self: string, args: readonly unknown[], kwargs: Kwargs) => formatBraces(tools, self, args, kwargs, false),
  ],
  ["format_map", one("mapping"), (tools, self: string, mapping: unknown) => formatMap(tools, self, mapping, false)],
]);
