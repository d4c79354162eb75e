/** Filters for URLs: urlencode, urlize. */
import { isMarkup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import { FilterArgumentError } from "../../errors.ts";
import type { FilterState } from "../../runtime/values/contract.ts";
import { dictEntries } from "../../runtime/values/dict.ts";
import { escapeValue } from "../../runtime/values/html.ts";
import { canIterate } from "../../runtime/values/iteration.ts";
import { isDict } from "../../runtime/values/kinds.ts";
import { givenInteger } from "../../runtime/values/methods/given.ts";
import { quote } from "../../runtime/values/quote.ts";
import { split } from "../../runtime/values/text/parts.ts";
import { type Entry, entry } from "../entry.ts";
import { urlize } from "../urlize.ts";

const encoder = new TextEncoder();

function quotedBytes(): readonly string[] {
  return Array.from({ length: 256 }, (_, byte) => {
    const character = String.fromCharCode(byte);
    return /[\w.~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  });
}

const quoted = quotedBytes();

/** `urllib.parse.quote`: unreserved characters stay, in a path the slash as well; in a query a space is `+`. */
function quoteUrl(state: FilterState, value: unknown, isQuery: boolean): string {
  const bytes = value instanceof Uint8Array ? value : encoder.encode(state.ops.text(value));
  let out = "";
  for (const byte of bytes) {
    if (byte === 0x2f && !isQuery) out += "/";
    else out += byte === 0x20 && isQuery ? "+" : quoted[byte]!;
  }
  return out;
}

function urlEncode(state: FilterState, value: unknown): string {
  if (typeof value === "string" || isMarkup(value) || !canIterate(value)) return quoteUrl(state, value, false);
  const pairs = isDict(value)
    ? dictEntries(value)
    : Array.from(state.ops.iterate(value), (entry) => state.ops.unpack(entry, 2));
  return pairs.map(([key, item]) => `${quoteUrl(state, key, true)}=${quoteUrl(state, item, true)}`).join("&");
}

const schemePrefix = /^[\p{L}\p{N}_.+-]{2,64}:\/{0,2}$/u;
/** Schemes whose URLs are code. */
const codeSchemes = /^(?:javascript|vbscript|data):/i;

function schemes(state: FilterState, given: unknown): string[] {
  const prefixes = given === null ? (state.policies["urlize.extra_schemes"] ?? []) : state.ops.toArray(given);
  return Array.from(prefixes, (prefix) => {
    const text = state.ops.text(prefix);
    if (!schemePrefix.test(text)) throw new FilterArgumentError(`${quote(text)} is not a valid URI scheme prefix.`);
    if (codeSchemes.test(text)) throw new FilterArgumentError(`${quote(text)} is a scheme whose URLs are code.`);
    return text;
  });
}

/** The policy's words and the given ones, sorted, each once. */
function relWords(state: FilterState, rel: unknown, nofollow: unknown): string | null {
  const words = new Set(split(state.ops.truthy(rel) ? state.ops.text(rel) : "", null, -1));
  if (state.ops.truthy(nofollow)) words.add("nofollow");
  for (const word of split(state.policies["urlize.rel"] ?? "", null, -1)) words.add(word);
  return [...words].sort().join(" ") || null;
}

/** `text[:limit]` where the text is longer. Asked for each link: without one, no limit is wrong. */
function keptLength(state: FilterState, length: number, trimLimit: unknown): number | null {
  if (!state.ops.greater(length, trimLimit)) return null;
  const end = givenInteger(trimLimit);
  return end < 0 ? Math.max(0, length + end) : end;
}

function urlizeText(
  state: FilterState,
  value: unknown,
  trimLimit: unknown = null,
  nofollow: unknown = false,
  target: unknown = null,
  rel: unknown = null,
  extraSchemes: unknown = null,
): unknown {
  const wanted = target ?? state.policies["urlize.target"];
  const html = urlize(escapeValue(value, state.ops.text).toString(), {
    kept: (length) => (trimLimit === null ? null : keptLength(state, length, trimLimit)),
    rel: relWords(state, rel, nofollow),
    target: state.ops.truthy(wanted) ? state.ops.text(wanted) : null,
    extraSchemes: schemes(state, extraSchemes),
  });
  return state.autoescape ? createMarkup(html) : html;
}

export const urlFilters: readonly Entry[] = [
  entry("urlencode", { params: [] }, urlEncode),
  entry("urlize", { params: ["trim_url_limit", "nofollow", "target", "rel", "extra_schemes"] }, urlizeText),
];
