/** Upper and lower case as Python's `str` does them. */

const cased = /[\p{Lu}\p{Ll}\p{Lt}]/u;

function upperFirst(character: string): string {
  // "ß" becomes "Ss", as in Python's title case.
  const upper = character.toUpperCase();
  const [first = ""] = upper;
  return first + upper.slice(first.length).toLowerCase();
}

/** `str.capitalize` */
export function capitalize(text: string): string {
  const [first] = text;
  return first === undefined ? "" : upperFirst(first) + text.slice(first.length).toLowerCase();
}

/** `str.title`: each letter that follows no letter becomes upper case. */
export function titleCase(text: string): string {
  let out = "";
  let afterLetter = false;
  for (const character of text) {
    out += afterLetter ? character.toLowerCase() : upperFirst(character);
    afterLetter = cased.test(character);
  }
  return out;
}

/** `str.swapcase` */
export function swapCase(text: string): string {
  let out = "";
  for (const character of text) {
    const lower = character.toLowerCase();
    out += character === lower ? character.toUpperCase() : lower;
  }
  return out;
}
