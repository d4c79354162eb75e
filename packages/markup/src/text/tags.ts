/** Taking the tags out of HTML. */
import { split } from "./split.ts";

/** Cuts out everything from each `start` to the next `end`; an unclosed one stays. */
function cut(text: string, start: string, end: string): string {
  let out = "";
  let from = 0;
  while (true) {
    const opened = text.indexOf(start, from);
    const closed = opened === -1 ? -1 : text.indexOf(end, opened + start.length);
    if (closed === -1) return out + text.slice(from);
    out += text.slice(from, opened);
    from = closed + end.length;
  }
}

/**
 * HTML without comments and tags; white space and character references stay. What is not closed stays as well.
 *
 * @example
 * cutTags("<p>a &amp;\n<b>b</b></p>"); // "a &amp;\nb"
 */
export function cutTags(html: string): string {
  // Comments first: a `>` inside of one would end it early otherwise.
  return cut(cut(html, "<!--", "-->"), "<", ">");
}

/** HTML without comments and tags, white space as single spaces; character references stay. */
export function removeTags(html: string): string {
  return split(cutTags(html)).join(" ");
}
