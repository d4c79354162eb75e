import { describe, expect, test } from "vitest";
import {
  bigInteger,
  Decimal,
  decimal,
  decimalRange,
  defineForm,
  float,
  integer,
  integerRange,
} from "../../src/index.ts";
import { attributesOf } from "../support/dom.ts";
import { blankHtml, check, checkJson, checkText } from "../support/forms.ts";

describe("integers", () => {
  test.each([
    ["0", 0],
    ["-0", 0],
    ["+7", 7],
    [" 42 ", 42],
    ["007", 7],
    ["9007199254740991", Number.MAX_SAFE_INTEGER],
  ])("%j is %j", async (text, value) => {
    expect(await checkText(integer(), text)).toMatchObject({ data: value, valid: true });
  });

  test.each(["1.0", "1e3", "0x10", "1 2", "--1", "9007199254740993", "NaN", "Infinity", "١", "1".repeat(500)])(
    "%j is none",
    async (text) => {
      expect(await checkText(integer(), text)).toMatchObject({ data: null, codes: ["integer"] });
    },
  );

  test("what was typed is shown again as it was", async () => {
    expect(attributesOf((await checkText(integer(), "twelve")).html, "input")["value"]).toBe("twelve");
  });

  test("JSON numbers are numbers", async () => {
    expect((await checkJson(integer(), 12)).data).toBe(12);
    expect((await checkJson(integer(), 1.5)).codes).toEqual(["integer"]);
    expect((await checkJson(integer(), true)).codes).toEqual(["integer"]);
  });

  test("0 fills in a required field", async () => {
    expect((await checkText(integer({ required: true }), "0")).valid).toBe(true);
  });

  test("what cannot be read is not also called missing", async () => {
    expect((await checkText(integer({ required: true, min: 3 }), "x")).codes).toEqual(["integer"]);
  });

  test("bounds", async () => {
    const field = integer({ min: 1, max: 5 });
    expect(attributesOf(blankHtml(field), "input")).toMatchObject({ type: "number", min: "1", max: "5" });
    expect((await checkText(field, "6")).errors).toEqual(["Number must be between 1 and 5."]);
    expect((await checkText(integer({ min: 1 }), "0")).errors).toEqual(["Number must be at least 1."]);
    expect((await checkText(integer({ max: 1000 }), "1001")).errors).toEqual(["Number must be at most 1,000."]);
  });

  test("a message of one's own for what is no number", async () => {
    expect((await checkText(integer({ invalidMessage: "Digits only." }), "x")).errors).toEqual(["Digits only."]);
  });

  test("bigints have no limit", async () => {
    expect((await checkText(bigInteger(), "-900719925474099300")).data).toBe(-900719925474099300n);
    expect((await checkText(bigInteger({ max: 5n }), "9007199254740993")).codes).toEqual(["numberMax"]);
  });

  test("a slider has bounds, but no `required`", () => {
    const attributes = attributesOf(blankHtml(integerRange({ min: 0, max: 10, required: true })), "input");
    expect(attributes).toMatchObject({ type: "range", min: "0", max: "10" });
    expect(attributes).not.toHaveProperty("required");
  });
});

describe("floats", () => {
  test.each([
    ["1.5", 1.5],
    ["-.5", -0.5],
    ["1e3", 1000],
    ["1E-3", 0.001],
  ])("%j is %j", async (text, value) => {
    expect((await checkText(float(), text)).data).toBe(value);
  });

  test.each(["1.", ".", "1e", "1e999", "1,5", "Infinity", "0x1"])("%j is none", async (text) => {
    expect((await checkText(float(), text)).codes).toEqual(["number"]);
  });

  test("any step", () => {
    expect(attributesOf(blankHtml(float()), "input")["step"]).toBe("any");
  });
});

describe("decimals are exact", () => {
  test("0.1 and 19.90 keep every digit", async () => {
    expect(String((await checkText(decimal(), "19.90")).data)).toBe("19.90");
    const long = "123456789012345678901234567890.123456789";
    expect(String((await checkText(decimal(), long)).data)).toBe(long);
  });

  test("an exponent cannot fill the memory", async () => {
    for (const text of ["1e999999", "1e401", "9".repeat(401), "1e-99999", "NaN", "Infinity", "", "."]) {
      expect(Decimal.parse(text), text).toBeNull();
    }
    expect((await checkText(decimal(), "1e999999999")).codes).toEqual(["decimal"]);
  });

  test("bounds are compared exactly", async () => {
    const field = decimal({ min: "0.1", max: 10n });
    expect((await checkText(field, "0.1")).valid).toBe(true);
    expect((await checkText(field, "0.0999999999999999999999")).codes).toEqual(["numberBetween"]);
    expect((await checkText(field, "10.00")).valid).toBe(true);
    expect((await checkText(field, "10.0000000000000000000001")).codes).toEqual(["numberBetween"]);
  });

  test("a default is shown with the places asked for", () => {
    const form = defineForm({ x: decimal({ places: 2 }) }).blank(undefined, { defaults: { x: "2.345" } });
    expect(attributesOf(form.x, "input")["value"]).toBe("2.34");
  });

  test("in the form's language, both ways", async () => {
    const form = defineForm({ x: decimal({ useLocale: true }) }, { locale: "de" });
    const result = await form.validate(new URLSearchParams({ x: "1.234.567,50" }));
    expect(String(result.data.x)).toBe("1234567.50");
    expect(attributesOf(result.x, "input")).toMatchObject({
      type: "text",
      inputmode: "decimal",
      value: "1.234.567,50",
    });
    expect(attributesOf(form.blank(undefined, { defaults: { x: "1234.5" } }).x, "input")["value"]).toBe("1.234,5");
    for (const wrong of ["1,2,3", "1,2.3", ".5,", "a", "1.,5", "1.50", "12.34.567", "1.2345", ".123", "1.234."]) {
      expect((await form.validate(new URLSearchParams({ x: wrong }))).valid, wrong).toBe(false);
    }
  });

  test("French groups with a space, whichever was typed; Arabic has digits of its own", async () => {
    const read = async (text: string, locale: string) =>
      String((await defineForm({ x: decimal({ useLocale: true }) }).validate([["x", text]], { locale })).data.x);
    expect(await read("1 234,5", "fr")).toBe("1234.5");
    expect(await read("1\u00a0234,5", "fr")).toBe("1234.5");
    expect(await read("−1.5", "en")).toBe("-1.5");
    expect(await read(new Intl.NumberFormat("ar-EG").format(1234.5), "ar-EG")).toBe("1234.5");
  });

  test("contradictory options are refused at definition", () => {
    expect(() => decimal({ useLocale: true, places: 2 })).toThrow(/numberFormat/);
    expect(() => decimal({ places: -1 })).toThrow(/places/);
    for (const rounding of ["up", "ROUND_UP", "constructor"])
      expect(() => decimal({ places: 2, rounding: rounding as "ceil" }), rounding).toThrow(/is none of ceil, floor/);
  });

  test("a slider of decimals", async () => {
    expect(attributesOf(blankHtml(decimalRange({ min: 0, max: 1 })), "input")).toMatchObject({
      type: "range",
      step: "any",
    });
    expect(String((await check(decimalRange(), [["x", "0.25"]])).data)).toBe("0.25");
  });
});

describe("Decimal", () => {
  test("rounding, as Intl.NumberFormat rounds", () => {
    const modes = [
      "ceil",
      "floor",
      "expand",
      "trunc",
      "halfCeil",
      "halfFloor",
      "halfExpand",
      "halfTrunc",
      "halfEven",
    ] as const;
    for (const text of ["2.5", "-2.5", "3.5", "-3.5", "2.51", "-2.49", "0.5", "-0.5", "1.005"]) {
      for (const roundingMode of modes) {
        for (const places of [0, 2]) {
          const format = new Intl.NumberFormat("en", {
            minimumFractionDigits: places,
            maximumFractionDigits: places,
            roundingMode,
            signDisplay: "negative",
            useGrouping: false,
          });
          const expected = format.format(text as Intl.StringNumericLiteral);
          expect(
            Decimal.from(text).quantize(places, roundingMode).toString(),
            `${text} ${roundingMode} ${places}`,
          ).toBe(expected);
        }
      }
    }
  });

  test("text and JSON have all digits and no exponent", () => {
    expect(Decimal.from("1e-7").toString()).toBe("0.0000001");
    expect(Decimal.from("-1.5e3").toString()).toBe("-1500");
    expect(JSON.stringify({ price: Decimal.from("0.10") })).toBe('{"price":"0.10"}');
    expect(Decimal.from(0.1).toNumber()).toBe(0.1);
  });

  test("comparison does not care about trailing zeros or kinds", () => {
    expect(Decimal.compare("1.0", 1n)).toBe(0);
    expect(Decimal.compare(0.1, "0.1")).toBe(0);
    expect(Decimal.compare("-1", "1")).toBe(-1);
    expect(Decimal.compare(2, 1)).toBe(1);
    expect(() => Decimal.from("x")).toThrow(RangeError);
  });
});

test("India groups by two", async () => {
  const form = defineForm({ x: decimal({ useLocale: true }) });
  expect(String((await form.validate([["x", "12,34,567.5"]], { locale: "en-IN" })).data.x)).toBe("1234567.5");
  expect((await form.validate([["x", "12,34,567.5"]], { locale: "en" })).valid).toBe(false);
});
