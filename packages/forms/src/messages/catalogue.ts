/**
 * A sentence with parts in braces, `{min}`; or one sentence per plural category of one of its numbers, as CLDR names them
 * (`zero`, `one`, `two`, `few`, `many`, `other`).
 *
 * @example
 * const tooShort: Message = { plural: "min", one: "At least {min} character.", other: "At least {min} characters." };
 * translatorFor("en", undefined, { tooShort }).text("tooShort", { min: 1 }); // "At least 1 character."
 */
export type Message = string | PluralMessage;

/** A message whose words depend on a number. */
export interface PluralMessage extends Partial<Record<Intl.LDMLPluralRule, string>> {
  /** The parameter that decides. */
  readonly plural: string;
  /** The sentence for every category that is not given. */
  readonly other: string;
}

/**
 * The words that this package itself says.
 *
 * @example
 * messageKeys.includes("required"); // true
 */
export const messageKeys = [
  // presence and shape
  "required",
  "repeated",
  "malformed",
  "nullCharacter",
  "unexpected",
  "readOnly",
  "disabled",
  // kinds of fields
  "integer",
  "number",
  "decimal",
  "date",
  "time",
  "dateTime",
  "month",
  "week",
  "color",
  "choice",
  "choices",
  // validators
  "tooShort",
  "tooLong",
  "exactLength",
  "lengthBetween",
  "numberMin",
  "numberMax",
  "numberBetween",
  "dateMin",
  "dateMax",
  "dateBetween",
  "stepBetween",
  "stepNearest",
  "equalTo",
  "email",
  "emailAt",
  "emailLocal",
  "emailDomain",
  "emailLength",
  "url",
  "pattern",
  "ipAddress",
  "macAddress",
  "uuid",
  "anyOf",
  "noneOf",
  "fileExtension",
  "fileTooLarge",
  "fileTooSmall",
  "fileType",
  "tooFewEntries",
  "tooManyEntries",
  // the form as a whole
  "expired",
  "problem",
  "summary",
  "choose",
  "submit",
] as const;

/** A key of a catalogue. */
export type MessageKey = (typeof messageKeys)[number];

/** All messages of one language. */
export interface Catalogue {
  /** A BCP 47 tag: decides plural rules and the writing of numbers. */
  readonly locale: string;
  /** Which way the script runs: right to left for Arabic, Hebrew, Persian… */
  readonly direction: "ltr" | "rtl";
  /** Every sentence, by its key. */
  readonly messages: Readonly<Record<MessageKey, Message>>;
}

/** Other words for some of the messages. */
export type MessageOverrides = { readonly [key in MessageKey]?: Message };

/** Values for the parts in braces. */
export type MessageParameters = Readonly<Record<string, string | number | bigint>>;
