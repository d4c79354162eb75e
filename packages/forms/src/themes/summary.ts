import type { FieldNode } from "../core/node.ts";
import type { Translator } from "../messages/translator.ts";
import type { Issue } from "../protocol.ts";
import { writeAttributes } from "../widgets/attributes.ts";
import { textHtml } from "../widgets/html.ts";
import type { Theme } from "./theme.ts";

/** Something wrong, and the field it is in; none for the form itself. */
export interface SummaryEntry {
  readonly field: FieldNode | undefined;
  readonly issue: Issue;
}

function item({ field, issue }: SummaryEntry): string {
  const words = textHtml(issue.message);
  if (field === undefined || field.shape === "hidden") return `<li>${words}</li>`;
  // The label tells which field it is about: in a list at the top of the page "This field is required." says nothing.
  return `<li><a${writeAttributes("a", { href: `#${field.focusId}` })}>${textHtml(field.label.text)}: ${words}</a></li>`;
}

/**
 * Everything that is wrong, above the form, each with a link to its field. `role=alert`: read out as soon as the page is there.
 * Focusable, so that a script can lead there.
 */
export function summaryHtml(
  entries: readonly SummaryEntry[],
  id: string,
  translator: Translator,
  theme: Theme,
): string {
  if (entries.length === 0) return "";
  const classes = theme.classes.summary ?? {};
  const heading = `${id}-errors`;
  const box = writeAttributes("div", {
    class: classes.box,
    tabindex: "-1",
    ...theme.attributes?.summary,
    "aria-labelledby": heading,
  });
  const title = writeAttributes("h2", { class: classes.title, id: heading });
  const list = `<ul${writeAttributes("ul", { class: classes.list })}>${entries.map(item).join("")}</ul>`;
  const body =
    classes.body === undefined ? list : `<div${writeAttributes("div", { class: classes.body })}>${list}</div>`;
  const words = textHtml(translator.text("problem", { count: entries.length }));
  return `<div${box} data-error-summary><div role="alert"><h2${title}>${words}</h2>${body}</div></div>`;
}
