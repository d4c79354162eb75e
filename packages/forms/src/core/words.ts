import type { Markup } from "@ampoule/markup";
import type { Text } from "../protocol.ts";

/**
 * A key in words: `first_name` and `firstName` are both “First name”.
 *
 * @example keyToWords("emailAddress"); // "Email address"
 */
export function keyToWords(key: string): string {
  const known = wordsOf.get(key);
  if (known !== undefined) return known;
  const words = key
    .replaceAll("_", " ")
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .trim()
    .toLowerCase();
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  wordsOf.set(key, sentence);
  return sentence;
}

/** Keys come from definitions only, so there are as many as the program has fields. */
const wordsOf: Map<string, string> = new Map();

/** The words in a language. */
export function inLanguage(text: Text, locale: string): string | Markup {
  return typeof text === "function" ? text(locale) : text;
}
