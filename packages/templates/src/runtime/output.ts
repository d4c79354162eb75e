/** The slow way of a value into the output: whatever is neither a string nor a number. */
import { escapeHtml } from "@ampoule/markup";
import { refusePromise } from "./values/async.ts";
import type { Ops } from "./values/contract.ts";
import { escapeValue, isHtml } from "./values/html.ts";

export interface OutputHelpers {
  /** Without escaping. */
  plainText(value: unknown): string;
  /** Jinja2's rule: what is not HTML already is escaped. */
  htmlText(value: unknown): string;
  /** Either, as an `{% autoescape %}` says that is decided at run time. */
  volatileText(value: unknown, autoescape: boolean): string;
  /** What a call block or a filter block gives: printed as it is. */
  plain(value: unknown): string;
}

export function createOutput({ text }: Ops): OutputHelpers {
  function plainText(value: unknown): string {
    if (typeof value === "string") return value;
    refusePromise(value);
    return text(value);
  }

  function htmlText(value: unknown): string {
    if (typeof value === "string") return escapeHtml(value);
    if (isHtml(value)) return escapeValue(value, text).toString();
    refusePromise(value);
    return escapeHtml(text(value));
  }

  return {
    plainText,
    htmlText,
    volatileText: (value, autoescape) => (autoescape ? htmlText(value) : plainText(value)),
    plain: plainText,
  };
}
