/** Taking characters off the ends, as Python's `str.strip` and its kin do. */
import { isSpace } from "./space.ts";

type Test = (character: string) => boolean;

function testOf(characters: string | undefined): Test {
  if (characters === undefined) return isSpace;
  const set = new Set(characters);
  return (character) => set.has(character);
}

/** The text without leading characters of the set (white space by default). */
export function stripStart(text: string, characters?: string): string {
  const test = testOf(characters);
  let from = 0;
  for (const character of text) {
    if (!test(character)) break;
    from += character.length;
  }
  return text.slice(from);
}

/** The text without trailing characters of the set (white space by default). */
export function stripEnd(text: string, characters?: string): string {
  const test = testOf(characters);
  let to = text.length;
  while (to > 0) {
    const last = lastCharacter(text, to);
    if (!test(last)) break;
    to -= last.length;
  }
  return text.slice(0, to);
}

/** The code point that ends at `to`: two units where they are a pair. */
function lastCharacter(text: string, to: number): string {
  const pair = text.slice(Math.max(0, to - 2), to);
  return pair.codePointAt(0)! > 0xffff ? pair : text.charAt(to - 1);
}
