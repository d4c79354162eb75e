/** Python's ways of making a text wider. */
import { maxText } from "../bounds.ts";
import { limit } from "../failures.ts";
import { textLength } from "../iteration.ts";

/** How many characters a text lacks to be `width` wide. */
function lacking(text: string, width: number): number {
  if (width > maxText) throw limit(`the text would have more than ${maxText} characters`);
  return Math.max(0, width - textLength(text));
}

/** `str.ljust(width, fill)` */
export function padRight(text: string, width: number, fill = " "): string {
  return text + fill.repeat(lacking(text, width));
}

/** `str.rjust(width, fill)` */
export function padLeft(text: string, width: number, fill = " "): string {
  return fill.repeat(lacking(text, width)) + text;
}

/** `str.center(width, fill)`: the odd space goes left where the width is odd. */
export function center(text: string, width: number, fill = " "): string {
  const pad = lacking(text, width);
  const left = Math.floor(pad / 2) + (pad & width & 1);
  return fill.repeat(left) + text + fill.repeat(pad - left);
}

/** `str.zfill(width)`: zeros after the sign. */
export function zeroFill(text: string, width: number): string {
  const zeros = "0".repeat(lacking(text, width));
  return /^[+-]/.test(text) ? text.charAt(0) + zeros + text.slice(1) : zeros + text;
}

/** `str.expandtabs(size)` */
export function expandTabs(text: string, size: number): string {
  let out = "";
  let column = 0;
  for (const character of text) {
    if (character === "\t") {
      const spaces = size > 0 ? size - (column % size) : 0;
      out += " ".repeat(Math.min(spaces, maxText));
      column += spaces;
      if (out.length > maxText) throw limit(`the text would have more than ${maxText} characters`);
    } else {
      out += character;
      column = character === "\n" || character === "\r" ? 0 : column + 1;
    }
  }
  return out;
}
