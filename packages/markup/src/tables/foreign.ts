/** Attributes of SVG 2 (with SMIL) and MathML whose value is not plain text. Names in lower case, as the tokenizer gives them. */
import type { AttributeRow } from "./kinds.ts";

/** The elements that write attributes of others while the page lives (SVG Animations). */
const animation = "animate animatecolor animatemotion animatetransform set";

export const foreignRows: readonly AttributeRow[] = [
  ["url", "*", "xlink:href xlink:role xlink:arcrole definitionurl cdgroup"],
  ["image", "image feimage", "href xlink:href"],
  ["image", "mglyph", "src"],
  ["image", "math", "altimg"],

  ["paint", "*", "fill stroke mask filter cursor clip-path marker marker-start marker-mid marker-end"],

  // `<set attributeName="href" to="javascript:…">`: no value of these can be judged without knowing all the others.
  ["refused", animation, "attributename attributetype to from by values"],
  // SVG Tiny 1.2: runs its content as a script.
  ["script", "handler listener", "event handler"],
  // `encoding="text/html"` lets the parser leave MathML.
  ["refused", "annotation-xml", "encoding"],
  // Firefox once ran `actiontype="statusline#javascript:…"`.
  ["enumerated", "maction", "actiontype"],
];
