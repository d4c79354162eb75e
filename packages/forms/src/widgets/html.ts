import { escapeHtml, isMarkup, type Markup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";

/**
 * Words as HTML text: `Markup` as it is, everything else escaped (WTForms #315: labels were not).
 *
 * Right between tags only. Attributes are written by `writeAttributes`, which escapes `Markup` as well.
 */
export function textHtml(text: string | Markup): string {
  return isMarkup(text) ? text.toString() : escapeHtml(text);
}

/** HTML that this package has put together from escaped parts, as Markup. */
export function html(text: string): Markup {
  return createMarkup(text);
}
