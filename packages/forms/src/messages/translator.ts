import { ar } from "./ar.ts";
import type { Catalogue, Message, MessageKey, MessageOverrides, MessageParameters } from "./catalogue.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";

const builtIn: ReadonlyMap<string, Catalogue> = new Map(
  [en, de, fr, es, ja, ar].map((catalogue) => [catalogue.locale, catalogue]),
);

/** Says the messages of one language. */
export interface Translator {
  /** The language, a BCP 47 tag. */
  readonly locale: string;
  /** Which way it is written. */
  readonly direction: "ltr" | "rtl";
  /**
   * The text of a message.
   * @param key - which
   * @param parameters - for the parts in braces
   * @param custom - other words for it, given at the validator
   */
  text(key: MessageKey, parameters?: MessageParameters, custom?: Message): string;
  /** Several words as one list, with the commas of the language. */
  list(values: readonly string[]): string;
  /** A size in bytes, such as `2 MB`. Powers of 1000, as the SI says. */
  size(bytes: number): string;
}

const languageOf = (tag: string): string => tag.split(/[-_]/, 1)[0]!.toLowerCase();

/** A tag in its canonical spelling; what is no tag at all (headers come from outside) becomes English. */
function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll("_", "-"))[0] ?? "en";
  } catch {
    return "en";
  }
}

/**
 * The catalogue for a language tag: the same tag, else the same language, else English.
 *
 * @param own - catalogues of the application, which come first
 * @example findCatalogue("de-AT").locale; // "de"
 */
export function findCatalogue(locale: string, own: readonly Catalogue[] = []): Catalogue {
  const wanted = [locale.toLowerCase(), languageOf(locale)];
  for (const tag of wanted) {
    const found = own.find((catalogue) => catalogue.locale.toLowerCase() === tag) ?? builtIn.get(tag);
    if (found !== undefined) return found;
  }
  return en;
}

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

const fill = (sentence: string, parameters: MessageParameters, number: Intl.NumberFormat): string =>
  // A function, so that `$&` in a value stays what it is.
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    if (!Object.hasOwn(parameters, name)) return whole;
    const value = parameters[name]!;
    return typeof value === "string" ? value : number.format(value);
  });

/** The tag itself where the catalogue is of its language (`de-AT` writes numbers its own way), else the catalogue's. */
function localeFor(catalogue: Catalogue, tag: string): string {
  return languageOf(tag) === languageOf(catalogue.locale) ? tag : catalogue.locale;
}

function createTranslator(catalogue: Catalogue, locale: string, overrides: MessageOverrides): Translator {
  const { direction, messages } = catalogue;
  const number = new Intl.NumberFormat(locale);
  const plural = new Intl.PluralRules(locale);
  const list = new Intl.ListFormat(locale, { type: "unit" });

  const sentenceOf = (message: Message, parameters: MessageParameters): string => {
    if (typeof message === "string") return message;
    const category = plural.select(Number(parameters[message.plural] ?? 0));
    return message[category] ?? message.other;
  };

  return {
    locale,
    direction,
    text: (key, parameters = {}, custom) => {
      const message = custom ?? (Object.hasOwn(overrides, key) ? overrides[key] : undefined) ?? messages[key];
      return fill(sentenceOf(message, parameters), parameters, number);
    },
    list: (values) => list.format(values),
    size: (bytes) => {
      const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
      const options = {
        style: "unit",
        unit: units[power]!,
        unitDisplay: power === 0 ? "long" : "short",
        maximumFractionDigits: 1,
      } as const;
      return new Intl.NumberFormat(locale, options).format(bytes / 1000 ** power);
    },
  };
}

/** Translators without overrides, by the tags as they came: `Intl` objects are costly to make. Tags may come from outside: bounded. */
const shared: Map<string, Translator> = new Map();
const sharedLimit = 64;

/**
 * The translator for a language.
 *
 * @param tag - a BCP 47 tag; what is none gives English
 * @param catalogues - catalogues of the application, which come before the built-in ones
 * @param overrides - other words for single messages
 * @example
 * translatorFor("de").text("required"); // "Dieses Feld wird benötigt."
 */
export function translatorFor(
  tag: string,
  catalogues?: readonly Catalogue[],
  overrides?: MessageOverrides,
): Translator {
  const isShared = catalogues === undefined && overrides === undefined;
  const known = isShared ? shared.get(tag) : undefined;
  if (known !== undefined) return known;
  const locale = canonical(tag);
  const catalogue = findCatalogue(locale, catalogues);
  const translator = createTranslator(catalogue, localeFor(catalogue, locale), overrides ?? {});
  if (isShared) {
    if (shared.size >= sharedLimit) shared.clear();
    shared.set(tag, translator);
  }
  return translator;
}
