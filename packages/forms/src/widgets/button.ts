import type { Widget } from "../protocol.ts";
import { mergeAttributes, writeAttributes } from "./attributes.ts";
import { html, textHtml } from "./html.ts";

/**
 * A `<button>` with the field's label inside.
 *
 * @param type - `submit`, `button` or `reset`
 * @example
 * defineForm({ x: button({ widget: buttonWidget("reset") }) }).blank().x.render();
 * // → '<button type="reset" value="y" id="x" name="x">X</button>'
 */
export function buttonWidget(type: "submit" | "button" | "reset"): Widget {
  return (field, attributes) => {
    const own = mergeAttributes({ type, value: "y" }, attributes);
    return html(`<button${writeAttributes("button", own)}>${textHtml(field.label.text)}</button>`);
  };
}
