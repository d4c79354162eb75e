import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boolean, defineForm, FormInput, FormInputError, integer, list, nested, string } from "../../src/index.ts";

const hostileKeys = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "__defineGetter__",
  "then",
  "toJSON",
  "",
];

describe("F31 repetition, brackets and dots do not change a field's type", () => {
  const form = defineForm({ name: string(), age: integer(), ok: boolean() });

  test("a repeated scalar is an error, never a list and never the last one", async () => {
    const sent = await form.validate(new URLSearchParams("name=a&name=b&age=1&age=1&ok=y&ok=y"));
    expect(sent.errors).toEqual({
      name: ["This field may be given only once."],
      age: ["This field may be given only once."],
      ok: ["This field may be given only once."],
    });
    expect(sent.data).toEqual({ name: null, age: null, ok: false });
  });

  test("name[]=, name[x]=, name.x= are other names", async () => {
    const sent = await form.validate(new URLSearchParams("name[]=a&name[x]=b&name.x=c&name-x=d"));
    expect([sent.valid, sent.data]).toEqual([true, { name: null, age: null, ok: false }]);
  });

  test("an Express body: arrays and objects in the place of a text are errors", async () => {
    expect((await form.validate({ name: ["a", "b"] })).errors.name).toEqual(["This field may be given only once."]);
    expect((await form.validate({ name: { $gt: "" } })).errors.name).toEqual(["Not a valid value."]);
    expect((await form.validate({ name: ["a"] })).data.name).toBe("a");
    expect((await form.validate({ name: [["a"]] })).valid).toBe(false);
  });

  test("JSON: the same", async () => {
    for (const name of [["a"], [["a"]], { a: 1 }, { length: 1 }, 7]) {
      const sent = await form.validate({ name }, { json: true });
      expect(sent.valid ? "valid" : sent.data.name, JSON.stringify(name)).toBe(
        JSON.stringify(name) === '["a"]' ? "valid" : null,
      );
    }
  });

  test("twin: an object of the last value, as many parsers make, takes the attacker's", () => {
    expect(Object.fromEntries(new URLSearchParams("role=user&role=admin"))).toEqual({ role: "admin" });
  });
});

describe("F32 data has the declared fields and nothing else", () => {
  const form = defineForm({ name: string(), inner: nested({ a: string() }), rows: list(nested({ b: string() })) });

  test("undeclared keys never arrive, on any way in", async () => {
    const expected = { name: "x", inner: { a: null }, rows: [] };
    const inputs: [unknown, object][] = [
      [new URLSearchParams("name=x&admin=1&isAdmin=true&inner-role=admin&rows-0-role=y"), {}],
      [Object.assign(new FormData(), {}), {}],
      [{ name: "x", admin: true, inner: { role: "admin" }, rows: [] }, { json: true }],
      [
        new Map([
          ["name", "x"],
          ["admin", "1"],
        ]),
        {},
      ],
    ];
    (inputs[1]![0] as FormData).append("name", "x");
    (inputs[1]![0] as FormData).append("admin", "1");
    for (const [input, options] of inputs) expect((await form.validate(input, options)).data).toEqual(expected);
  });

  test("strict: they are errors, by name, wherever they are", async () => {
    const strict = defineForm({ name: string(), inner: nested({ a: string() }) }, { strict: true });
    expect((await strict.validate(new URLSearchParams("name=x&inner-a=1&csrf_token=t"))).valid).toBe(true);
    expect((await strict.validate(new URLSearchParams("name=x&admin=1"))).formErrors).toEqual([
      "Unexpected field: admin.",
    ]);
    expect((await strict.validate(new URLSearchParams("inner-b=1"))).formErrors).toEqual([
      "Unexpected field: inner-b.",
    ]);
    expect((await strict.validate({ name: "x", admin: 1 }, { json: true })).formErrors).toEqual([
      "Unexpected field: admin.",
    ]);
    expect((await strict.validate({ inner: { b: 1 } }, { json: true })).formErrors).toEqual([
      "Unexpected field: inner-b.",
    ]);
    expect((await strict.validate([1, 2], { json: true })).valid).toBe(false);
  });

  test("data has no prototype, so a key that is not there is not there", async () => {
    const { data } = await form.validate(new URLSearchParams());
    expect(Object.getPrototypeOf(data)).toBeNull();
    expect("constructor" in (data as object)).toBe(false);
    expect("toString" in (data.inner as object)).toBe(false);
  });

  test("hostile keys pollute nothing, as names, as JSON keys, as values", async () => {
    for (const key of hostileKeys) {
      const inputs: [unknown, object][] = [
        [
          [
            [key, "polluted"],
            [`${key}-x`, "polluted"],
            [`inner-${key}`, "polluted"],
            [`rows-0-${key}`, "polluted"],
            [`rows-${key}`, "polluted"],
          ],
          {},
        ],
        [
          JSON.parse(
            `{"${key}": {"polluted": "yes"}, "inner": {"${key}": {"polluted": 1}}, "rows": [{"${key}": "x"}], "name": "${key}"}`,
          ),
          { json: true },
        ],
        [JSON.parse(`{"${key}": "polluted"}`), {}],
      ];
      for (const [input, options] of inputs) {
        const sent = await form.validate(input, options);
        expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
        expect(Object.keys(sent.data).sort()).toEqual(["inner", "name", "rows"]);
        sent.render();
        sent.problem();
        sent.snapshot();
      }
    }
    expect(Object.prototype.toString.call({})).toBe("[object Object]");
  });

  test("such names cannot be declared", () => {
    for (const key of ["constructor", "toString", "hasOwnProperty", "then", "toJSON", "prototype", "valueOf"]) {
      expect(() => defineForm({ [key]: string() }), key).toThrow(/word of JavaScript/);
      expect(() => defineForm({ ok: string({ name: key }) }), key).toThrow(/word of JavaScript/);
    }
    expect(() => defineForm(JSON.parse('{"__proto__": 1}') as never)).toThrow(/word of JavaScript/);
    for (const key of ["a-b", "a.b", "a[b]", "1a", "a b", ""])
      expect(() => defineForm({ [key]: string() }), key).toThrow(/letters, digits/);
    for (const name of ["", "_charset_", "isindex", "a b", "a\nb"])
      expect(() => defineForm({ a: string({ name }) }), name).toThrow(/name/);
  });

  test("nor can members of forms, nor two fields of one name", () => {
    for (const key of ["data", "errors", "fields", "valid", "csrf_token", "hidden_tag", "render", "problem"]) {
      expect(() => defineForm({ [key]: string() }), key).toThrow(/member of every form/);
    }
    expect(() => defineForm({ a: string({ name: "x" }), b: string({ name: "x" }) })).toThrow(/same name/);
    // The word itself is free in HTML.
    expect(defineForm({ payload: string({ name: "data" }) }).blank().payload.name).toBe("data");
  });

  test("twin: copying what came pollutes", () => {
    const target: Record<string, unknown> = {};
    const merge = (into: Record<string, unknown>, from: Record<string, unknown>) => {
      for (const key of Object.keys(from)) {
        const value = from[key];
        if (typeof value === "object" && value !== null)
          merge((into[key] ??= {}) as Record<string, unknown>, value as Record<string, unknown>);
        else into[key] = value;
      }
    };
    merge(target, JSON.parse('{"__proto__": {"pollutedByTwin": "yes"}}') as Record<string, unknown>);
    expect(({} as Record<string, unknown>)["pollutedByTwin"]).toBe("yes");
    delete (Object.prototype as Record<string, unknown>)["pollutedByTwin"];
  });
});

describe("submissions", () => {
  test("keep names and values in their order", () => {
    const input = FormInput.from(new URLSearchParams("b=1&a=2&b=3"));
    expect([...input.names()]).toEqual(["b", "a"]);
    expect(input.getAll("b")).toEqual(["1", "3"]);
    expect(input.getAll("c")).toEqual([]);
  });

  test("more values than allowed are refused as a whole: 413", async () => {
    const many = new URLSearchParams(Array.from({ length: 1001 }, (_, index): [string, string] => [`f${index}`, ""]));
    await expect(defineForm({ a: string() }).validate(many)).rejects.toThrow(FormInputError);
    await expect(defineForm({ a: string() }).validate(many)).rejects.toMatchObject({
      status: 413,
      code: "too_many_fields",
    });
    expect((await defineForm({ a: string() }, { maxValues: 2000 }).validate(many)).valid).toBe(true);
    await expect(
      defineForm({ a: string() }, { maxValues: 2 }).validate({ a: Array(3).fill("x") }, { json: true }),
    ).rejects.toMatchObject({ status: 413 });
  });

  test("what is no submission at all is a mistake of the program", async () => {
    for (const input of [undefined, null, "a=1", 7])
      await expect(defineForm({ a: string() }).validate(input)).rejects.toThrow(/FormData/);
  });

  test("JSON that is no object has none of the fields", async () => {
    const form = defineForm({ a: string({ required: true }) });
    for (const value of [null, 7, "x", [], true])
      expect((await form.validate(value, { json: true })).valid).toBe(false);
  });

  test("getters and inherited properties of a parsed body are not input", async () => {
    const body = Object.create({ a: "inherited" }) as Record<string, unknown>;
    expect((await defineForm({ a: string() }).validate(body)).data.a).toBeNull();
    expect((await defineForm({ a: string() }).validate(body, { json: true })).data.a).toBeNull();
  });

  test("whatever comes, data has the declared keys, each of its type", async () => {
    const form = defineForm({
      text: string(),
      n: integer(),
      yes: boolean(),
      inner: nested({ t: string() }),
      rows: list(string(), { maxEntries: 3 }),
    });
    const name = fc.oneof(
      fc.constantFrom("text", "n", "yes", "inner", "inner-t", "rows", "rows-0", "rows-7", "rows-x"),
      fc.constantFrom(...hostileKeys),
      fc.string(),
    );
    const judge = (data: Record<string, unknown>) => {
      expect(Object.keys(data)).toEqual(["text", "n", "yes", "inner", "rows"]);
      expect(data["text"] === null || typeof data["text"] === "string").toBe(true);
      expect(data["n"] === null || Number.isSafeInteger(data["n"])).toBe(true);
      expect(typeof data["yes"]).toBe("boolean");
      expect(Object.keys(data["inner"] as object)).toEqual(["t"]);
      expect(
        (data["rows"] as unknown[]).every((row) => row === null || typeof row === "string") &&
          (data["rows"] as unknown[]).length <= 3,
      ).toBe(true);
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(name, fc.oneof(fc.string(), fc.anything())), { maxLength: 8 }),
        async (pairs) => {
          judge((await form.validate(pairs)).data as unknown as Record<string, unknown>);
        },
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.dictionary(name, fc.jsonValue())), async (value) => {
        judge((await form.validate(value, { json: true })).data as unknown as Record<string, unknown>);
      }),
    );
  });
});
