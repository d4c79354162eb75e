/** Filters for text that people wrote: visible, sanitize, nl2br, dump. */
import { visible } from "@ampoule/markup";
import { createJson, createMarkup } from "@ampoule/markup/engine";
import { sanitizeHtml } from "@ampoule/markup/sanitize";
import { FilterArgumentError } from "../../errors.ts";
import type { FilterState } from "../../runtime/values/contract.ts";
import { typeError } from "../../runtime/values/failures.ts";
import { escapeValue, isHtml } from "../../runtime/values/html.ts";
import { isUndefined } from "../../runtime/values/undefined.ts";
import { type Entry, entry } from "../entry.ts";
import { jsonIndent, writeJson } from "../json.ts";

/** Hidden characters shown or taken out. */
function showHidden(state: FilterState, value: unknown, mode: unknown = "show"): string {
  if (mode !== "show" && mode !== "strip") throw new FilterArgumentError('mode must be "show" or "strip"');
  return visible(state.ops.text(value), { mode });
}

/** The default list of what may stay. The sanitiser is loaded on first use, so rendering has to be asynchronous. */
function sanitize(state: FilterState, value: unknown): unknown {
  if (isHtml(value)) return escapeValue(value, state.ops.text);
  if (!state.isAsync) {
    throw typeError(
      "the filter sanitize needs renderAsync()",
      'Or register one that is ready: env.filters.set("sanitize", await createSanitizer()), from @ampoule/markup/sanitize.',
    );
  }
  return sanitizeHtml(state.ops.text(value));
}

/** Line breaks as `<br>`; text is escaped first. */
function breakLines(state: FilterState, value: unknown): unknown {
  const html = escapeValue(value, state.ops.text).toString();
  return createMarkup(html.replaceAll(/\r\n|\n|\r/g, "<br>\n"));
}

/** JSON, of nunjucks: text to be read. Where escaping is contextual it is a value in a script, as `{{ x|dump|safe }}` means. */
function dump(state: FilterState, value: unknown, indent: unknown): unknown {
  // What is missing has no JSON: there it prints as everywhere.
  if (isUndefined(value)) return state.ops.text(value);
  const text = writeJson(value, { printing: "javascript", sortKeys: false, indent: jsonIndent(indent) });
  return state.isContextual === true ? createJson(text) : text;
}

export const textFilters: readonly Entry[] = [
  entry("visible", { params: ["mode"] }, showHidden),
  entry("sanitize", { params: [] }, sanitize),
  entry("nl2br", { params: [] }, breakLines),
  entry("dump", { params: ["indent"] }, dump),
];
