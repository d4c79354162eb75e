/** Characters that hide: what is copied from a page into a terminal should be what was seen. */

/** Controls, format characters, halves of pairs, line separators, and everything that is drawn as nothing. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** Joiners inside of emoji and of words in scripts that are written with them, and the variation selectors of emoji. */
const joined =
  /(?<=\p{Extended_Pictographic}[\ufe0e\ufe0f]?\p{Emoji_Modifier}?)(?:\u200d(?=\p{Extended_Pictographic})|[\ufe0e\ufe0f])|(?<=[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{M}])[\u200c\u200d](?=[\p{L}\p{M}])/gu;

/** Any of those, before their surroundings are looked at. */
const joiner = /\u200c|\u200d|\ufe0e|\ufe0f/;

function keptIn(text: string): ReadonlySet<number> {
  const kept = new Set<number>();
  if (joiner.test(text)) for (const match of text.matchAll(joined)) kept.add(match.index);
  return kept;
}

/** What {@link visible} does with hidden characters. */
export interface VisibleOptions {
  /** `"show"` (the default) writes `[U+202E]` in their place, `"strip"` leaves them out. */
  readonly mode?: "show" | "strip";
}

function codeOf(character: string): string {
  return character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
}

/**
 * Makes hidden characters of a text visible, or takes them out: controls (a backspace rubs out what was read), marks of
 * writing direction (what is read is not the order of what is run), characters without width.
 *
 * Line feeds and tabs stay, `\r\n` becomes `\n`. Joiners inside of emoji and of Arabic or Indic words stay.
 *
 * @param text Plain text. The result is plain text as well, and has to be escaped like any other.
 *
 * @example
 * visible("rm \u202e-rf /"); // "rm [U+202E]-rf /"
 * visible("a\u200bb", { mode: "strip" }); // "ab"
 */
export function visible(text: string, options: VisibleOptions = {}): string {
  const lines = String(text).replaceAll("\r\n", "\n");
  const kept = keptIn(lines);
  return lines.replace(hidden, (character: string, at: number) => {
    if (character === "\n" || character === "\t" || kept.has(at)) return character;
    return options.mode === "strip" ? "" : `[U+${codeOf(character)}]`;
  });
}
