import { describe, expect, test } from "vitest";
import {
  ar,
  type Catalogue,
  de,
  defineForm,
  en,
  es,
  fr,
  ja,
  length,
  list,
  type Message,
  messageKeys,
  string,
  translatorFor,
} from "../../src/index.ts";
import { attributesOf } from "../support/dom.ts";

const catalogues = { ar, de, en, es, fr, ja };

const sentences = (message: Message): string[] =>
  typeof message === "string"
    ? [message]
    : Object.entries(message).flatMap(([key, text]) => (key === "plural" ? [] : [String(text)]));

const parts = (message: Message): string[] =>
  [...new Set(sentences(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

describe.each(Object.entries(catalogues))("the catalogue %s", (_locale, catalogue: Catalogue) => {
  test("has every message, and no other", () => {
    expect(Object.keys(catalogue.messages).sort()).toEqual([...messageKeys].sort());
  });

  test("uses the parts that the English one has, and decides plurals by the same number", () => {
    for (const key of messageKeys) {
      const [own, english] = [catalogue.messages[key], en.messages[key]];
      expect(parts(english), key).toEqual(expect.arrayContaining(parts(own)));
      const decides = (message: Message) => (typeof message === "string" ? undefined : message.plural);
      if (typeof own !== "string" && typeof english !== "string") expect(decides(own), key).toBe(decides(english));
    }
  });

  test("has a sentence for each plural category of the language that whole numbers have", () => {
    const rules = new Intl.PluralRules(catalogue.locale);
    for (const key of messageKeys) {
      const message = catalogue.messages[key];
      // Where the number itself is not printed, one sentence may do for several categories.
      if (typeof message === "string" || !message.other.includes(`{${message.plural}}`)) continue;
      for (let number = 1; number < 120; number += 1) {
        const category = rules.select(number);
        expect(
          message[category] ?? (category === "other" ? message.other : undefined),
          `${key} ${category}`,
        ).toBeDefined();
      }
    }
  });

  test("says no English where it is not English, and leaves no part open", () => {
    const translator = translatorFor(catalogue.locale);
    const numbers = { min: 3, max: 5, count: 2, below: 1, above: 4, nearest: 6 };
    const parameters = { ...numbers, name: "n", values: "v", other: "o", extensions: "e", types: "t" };
    for (const key of messageKeys) {
      const text = translator.text(key, parameters);
      expect(text, key).not.toMatch(/[{}]/);
      if (catalogue.locale !== "en") expect(text, key).not.toBe(translatorFor("en").text(key, parameters));
    }
  });
});

describe("translators", () => {
  test("plural rules are those of Intl", () => {
    expect(translatorFor("en").text("tooShort", { min: 1 })).toBe("Field must be at least 1 character long.");
    expect(translatorFor("fr").text("tooLong", { max: 0 })).toBe("Le champ ne peut contenir plus de 0 caractère.");
    expect(translatorFor("ar").text("tooShort", { min: 2 })).toBe("يجب ألا يقل الحقل عن حرفين.");
    expect(translatorFor("ar").text("tooManyEntries", { max: 11 })).toContain("عنصرًا");
    expect(translatorFor("ja").text("tooShort", { min: 1 })).toBe("1文字以上で入力してください。");
  });

  test("numbers are written as in the language and country", () => {
    expect(translatorFor("de").text("numberMax", { max: 12345.5 })).toContain("12.345,5");
    expect(translatorFor("de-CH").text("numberMax", { max: 12345.5 })).toContain(
      new Intl.NumberFormat("de-CH").format(12345.5),
    );
    expect(translatorFor("de").size(1_500_000)).toBe("1,5 MB");
    expect(translatorFor("en").size(1)).toBe("1 byte");
    expect(translatorFor("en").size(12)).toBe("12 bytes");
  });

  test("a tag finds its language; what is no tag, or unknown, gives English", () => {
    for (const [tag, locale] of [
      ["de-AT", "de-AT"],
      ["DE_at", "de-AT"],
      ["pt-BR", "en"],
      ["", "en"],
      ["no tag!", "en"],
      ["x".repeat(300), "en"],
    ] as const) {
      expect(translatorFor(tag).locale, tag).toBe(locale);
    }
    expect(translatorFor("de-AT").text("required")).toBe(de.messages.required);
  });

  test("values cannot play with the pattern", () => {
    expect(translatorFor("en").text("unexpected", { name: "$& {name} {__proto__}" })).toBe(
      "Unexpected field: $& {name} {__proto__}.",
    );
    expect(translatorFor("en").text("unexpected", {}, "{constructor} {toString}")).toBe("{constructor} {toString}");
  });

  test("a thousand languages from request headers do not fill the memory", () => {
    for (let index = 0; index < 1000; index += 1) translatorFor(`de-x-a${index}`);
    expect(translatorFor("de").text("submit")).toBe("Absenden");
  });
});

describe("words of one's own", () => {
  const pt: Catalogue = {
    ...en,
    locale: "pt",
    messages: {
      ...en.messages,
      required: "Este campo é obrigatório.",
      tooShort: { plural: "min", one: "Mínimo de {min} letra.", other: "Mínimo de {min} letras." },
    },
  };

  test("a language, for one form", async () => {
    const form = defineForm({ a: string({ required: true }), b: string({ minLength: 2 }) }, { catalogues: [pt] });
    expect((await form.validate([["b", "x"]], { locale: "pt-BR" })).errors).toEqual({
      a: ["Este campo é obrigatório."],
      b: ["Mínimo de 2 letras."],
    });
    expect((await form.validate([], { locale: "de" })).errors.a).toEqual([de.messages.required]);
  });

  test("single messages of a form, plural ones too, or of a validator", async () => {
    const form = defineForm(
      { a: string({ required: true }), b: list(string(), { maxEntries: 1 }) },
      { messages: { required: "Fill me in!", tooManyEntries: { plural: "max", one: "One!", other: "{max}!" } } },
    );
    expect(
      (
        await form.validate([
          ["b-0", ""],
          ["b-1", ""],
        ])
      ).errors,
    ).toEqual({ a: ["Fill me in!"], b: { "": ["One!"] } });
    const own = defineForm({
      a: string({
        validators: [length({ min: 2, message: { plural: "length", one: "one letter", other: "{length} letters" } })],
      }),
    });
    expect((await own.validate([["a", "x"]])).errors.a).toEqual(["one letter"]);
  });

  test("labels that are functions of the language", () => {
    const form = defineForm({ a: string({ label: (locale) => (locale.startsWith("de") ? "Name" : "First name") }) });
    expect([form.blank(undefined, { locale: "de" }).a.label.text, form.blank().a.label.text]).toEqual([
      "Name",
      "First name",
    ]);
  });

  test("Arabic forms run from right to left", () => {
    const form = defineForm({ a: string() }, { locale: "ar" }).blank();
    expect(attributesOf(form.render(), "form")["dir"]).toBe("rtl");
    expect(form.meta.direction).toBe("rtl");
  });
});
