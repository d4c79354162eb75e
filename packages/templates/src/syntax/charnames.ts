/**
 * Names of characters, for `"\N{EM DASH}"`. Python carries all 34,000 names with it; these are the ones that make sense
 * in a template: letters with their marks, typography and symbols.
 */
import { symbolNamed } from "./symbolnames.ts";

const NAMED: ReadonlyMap<string, string> = new Map([
  ["NULL", "\0"],
  ["SPACE", " "],
  ["NO-BREAK SPACE", "\u00a0"],
  ["SOFT HYPHEN", "\u00ad"],
  ["EN SPACE", "\u2002"],
  ["EM SPACE", "\u2003"],
  ["THIN SPACE", "\u2009"],
  ["HAIR SPACE", "\u200a"],
  ["NARROW NO-BREAK SPACE", "\u202f"],
  ["ZERO WIDTH SPACE", "\u200b"],
  ["ZERO WIDTH NON-JOINER", "\u200c"],
  ["ZERO WIDTH JOINER", "\u200d"],
  ["LEFT-TO-RIGHT MARK", "\u200e"],
  ["RIGHT-TO-LEFT MARK", "\u200f"],
  ["WORD JOINER", "\u2060"],
  ["ZERO WIDTH NO-BREAK SPACE", "\ufeff"],
  ["LINE SEPARATOR", "\u2028"],
  ["PARAGRAPH SEPARATOR", "\u2029"],
  ["REPLACEMENT CHARACTER", "\ufffd"],
  ["EXCLAMATION MARK", "!"],
  ["QUOTATION MARK", '"'],
  ["NUMBER SIGN", "#"],
  ["DOLLAR SIGN", "$"],
  ["PERCENT SIGN", "%"],
  ["AMPERSAND", "&"],
  ["APOSTROPHE", "'"],
  ["LEFT PARENTHESIS", "("],
  ["RIGHT PARENTHESIS", ")"],
  ["ASTERISK", "*"],
  ["PLUS SIGN", "+"],
  ["COMMA", ","],
  ["HYPHEN-MINUS", "-"],
  ["FULL STOP", "."],
  ["SOLIDUS", "/"],
  ["COLON", ":"],
  ["SEMICOLON", ";"],
  ["LESS-THAN SIGN", "<"],
  ["EQUALS SIGN", "="],
  ["GREATER-THAN SIGN", ">"],
  ["QUESTION MARK", "?"],
  ["COMMERCIAL AT", "@"],
  ["LEFT SQUARE BRACKET", "["],
  ["REVERSE SOLIDUS", "\\"],
  ["RIGHT SQUARE BRACKET", "]"],
  ["LOW LINE", "_"],
  ["GRAVE ACCENT", "`"],
  ["LEFT CURLY BRACKET", "{"],
  ["VERTICAL LINE", "|"],
  ["RIGHT CURLY BRACKET", "}"],
  ["TILDE", "~"],
  ["INVERTED EXCLAMATION MARK", "¡"],
  ["INVERTED QUESTION MARK", "¿"],
  ["HYPHEN", "‐"],
  ["NON-BREAKING HYPHEN", "‑"],
  ["FIGURE DASH", "‒"],
  ["EN DASH", "–"],
  ["EM DASH", "—"],
  ["HORIZONTAL BAR", "―"],
  ["LEFT SINGLE QUOTATION MARK", "‘"],
  ["RIGHT SINGLE QUOTATION MARK", "’"],
  ["SINGLE LOW-9 QUOTATION MARK", "‚"],
  ["LEFT DOUBLE QUOTATION MARK", "“"],
  ["RIGHT DOUBLE QUOTATION MARK", "”"],
  ["DOUBLE LOW-9 QUOTATION MARK", "„"],
  ["SINGLE LEFT-POINTING ANGLE QUOTATION MARK", "‹"],
  ["SINGLE RIGHT-POINTING ANGLE QUOTATION MARK", "›"],
  ["LEFT-POINTING DOUBLE ANGLE QUOTATION MARK", "«"],
  ["RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK", "»"],
  ["HORIZONTAL ELLIPSIS", "…"],
  ["VERTICAL ELLIPSIS", "⋮"],
  ["BULLET", "•"],
  ["TRIANGULAR BULLET", "‣"],
  ["WHITE BULLET", "◦"],
  ["MIDDLE DOT", "·"],
  ["DAGGER", "†"],
  ["DOUBLE DAGGER", "‡"],
  ["PER MILLE SIGN", "‰"],
  ["PRIME", "′"],
  ["DOUBLE PRIME", "″"],
  ["SECTION SIGN", "§"],
  ["PILCROW SIGN", "¶"],
  ["COPYRIGHT SIGN", "©"],
  ["REGISTERED SIGN", "®"],
  ["TRADE MARK SIGN", "™"],
  ["NUMERO SIGN", "№"],
  ["DEGREE SIGN", "°"],
  ["MICRO SIGN", "µ"],
  ["CENT SIGN", "¢"],
  ["POUND SIGN", "£"],
  ["YEN SIGN", "¥"],
  ["EURO SIGN", "€"],
  ["CURRENCY SIGN", "¤"],
  ["PLUS-MINUS SIGN", "±"],
  ["MINUS SIGN", "−"],
  ["MULTIPLICATION SIGN", "×"],
  ["DIVISION SIGN", "÷"],
  ["NOT SIGN", "¬"],
  ["NOT EQUAL TO", "≠"],
  ["ALMOST EQUAL TO", "≈"],
  ["LESS-THAN OR EQUAL TO", "≤"],
  ["GREATER-THAN OR EQUAL TO", "≥"],
  ["INFINITY", "∞"],
  ["SQUARE ROOT", "√"],
  ["N-ARY SUMMATION", "∑"],
  ["SUPERSCRIPT TWO", "²"],
  ["SUPERSCRIPT THREE", "³"],
  ["VULGAR FRACTION ONE HALF", "½"],
  ["VULGAR FRACTION ONE QUARTER", "¼"],
  ["VULGAR FRACTION THREE QUARTERS", "¾"],
  ["LEFTWARDS ARROW", "←"],
  ["UPWARDS ARROW", "↑"],
  ["RIGHTWARDS ARROW", "→"],
  ["DOWNWARDS ARROW", "↓"],
  ["LEFT RIGHT ARROW", "↔"],
  ["RIGHTWARDS DOUBLE ARROW", "⇒"],
  ["CHECK MARK", "✓"],
  ["HEAVY CHECK MARK", "✔"],
  ["BALLOT X", "✗"],
  ["HEAVY BALLOT X", "✘"],
  ["MULTIPLICATION X", "✕"],
  ["WHITE HEAVY CHECK MARK", "✅"],
  ["CROSS MARK", "❌"],
  ["BLACK SQUARE", "■"],
  ["WHITE SQUARE", "□"],
  ["BLACK CIRCLE", "●"],
  ["WHITE CIRCLE", "○"],
  ["BLACK RIGHT-POINTING TRIANGLE", "▶"],
  ["BLACK DOWN-POINTING TRIANGLE", "▼"],
  ["BLACK UP-POINTING TRIANGLE", "▲"],
  ["LATIN SMALL LETTER SHARP S", "ß"],
  ["LATIN CAPITAL LETTER SHARP S", "ẞ"],
  ["LATIN SMALL LETTER AE", "æ"],
  ["LATIN CAPITAL LETTER AE", "Æ"],
  ["LATIN SMALL LETTER O WITH STROKE", "ø"],
  ["LATIN CAPITAL LETTER O WITH STROKE", "Ø"],
  ["LATIN SMALL LETTER L WITH STROKE", "ł"],
  ["LATIN CAPITAL LETTER L WITH STROKE", "Ł"],
  ["LATIN SMALL LETTER D WITH STROKE", "đ"],
  ["LATIN CAPITAL LETTER D WITH STROKE", "Đ"],
  ["LATIN SMALL LETTER ETH", "ð"],
  ["LATIN CAPITAL LETTER ETH", "Ð"],
  ["LATIN SMALL LETTER THORN", "þ"],
  ["LATIN CAPITAL LETTER THORN", "Þ"],
  ["LATIN SMALL LIGATURE OE", "œ"],
  ["LATIN CAPITAL LIGATURE OE", "Œ"],
  ["LATIN SMALL LETTER DOTLESS I", "ı"],
  ["LATIN CAPITAL LETTER I WITH DOT ABOVE", "İ"],
]);

/** The combining characters that make letters with marks. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ["GRAVE", "\u0300"],
  ["ACUTE", "\u0301"],
  ["CIRCUMFLEX", "\u0302"],
  ["TILDE", "\u0303"],
  ["MACRON", "\u0304"],
  ["BREVE", "\u0306"],
  ["DOT ABOVE", "\u0307"],
  ["DIAERESIS", "\u0308"],
  ["RING ABOVE", "\u030a"],
  ["DOUBLE ACUTE", "\u030b"],
  ["CARON", "\u030c"],
  ["COMMA BELOW", "\u0326"],
  ["CEDILLA", "\u0327"],
  ["OGONEK", "\u0328"],
]);

const GREEK =
  "ALPHA BETA GAMMA DELTA EPSILON ZETA ETA THETA IOTA KAPPA LAMDA MU NU XI OMICRON PI RHO FINAL_SIGMA SIGMA TAU UPSILON PHI CHI PSI OMEGA".split(
    " ",
  );
const DIGITS = "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE".split(" ");

/**
 * The character of a Unicode name, if it is one of those known here; capitals do not matter.
 *
 * @example characterNamed("LATIN SMALL LETTER E WITH ACUTE") // "é"
 */
export function characterNamed(name: string): string | undefined {
  const wanted = name.toUpperCase();
  return NAMED.get(wanted) ?? latinLetter(wanted) ?? greekLetter(wanted) ?? digit(wanted) ?? symbolNamed(wanted);
}

function latinLetter(name: string): string | undefined {
  const match = /^LATIN (SMALL|CAPITAL) LETTER ([A-Z])(?: WITH ([A-Z ]+))?$/.exec(name);
  if (!match) return undefined;
  const letter = match[1] === "SMALL" ? match[2]!.toLowerCase() : match[2]!;
  if (match[3] === undefined) return letter;
  const mark = MARKS.get(match[3]);
  const composed = mark === undefined ? "" : (letter + mark).normalize("NFC");
  // Unicode has names for the letters that exist as one character only.
  return composed.length === 1 ? composed : undefined;
}

function greekLetter(name: string): string | undefined {
  const match = /^GREEK (SMALL|CAPITAL) LETTER ([A-Z ]+)$/.exec(name);
  const index = match ? GREEK.indexOf(match[2]!.replace(" ", "_")) : -1;
  if (index === -1 || (match![1] === "CAPITAL" && GREEK[index] === "FINAL_SIGMA")) return undefined;
  return String.fromCharCode((match![1] === "SMALL" ? 0x3b1 : 0x391) + index);
}

function digit(name: string): string | undefined {
  const index = name.startsWith("DIGIT ") ? DIGITS.indexOf(name.slice(6)) : -1;
  return index === -1 ? undefined : String(index);
}
