/** HTML back to text. */
import { createMarkup } from "@ampoule/markup/engine";

/** `Markup.striptags()`: no tags, no comments, white space as single spaces, character references as characters. */
export function stripTags(html: string): string {
  return createMarkup(html).striptags();
}

/** `Markup.unescape()`: character references as characters. */
export function unescape(html: string): string {
  return createMarkup(html).unescape();
}
