import { escapeHtml, type Markup } from "@ampoule/markup";
import type { DataList } from "../protocol.ts";
import { writeAttributes } from "./attributes.ts";
import { html } from "./html.ts";

/** A `<datalist>` of suggestions. */
export function dataListHtml(id: string, list: DataList): Markup {
  const options = list.map((item) => {
    const { value, label } = typeof item === "string" ? { value: item, label: undefined } : item;
    return `<option${writeAttributes("option", { value })}>${label === undefined ? "" : escapeHtml(label)}</option>`;
  });
  return html(`<datalist${writeAttributes("datalist", { id })}>${options.join("")}</datalist>`);
}
