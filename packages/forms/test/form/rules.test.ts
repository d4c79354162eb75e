import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  defineForm,
  integer,
  lowerCase,
  normalize,
  nullIfEmpty,
  squeeze,
  string,
  strip,
  upperCase,
  ValidationError,
} from "../../src/index.ts";

describe("inline validators", () => {
  test("are asked after the field's own, with field and form", async () => {
    const form = defineForm(
      { a: string({ validators: [() => "first"] }), b: string() },
      {
        validate: {
          a: (field, view) => `${field.data} and ${view.fields.b.data}`,
          b: async () => {
            throw new ValidationError("taken", { code: "taken" });
          },
        },
      },
    );
    const sent = await form.validate([
      ["a", "x"],
      ["b", "y"],
    ]);
    expect(sent.errors).toEqual({ a: ["first", "x and y"], b: ["taken"] });
    expect(sent.b.issues).toEqual([{ code: "taken", message: "taken" }]);
  });
});

describe("checks across fields", () => {
  const fields = { start: integer({ required: true }), end: integer({ required: true }) };

  test("are asked only if every field is right, and may be asynchronous", async () => {
    let asked = 0;
    const form = defineForm(fields, {
      check: async (data) => {
        asked += 1;
        return data.start > data.end ? { end: "before the start" } : undefined;
      },
    });
    expect(
      (
        await form.validate([
          ["start", "3"],
          ["end", "x"],
        ])
      ).errors,
    ).toEqual({ end: ["Not a valid integer value."] });
    expect(asked).toBe(0);
    expect(
      (
        await form.validate([
          ["start", "3"],
          ["end", "1"],
        ])
      ).errors,
    ).toEqual({ end: ["before the start"] });
    expect(
      (
        await form.validate([
          ["start", "3"],
          ["end", "4"],
        ])
      ).valid,
    ).toBe(true);
    expect(asked).toBe(2);
  });

  test("answer for the form, for fields, with several messages, or by throwing", async () => {
    const answers = [
      [() => "whole", { "": ["whole"] }],
      [() => ({ "": "whole", start: ["a", "b"] }), { "": ["whole"], start: ["a", "b"] }],
      [() => ({ end: undefined }), {}],
      [
        () => {
          throw new ValidationError("thrown");
        },
        { "": ["thrown"] },
      ],
      [
        () => {
          throw new ValidationError("thrown", { field: "end" });
        },
        { end: ["thrown"] },
      ],
    ] as const;
    for (const [check, errors] of answers)
      expect(
        (
          await defineForm(fields, { check }).validate([
            ["start", "1"],
            ["end", "2"],
          ])
        ).errors,
      ).toEqual(errors);
  });

  test("an unknown field in the answer is a mistake, and any other exception a bug", async () => {
    const wrong = defineForm(fields, { check: () => ({ ende: "x" }) as never });
    await expect(
      wrong.validate([
        ["start", "1"],
        ["end", "2"],
      ]),
    ).rejects.toThrow(/"ende".*Did you mean "end"\?/s);
    const broken = defineForm(fields, {
      check: () => {
        throw new RangeError("bug");
      },
    });
    await expect(
      broken.validate([
        ["start", "1"],
        ["end", "2"],
      ]),
    ).rejects.toThrow("bug");
  });
});

describe("filters", () => {
  test("change the value before validation, for input and defaults", async () => {
    const form = defineForm({
      a: string({ filters: [lowerCase, squeeze], validators: [(field) => `seen ${field.data}`] }),
    });
    expect((await form.validate([["a", " A   B "]])).errors.a).toEqual(["seen a b"]);
    expect(form.blank(undefined, { defaults: { a: "X  Y" } }).a.data).toBe("x y");
  });

  test("may find that a value is none; other errors are the program's", async () => {
    const even = (value: number | null): number | null => {
      if (value !== null && value % 2 === 1) throw new ValidationError("Even numbers only.", { code: "odd" });
      if (value === 4) throw new RangeError("broken filter");
      return value;
    };
    const form = defineForm({ a: integer({ required: true, max: 10, filters: [even] }) });
    const sent = await form.validate([["a", "13"]]);
    expect([sent.a.data, sent.errors, sent.a.issues[0]?.code]).toEqual([null, { a: ["Even numbers only."] }, "odd"]);
    expect(sent.a.render().toString()).toContain('value="13"');
    expect((await form.validate([["a", "2"]])).data).toEqual({ a: 2 });
    await expect(form.validate([["a", "4"]])).rejects.toThrow("broken filter");
  });

  test("all that there are", async () => {
    const cases = [
      [strip, " a ", "a"],
      [upperCase, "ß", "SS"],
      [lowerCase, "İ", "i̇"],
      [normalize, "e\u0301", "\u00e9"],
      [nullIfEmpty, "", null],
      [squeeze, "\t a \n b", "a b"],
    ] as const;
    for (const [filter, text, result] of cases) {
      expect(filter(text)).toBe(result);
      expect(filter(null)).toBeNull();
    }
  });

  test("of the form, for all its fields", async () => {
    const form = defineForm(
      { a: string(), b: integer() },
      { filters: [(value) => (typeof value === "string" ? `${value}!` : value)] },
    );
    expect(
      (
        await form.validate([
          ["a", "x"],
          ["b", "1"],
        ])
      ).data,
    ).toEqual({ a: "x!", b: 1 });
  });
});

describe("the form as a thing", () => {
  const base = defineForm(
    { a: string({ required: true }), b: string() },
    { id: "base", validate: { b: () => "b is wrong" } },
  );

  test("fields by property and by key, in order, as an iterable", () => {
    const form = base.blank();
    expect(form.a).toBe(form.fields.a);
    expect([...form].map(({ key }) => key)).toEqual(["a", "b"]);
    expect(Object.getPrototypeOf(form.fields)).toBeNull();
  });

  test("without() and extend() make other forms", async () => {
    const less = base.without("b");
    expect(
      (
        await less.validate([
          ["a", "x"],
          ["b", "y"],
        ])
      ).data,
    ).toEqual({ a: "x" });
    const more = base.extend({ c: integer({ required: true }) });
    expect((await more.validate([["a", "x"]])).errors.c).toEqual(["This field is required."]);
    expect(Object.keys(base.fields)).toEqual(["a", "b"]);
    expect(() => base.without("z" as never)).toThrow(/"z"/);
    const whole = defineForm({ a: string(), b: string() }, { schema: z.object({ a: z.string(), b: z.string() }) });
    expect(() => whole.without("a")).toThrow(/schema/);
    expect(() => whole.extend({ c: string() })).toThrow(/schema/);
  });

  test("a prefix for two of the same in one page", async () => {
    const form = await base.validate(
      [
        ["left-a", "x"],
        ["a", "y"],
      ],
      { prefix: "left" },
    );
    expect([form.a.data, form.a.name, form.a.id]).toEqual(["x", "left-a", "left-a"]);
    const json = await base.validate({ a: "x" }, { prefix: "left", json: true });
    expect(json.a.data).toBe("x");
  });

  test("defaults come from an object, its class's accessors included; a submission replaces them", async () => {
    class User {
      get a() {
        return "accessor";
      }
      readonly b = "own";
      readonly secret = "not declared";
    }
    const form = base.blank(undefined, { defaults: new User() });
    expect(form.data).toEqual({ a: "accessor", b: "own" });
    expect((await base.without("b").validate([["a", "sent"]], { defaults: new User() })).data).toEqual({ a: "sent" });
    // What was not sent is empty, not what it was: nobody can keep a value by leaving a field out.
    expect((await base.without("b").validate([], { defaults: new User() })).valid).toBe(false);
  });

  test("ids are the same in every process, and can be given", () => {
    expect(defineForm({ a: string() }).id).toBe(defineForm({ a: integer() }).id);
    expect(defineForm({ a: string() }).id).not.toBe(defineForm({ b: string() }).id);
    expect(base.id).toBe("base");
    for (const id of ["", "a b", 'a"b', "<a>"]) expect(() => defineForm({ a: string() }, { id })).toThrow(/id/);
  });

  test("input can be changed before it is read", async () => {
    const form = defineForm(
      { a: string() },
      {
        wrapInput: (input) =>
          new Map([...(input as URLSearchParams)].map(([name, value]) => [name.toLowerCase(), value])),
      },
    );
    expect((await form.validate(new URLSearchParams("A=x"))).data).toEqual({ a: "x" });
  });
});
