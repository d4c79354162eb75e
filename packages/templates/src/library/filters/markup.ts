/** Filters for HTML: escape, forceescape, safe, striptags, xmlattr, tojson, json_script, pprint. */
import { isJson, isMarkup } from "@ampoule/markup";
import { createJson, createMarkup } from "@ampoule/markup/engine";
import { unsafeMarkup } from "@ampoule/markup/unsafe";
import type { FilterState, JsonStyle, JsonWriter } from "../../runtime/values/contract.ts";
import { typeError, valueError } from "../../runtime/values/failures.ts";
import { escapeValue, isHtml, vouched } from "../../runtime/values/html.ts";
import { typeName } from "../../runtime/values/kinds.ts";
import { stripTags, stripTagsFromLines } from "../../runtime/values/text/html.ts";
import { type Entry, entry } from "../entry.ts";
import { jsonIndent, writeJson } from "../json.ts";
import { prettyPrint } from "../pprint.ts";

/** The HTML that a value is, or the text that it prints as. */
function source(state: FilterState, value: unknown): string {
  return isHtml(value) ? escapeValue(value, state.ops.text).toString() : state.ops.text(value);
}

function escape(state: FilterState, value: unknown): unknown {
  return escapeValue(value, state.ops.text);
}

function forceEscape(state: FilterState, value: unknown): unknown {
  // `onclick="f({{ x|tojson|forceescape }})"`: the attribute's own escaper does that, and it is still the value of a script.
  if (state.isContextual === true && isJson(value)) return value;
  return escapeValue(source(state, value), state.ops.text);
}

/** The author's claim that a value is HTML; in development, what came in with the request is not believed. */
function safe(state: FilterState, value: unknown): unknown {
  return isHtml(value) ? vouched(escapeValue(value, state.ops.text)) : unsafeMarkup(state.ops.text(value));
}

/** @param keepsLines as in nunjucks; Jinja2's takes nothing */
function stripMarkup(state: FilterState, value: unknown, keepsLines?: unknown): string {
  if (keepsLines === undefined) return stripTags(source(state, value));
  if (state.ops.printing === "python") throw typeError("striptags() takes 1 positional argument but 2 were given");
  const html = source(state, value);
  return state.ops.truthy(keepsLines) ? stripTagsFromLines(html) : stripTags(html);
}

/** By a function of the application's. Where its text is no JSON, the escapers of scripts find out. */
function jsonBy(dumps: JsonWriter, value: unknown, style: JsonStyle): ReturnType<typeof createJson> {
  const text: unknown = dumps(value, style);
  if (typeof text === "string") return createJson(text);
  throw typeError(`the policy json.dumps_function gives a text, not ${typeName(text)}`);
}

function json(state: FilterState, value: unknown, indent: unknown): ReturnType<typeof createJson> {
  const { "json.dumps_kwargs": style, "json.dumps_function": dumps } = state.policies;
  if (dumps !== null) return jsonBy(dumps, value, { ...style, indent: jsonIndent(indent ?? style.indent) });
  const { printing } = state.ops;
  const text = writeJson(value, {
    printing,
    sortKeys: style.sort_keys ?? printing === "python",
    // A text has no levels: Python does not even look at what they would be indented by.
    indent: typeof value === "string" || isMarkup(value) ? null : jsonIndent(indent ?? style.indent),
  });
  return createJson(text);
}

const elementId = /^[^\s"'<>&=`]+$/u;

/** Data for a script as an element of its own, after Django's `json_script`. */
function jsonScript(state: FilterState, value: unknown, id: unknown = null): unknown {
  const data = json(state, value, null).toString();
  if (id === null) return createMarkup(`<script type="application/json">${data}</script>`);
  const name = state.ops.text(id);
  if (!elementId.test(name)) throw valueError(`${state.ops.repr(name)} cannot be the id of an element`);
  return createMarkup(`<script id="${name}" type="application/json">${data}</script>`);
}

const none = { params: [] };

export const markupFilters: readonly Entry[] = [
  entry("escape", none, escape),
  entry("e", none, escape),
  entry("forceescape", none, forceEscape),
  entry("safe", none, safe),
  entry("striptags", { params: ["preserve_linebreaks"] }, stripMarkup),
  entry("tojson", { params: ["indent"] }, json),
  entry("json_script", { params: ["element_id"] }, jsonScript),
  entry("pprint", none, (state: FilterState, value: unknown) => prettyPrint(state.ops, value)),
];
