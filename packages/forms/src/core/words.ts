import type { Markup } from "@ampoule/markup";
import type { Text } from "../protocol.ts";

/**
 * A key in words: `first_name` and `firstName` are both “First name”.
 *
 * @example keyToWords("emailAddress") // "Email address"
 */
export function keyToWords(key: string): string {
  const words = key
    .replaceAll("_", " ")
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The words in a language. */
export function inLanguage(text: Text, locale: string): string | Markup {
  return typeof text === "function" ? text(locale) : text;
}
