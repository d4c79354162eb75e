import type { Markup } from "@ampoule/markup";
import type { Attributes, BoundField, Widget } from "../protocol.ts";
import { mergeAttributes, writeAttributes } from "./attributes.ts";
import { html } from "./html.ts";

/** An `<input>`, followed by its `<datalist>` if it has one. */
function input(field: BoundField, attributes: Attributes): Markup {
  const { datalist } = field;
  return html(`<input${writeAttributes("input", attributes)}>${datalist === undefined ? "" : datalist.toString()}`);
}

/**
 * An `<input>` that shows the field's value.
 *
 * @param type - `text`, `email`, `number`…
 * @example
 * defineForm({ x: string({ widget: inputWidget("month") }) }).blank().x.render();
 * // → '<input type="month" value="" id="x" name="x">'
 */
export function inputWidget(type: string): Widget {
  return (field, attributes) => input(field, mergeAttributes({ type, value: field.value }, attributes));
}

/**
 * An `<input type="password">`. Never shows what was typed, unless `hideValue` is `false`.
 *
 * @example
 * defineForm({ x: string({ widget: passwordWidget() }) }).blank().x.render();
 * // → '<input id="x" name="x" type="password">'
 */
export function passwordWidget(options: { readonly hideValue?: boolean } = {}): Widget {
  const shows = options.hideValue === false;
  return (field, attributes) => {
    const value = shows && field.data !== null ? String(field.data) : null;
    return input(field, mergeAttributes(attributes, { type: "password", value }));
  };
}

/**
 * An `<input type="file">`, which browsers do not let have a value.
 *
 * @example
 * defineForm({ x: file({ widget: fileWidget }) }).blank().x.render();
 * // → '<input type="file" id="x" name="x">'
 */
export const fileWidget: Widget = (field, attributes) =>
  input(field, mergeAttributes({ type: "file" }, attributes, { value: null }));

/**
 * An `<input type="checkbox">` for one yes or no.
 *
 * @example
 * defineForm({ x: boolean({ widget: checkboxWidget }) }).blank().x.render();
 * // → '<input type="checkbox" value="y" id="x" name="x">'
 */
export const checkboxWidget: Widget = (field, attributes) =>
  input(field, mergeAttributes({ type: "checkbox", value: "y", checked: field.data === true }, attributes));

/**
 * An `<input type="submit">` with the field's label as its words.
 *
 * @example
 * defineForm({ x: submit({ widget: submitWidget }) }).blank().x.render();
 * // → '<input type="submit" value="X" id="x" name="x">'
 */
export const submitWidget: Widget = (field, attributes) =>
  input(field, mergeAttributes({ type: "submit", value: String(field.label.text) }, attributes));
