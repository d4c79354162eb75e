/** How a language writes numbers. */
interface NumberSigns {
  readonly decimal: string;
  readonly group: string;
  /** Plain digits by those of the language. */
  readonly digits: ReadonlyMap<string, string>;
  /** Numbers in ASCII signs, with whole groups or none. */
  readonly pattern: RegExp;
}

const signs: Map<string, NumberSigns> = new Map();

/** Languages come from the catalogues, so there are few; this is for those who hand in tags from outside. */
const cacheLimit = 64;

function signsOf(locale: string): NumberSigns {
  const known = signs.get(locale);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(locale);
  const parts = format.formatToParts(123_456_789.5);
  const part = (type: Intl.NumberFormatPartTypes, usual: string): string =>
    parts.find((each) => each.type === type)?.value ?? usual;
  const plain = new Intl.NumberFormat(locale, { useGrouping: false });
  const digits = new Map(Array.from({ length: 10 }, (_, digit) => [plain.format(digit), String(digit)]));
  // Groups before the last one have two digits in India: 12,34,56,789.
  const size = parts.filter(({ type }) => type === "integer").at(-2)?.value.length ?? 3;
  const pattern = new RegExp(`^[+-]?(?:[0-9]+|[0-9]{1,${size}}(?:,[0-9]{${size}})*,[0-9]{3})?(?:\\.[0-9]+)?$`);
  const found = { decimal: part("decimal", "."), group: part("group", ","), digits, pattern };
  if (signs.size >= cacheLimit) signs.clear();
  signs.set(locale, found);
  return found;
}

const isSpace = (character: string): boolean => /^\s$/.test(character);

/** Signs as ASCII has them: digits 0 to 9, `.` for the decimal sign, `,` for the grouping sign, `-` for both kinds of minus. */
function toAscii(text: string, { decimal, group, digits }: NumberSigns): string {
  let plain = "";
  for (const character of text) {
    if (character === decimal) plain += ".";
    else if (character === group || (isSpace(character) && isSpace(group))) plain += ",";
    else if (character === "." || character === ",") plain += "?";
    else plain += digits.get(character) ?? (character === "−" ? "-" : character);
  }
  return plain;
}

/** Longest text that is looked at. */
const textLimit = 400;

/**
 * A number as a language writes it, as plain decimal text; `null` for what is none.
 *
 * Groups must be whole and stand before the decimal sign: `1.50` is not a German way to write 150. Any space serves where the language groups with one.
 *
 * @example delocalize("1.234,50", "de"); // "1234.50"
 */
export function delocalize(text: string, locale: string): string | null {
  if (text.length > textLimit) return null;
  const language = signsOf(locale);
  const plain = toAscii(text, language);
  return language.pattern.test(plain) ? plain.replaceAll(",", "") : null;
}

/** Plain decimal text as a language writes it, exactly. */
export function localize(
  plain: string,
  locale: string,
  options: Intl.NumberFormatOptions = { maximumFractionDigits: 100 },
): string {
  // Decimal text is formatted without passing through a binary number (ECMA-402, Intl mathematical values).
  return new Intl.NumberFormat(locale, options).format(plain as Intl.StringNumericLiteral);
}
