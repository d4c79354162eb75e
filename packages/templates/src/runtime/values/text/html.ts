/** HTML back to text. */
import { createMarkup, cutTags, decodeReferences } from "@ampoule/markup/engine";

/** `Markup.striptags()`: no tags, no comments, white space as single spaces, character references as characters. */
export function stripTags(html: string): string {
  return createMarkup(html).striptags();
}

/** The same line by line, as nunjucks does it: between two lines at most one is empty. */
export function stripTagsFromLines(html: string): string {
  const lines = cutTags(html)
    .trim()
    .split(/\r\n|[\n\r]/);
  const text = lines.map((line) => line.replaceAll(/\s+/g, " ").trim()).join("\n");
  return decodeReferences(text.replaceAll(/\n{3,}/g, "\n\n"));
}

/** `Markup.unescape()`: character references as characters. */
export function unescape(html: string): string {
  return createMarkup(html).unescape();
}
