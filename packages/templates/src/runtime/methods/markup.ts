/**
 * The methods of Markup, as MarkupSafe has them: those of `str`, but text that is put in is escaped, and what comes out is
 * Markup again.
 */
import { isMarkup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import type { Kwargs } from "../contract.ts";
import { formatBraces, formatMap } from "../format/brace.ts";
import { escapeValue, isHtml } from "../html.ts";
import { iterate } from "../iteration.ts";
import { printers } from "../repr.ts";
import { stripTags, unescape } from "../text/html.ts";
import { tuple } from "../values.ts";
import { Method, type MethodTable, methodTable, type Tools } from "./method.ts";
import { stringMethods } from "./string.ts";

/** Methods whose text arguments are escaped and whose text is Markup. */
const wrapped = [
  "capitalize",
  "title",
  "lower",
  "upper",
  "replace",
  "ljust",
  "rjust",
  "lstrip",
  "rstrip",
  "center",
  "strip",
  "translate",
  "expandtabs",
  "swapcase",
  "zfill",
];
/** Methods that give a list of Markup. */
const splitting = ["split", "rsplit", "splitlines"];
/** Methods that give a tuple of Markup, and escape the separator. */
const partitioning = ["partition", "rpartition"];

function escaped(value: unknown): unknown {
  return typeof value === "string" || isHtml(value) ? escapeValue(value, String).toString() : value;
}

function html(self: unknown): string {
  return isMarkup(self) ? self.toString() : "";
}

/** Calls the method of `str` with the HTML as its text. */
function onText(
  name: string,
  convert: (result: unknown) => unknown,
  escapeArguments: boolean,
): readonly [string, Method] {
  const method = stringMethods.get(name)!;
  const call = (tools: Tools, self: unknown, args: readonly unknown[], kwargs: Kwargs): unknown => {
    const given = escapeArguments ? args.map(escaped) : args;
    const named = escapeArguments
      ? new Map(Array.from(kwargs, ([key, value]) => [key, escaped(value)] as const))
      : kwargs;
    return convert(method.call(tools, html(self), given, named));
  };
  return [name, new Method(name, { raw: true }, call)];
}

function asMarkup(text: unknown): unknown {
  return typeof text === "string" ? createMarkup(text) : text;
}

function asMarkups(texts: unknown): unknown {
  return Array.isArray(texts) ? Array.from(texts, asMarkup) : texts;
}

function asMarkupTuple(texts: unknown): unknown {
  return Array.isArray(texts) ? tuple(Array.from(texts, asMarkup)) : texts;
}

function identity(value: unknown): unknown {
  return value;
}

function convertRow(name: string): readonly [string, Method] {
  if (wrapped.includes(name)) return onText(name, asMarkup, true);
  if (splitting.includes(name)) return onText(name, asMarkups, false);
  if (partitioning.includes(name)) return onText(name, asMarkupTuple, true);
  return onText(name, identity, false);
}

const own: MethodTable = methodTable([
  [
    "join",
    { params: ["iterable"], required: 1 },
    (tools, self: unknown, items: unknown) => {
      const { text } = printers[tools.printing];
      return createMarkup(Array.from(iterate(items), (item) => escapeValue(item, text).toString()).join(html(self)));
    },
  ],
  [
    "format",
    { raw: true },
    (tools, self: unknown, args: readonly unknown[], kwargs: Kwargs) =>
      formatBraces(tools, html(self), args, kwargs, true),
  ],
  [
    "format_map",
    { params: ["mapping"], required: 1 },
    (tools, self: unknown, mapping: unknown) => formatMap(tools, html(self), mapping, true),
  ],
  ["striptags", { params: [] }, (_tools, self: unknown) => stripTags(html(self))],
  ["unescape", { params: [] }, (_tools, self: unknown) => unescape(html(self))],
  ["__html__", { params: [] }, (_tools, self: unknown) => self],
]);

export const markupMethods: MethodTable = new Map([...Array.from(stringMethods.keys(), convertRow), ...own]);
