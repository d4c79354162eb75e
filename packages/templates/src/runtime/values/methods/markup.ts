/**
 * The methods of Markup, as MarkupSafe 3 has them: those of `str`, but text that is put in is escaped, and what comes out is
 * Markup again.
 */
import { isMarkup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import type { Kwargs } from "../contract.ts";
import { formatBraces, formatMap } from "../format/brace.ts";
import { escapeValue } from "../html.ts";
import { iterate } from "../iteration.ts";
import { printers } from "../repr.ts";
import { stripTags, unescape } from "../text/html.ts";
import { tuple } from "../values.ts";
import { Method, type MethodTable, methodTable, type Tools } from "./method.ts";
import { stringMethods } from "./string.ts";

type Convert = (result: unknown) => unknown;

function asMarkup(text: unknown): unknown {
  return typeof text === "string" ? createMarkup(text) : text;
}

function asMarkups(texts: unknown): unknown {
  return Array.isArray(texts) ? Array.from(texts, asMarkup) : texts;
}

function asMarkupTuple(texts: unknown): unknown {
  return Array.isArray(texts) ? tuple(Array.from(texts, asMarkup)) : texts;
}

/** What a method's result becomes; the results of the others (numbers, booleans, bytes) stay what they are. */
const conversions: ReadonlyMap<string, Convert> = new Map([
  ...[
    ...["capitalize", "title", "lower", "upper", "casefold", "swapcase", "replace", "translate", "expandtabs", "zfill"],
    ...["ljust", "rjust", "center", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix"],
  ].map((name) => [name, asMarkup] as const),
  ...["split", "rsplit", "splitlines"].map((name) => [name, asMarkups] as const),
  ...["partition", "rpartition"].map((name) => [name, asMarkupTuple] as const),
]);

/** Which argument, by place and by name, is put into the HTML: it is escaped. */
const insertions: ReadonlyMap<string, readonly [place: number, name: string]> = new Map([
  ["replace", [1, "new"]],
  ["ljust", [1, "fillchar"]],
  ["rjust", [1, "fillchar"]],
  ["center", [1, "fillchar"]],
]);

function escaped({ printing }: Tools, value: unknown): unknown {
  return escapeValue(value, printers[printing].text).toString();
}

function html(self: unknown): string {
  return isMarkup(self) ? self.toString() : "";
}

/** The method of `str`, on the HTML as its text. */
function onHtml(name: string, method: Method): Method {
  const convert = conversions.get(name) ?? ((result: unknown) => result);
  const [place, keyword] = insertions.get(name) ?? [-1, ""];
  return new Method(name, { raw: true }, (tools: Tools, self: unknown, args: readonly unknown[], kwargs: Kwargs) => {
    const given = args.map((value, index) => (index === place ? escaped(tools, value) : value));
    const named = new Map(
      Array.from(kwargs, ([key, value]) => [key, key === keyword ? escaped(tools, value) : value] as const),
    );
    return convert(method.call(tools, html(self), given, named));
  });
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

/** The methods that Markup does not have from `str` as they are. */
export const markupOverrides: ReadonlySet<string> = new Set([...conversions.keys(), ...own.keys()]);

export const markupMethods: MethodTable = new Map([
  ...Array.from(stringMethods, ([name, method]) => [name, onHtml(name, method)] as const),
  ...own,
]);
