/** What the compiler puts into pages by itself: nonces and form tokens. */
import { isMarkup } from "@ampoule/markup";
import { decodeReferences } from "@ampoule/markup/engine";
import type { RenderContext } from "./frame.ts";

/** ` nonce="…"` where the rendering has a nonce. */
export function nonceAttribute(c: RenderContext): string {
  return c.run.nonceAttribute;
}

/**
 * The form token, where the form posts to this site.
 *
 * @param method The method's source in the page, where only the page knows it; else null: it posts
 * @param action The action's source in the page, or its literal text; undefined where the form has none
 * @param isSource The action is HTML source, with character references
 */
export function csrfField(
  c: RenderContext,
  method: string | null,
  action: string | undefined,
  isSource: boolean,
): string {
  const { csrf } = c.run;
  if (csrf === undefined) return "";
  if (method !== null && decodeReferences(method, "attribute").trim().toLowerCase() !== "post") return "";
  const target = action !== undefined && isSource ? decodeReferences(action, "attribute") : action;
  if (target !== undefined && isForeign(target, c.run.origin)) return "";
  const field = csrf({ action: target, method: "post" });
  return isMarkup(field) ? field.toString() : field;
}

/** As the URL parser reads it (URL §4.4): it drops tabs and line ends, and leading controls and spaces. */
const ignored = /[\t\n\r]|^[\0- ]+/g;

/** Would the form be sent to another origin than the page's own? What cannot be told would. */
function isForeign(action: string, origin: string | undefined): boolean {
  const text = action.replace(ignored, "");
  if (!/^(?:[a-z][a-z0-9+.-]*:|[\\/]{2})/i.test(text)) return false;
  if (origin === undefined) return true;
  const url = URL.canParse(text, origin) ? new URL(text, origin) : null;
  return url?.origin !== origin;
}
