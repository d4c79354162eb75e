/**
 * A filter changes the value of a field between reading and validation, for submitted values and defaults alike. One that throws a
 * `ValidationError` says that a submitted value cannot be read.
 *
 * @example
 * const form = await defineForm({ name: string({ filters: [squeeze, lowerCase] }) }).validate({ name: "Ada  L" });
 * form.data.name; // "ada l"
 */
export type Filter<Value> = (value: Value | null) => Value | null;

const textFilter =
  (change: (text: string) => string): Filter<string> =>
  (value) =>
    value === null ? null : change(value);

/**
 * Removes white space at both ends. Single-line text fields do it by themselves.
 *
 * @example
 * strip(" a "); // "a"
 */
export const strip: Filter<string> = textFilter((text) => text.trim());

/**
 * Makes every run of white space one space, and strips.
 *
 * @example
 * squeeze(" a  b "); // "a b"
 */
export const squeeze: Filter<string> = textFilter((text) => text.replace(/\s+/g, " ").trim());

/**
 * Lower case, by the rules of Unicode and no locale.
 *
 * @example
 * lowerCase("Ada"); // "ada"
 */
export const lowerCase: Filter<string> = textFilter((text) => text.toLowerCase());

/**
 * Upper case, by the rules of Unicode and no locale.
 *
 * @example
 * upperCase("Ada"); // "ADA"
 */
export const upperCase: Filter<string> = textFilter((text) => text.toUpperCase());

/**
 * Unicode normal form C: one spelling per character, so that equal texts compare equal.
 *
 * @example
 * normalize("e\u0301"); // "é"
 */
export const normalize: Filter<string> = textFilter((text) => text.normalize("NFC"));

/**
 * An empty text becomes `null`. Fields that are not required do it by themselves.
 *
 * @example
 * nullIfEmpty(""); // null
 */
export const nullIfEmpty: Filter<string> = (value) => (value === "" ? null : value);
