import { escapeHtml } from "@ampoule/markup";
import type { Widget } from "../protocol.ts";
import { writeAttributes } from "./attributes.ts";
import { html } from "./html.ts";

/**
 * A `<textarea>`. The line end after the tag is dropped by the parser: without it, one at the beginning of the value would be lost.
 *
 * @example
 * defineForm({ x: string({ widget: textAreaWidget }) }).blank().x.render();
 * // → '<textarea id="x" name="x">\n</textarea>'
 */
export const textAreaWidget: Widget = (field, attributes) =>
  html(`<textarea${writeAttributes("textarea", attributes)}>\n${escapeHtml(field.value)}</textarea>`);
