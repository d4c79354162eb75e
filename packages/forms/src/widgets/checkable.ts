import type { Markup } from "@ampoule/markup";
import type { Attributes } from "../protocol.ts";
import { mergeAttributes, writeAttributes } from "./attributes.ts";
import { html } from "./html.ts";

/** One radio button or checkbox. */
export function checkable(type: "radio" | "checkbox", checked: boolean, attributes: Attributes): Markup {
  return html(`<input${writeAttributes("input", mergeAttributes({ type, checked }, attributes))}>`);
}
