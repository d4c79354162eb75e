/** How a language writes numbers. */
interface NumberSigns {
  readonly decimal: string;
  readonly group: string;
  /** Digits of the language by their plain counterparts. */
  readonly digits: ReadonlyMap<string, string>;
}

const signs: Map<string, NumberSigns> = new Map();

/** Languages come from the catalogues, so there are few; this is for those who hand in tags from outside. */
const cacheLimit = 64;

function signsOf(locale: string): NumberSigns {
  const known = signs.get(locale);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(locale);
  // Spanish and others group from five digits on.
  const parts = format.formatToParts(1_234_567.5);
  const part = (type: Intl.NumberFormatPartTypes, usual: string): string =>
    parts.find((each) => each.type === type)?.value ?? usual;
  const plain = new Intl.NumberFormat(locale, { useGrouping: false });
  const digits = new Map(Array.from({ length: 10 }, (_, digit) => [plain.format(digit), String(digit)]));
  const found = { decimal: part("decimal", "."), group: part("group", ","), digits };
  if (signs.size >= cacheLimit) signs.clear();
  signs.set(locale, found);
  return found;
}

const isSpace = (character: string): boolean => /\s/.test(character);

/**
 * A number as a language writes it, as plain decimal text; `null` for what is none.
 *
 * Grouping signs may stand between digits and before the decimal sign only; any space serves where the language groups with one.
 *
 * @example delocalize("1.234,50", "de") // "1234.50"
 */
export function delocalize(text: string, locale: string): string | null {
  const { decimal, group, digits } = signsOf(locale);
  let plain = "";
  let seenDecimal = false;
  for (const character of text) {
    const digit = digits.get(character) ?? (/[0-9]/.test(character) ? character : undefined);
    if (digit !== undefined) plain += digit;
    else if (character === decimal && !seenDecimal) {
      seenDecimal = true;
      plain += ".";
    } else if (character === group || (isSpace(character) && isSpace(group))) {
      if (seenDecimal || !/[0-9]$/.test(plain)) return null;
    } else if ((character === "-" || character === "+" || character === "−") && plain === "")
      plain = character === "+" ? "" : "-";
    else return null;
  }
  return plain;
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
