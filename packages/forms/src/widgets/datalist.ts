import type { Markup } from "@ampoule/markup";
import { inLanguage } from "../core/words.ts";
import type { DataList } from "../protocol.ts";
import { writeAttributes } from "./attributes.ts";
import { html, textHtml } from "./html.ts";

/** A `<datalist>` of suggestions. */
export function dataListHtml(id: string, list: DataList, locale: string): Markup {
  const options = list.map((item) => {
    const { value, label } = typeof item === "object" ? item : { value: item, label: undefined };
    const words = label === undefined ? "" : textHtml(inLanguage(label, locale));
    return `<option${writeAttributes("option", { value })}>${words}</option>`;
  });
  return html(`<datalist${writeAttributes("datalist", { id })}>${options.join("")}</datalist>`);
}
