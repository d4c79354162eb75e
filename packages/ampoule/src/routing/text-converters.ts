/** The converters for text: `string`, `path`, `any`, `uuid`. */

import { assertOrder, type ConverterFactory, count, options, plainText } from "./converter.ts";

/** Characters as a person counts them: code points. */
function length(text: string): number {
  let units = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xd800 && code < 0xdc00) units--;
  }
  return units;
}

/** `<string(minlength=1, maxlength=…, length=…):name>`: one segment, any characters. */
export const string: ConverterFactory<string> = (args) => {
  const given = options(args, ["minlength", "maxlength", "length"]);
  const exact = count(given.length, "length");
  const min = exact ?? count(given.minlength, "minlength") ?? 1;
  const max = exact ?? count(given.maxlength, "maxlength") ?? Number.POSITIVE_INFINITY;
  assertOrder(min, max, "minlength and maxlength");
  const unlimited = min <= 1 && max === Number.POSITIVE_INFINITY;
  const fits = (value: string): boolean => unlimited || (length(value) >= min && length(value) <= max);
  return {
    maxLength: max * 2,
    parse: (value) => (fits(value) ? value : undefined),
    format(value) {
      const written = plainText(value);
      if (!fits(written)) throw new RangeError(`${length(written)} characters are not between ${min} and ${max}`);
      return written;
    },
  };
};

/** `<path:name>`: any number of segments; never begins with a slash. */
export const path: ConverterFactory<string> = (args) => {
  options(args, []);
  return {
    weight: 200,
    maxLength: Number.POSITIVE_INFINITY,
    spansSegments: true,
    parse: (value) => (value.startsWith("/") ? undefined : value),
    format: plainText,
  };
};

/** `<any(about, help):page>`: one of the words. */
export const any: ConverterFactory<string> = (args) => {
  const choices = new Set(args.positional.map(String));
  if (choices.size === 0 || args.named.size > 0) throw new Error("needs its choices: <any(about, help):page>");
  return {
    maxLength: Math.max(...[...choices].map((choice) => choice.length)),
    parse: (value) => (choices.has(value) ? value : undefined),
    format(value) {
      const written = plainText(value);
      if (!choices.has(written)) throw new RangeError(`it must be one of ${[...choices].join(", ")}`);
      return written;
    },
  };
};

const UUID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;

/** `<uuid:id>`, in lower case. */
export const uuid: ConverterFactory<string> = (args) => {
  options(args, []);
  return {
    maxLength: 36,
    parse: (value) => (UUID.test(value) ? value.toLowerCase() : undefined),
    format(value) {
      const written = plainText(value);
      if (!UUID.test(written)) throw new RangeError("it is not a UUID");
      return written.toLowerCase();
    },
  };
};
