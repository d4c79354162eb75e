import type { Markup } from "@ampoule/markup";
import type { FieldNode } from "../core/node.ts";
import { inLanguage } from "../core/words.ts";
import { FormDefinitionError } from "../errors.ts";
import type { FormMeta } from "../form/types.ts";
import type { Translator } from "../messages/translator.ts";
import type { Attributes } from "../protocol.ts";
import { writeAttributes } from "../widgets/attributes.ts";
import { html } from "../widgets/html.ts";
import { plain } from "./plain.ts";
import { rowsHtml, submitHtml } from "./rows.ts";
import { type SummaryEntry, summaryHtml } from "./summary.ts";
import type { RenderOptions, Theme, ThemeChoice } from "./theme.ts";
import { themeOf } from "./themes.ts";

/** Everything that a whole form is printed from. */
export interface PrintableForm {
  readonly meta: FormMeta;
  /** The hidden input with the token, or nothing. */
  readonly token: Markup;
  readonly summary: Markup;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly theme: ThemeChoice;
  readonly translator: Translator;
  readonly fields: readonly FieldNode[];
}

/** A function prints rows only: the rest is as in the plain theme. */
const tableOf = (choice: ThemeChoice): Theme => (typeof choice === "function" ? plain : themeOf(choice));

/** The summary of errors, by a theme. */
export function printSummary(
  entries: readonly SummaryEntry[],
  id: string,
  translator: Translator,
  choice: ThemeChoice,
): Markup {
  return html(summaryHtml(entries, id, translator, tableOf(choice)));
}

/** Where a form goes, and how, decides about its token: it is said by options that are checked. */
const decisive: readonly string[] = ["method", "action", "enctype"];

function decoration(attributes: Attributes = {}): Attributes {
  const found = Object.keys(attributes).find((name) => decisive.includes(name.toLowerCase()));
  if (found === undefined) return attributes;
  throw new FormDefinitionError(
    "form_attribute",
    `"${found}" of a form is no plain attribute: use the options of defineForm and render`,
  );
}

/** What the enhancement script has to know of the theme. */
function enhancement({ classes }: Theme): Attributes {
  return {
    "data-enhance": true,
    "data-error-class": classes.errors,
    "data-invalid-class": classes.controlInvalid,
    "data-summary-class": classes.summary?.box,
  };
}

/**
 * The whole form: errors above, the token first among the fields (it is checked before a byte of an upload is stored), the fields, the
 * buttons.
 */
export function printForm(form: PrintableForm, options: RenderOptions): Markup {
  const { meta, translator, fields } = form;
  const choice = options.theme ?? form.theme;
  const theme = tableOf(choice);
  const own = {
    id: meta.id,
    class: theme.classes.form,
    method: meta.method,
    action: options.action ?? meta.action,
    enctype: meta.method === "post" && meta.encoding === "multipart/form-data" ? meta.encoding : undefined,
    novalidate: options.novalidate === true ? true : undefined,
    dir: meta.direction === "rtl" ? "rtl" : undefined,
    ...(options.enhance === true ? enhancement(theme) : {}),
  };
  const rows = typeof choice === "function" ? choice(fields).toString() : rowsHtml(fields, theme);
  const hasButton = fields.some((field) => field.shape === "button");
  const words = options.submit ?? translator.text("submit");
  const submit = hasButton || words === false ? "" : submitHtml(inLanguage(words, translator.locale), theme);
  const attributes = writeAttributes("form", own, decoration(form.attributes), decoration(options.attributes));
  return html(`<form${attributes}>${form.token.toString()}${form.summary.toString()}${rows}${submit}</form>`);
}
