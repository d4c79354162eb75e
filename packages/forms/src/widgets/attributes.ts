import { writeAttribute } from "@ampoule/markup/engine";
import type { Attributes } from "../protocol.ts";

/** Python's keywords, and `data` and `aria`, which template authors write with underscores. */
function attributeName(name: string): string {
  if (!name.includes("_")) return name;
  const bare = name.endsWith("_") ? name.replace(/_+$/, "") : name;
  return bare.startsWith("data_") || bare.startsWith("aria_") ? bare.replaceAll("_", "-") : bare;
}

/**
 * Several records of attributes as one; later ones are stronger, but `undefined` says nothing (`null` and `false` take away).
 * `class_` and `class` are the same attribute, so are `data_x` and `data-x`.
 */
export function mergeAttributes(...layers: readonly (Attributes | undefined)[]): Attributes {
  const merged: Record<string, unknown> = {};
  for (const layer of layers) {
    if (layer === undefined) continue;
    for (const name of Object.keys(layer)) {
      // The one name that would not become a property of its own.
      if (name === "__proto__") throw new TypeError('"__proto__" is no name of an attribute');
      if (layer[name] !== undefined) merged[attributeName(name)] = layer[name];
    }
  }
  return merged;
}

/**
 * Attributes as HTML, each with a space before it: the one place where this package writes attributes.
 *
 * Each goes through `@ampoule/markup`'s writer, by the same table as those of templates: URLs are checked, `on…` and `style` need a
 * promise of their own, `Markup` has its quotes escaped.
 *
 * @param layers - later ones are stronger
 * @throws TypeError for names that are none, and for plain strings as code or style
 * @example writeAttributes("input", { class_: "wide", required: true }); // ' class="wide" required'
 */
export function writeAttributes(element: string, ...layers: readonly (Attributes | undefined)[]): string {
  const [only] = layers;
  const isPlain = layers.length === 1 && only !== undefined && !Object.keys(only).some((name) => name.includes("_"));
  const merged = isPlain ? only : mergeAttributes(...layers);
  let html = "";
  for (const name of Object.keys(merged)) html += writeAttribute(element, name, merged[name]);
  return html;
}
