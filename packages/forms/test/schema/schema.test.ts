import { type } from "arktype";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { defineForm, integer, list, nested, type StandardSchema, string } from "../../src/index.ts";
import { check, checkText } from "../support/forms.ts";

const oneField = {
  zod: z.string().min(3, "Too short.").toUpperCase(),
  valibot: v.pipe(v.string(), v.minLength(3, "Too short."), v.toUpperCase()),
  arktype: type("string >= 3").pipe((text) => text.toUpperCase()),
};

describe.each(Object.entries(oneField))("a field with a schema of %s", (_name, schema: StandardSchema) => {
  test("takes its output", async () => {
    expect(await checkText(string({ schema }), "abc")).toMatchObject({ valid: true, data: "ABC" });
  });

  test("says what it says", async () => {
    const { errors, codes, data } = await checkText(string({ schema }), "ab");
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/short|at least/);
    expect([codes, data]).toEqual([["schema"], "ab"]);
  });

  test("is not asked about an empty value, nor after other errors", async () => {
    expect(await check(string({ schema }), [])).toMatchObject({ valid: true, data: null });
    expect((await check(string({ schema, required: true }), [])).codes).toEqual(["required"]);
    expect((await checkText(string({ schema, maxLength: 1 }), "ab")).codes).toEqual(["tooLong"]);
  });
});

const wholeForm = {
  zod: z
    .object({ start: z.number(), end: z.number(), home: z.object({ street: z.string() }), rows: z.array(z.string()) })
    .superRefine((data, context) => {
      if (data.start > data.end) context.addIssue({ code: "custom", message: "wrong order", path: ["end"] });
      if (data.home.street === "x") context.addIssue({ code: "custom", message: "no x", path: ["home", "street"] });
      if (data.rows[1] === "x") context.addIssue({ code: "custom", message: "no x", path: ["rows", 1] });
      if (data.start === 0) context.addIssue({ code: "custom", message: "no zero" });
    }),
  valibot: v.pipe(
    v.object({ start: v.number(), end: v.number(), home: v.object({ street: v.string() }), rows: v.array(v.string()) }),
    v.forward(
      v.check((data) => data.start <= data.end, "wrong order"),
      ["end"],
    ),
    v.forward(
      v.check((data) => data.home.street !== "x", "no x"),
      ["home", "street"],
    ),
    v.forward(
      v.check((data) => data.rows[1] !== "x", "no x"),
      ["rows", 1],
    ),
    v.check((data) => data.start !== 0, "no zero"),
  ),
  arktype: type({ start: "number", end: "number", home: { street: "string" }, rows: "string[]" }).narrow(
    (data, context) => {
      if (data.start > data.end) context.reject({ message: "wrong order", path: ["end"] });
      if (data.home.street === "x") context.reject({ message: "no x", path: ["home", "street"] });
      if (data.rows[1] === "x") context.reject({ message: "no x", path: ["rows", 1] });
      if (data.start === 0) context.reject({ message: "no zero", path: [] });
      return true;
    },
  ),
};

describe.each(Object.entries(wholeForm))("a form with a schema of %s", (_name, schema: StandardSchema) => {
  const form = defineForm(
    {
      start: integer({ required: true }),
      end: integer({ required: true }),
      home: nested({ street: string({ required: true }) }),
      rows: list(string({ required: true })),
    },
    { schema },
  );
  const send = (changes: Record<string, string>) =>
    form.validate({ start: "1", end: "2", "home-street": "a", "rows-0": "r", ...changes });

  test("lets right data through", async () => {
    const sent = await send({});
    expect(sent.errors).toEqual({});
    expect(sent.valid && sent.data).toMatchObject({ start: 1, end: 2, home: { street: "a" }, rows: ["r"] });
  });

  test("leads its issues to the fields they are about", async () => {
    const short = (value: unknown) => JSON.stringify(value);
    expect(short((await send({ start: "3" })).errors)).toContain("wrong order");
    expect((await send({ start: "3" })).end.errors.length).toBe(1);
    expect((await send({ "home-street": "x" })).home.fields.street.errors.length).toBe(1);
    expect((await send({ "rows-1": "x" })).rows.entries[1]!.errors.length).toBe(1);
    expect((await send({ start: "0" })).formErrors.length).toBe(1);
  });

  test("is not asked about what is wrong already", async () => {
    expect(JSON.stringify((await send({ start: "x" })).errors)).not.toContain("schema");
    expect((await send({ start: "x" })).start.issues.map(({ code }) => code)).toEqual(["integer"]);
  });
});

describe("asynchronous schemas and those that throw", () => {
  const make = (validate: StandardSchema["~standard"]["validate"]): StandardSchema => ({
    "~standard": { version: 1, vendor: "test", validate },
  });

  test("are waited for, and their bugs are not swallowed", async () => {
    expect((await checkText(string({ schema: make(async () => ({ value: 7 })) }), "x")).data).toBe(7);
    expect(
      (await checkText(string({ schema: make(async () => ({ issues: [{ message: "late" }] })) }), "x")).errors,
    ).toEqual(["late"]);
    await expect(
      checkText(
        string({
          schema: make(() => {
            throw new RangeError("bug");
          }),
        }),
        "x",
      ),
    ).rejects.toThrow("bug");
  });

  test("paths of objects, and paths that lead nowhere", async () => {
    const form = (path: readonly (PropertyKey | { key: PropertyKey })[]) =>
      defineForm(
        { a: string(), b: nested({ c: string() }) },
        { schema: make(() => ({ issues: [{ message: "m", path }] })) },
      ).validate([]);
    expect((await form([{ key: "a" }])).errors).toEqual({ a: ["m"] });
    expect((await form(["a", "deeper", 3])).errors).toEqual({ a: ["m"] });
    expect((await form(["b", "nowhere"])).errors).toEqual({ b: { "": ["m"] } });
    for (const path of [["nowhere"], ["__proto__"], [], [Symbol("s")]])
      expect((await form(path)).errors).toEqual({ "": ["m"] });
  });

  test("what is no schema is refused at definition", () => {
    expect(() => string({ schema: { "~standard": { version: 2 } } as never })).toThrow(/Standard Schema/);
  });
});

describe("a form is a Standard Schema itself", () => {
  const form = defineForm({ name: string({ required: true }), rows: list(nested({ n: integer({ required: true }) })) });

  test("validates plain data, with paths", async () => {
    expect(await form["~standard"].validate({ name: "x", rows: [{ n: 1 }], other: 1 })).toEqual({
      value: { name: "x", rows: [{ n: 1 }] },
    });
    const { issues } = (await form["~standard"].validate({ rows: [{ n: 1 }, { n: "x" }] })) as {
      issues: readonly { path: readonly string[] }[];
    };
    expect(issues.map(({ path }) => path)).toEqual([["name"], ["rows", "1", "n"]]);
    expect((await form["~standard"].validate("text")).issues).toHaveLength(1);
  });
});
