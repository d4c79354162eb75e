import type { ChoiceOption } from "../core/choice-option.ts";
import type { ChoiceView } from "../core/choice-view.ts";
import type { Attributes, Widget } from "../protocol.ts";
import { mergeAttributes, writeAttributes } from "./attributes.ts";
import { html, textHtml } from "./html.ts";

/** Classes for the parts of a group of choices. */
export interface ChoiceGroupClasses {
  /** Around one choice. */
  readonly item?: string;
  /** The `<input>`. */
  readonly input?: string;
  /** Its `<label>`. */
  readonly label?: string;
}

/** Attributes of single inputs that belong on each of them rather than on the group. */
function inputAttributes(attributes: Attributes, isMultiple: boolean): Attributes {
  const { required, disabled } = attributes;
  // Each checkbox with `required` would have to be checked.
  return { required: isMultiple ? undefined : required, disabled: disabled === true ? true : undefined };
}

function groupAttributes(field: ChoiceView, attributes: Attributes): Attributes {
  const { required, disabled: _disabled, multiple: _multiple, "aria-invalid": invalid, ...own } = attributes;
  // ARIA 1.2: `radiogroup` has a state of validity and requirement, `group` has none.
  const state = field.isMultiple
    ? {}
    : { "aria-required": required === true ? "true" : undefined, "aria-invalid": invalid };
  return mergeAttributes(
    { role: field.isMultiple ? "group" : "radiogroup", "aria-labelledby": field.label.id },
    own,
    state,
  );
}

const plainItem = (option: ChoiceOption, attributes: Attributes, classes: ChoiceGroupClasses): string =>
  `<div${writeAttributes("div", { class: classes.item })}>` +
  `${option.render(mergeAttributes({ class: classes.input }, attributes)).toString()} ${option.label.render({ class: classes.label }).toString()}</div>`;

/** The inputs of a group, each with its label; under a heading of their own where the choices are in groups. */
export function choiceItems(field: ChoiceView, attributes: Attributes, classes: ChoiceGroupClasses): string {
  const invalid = field.isMultiple ? { "aria-invalid": attributes["aria-invalid"] } : {};
  const each = mergeAttributes(inputAttributes(attributes, field.isMultiple), invalid);
  let items = "";
  let group: string | undefined;
  for (const option of field) {
    if (option.group !== group) {
      if (group !== undefined) items += "</fieldset>";
      if (option.group !== undefined) items += `<fieldset><legend>${textHtml(option.group)}</legend>`;
      group = option.group;
    }
    items += plainItem(option, each, classes);
  }
  return group === undefined ? items : `${items}</fieldset>`;
}

/**
 * Radio buttons or checkboxes as one group, named by the field's label and described by its description and errors.
 *
 * @example
 * const form = defineForm({ size: radio({ choices: ["s"] }) }).blank();
 * choiceGroupWidget(form.size, { class: "wide" });
 * // → '<div role="radiogroup" aria-labelledby="size-label" class="wide"><div><input type="radio" id="size-0" name="size" value="s"> <label id="size-0-label" for="size-0">s</label></div></div>'
 */
export const choiceGroupWidget: Widget<ChoiceView> = (field, attributes) =>
  html(`<div${writeAttributes("div", groupAttributes(field, attributes))}>${choiceItems(field, attributes, {})}</div>`);
