/** White space and line ends as Python's `str` knows them, which differ a little from JavaScript's `\s`. */

const space = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Is the character (one UTF-16 unit) white space for `str.strip` and `str.split`? */
export function isSpace(character: string): boolean {
  return space.test(character);
}

/** `str.splitlines`: `\r\n` is one end. */
export const lineEnd: RegExp = /\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/g;
