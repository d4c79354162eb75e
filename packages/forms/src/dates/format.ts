import { FormDefinitionError } from "../errors.ts";
import { type DateKind, type DateParts, exists } from "./parts.ts";

/** What a directive of `strptime` reads and writes. */
interface Directive {
  readonly part: keyof DateParts;
  /** Fewest and most digits. */
  readonly digits: readonly [number, number];
  /** How many are written at least. @default the most */
  readonly width?: number;
}

/** Directives of Python's `strptime` that are digits only: names of months depend on a language, and belong to a text field with a filter. */
const directives: ReadonlyMap<string, Directive> = new Map([
  ["Y", { part: "year", digits: [4, 4] }],
  ["G", { part: "year", digits: [4, 4] }],
  ["m", { part: "month", digits: [1, 2] }],
  ["d", { part: "day", digits: [1, 2] }],
  ["V", { part: "week", digits: [1, 2] }],
  ["H", { part: "hour", digits: [1, 2] }],
  ["M", { part: "minute", digits: [1, 2] }],
  ["S", { part: "second", digits: [1, 2] }],
]);

type Item = string | Directive;

/** A format, taken apart. */
export type DateFormat = readonly Item[];

/**
 * Takes a format apart.
 *
 * @param text - as for `strptime`: `%d.%m.%Y`; `%-d.%-m.%Y` is written without zeros in front
 * @throws FormDefinitionError for directives that are not known
 */
export function parseFormat(text: string): DateFormat {
  const items: Item[] = [];
  for (const [whole, flag, letter] of text.matchAll(/%(-?)(.)|[^%]+|%$/gs)) {
    const directive = letter === undefined ? undefined : directives.get(letter);
    if (directive !== undefined) items.push(flag === "-" ? { ...directive, width: 1 } : directive);
    else if (whole === "%%") items.push("%");
    else if (letter === undefined && whole !== "%") items.push(whole);
    else
      throw new FormDefinitionError(
        "bad_format",
        `the date format "${text}" has "${whole}"; known are %${[...directives.keys()].join(" %")} %%, and %-d and the like without zeros`,
      );
  }
  return items;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Reads a text in a format; `null` if it does not fit or does not exist. Each character is looked at once. */
export function readFormat(format: DateFormat, kind: DateKind, text: string): DateParts | null {
  const parts: Partial<Record<keyof DateParts, number>> = {};
  let position = 0;
  for (const item of format) {
    if (typeof item === "string") {
      if (!text.startsWith(item, position)) return null;
      position += item.length;
      continue;
    }
    const [fewest, most] = item.digits;
    let end = position;
    while (end < position + most && isDigit(text.charCodeAt(end))) end += 1;
    if (end - position < fewest) return null;
    parts[item.part] = Number(text.slice(position, end));
    position = end;
  }
  return position === text.length && exists(kind, parts) ? parts : null;
}

/** Writes parts in a format. */
export function writeFormat(format: DateFormat, parts: DateParts): string {
  return format
    .map((item) =>
      typeof item === "string" ? item : String(parts[item.part] ?? 0).padStart(item.width ?? item.digits[1], "0"),
    )
    .join("");
}
