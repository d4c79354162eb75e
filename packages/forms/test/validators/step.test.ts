import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readParts, writeParts } from "../../src/dates/parts.ts";
import { lines } from "../../src/dates/steps.ts";
import {
  bigInteger,
  date,
  dateRange,
  dateStep,
  dateTimeLocal,
  decimal,
  decimalRange,
  defineForm,
  type FieldDefinition,
  float,
  integer,
  integerRange,
  month,
  numberStep,
  time,
  week,
} from "../../src/index.ts";
import { attributesOf } from "../support/dom.ts";

async function errorsOf(field: FieldDefinition, value: string): Promise<readonly string[]> {
  const { errors } = await defineForm({ f: field }).validate(new URLSearchParams({ f: value }));
  return ((errors as { f?: readonly string[] }).f ?? []) as readonly string[];
}

const attribute = (field: FieldDefinition): unknown =>
  attributesOf(defineForm({ f: field }).bind().fields["f"]!.render().toString(), "input")["step"];

const between = (below: string, above: string): string[] => [`The nearest allowed values are ${below} and ${above}.`];
const nearest = (value: string): string[] => [`The nearest allowed value is ${value}.`];

describe("the step of numbers is checked by the server as well", () => {
  test.each([
    ["from 0", integer({ step: 5 }), "15", []],
    ["from 0, not on it", integer({ step: 5 }), "12", between("10", "15")],
    ["below 0", integer({ step: 5 }), "-12", between("-15", "-10")],
    ["from min", integer({ min: 3, step: 5 }), "8", []],
    ["from min, not on it", integer({ min: 3, step: 5 }), "10", between("8", "13")],
    ["the next would be above max", integer({ min: 0, max: 12, step: 5 }), "11", nearest("10")],
    ["sliders", integerRange({ min: 0, max: 100, step: 10 }), "55", between("50", "60")],
    [
      "big integers",
      bigInteger({ step: 10 }),
      "90071992547409935",
      ["The nearest allowed values are 90,071,992,547,409,930 and 90,071,992,547,409,940."],
    ],
    ["tenths are exact", float({ step: 0.1 }), "0.3", []],
    ["tenths are exact, and so are their neighbours", float({ step: 0.1 }), "0.35", between("0.3", "0.4")],
    ["decimals", decimal({ step: "0.05" }), "1.95", []],
    ["decimals, not on it", decimal({ step: "0.05" }), "1.99", between("1.95", "2")],
    ["decimals from min", decimal({ min: "0.01", step: "0.05" }), "0.06", []],
    ["sliders of decimals", decimalRange({ min: 0, max: 1, step: "0.25" }), "0.3", between("0.25", "0.5")],
    ["as a validator", integer({ validators: [numberStep({ step: 3, base: 1, message: "No." })] }), "5", ["No."]],
    ["a base may be a function", integer({ validators: [numberStep({ step: 3, base: () => 2 })] }), "5", []],
  ])("%s", async (_what, field, value, expected) => {
    expect(await errorsOf(field, value)).toEqual(expected);
  });

  test("an exponent cannot fill the memory", async () => {
    expect(await errorsOf(decimal({ step: "1e-300" }), "1e300")).toEqual([]);
    expect(await errorsOf(float({ step: 1e300 }), "5e-324")).toHaveLength(1);
  });

  test("every multiple is on a step, and nothing between two is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: -500, max: 500 }),
        fc.integer({ min: 0, max: 499 }),
        async (base, step, count, over) => {
          const places = (value: number): string => (value / 100).toFixed(2);
          const field = decimal({ validators: [numberStep({ base: places(base), step: places(step) })] });
          const errors = await errorsOf(field, places(base + step * count + (over % step)));
          expect(errors).toHaveLength(over % step === 0 ? 0 : 1);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("sets its attribute", () => {
    expect(attribute(integer({ step: 5 }))).toBe("5");
    expect(attribute(decimal({ step: "0.05" }))).toBe("0.05");
    expect(attribute(float({ step: 0.5 }))).toBe("0.5");
    expect(attribute(float())).toBe("any");
    expect(attribute(time({ step: 900 }))).toBe("900");
  });
});

describe("the step of dates and times", () => {
  test.each([
    ["days from 1970-01-01, a Thursday", date({ step: 7 }), "2026-05-07", []],
    ["Mondays", date({ min: "2026-01-05", step: 7 }), "2026-01-12", []],
    ["not a Monday", date({ min: "2026-01-05", step: 7 }), "2026-01-14", between("2026-01-12", "2026-01-19")],
    ["the last Monday", date({ min: "2026-01-05", max: "2026-01-15", step: 7 }), "2026-01-14", nearest("2026-01-12")],
    [
      "the base is the min of another validator too",
      date({ validators: [dateRange({ min: "2026-01-05" }), dateStep({ step: 7 })] }),
      "2026-01-12",
      [],
    ],
    ["quarters of years", month({ step: 3 }), "2026-04", []],
    ["not a quarter", month({ step: 3 }), "2026-12", between("2026-10", "2027-01")],
    ["months before 1970", month({ step: 12 }), "1969-02", between("1969-01", "1970-01")],
    ["every other week", week({ min: "2026-W52", step: 2 }), "2027-W01", []],
    ["not every other week", week({ min: "2026-W52", step: 2 }), "2026-W53", between("2026-W52", "2027-W01")],
    ["quarters of hours", time({ step: 900 }), "08:45", []],
    ["no quarter", time({ step: 900 }), "08:50", between("08:45", "09:00")],
    ["after the last quarter", time({ step: 900 }), "23:50", nearest("23:45")],
    ["over midnight", time({ min: "22:10", max: "02:00", step: 1200 }), "01:30", []],
    ["half seconds", time({ step: 0.5 }), "08:45:01.5", []],
    ["no half second", time({ step: 0.5 }), "08:45:01.7", between("08:45:01.5", "08:45:02")],
    [
      "dates and times",
      dateTimeLocal({ step: 3600 }),
      "2026-05-01T08:30",
      between("2026-05-01T08:00", "2026-05-01T09:00"),
    ],
    [
      "across midnight",
      dateTimeLocal({ min: "2026-05-01T00:30", step: 3600 }),
      "2026-05-02T00:00",
      between("2026-05-01T23:30", "2026-05-02T00:30"),
    ],
    ["with a zone, by its clocks", dateTimeLocal({ step: 3600, timeZone: "Asia/Kolkata" }), "2026-05-01T08:00", []],
    [
      "in a format of one's own",
      date({ format: "%d.%m.%Y", min: "2026-01-05", step: 7 }),
      "13.01.2026",
      between("2026-01-12", "2026-01-19"),
    ],
    ["the first year", date({ step: 100000 }), "0001-01-01", nearest("0053-06-19")],
  ])("%s", async (_what, field, value, expected) => {
    expect(await errorsOf(field, value)).toEqual(expected);
  });

  test.each([
    ["date", "1900-01-01", 160_000],
    ["month", "1900-01", 5000],
    ["week", "1900-W01", 20_000],
  ] as const)("counting %ss reaches each of them once, there and back", (kind, first, many) => {
    const line = lines[kind];
    const start = line.count(readParts(kind, first)!);
    let before = "";
    for (let count = start; count < start + many; count += 1) {
      const text = writeParts(kind, line.parts(count));
      expect(text > before).toBe(true);
      expect(line.count(readParts(kind, text)!)).toBe(count);
      before = text;
    }
  });

  test("steps that are none are refused at definition", () => {
    for (const step of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => integer({ step })).toThrow("step");
      expect(() => time({ step })).toThrow("step");
    }
    expect(() => decimal({ step: "some" })).toThrow("step");
  });
});
