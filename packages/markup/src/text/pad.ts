/** Filling up to a width, as Python's `str` does it. Widths count characters (code points). */

/** The number of characters (code points). */
export function characterCount(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** How many `fill` characters are missing for the width. */
function missing(text: string, width: number): number {
  return Math.max(0, Math.trunc(width) - characterCount(text));
}

/** `str.ljust` */
export function padEnd(text: string, width: number, fill = " "): string {
  return text + fill.repeat(missing(text, width));
}

/** `str.rjust` */
export function padStart(text: string, width: number, fill = " "): string {
  return fill.repeat(missing(text, width)) + text;
}

/** `str.center`: an odd character goes where CPython puts it. */
export function center(text: string, width: number, fill = " "): string {
  const count = missing(text, width);
  const before = (count >> 1) + (count & Math.trunc(width) & 1);
  return fill.repeat(before) + text + fill.repeat(count - before);
}

/** `str.zfill`: zeros go after a sign. */
export function zeroFill(text: string, width: number): string {
  const zeros = "0".repeat(missing(text, width));
  const signed = text.startsWith("+") || text.startsWith("-");
  return signed ? text.charAt(0) + zeros + text.slice(1) : zeros + text;
}

/** `str.expandtabs` */
export function expandTabs(text: string, size = 8): string {
  let out = "";
  let column = 0;
  for (const character of text) {
    if (character === "\t") {
      const spaces = size > 0 ? size - (column % size) : 0;
      out += " ".repeat(spaces);
      column += spaces;
    } else {
      out += character;
      column = character === "\n" || character === "\r" ? 0 : column + 1;
    }
  }
  return out;
}
