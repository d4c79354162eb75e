import { describe, expect, test } from "vitest";
import { defineForm, length, string } from "../../src/index.ts";

/** What comes out of a variable or JavaScript: the compiler has not seen it. */
const unseen = (options: object): never => options as never;

describe("options of a form", () => {
  test("one that does not exist is an error with the nearest name: rules under a misspelled name are not kept", () => {
    const validat = { a: () => "never good" };
    expect(() => defineForm({ a: string() }, unseen({ validat }))).toThrow(
      /a form has no option "validat"\. Did you mean "validate"\?/,
    );
    expect(() => defineForm({ a: string() }, unseen({ csrf: false }))).toThrow(/no option "csrf"/);
  });

  test("all that exist are taken, and by forms made of it", () => {
    const form = defineForm(
      { a: string(), b: string() },
      {
        id: "f",
        action: "/x",
        method: "post",
        prefix: "p",
        validate: {},
        filters: [],
        locale: "de",
        strict: true,
        maxValues: 9,
      },
    );
    expect(form.without("b").extend({ c: string() }).blank().meta).toMatchObject({
      id: "f",
      action: "/x",
      prefix: "p-",
    });
  });

  test("one validator without a list says how to write it", () => {
    const validators = length({ min: 2 });
    expect(() => defineForm({ a: string(unseen({ validators })) })).toThrow(/are lists, also of one/);
  });
});
