/** Character references back to characters, as the HTML tokenizer reads them. */
import { namedReferences } from "../tables/references.ts";

/** `&#…` and `&name`, with or without `;`. The longest name of the standard has 31 characters. */
const reference = /&(?:#(?:[xX][0-9a-fA-F]+|[0-9]+);?|[A-Za-z][A-Za-z0-9]{1,31};?)/g;

/** The numbers that mean windows-1252 (WHATWG, "numeric character reference end state"), from 0x80 on; 0 for those that do not. */
const windows1252: readonly number[] = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
  0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
];

function decodeNumber(digits: string): string {
  const code = /^[xX]/.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\ufffd";
  return String.fromCodePoint(windows1252[code - 0x80] || code);
}

/** The longest name of the table that `text` (without `&`) begins with; `""` where none does. */
function longestName(text: string): string {
  const names = namedReferences();
  for (let length = text.length; length > 1; length--) {
    const name = text.slice(0, length);
    if (names.has(name)) return name;
  }
  return "";
}

/** What follows an unterminated name so that it is no reference in an attribute: `&copy=1` in a query stays as it is. */
const continuesName = /^[=A-Za-z0-9]/;

/**
 * Replaces character references by their characters.
 *
 * @param html Text of a page: HTML text, or the value of an attribute as it stands between its quotes.
 * @param place In an attribute, a name without `;` before `=`, a letter or a digit is no reference.
 *
 * @example
 * decodeReferences("Main &raquo; A&amp;B"); // "Main » A&B"
 */
export function decodeReferences(html: string, place: "text" | "attribute" = "text"): string {
  if (!html.includes("&")) return html;
  return html.replace(reference, (match: string, at: number) => {
    if (match.startsWith("&#")) return decodeNumber(match.endsWith(";") ? match.slice(2, -1) : match.slice(2));
    const name = longestName(match.slice(1));
    if (name === "") return match;
    const after = at + 1 + name.length;
    const isPlain = place === "attribute" && !name.endsWith(";") && continuesName.test(html.slice(after, after + 1));
    return isPlain ? match : namedReferences().get(name)! + match.slice(1 + name.length);
  });
}
