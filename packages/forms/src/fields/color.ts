import { defineField, type FieldFactory } from "../core/define-field.ts";
import { inputWidget } from "../widgets/input.ts";

const simpleColor = /^#[0-9a-f]{6}$/i;

/**
 * A colour as `#rrggbb`, in lower case: a valid simple colour of WHATWG HTML, and nothing else that CSS might call a colour.
 *
 * @example
 * const form = await defineForm({ x: color() }).validate({ x: "#FF8800" });
 * form.data.x; // "#ff8800"
 */
export const color: FieldFactory<string> = defineField<string>({
  type: "color",
  control: "color",
  widget: inputWidget("color"),
  read: ([value], field, invalidMessage) =>
    typeof value === "string" && simpleColor.test(value.trim())
      ? { value: value.trim().toLowerCase() }
      : { issue: field.issue("color", {}, invalidMessage) },
});
