/** Entity tags (RFC 9110 §8.8.3) and the lists of them in `If-Match` and `If-None-Match`. */

/** A validator: two representations with the same strong tag are the same bytes. */
export interface EntityTag {
  readonly weak: boolean;
  /** Without the quotes. */
  readonly opaque: string;
}

/** More than this many tags in a list are not read; a browser sends one. */
const MAX_TAGS = 64;

/** etagc: %x21 / %x23-7E / obs-text, which is anything visible but the quote. */
function isTagCode(code: number): boolean {
  return code === 0x21 || (code >= 0x23 && code !== 0x7f);
}

/** Writes a tag as the header has it. @throws TypeError when `opaque` has a quote, blank or control character */
export function formatEntityTag(tag: EntityTag): string {
  for (let i = 0; i < tag.opaque.length; i++) {
    if (!isTagCode(tag.opaque.charCodeAt(i)))
      throw new TypeError(`${JSON.stringify(tag.opaque)} cannot be an entity tag`);
  }
  return `${tag.weak ? "W/" : ""}"${tag.opaque}"`;
}

/**
 * Parses one tag, or a list of them.
 *
 * @returns `"*"` for the wildcard; `[]` where nothing readable is in the header
 */
export function parseEntityTags(header: string | null): readonly EntityTag[] | "*" {
  if (header === null) return [];
  if (header === "*") return "*";
  const tags: EntityTag[] = [];
  let position = 0;
  while (position < header.length && tags.length < MAX_TAGS) {
    const code = header.charCodeAt(position);
    if (code === 0x20 || code === 0x09 || code === 0x2c) {
      position++;
      continue;
    }
    const weak = header.startsWith("W/", position);
    const start = weak ? position + 2 : position;
    if (header[start] !== '"') return tags;
    let end = start + 1;
    while (end < header.length && isTagCode(header.charCodeAt(end))) end++;
    if (header[end] !== '"') return tags;
    tags.push({ weak, opaque: header.slice(start + 1, end) });
    position = end + 1;
  }
  return tags;
}

/** RFC 9110 §8.8.3.2: the same, and both strong. For `If-Match` and `If-Range`. */
export function matchesStrongly(a: EntityTag, b: EntityTag): boolean {
  return !a.weak && !b.weak && a.opaque === b.opaque;
}

/** RFC 9110 §8.8.3.2: the same, weak or not. For `If-None-Match`. */
export function matchesWeakly(a: EntityTag, b: EntityTag): boolean {
  return a.opaque === b.opaque;
}
