import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  type BoundField,
  boolean,
  button,
  checkboxes,
  color,
  type DataOf,
  type Decimal,
  date,
  decimal,
  defineField,
  defineForm,
  email,
  enumChoices,
  file,
  files,
  inputWidget,
  integer,
  list,
  nested,
  password,
  radio,
  required,
  select,
  selectMultiple,
  string,
  submit,
  type UploadedFile,
} from "../../src/index.ts";
import { type Equal, holds, type Plain } from "./expect.ts";

/** Compiled by tsc; at run time only the forms are made, so that no definition here is one that would throw. */
describe("form.data is typed from the definition", () => {
  test("required or not decides about null", () => {
    const fields = {
      a: string(),
      b: string({ required: true }),
      c: string({ required: "Please!" }),
      d: string({ required: false }),
      e: string({ validators: [required()] }),
      f: string({ validators: [] }),
      g: integer({ required: true, min: 1 }),
      h: decimal(),
      i: date({ required: true }),
      j: email({ required: true, maxLength: 80 }),
      k: color(),
    };
    type Data = Plain<DataOf<typeof fields>>;
    holds<
      Equal<
        Data,
        {
          a: string | null;
          b: string;
          c: string;
          d: string | null;
          e: string;
          f: string | null;
          g: number;
          h: Decimal | null;
          i: string;
          j: string;
          k: string | null;
        }
      >
    >(true);
    expect(Object.keys(defineForm(fields).fields)).toHaveLength(11);
  });

  test("choices are the union of their values", () => {
    const Size = { Small: "s", Large: "l" } as const;
    const fields = {
      list: select({ choices: ["red", "green"], required: true }),
      pairs: select({
        choices: [
          [1, "One"],
          [2, "Two"],
        ],
      }),
      objects: radio({ choices: [{ value: "x", label: "X" }, { value: "y" }], required: true }),
      record: select({ choices: { de: "German", fr: "French" }, required: true }),
      groups: select({ choices: { Warm: ["red", "orange"], Cold: ["blue"] }, required: true }),
      open: select({ choices: ["a"], validateChoice: false, required: true }),
      late: select({ choices: (): string[] => ["a"], required: true }),
      enumeration: select({ choices: enumChoices(Size), required: true }),
      many: selectMultiple({ choices: ["x", "y"] }),
      boxes: checkboxes({ choices: [1, 2, 3], required: true }),
    };
    type Data = Plain<DataOf<typeof fields>>;
    holds<
      Equal<
        Data,
        {
          list: "red" | "green";
          pairs: 1 | 2 | null;
          objects: "x" | "y";
          record: "de" | "fr";
          groups: "red" | "orange" | "blue";
          open: string;
          late: string;
          enumeration: "s" | "l";
          many: readonly ("x" | "y")[];
          boxes: readonly (1 | 2 | 3)[];
        }
      >
    >(true);
    expect(defineForm(fields)).toBeDefined();
  });

  test("booleans, files, groups, lists; buttons are no data", () => {
    class Upload extends File {
      readonly stored: boolean = true;
    }
    const fields = {
      news: boolean(),
      terms: boolean({ required: true }),
      any: file(),
      picture: file({ of: Upload, required: true }),
      pictures: files({ of: Upload }),
      address: nested({ street: string({ required: true }), city: string() }),
      members: list(nested({ name: string({ required: true }), age: integer() })),
      mails: list(email({ required: true })),
      save: submit(),
      other: button(),
    };
    type Data = Plain<DataOf<typeof fields>>;
    holds<
      Equal<
        { [Key in keyof Data]: Data[Key] },
        {
          news: boolean;
          terms: true;
          any: UploadedFile | null;
          picture: Upload;
          pictures: readonly Upload[];
          address: DataOf<{ street: typeof street; city: typeof city }>;
          members: readonly DataOf<{ name: typeof street; age: typeof age }>[];
          mails: readonly string[];
        }
      >
    >(true);
    const [street, city, age] = [string({ required: true }), string(), integer()] as const;
    expect([street, city, age]).toHaveLength(3);
    expect(defineForm(fields)).toBeDefined();
  });

  test("a schema decides about the type of its field, and of the whole form", async () => {
    const form = defineForm({
      n: string({ required: true, schema: z.coerce.number() }),
      m: string({ schema: z.string().brand("m") }),
    });
    type Data = typeof form extends { fields: infer F } ? Plain<DataOf<F>> : never;
    holds<Equal<Data, { n: number; m: (string & z.$brand<"m">) | null }>>(true);

    const whole = defineForm(
      { a: string(), b: integer() },
      { schema: z.object({ a: z.string(), b: z.number() }).transform(({ a }) => ({ c: a })) },
    );
    const result = await whole.validate(new URLSearchParams("a=x&b=1"));
    if (result.valid) {
      holds<Equal<typeof result.data, { c: string }>>(true);
      expect(result.data.c).toBe("x");
    }
    expect(result.valid).toBe(true);
  });

  test("only a valid form's data is complete", async () => {
    const form = await defineForm({ a: string({ required: true }), p: password({ required: true }) }).validate(
      new URLSearchParams(),
    );
    if (form.valid) {
      holds<Equal<typeof form.data.a, string>>(true);
    } else {
      holds<Equal<typeof form.data.a, string | null>>(true);
      expect(form.data.a).toBeNull();
    }
    holds<Equal<typeof form.errors.a, readonly string[] | undefined>>(true);
    holds<Equal<typeof form.a, BoundField<string | null>>>(true);
    // @ts-expect-error: there is no such field
    expect(form.errors.b).toBeUndefined();
    // @ts-expect-error: there is no such field
    expect(form.c).toBeUndefined();
  });

  test("fields of your own have their own type", () => {
    const tags = defineField<readonly string[]>({
      type: "tags",
      control: "text",
      widget: inputWidget("text"),
      read: ([text]) => ({ value: String(text).split(",") }),
      show: (value) => value.join(","),
    });
    const fields = { a: tags(), b: tags({ required: true, default: ["x"] }) };
    holds<Equal<Plain<DataOf<typeof fields>>, { a: readonly string[] | null; b: readonly string[] }>>(true);
    expect(defineForm(fields)).toBeDefined();
  });
});

describe("mistakes do not compile", () => {
  test("reserved names, unknown keys, wrong types", () => {
    // @ts-expect-error: "data" is a member of every form
    expect(() => defineForm({ data: string() })).toThrow(/"data"/);
    // @ts-expect-error: no such option
    expect(() => string({ maxLenght: 3 })).toThrow(/Did you mean "maxLength"/);
    // @ts-expect-error: a number is no default for a text
    string({ default: 3 });
    // @ts-expect-error: what is not a field
    expect(() => defineForm({ a: "x" })).toThrow(/no field/);
    // @ts-expect-error: there is no field "b"
    expect(() => defineForm({ a: string() }, { validate: { b: () => undefined } })).toThrow(/"b"/);
  });

  test("inline validators and checks know the fields", () => {
    const form = defineForm(
      { a: integer({ required: true }), b: integer(), kind: select({ choices: ["x", "y"], required: true }) },
      {
        validate: {
          b: (field, view) => {
            holds<Equal<typeof field.data, number | null>>(true);
            holds<Equal<typeof view.fields.a.data, number | null>>(true);
          },
        },
        check: (data) => {
          holds<Equal<typeof data.a, number>>(true);
          holds<Equal<typeof data.kind, "x" | "y">>(true);
          return data.a > (data.b ?? 0) ? { b: "b must not be less than a" } : undefined;
        },
      },
    );
    expect(form).toBeDefined();
    // @ts-expect-error: "z" is no field
    defineForm({ a: integer() }, { check: () => ({ z: "wrong" }) });
  });
});
