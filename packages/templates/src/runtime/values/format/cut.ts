/** Shortening text by characters, and HTML by what a reader sees as characters. */
import { characters } from "../iteration.ts";

/** The longest name of a character reference, and then some. */
const maxEntity = 40;

/** Where the tag, comment or character reference that begins at `start` ends; `start + 1` where none does. */
function atomEnd(html: string, start: number): number {
  const first = html[start];
  if (first === "<") {
    const end = html.indexOf(">", start);
    return end === -1 ? html.length : end + 1;
  }
  if (first === "&") {
    const end = html.slice(start, start + maxEntity).search(/;|[^&#\w]/);
    return end > 0 && html[start + end] === ";" ? start + end + 1 : start + 1;
  }
  const code = html.codePointAt(start)!;
  return start + (code > 0xffff ? 2 : 1);
}

/**
 * HTML in pieces that must not be cut: a tag, a character reference, a character.
 * A tag counts nothing, the others one character.
 */
export function atoms(html: string): string[] {
  const out: string[] = [];
  for (let at = 0; at < html.length; ) {
    const end = atomEnd(html, at);
    out.push(html.slice(at, end));
    at = end;
  }
  return out;
}

/** The first `count` characters; of HTML, no tag or character reference is cut in two. */
export function cutText(text: string, count: number, isHtml: boolean): string {
  return (isHtml ? atoms(text) : characters(text)).slice(0, count).join("");
}
