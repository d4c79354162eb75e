import { describe, expect, test } from "vitest";
import { date, dateTimeLocal, defineForm, type FieldDefinition, month, time, week } from "../../src/index.ts";
import { attributesOf } from "../support/dom.ts";
import { blankHtml, checkJson, checkText } from "../support/forms.ts";

describe("dates and times are those of HTML, checked against the calendar", () => {
  test.each<[() => FieldDefinition, string, string]>([
    [date, "2026-05-01", "2026-05-01"],
    [date, "2024-02-29", "2024-02-29"],
    [date, "0001-01-01", "0001-01-01"],
    [time, "08:30", "08:30"],
    [time, "08:30:00", "08:30"],
    [time, "23:59:59.5", "23:59:59.5"],
    [time, "00:00:00.050", "00:00:00.05"],
    [dateTimeLocal, "2026-05-01T08:30", "2026-05-01T08:30"],
    [dateTimeLocal, "2026-05-01 08:30:15", "2026-05-01T08:30:15"],
    [month, "2026-12", "2026-12"],
    [week, "2026-W53", "2026-W53"],
    [week, "2020-W53", "2020-W53"],
  ])("%o takes %j as %j", async (field, text, value) => {
    expect(await checkText(field(), text)).toMatchObject({ data: value, valid: true });
  });

  test.each<[() => FieldDefinition, string, string[]]>([
    [
      date,
      "date",
      [
        "2026-02-29",
        "1900-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-1-1",
        "0000-01-01",
        "20260501",
        "2026-05-01x",
        "10000-01-01",
      ],
    ],
    [time, "time", ["24:00", "08:60", "08:30:60", "8:30", "08:30:15.1234", "noon"]],
    [dateTimeLocal, "dateTime", ["2026-05-01", "2026-05-01T24:00", "2026-02-30T10:00", "2026-05-01T10:00Z"]],
    [month, "month", ["2026-13", "2026-00", "26-01"]],
    [week, "week", ["2025-W53", "2026-W54", "2026-W00", "2026-53"]],
  ])("%o refuses what does not exist", async (field, code, texts) => {
    for (const text of texts) expect((await checkText(field(), text)).codes, text).toEqual([code]);
  });

  test("years of 53 weeks are those of ISO 8601, for 400 years", async () => {
    const weekOf = (year: number): number => {
      // The 28th of December is always in the last week of its year.
      const last = new Date(Date.UTC(year, 11, 28));
      const thursday = new Date(last.getTime() + (4 - (last.getUTCDay() || 7)) * 86_400_000);
      return Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7);
    };
    for (let year = 1900; year < 2300; year += 1) {
      expect((await checkText(week(), `${year}-W53`)).valid, String(year)).toBe(weekOf(year) === 53);
    }
  });

  test("controls and shown values", async () => {
    expect(attributesOf(blankHtml(dateTimeLocal()), "input")["type"]).toBe("datetime-local");
    expect(attributesOf((await checkText(date(), "never")).html, "input")).toMatchObject({
      type: "date",
      value: "never",
    });
    const form = defineForm({ x: date() }).blank(undefined, { defaults: { x: "2026-05-01" } });
    expect(attributesOf(form.x, "input")["value"]).toBe("2026-05-01");
  });

  test("JSON numbers are no dates", async () => {
    expect((await checkJson(date(), 20260501)).codes).toEqual(["date"]);
  });

  test("an object that writes itself as such a date is a default (Temporal)", () => {
    const form = defineForm({ x: date() }).blank(undefined, { defaults: { x: { toString: () => "2026-05-01" } } });
    expect(form.x.data).toBe("2026-05-01");
  });
});

describe("formats of one's own", () => {
  const german = date({ format: ["%d.%m.%Y", "%d/%m/%Y"] });

  test("are read besides that of HTML, and shown in a text control", async () => {
    for (const text of ["1.5.2026", "01.05.2026", "1/5/2026", "2026-05-01"])
      expect((await checkText(german, text)).data, text).toBe("2026-05-01");
    const form = defineForm({ x: german }).blank(undefined, { defaults: { x: "2026-05-01" } });
    expect(attributesOf(form.x, "input")).toMatchObject({ type: "text", value: "01.05.2026" });
  });

  test("the calendar is checked there too", async () => {
    for (const text of ["30.2.2026", "1.5.26", "1.5.2026 ", "1..2026", "1.5.2026x"].filter(
      (each) => each.trim() === each,
    )) {
      expect((await checkText(german, text)).codes, text).toEqual(["date"]);
    }
  });

  test("weeks, times, percent signs", async () => {
    expect((await checkText(week({ format: "%V/%G" }), "18/2026")).data).toBe("2026-W18");
    expect((await checkText(time({ format: "%Hh%M%%" }), "8h05%")).data).toBe("08:05");
  });

  test("%-d is written without zeros, and read with and without", async () => {
    const field = dateTimeLocal({ format: "%-d.%-m.%Y %-H:%M" });
    const form = defineForm({ x: field }).blank(undefined, { defaults: { x: "2026-05-01T08:05" } });
    expect(attributesOf(form.x, "input")["value"]).toBe("1.5.2026 8:05");
    expect((await checkText(field, "1.5.2026 8:05")).data).toBe("2026-05-01T08:05");
    expect((await checkText(field, "01.05.2026 08:05")).data).toBe("2026-05-01T08:05");
  });

  test("an unknown directive is refused at definition", () => {
    expect(() => date({ format: "%-B" })).toThrow(/"%-B"/);
    expect(() => date({ format: "%B %Y" })).toThrow(/%B/);
    expect(() => date({ format: "%" })).toThrow(/"%"/);
  });
});

describe("with a time zone the value is exact", () => {
  const berlin = dateTimeLocal({ timeZone: "Europe/Berlin" });

  test.each([
    ["2026-05-01T10:00", "2026-05-01T10:00+02:00[Europe/Berlin]"],
    ["2026-01-01T10:00", "2026-01-01T10:00+01:00[Europe/Berlin]"],
    // Clocks went from 02:00 to 03:00: the time is moved on by the gap (Temporal: "compatible").
    ["2026-03-29T02:30", "2026-03-29T03:30+02:00[Europe/Berlin]"],
    // 02:30 came twice: the first is meant.
    ["2026-10-25T02:30", "2026-10-25T02:30+02:00[Europe/Berlin]"],
  ])("%j is %j", async (text, value) => {
    expect((await checkText(berlin, text)).data).toBe(value);
  });

  test("west of Greenwich and at half hours", async () => {
    expect((await checkText(dateTimeLocal({ timeZone: "America/St_Johns" }), "2026-01-15T10:00")).data).toBe(
      "2026-01-15T10:00-03:30[America/St_Johns]",
    );
    expect((await checkText(dateTimeLocal({ timeZone: "Asia/Kathmandu" }), "2026-01-15T10:00")).data).toBe(
      "2026-01-15T10:00+05:45[Asia/Kathmandu]",
    );
  });

  test("an exact default is shown as the zone's clocks show it", () => {
    const form = defineForm({ x: berlin }).blank(undefined, { defaults: { x: "2026-05-01T08:00:00Z" } });
    expect(attributesOf(form.x, "input")["value"]).toBe("2026-05-01T10:00");
  });

  test("an unknown zone is refused at definition", () => {
    expect(() => dateTimeLocal({ timeZone: "Mars/Olympus" })).toThrow(/Mars/);
  });

  test("the zone may be another for each visitor, or none", async () => {
    let zone: string | undefined = "Europe/Paris";
    const field = dateTimeLocal({ timeZone: () => zone });
    const shown = (): unknown =>
      attributesOf(defineForm({ x: field }).blank(undefined, { defaults: { x: "2026-05-06T14:00Z" } }).x, "input")[
        "value"
      ];
    expect((await checkText(field, "2026-05-06T16:00")).data).toBe("2026-05-06T16:00+02:00[Europe/Paris]");
    expect(shown()).toBe("2026-05-06T16:00");
    zone = "America/New_York";
    expect((await checkText(field, "2026-05-06T10:00")).data).toBe("2026-05-06T10:00-04:00[America/New_York]");
    expect(shown()).toBe("2026-05-06T10:00");
    zone = undefined;
    expect((await checkText(field, "2026-05-06T10:00")).data).toBe("2026-05-06T10:00");
    zone = "Mars/Olympus";
    await expect(checkText(field, "2026-05-06T10:00")).rejects.toThrow(/Mars/);
  });
});

describe("bounds", () => {
  test("are checked and set as attributes", async () => {
    const field = date({ min: "2026-01-01", max: "2026-12-31" });
    expect(attributesOf(blankHtml(field), "input")).toMatchObject({ min: "2026-01-01", max: "2026-12-31" });
    expect((await checkText(field, "2026-12-31")).valid).toBe(true);
    expect((await checkText(field, "2025-12-31")).errors).toEqual(["Must be between 2026-01-01 and 2026-12-31."]);
    expect((await checkText(date({ max: "2026-01-01" }), "2026-01-02")).codes).toEqual(["dateMax"]);
  });

  test.each([
    ["seconds that are zero", time({ min: "08:30:00" }), "08:30", "08:29"],
    ["zeros of a fraction", time({ max: "08:30:00.500" }), "08:30:00.5", "08:30:00.6"],
    ["a space for the T", dateTimeLocal({ max: "2026-05-01 08:30" }), "2026-05-01T08:30", "2026-05-01T08:31"],
    ["a function", time({ min: () => "08:30:00" }), "08:30", "08:29"],
  ])("mean the same however they are written: %s", async (_name, field, inside, outside) => {
    expect((await checkText(field, inside)).valid).toBe(true);
    expect((await checkText(field, outside)).valid).toBe(false);
  });

  test("that are no dates are refused at definition", () => {
    for (const min of ["2026-13-01", "1.1.2026", "2026-05", ""]) expect(() => date({ min }), min).toThrow(/no bound/);
  });

  test("may be functions, asked each time", async () => {
    let today = "2026-05-01";
    const field = date({ min: () => today });
    expect((await checkText(field, "2026-05-01")).valid).toBe(true);
    today = "2026-05-02";
    expect((await checkText(field, "2026-05-01")).codes).toEqual(["dateMin"]);
    expect(attributesOf(blankHtml(field), "input")["min"]).toBe("2026-05-02");
  });

  test("a range of times may go over midnight, as in HTML", async () => {
    const night = time({ min: "22:00", max: "06:00" });
    for (const [text, valid] of [
      ["23:30", true],
      ["05:59", true],
      ["06:00", true],
      ["12:00", false],
    ] as const) {
      expect((await checkText(night, text)).valid, text).toBe(valid);
    }
  });

  test("zoned values are compared by their local part", async () => {
    const field = dateTimeLocal({ timeZone: "Europe/Berlin", max: "2026-05-01T10:00" });
    expect((await checkText(field, "2026-05-01T10:00")).valid).toBe(true);
    expect((await checkText(field, "2026-05-01T10:01")).valid).toBe(false);
  });
});
