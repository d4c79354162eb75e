/** Attributes of SVG that are CSS: `fill="url(…)"` loads what it names, as a style would (SVG 2 §6.6). */
import { blocked } from "./blocked.ts";
import type { ToText } from "./escaper.ts";
import { escapeHtml } from "./html.ts";
import { plainText } from "./values.ts";

/** What stands before a `(`, and what directly behind it. */
const call = /([\w-]*)\(\s*(["']?#)?/g;

/** Functions of colours, numbers, shapes and filters: of those that load, none. */
const functions: ReadonlySet<string> = new Set(
  (
    "rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark device-cmyk var calc min max clamp " +
    "circle ellipse inset polygon path rect xywh " +
    "blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia"
  ).split(" "),
);

/** A backslash could spell a function's name in another way. Of URLs, those of the page's own elements. */
function isHarmless(text: string): boolean {
  if (text.includes("\\")) return false;
  for (const [, name = "", fragment] of text.matchAll(call)) {
    const isOwn = name.toLowerCase() === "url" && fragment !== undefined;
    if (!isOwn && !functions.has(name.toLowerCase())) return false;
  }
  return true;
}

/** A colour, a number, a reference to an element of the page: nothing that is loaded from elsewhere. */
export function escapePaint(value: unknown, toText: ToText): string {
  const text = plainText(value, toText);
  if (isHarmless(text)) return escapeHtml(text);
  return blocked("paint", "A value in an attribute of SVG names nothing that is loaded from elsewhere.", "none");
}
