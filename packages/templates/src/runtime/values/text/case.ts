/** Python's case conversions, by Unicode's full mappings. JavaScript has upper and lower case, but no title case or folding. */

const digraphs: readonly string[] = ["Ǆǅǆ", "Ǉǈǉ", "Ǌǋǌ", "Ǳǲǳ"];

function titleExceptions(): ReadonlyMap<string, string> {
  const exceptions = new Map<string, string>([["ŉ", "ʼN"]]);
  for (const forms of digraphs) for (const form of forms) exceptions.set(form, forms[1]!);
  // Greek vowels with iota subscript keep it below the capital.
  for (let code = 0x1f80; code <= 0x1faf; code++) {
    exceptions.set(String.fromCharCode(code), String.fromCharCode(code | 8));
  }
  for (const [vowel, capital] of ["ᾳᾼ", "ῃῌ", "ῳῼ"] as const) {
    exceptions.set(vowel!, capital!).set(capital!, capital!);
  }
  for (const [letter, capital] of ["ᾲᾺ", "ᾴΆ", "ῂῊ", "ῄΉ", "ῲῺ", "ῴΏ"] as const)
    exceptions.set(letter!, `${capital}\u0345`);
  for (const [letter, capital] of ["ᾷᾼ", "ῇῌ", "ῷῼ"] as const) exceptions.set(letter!, `${capital}\u0342`);
  return exceptions;
}

const exceptions = titleExceptions();
/** Georgian has capitals for whole words only. */
const georgian = /[\u10d0-\u10ff]/;

/** The title case of one character: `ǆ` is `ǅ`, `ß` is `Ss`. */
function titleCharacter(character: string): string {
  if (character >= "\x80") {
    const exception = exceptions.get(character);
    if (exception !== undefined) return exception;
    if (georgian.test(character)) return character;
  }
  const upper = character.toUpperCase();
  const [first = "", ...rest] = upper;
  return rest.length === 0 ? upper : first + rest.join("").toLowerCase();
}

/** `str.capitalize()`. The whole is lowered, so that a sigma at the end knows what is before it. */
export function capitalize(text: string): string {
  const [first = ""] = text;
  return titleCharacter(first) + text.toLowerCase().slice(first.toLowerCase().length);
}

/** `str.title()`: every run of cased characters begins in title case. */
export function title(text: string): string {
  return text.replaceAll(/\p{Cased}+/gu, capitalize);
}

/** `str.swapcase()` */
export function swapCase(text: string): string {
  // Lowered as a whole where that keeps the places: a sigma at the end of a word has a form of its own.
  const lowered = Array.from(text.toLowerCase());
  const given = Array.from(text);
  const inPlace = lowered.length === given.length;
  return given
    .map((character, index) => {
      if (isUpper(character)) return inPlace ? lowered[index]! : character.toLowerCase();
      return isLower(character) ? character.toUpperCase() : character;
    })
    .join("");
}

const cherokee = /[\u13a0-\u13ff\uab70-\uabbf]/;

function foldCharacter(character: string): string {
  if (character === "ı") return character;
  if (character === "ẞ") return "ss";
  return cherokee.test(character) ? character.toUpperCase() : character.toUpperCase().toLowerCase();
}

/** `str.casefold()` */
export function caseFold(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : Array.from(text, foldCharacter).join("");
}

const lower = /\p{Lowercase}/u;
const upper = /\p{Uppercase}/u;
const titled = /\p{Lt}/u;

/** `str.islower()` */
export function isLower(text: string): boolean {
  return lower.test(text) && !upper.test(text) && !titled.test(text);
}

/** `str.isupper()` */
export function isUpper(text: string): boolean {
  return upper.test(text) && !lower.test(text) && !titled.test(text);
}

/** `str.istitle()`: capitals only after uncased characters, small letters only after cased ones. */
export function isTitle(text: string): boolean {
  let previousCased = false;
  let cased = false;
  for (const character of text) {
    const isCapital = upper.test(character) || titled.test(character);
    const isSmall = lower.test(character);
    if ((isCapital && previousCased) || (isSmall && !previousCased)) return false;
    previousCased = isCapital || isSmall;
    cased ||= previousCased;
  }
  return cased;
}
