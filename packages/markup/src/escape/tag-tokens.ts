/** Attributes as they stand in a tag, read as the WHATWG tokenizer reads them (HTML §13.2.5.32 ff.). */
import { decodeReferences } from "../text/references.ts";

/** One attribute. */
export interface TagAttribute {
  /** In lower case. */
  readonly name: string;
  /** With character references decoded; undefined where there is no `=`. */
  readonly value: string | undefined;
  /** There is a value, and no quotes are around it. */
  readonly unquoted: boolean;
}

const separator = /[\t\n\f\r /]*/y;
/** A `=` as the first character belongs to the name. */
const name = /=?[^\t\n\f\r />=]*/y;
const equals = /[\t\n\f\r ]*=[\t\n\f\r ]*/y;
const value = /"([^"]*)"|'([^']*)'|(?!["'])([^\t\n\f\r >]+)/y;

/**
 * Reads the attributes of a piece of a tag.
 *
 * @returns The attributes in their order, or null where the piece would end the tag, or does not end outside of a value.
 */
export function readAttributes(text: string): TagAttribute[] | null {
  const attributes: TagAttribute[] = [];
  let at = 0;
  const read = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (true) {
    read(separator);
    if (at === text.length) return attributes;
    const found = read(name)?.[0] ?? "";
    if (found === "") return null;
    if (!read(equals)) {
      attributes.push({ name: found.toLowerCase(), value: undefined, unquoted: false });
      continue;
    }
    const quoted = read(value);
    if (!quoted) return null;
    const raw = quoted[1] ?? quoted[2] ?? quoted[3] ?? "";
    attributes.push({
      name: found.toLowerCase(),
      value: decodeReferences(raw, "attribute"),
      unquoted: quoted[3] !== undefined,
    });
  }
}
