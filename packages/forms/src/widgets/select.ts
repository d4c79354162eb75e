import type { ChoiceView } from "../core/choice-view.ts";
import type { Choice } from "../core/choices.ts";
import { inLanguage } from "../core/words.ts";
import type { Widget } from "../protocol.ts";
import { mergeAttributes, writeAttributes } from "./attributes.ts";
import { html, textHtml } from "./html.ts";

function optionHtml(choice: Choice, selected: boolean, locale: string): string {
  const { text, disabled, attributes } = choice;
  const own = mergeAttributes({ value: text, selected, disabled }, attributes);
  return `<option${writeAttributes("option", own)}>${textHtml(inLanguage(choice.label, locale))}</option>`;
}

/** The option that stands for nothing: without it a browser would choose the first one by itself. */
function placeholderHtml(field: ChoiceView): string {
  const { placeholder, translator } = field;
  const needed = !field.required || field.data === null;
  if (placeholder === false || field.isMultiple || !needed || field.choices.some(({ text }) => text === "")) return "";
  const words = inLanguage(placeholder ?? translator.text("choose"), translator.locale);
  return `<option value="">${textHtml(words)}</option>`;
}

/**
 * A `<select>`, its options in groups where the choices are.
 *
 * @example
 * const inBox: Widget<ChoiceView> = (field, attributes) => html`<div>${selectWidget(field, attributes)}</div>`;
 * const size = select({ choices: ["s", "m"], default: "m", required: true, widget: inBox });
 * defineForm({ size }).blank().size.render();
 * // → '<div><select required id="size" name="size"><option value="s">s</option><option value="m" selected>m</option></select></div>'
 */
export const selectWidget: Widget<ChoiceView> = (field, attributes) => {
  const { locale } = field.translator;
  let options = "";
  let group: string | undefined;
  for (const choice of field.choices) {
    if (choice.group !== group) {
      if (group !== undefined) options += "</optgroup>";
      if (choice.group !== undefined) options += `<optgroup${writeAttributes("optgroup", { label: choice.group })}>`;
      group = choice.group;
    }
    options += optionHtml(choice, field.isChosen(choice), locale);
  }
  if (group !== undefined) options += "</optgroup>";
  return html(`<select${writeAttributes("select", attributes)}>${placeholderHtml(field)}${options}</select>`);
};
