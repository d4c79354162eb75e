import type { FieldNode } from "../core/node.ts";
import { FormDefinitionError } from "../errors.ts";
import type { BoundField, Widget } from "../protocol.ts";
import { plain } from "../themes/plain.ts";
import { rowsHtml } from "../themes/rows.ts";
import { writeAttributes } from "./attributes.ts";
import { html, textHtml } from "./html.ts";

const isNode = (field: BoundField): field is FieldNode => "shape" in field && "children" in field;

/** The fields directly in a group or list. */
function childrenOf(field: BoundField): Iterable<FieldNode> {
  if (isNode(field) && (field.shape === "group" || field.shape === "list")) return field.children();
  throw new FormDefinitionError(
    "no_group",
    `the field "${field.name}" has no fields in it: this widget is for groups and lists`,
  );
}

/**
 * A `<fieldset>` with the group's label as its legend: the usual look of nested forms and lists.
 *
 * @example
 * defineForm({ x: nested({ city: string() }, { widget: fieldsetWidget }) }).blank().x.render();
 * // → '<fieldset id="x"><legend id="x-label">X</legend><div class="field"><label id="x-city-label" for="x-city">City</label><input type="text" value="" id="x-city" name="x-city"></div></fieldset>'
 */
export const fieldsetWidget: Widget = (field, attributes) => {
  const legend = `<legend${writeAttributes("legend", { id: field.label.id })}>${textHtml(field.label.text)}</legend>`;
  return html(
    `<fieldset${writeAttributes("fieldset", attributes)}>${legend}${rowsHtml(childrenOf(field), plain)}</fieldset>`,
  );
};

/** Settings of {@link listWidget}. */
export interface ListWidgetOptions {
  /** @default "ul" */
  readonly tag?: "ul" | "ol";
  /** Whether a field's label comes before it. @default true */
  readonly prefixLabel?: boolean;
}

/**
 * WTForms' `ListWidget`: the fields of a group or list as list items, each with its label and errors.
 *
 * @throws FormDefinitionError where it prints a field that has no fields in it
 *
 * @example
 * defineForm({ x: nested({ city: string() }, { widget: listWidget() }) }).blank().x.render();
 * // → '<ul id="x"><li><label id="x-city-label" for="x-city">City</label> <input type="text" value="" id="x-city" name="x-city"></li></ul>'
 */
export function listWidget(options: ListWidgetOptions = {}): Widget {
  const { tag = "ul", prefixLabel = true } = options;
  return (field, attributes) => {
    let items = "";
    for (const child of childrenOf(field)) {
      const [label, control] = [child.label.toString(), child.render().toString()];
      items += `<li>${prefixLabel ? `${label} ${control}` : `${control} ${label}`}${errorsOf(child)}</li>`;
    }
    return html(`<${tag}${writeAttributes(tag, attributes)}>${items}</${tag}>`);
  };
}

const errorsOf = (field: FieldNode): string => field.errors.__html__().toString();

/**
 * WTForms' `TableWidget`: the fields of a group or list as table rows. Hidden fields have no row, but a place in the next one's cell.
 *
 * @param options - `tableTag`: whether the `<table>` itself is printed. @default true
 * @throws FormDefinitionError where it prints a field that has no fields in it
 * @example
 * defineForm({ x: nested({ city: string() }, { widget: tableWidget() }) }).blank().x.render();
 * // → '<table id="x"><tbody><tr><th scope="row"><label id="x-city-label" for="x-city">City</label></th><td><input type="text" value="" id="x-city" name="x-city"></td></tr></tbody></table>'
 */
export function tableWidget(options: { readonly tableTag?: boolean } = {}): Widget {
  return (field, attributes) => {
    let rows = "";
    let hidden = "";
    for (const child of childrenOf(field)) {
      const control = child.render().toString();
      if (child.shape === "hidden") hidden += control;
      else {
        rows += `<tr><th scope="row">${child.label.toString()}</th><td>${hidden}${control}${errorsOf(child)}</td></tr>`;
        hidden = "";
      }
    }
    return html(
      options.tableTag === false
        ? rows + hidden
        : `<table${writeAttributes("table", attributes)}><tbody>${rows}</tbody></table>${hidden}`,
    );
  };
}
