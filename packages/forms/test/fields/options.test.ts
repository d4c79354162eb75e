import { describe, expect, test } from "vitest";
import {
  boolean,
  button,
  checkboxes,
  color,
  date,
  dateTimeLocal,
  decimal,
  defineField,
  email,
  type FieldDefinition,
  file,
  files,
  float,
  inputWidget,
  integer,
  month,
  password,
  radio,
  select,
  string,
  submit,
  textArea,
  time,
  url,
} from "../../src/index.ts";
import { check, checkJson, checkText } from "../support/forms.ts";

/** An option that the compiler lets through, because it infers the type of the options. */
const misspelt = { required: true, requierd: true } as const;
const tags = defineField<string>({
  type: "tags",
  control: "text",
  widget: inputWidget("text"),
  read: (_values, field, invalidMessage) => ({ issue: field.issue("malformed", {}, invalidMessage) }),
});

const kinds: readonly (readonly [string, () => FieldDefinition])[] = [
  ["string", () => string(misspelt)],
  ["textArea", () => textArea(misspelt)],
  ["password", () => password(misspelt)],
  ["email", () => email(misspelt)],
  ["url", () => url(misspelt)],
  ["color", () => color(misspelt)],
  ["integer", () => integer(misspelt)],
  ["float", () => float(misspelt)],
  ["decimal", () => decimal(misspelt)],
  ["date", () => date(misspelt)],
  ["time", () => time(misspelt)],
  ["dateTimeLocal", () => dateTimeLocal(misspelt)],
  ["month", () => month(misspelt)],
  ["boolean", () => boolean(misspelt)],
  ["file", () => file(misspelt)],
  ["files", () => files(misspelt)],
  ["select", () => select({ choices: ["a"], ...misspelt })],
  ["radio", () => radio({ choices: ["a"], ...misspelt })],
  ["checkboxes", () => checkboxes({ choices: ["a"], ...misspelt })],
  ["tags", () => tags(misspelt)],
];

describe("options that a field does not have", () => {
  test.each(kinds)("are refused, with the nearest name: %s", (type, make) => {
    expect(make).toThrow(`a ${type} field has no option "requierd". Did you mean "required"?`);
  });

  test("belong to another kind of field", () => {
    const minimum = { required: true, min: 3 } as const;
    expect(() => string(minimum)).toThrow(/has no option "min"/);
    const zoned = { required: true, timeZone: "Europe/Berlin" } as const;
    expect(() => date(zoned)).toThrow(/has no option "timeZone"/);
    const held = { placeholder: "Choose", choices: ["a"] } as const;
    expect(() => radio(held)).toThrow(/has no option "placeholder"/);
    expect(() => select(held)).not.toThrow();
  });

  test("are not those that it has", () => {
    const makers = [
      () => string({ minLength: 1, maxLength: 2, pattern: /a+/, strip: false, sensitive: true, datalist: ["a"] }),
      () => password({ hideValue: false }),
      () => url({ address: { requireTld: false } }),
      () => decimal({ places: 2, rounding: "floor", min: 1, max: 2, step: "0.1" }),
      () => decimal({ useLocale: true, numberFormat: {} }),
      () => dateTimeLocal({ timeZone: "Europe/Berlin", format: "%d.%m.%Y %H:%M", min: "2026-01-01T00:00", step: 60 }),
      () => files({ maxFiles: 2, maxSize: 3, minSize: 1, extensions: ["txt"], types: ["image/png"], of: File }),
      () => boolean({ falseValues: ["no"] }),
      () => select({ choices: ["a"], coerce: String, validateChoice: false, placeholder: false }),
      () => submit({ label: "Go" }),
      () => button({ label: "Go", action: "reset" }),
    ];
    for (const make of makers) expect(make).not.toThrow();
  });
});

describe("the message for what cannot be read", () => {
  const invalidMessage = "Please look again.";

  test.each([
    ["color", color({ invalidMessage }), "red"],
    ["integer", integer({ invalidMessage }), "x"],
    ["date", date({ invalidMessage }), "x"],
    ["select", select({ choices: ["a"], invalidMessage }), "b"],
    ["text", string({ invalidMessage }), "a\0"],
    ["a field of your own", tags({ invalidMessage }), "x"],
  ])("is the field's: %s", async (_type, field, text) => {
    expect((await checkText(field, text)).errors).toEqual([invalidMessage]);
  });

  test("is the field's for what is no text and no truth value", async () => {
    expect((await checkJson(string({ invalidMessage }), {})).errors).toEqual([invalidMessage]);
    expect((await checkJson(boolean({ invalidMessage }), {})).errors).toEqual([invalidMessage]);
    expect((await check(file({ invalidMessage }), [["x", "text"]])).errors).toEqual([invalidMessage]);
  });
});
