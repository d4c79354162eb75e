import { describe, expect, test } from "vitest";
import {
  type BoundField,
  bigInteger,
  dataRequired,
  dateTimeLocal,
  decimal,
  defineForm,
  disabled,
  inputRequired,
  integer,
  length,
  numberRange,
  optional,
  readOnly,
  required,
  StopValidation,
  stop,
  string,
  ValidationError,
} from "../../src/index.ts";
import { attributesOf } from "../support/dom.ts";
import { blankHtml, check, checkText } from "../support/forms.ts";

describe("presence", () => {
  test("required sets its attribute and stops the chain", async () => {
    const field = string({ validators: [required(), length({ min: 3 })] });
    expect(attributesOf(blankHtml(field), "input")).toHaveProperty("required");
    expect((await check(field, [])).codes).toEqual(["required"]);
  });

  test("inputRequired looks at what was sent, dataRequired at what became of it", async () => {
    const zero = (validator: ReturnType<typeof required>) => checkText(integer({ validators: [validator] }), "0");
    expect((await zero(inputRequired())).valid).toBe(true);
    expect((await zero(required())).valid).toBe(true);
    expect((await zero(dataRequired())).valid).toBe(false);
    expect((await checkText(string({ validators: [dataRequired()], strip: false }), "  ")).codes).toEqual(["required"]);
    // What was sent is there, but cannot be read: dataRequired replaces that message, as in WTForms.
    expect((await checkText(integer({ validators: [dataRequired()] }), "x")).codes).toEqual(["required"]);
    expect((await checkText(integer({ validators: [inputRequired()] }), "x")).codes).toEqual(["integer"]);
  });

  test("optional forgives what is empty, even if it could not be read, and asks nobody else", async () => {
    const field = integer({ validators: [optional(), () => "asked"] });
    expect(await check(field, [])).toMatchObject({ valid: true });
    expect(await checkText(field, "  ")).toMatchObject({ valid: true, data: null });
    expect((await checkText(field, "1")).errors).toEqual(["asked"]);
    expect((await checkText(integer({ validators: [optional({ strip: false })] }), "  ")).codes).toEqual(["integer"]);
    expect((await check(field, new URLSearchParams("x=&x=7"))).codes).toEqual(["repeated"]);
  });

  test("messages of one's own", async () => {
    for (const validator of [required, inputRequired, dataRequired]) {
      expect((await check(string({ validators: [validator({ message: "Please!" })] }), [])).errors).toEqual([
        "Please!",
      ]);
    }
  });
});

describe("disabled and readOnly", () => {
  test("a disabled field keeps its value, and a submitted one is an error", async () => {
    const form = defineForm({ x: string({ disabled: true }) });
    const untouched = await form.validate([], { defaults: { x: "kept" } });
    expect([untouched.valid, untouched.data.x]).toEqual([true, "kept"]);
    const forged = await form.validate([["x", "forged"]], { defaults: { x: "kept" } });
    expect([forged.errors.x, forged.data.x]).toEqual([["This field is disabled and cannot have a value."], "kept"]);
    expect(attributesOf(form.blank().x, "input")).toHaveProperty("disabled");
  });

  test("a read-only field may come back as it was, or not at all", async () => {
    const form = defineForm({ x: string({ readOnly: true }), n: integer({ readOnly: true }) });
    const defaults = { x: "kept", n: 5 };
    expect(
      (
        await form.validate(
          [
            ["x", "kept"],
            ["n", "5"],
          ],
          { defaults },
        )
      ).valid,
    ).toBe(true);
    const absent = await form.validate([], { defaults });
    expect([absent.valid, absent.data]).toEqual([true, { x: "kept", n: 5 }]);
    expect((await form.validate([["x", "forged"]], { defaults })).errors.x).toEqual(["This field cannot be edited."]);
    expect((await form.validate([["x", ""]], { defaults })).errors.x).toEqual(["This field cannot be edited."]);
    expect((await form.validate([["x", ""]])).valid).toBe(true);
    expect(attributesOf(form.blank().x, "input")).toHaveProperty("readonly");
  });

  test("big integers and decimals are compared by their value", async () => {
    const form = defineForm({ n: bigInteger({ readOnly: true }), d: decimal({ readOnly: true }) });
    const defaults = { n: 5n, d: "1.50" };
    expect(
      (
        await form.validate(
          [
            ["n", "5"],
            ["d", "1.50"],
          ],
          { defaults },
        )
      ).valid,
    ).toBe(true);
    expect(
      (
        await form.validate(
          [
            ["n", "6"],
            ["d", "1.51"],
          ],
          { defaults },
        )
      ).errors,
    ).toEqual({ n: ["This field cannot be edited."], d: ["This field cannot be edited."] });
  });

  test("an exact time is the same however it was given", async () => {
    const form = defineForm({ at: dateTimeLocal({ timeZone: "Europe/Berlin", readOnly: true }) });
    const defaults = { at: "2026-05-01T08:00:00Z" };
    expect((await form.validate([["at", "2026-05-01T10:00"]], { defaults })).valid).toBe(true);
    expect((await form.validate([["at", "2026-05-01T10:01"]], { defaults })).valid).toBe(false);
  });

  test("as validators", async () => {
    expect((await checkText(string({ validators: [disabled()] }), "a")).codes).toEqual(["disabled"]);
    expect(
      (await checkText(string({ validators: [readOnly({ message: "Hands off." })], default: "b" }), "a")).errors,
    ).toEqual(["Hands off."]);
  });
});

describe("the chain", () => {
  test("asks in order: required, the type's, the options', one's own", async () => {
    const asked: string[] = [];
    const note = (name: string) => (field: BoundField) => {
      asked.push(`${name} ${field.issues.length}`);
      return undefined;
    };
    await checkText(
      integer({ required: true, min: 5, validators: [note("first"), () => "wrong", note("second")] }),
      "3",
    );
    expect(asked).toEqual(["first 1", "second 2"]);
  });

  test("errors can be returned, thrown, and come later", async () => {
    const field = string({
      validators: [
        () => "returned",
        () => ({ code: "own", message: "with a code" }),
        () => {
          throw new ValidationError("thrown", { code: "thrown" });
        },
        async () => "later",
        async () => {
          await Promise.resolve();
          throw new ValidationError("thrown later");
        },
        () => undefined,
        async () => undefined,
        () => "",
      ],
    });
    const result = await checkText(field, "x");
    expect(result.errors).toEqual(["returned", "with a code", "thrown", "later", "thrown later"]);
    expect(result.codes).toEqual(["invalid", "own", "thrown", "invalid", "invalid"]);
  });

  test("StopValidation and stop() end it, with an error or without", async () => {
    const after = () => "never said";
    const results = [
      [() => stop(), []],
      [() => stop("enough"), ["enough"]],
      [
        () => {
          throw new StopValidation();
        },
        [],
      ],
      [
        () => {
          throw new StopValidation("enough", { code: "enough" });
        },
        ["enough"],
      ],
      [async () => stop("later"), ["later"]],
      [
        async () => {
          throw new StopValidation("thrown later");
        },
        ["thrown later"],
      ],
    ] as const;
    for (const [validator, errors] of results) {
      expect((await checkText(string({ validators: [validator, after] }), "x")).errors).toEqual(errors);
    }
    expect((await checkText(string({ validators: [() => "old", () => stop("new", true)] }), "x")).errors).toEqual([
      "new",
    ]);
  });

  test("any other exception is a bug, and not swallowed", async () => {
    const broken = () => {
      throw new RangeError("bug");
    };
    await expect(checkText(string({ validators: [broken] }), "x")).rejects.toThrow("bug");
    await expect(checkText(string({ validators: [async () => broken()] }), "x")).rejects.toThrow("bug");
  });

  test("validators of one's own are asked about empty values, built-in ones are not", async () => {
    expect(
      (await check(string({ validators: [(field) => (field.data === null ? "asked" : undefined)] }), [])).errors,
    ).toEqual(["asked"]);
    expect((await check(integer({ validators: [numberRange({ min: 5 })] }), [])).valid).toBe(true);
  });

  test("what could not be read is not judged further", async () => {
    let asked = false;
    await checkText(
      integer({
        validators: [
          () => {
            asked = true;
            return undefined;
          },
        ],
      }),
      "x",
    );
    expect(asked).toBe(false);
  });

  test("fields wait for each other only at the end: asynchronous validators of different fields run at once", async () => {
    let running = 0;
    let most = 0;
    const slow = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return undefined;
    };
    await defineForm({ a: string({ validators: [slow] }), b: string({ validators: [slow] }) }).validate([
      ["a", "1"],
      ["b", "2"],
    ]);
    expect(most).toBe(2);
  });

  test("further validators can be given at validation", async () => {
    const form = defineForm({ x: string() });
    expect((await form.validate([["x", "a"]], { validators: { x: [() => "extra"] } })).errors.x).toEqual(["extra"]);
  });

  test("what is no function is refused at definition", () => {
    // @ts-expect-error: a class, or anything else, is no validator
    expect(() => string({ validators: [{ max: 3 }] })).toThrow(/not a function/);
  });
});
