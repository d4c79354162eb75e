import { html } from "@ampoule/markup";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonWriteError, writeJson } from "../../src/json/write.ts";

test("J01 a top-level array is written as it is", () => {
  expect(writeJson([1, "a", null, true, { b: [] }])).toBe('[1,"a",null,true,{"b":[]}]');
});

test("J02 nothing in it means anything to an HTML parser or a script", () => {
  expect(writeJson({ "</script>": "<!--&\u2028\u2029" })).toBe(
    '{"\\u003c/script\\u003e":"\\u003c!--\\u0026\\u2028\\u2029"}',
  );
});

test("what is written is read back as it was", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = writeJson(value);
      expect(text).not.toMatch(/[<>&\u2028\u2029]/);
      // JSON has no -0: String writes it as 0, as JSON.stringify does.
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(JSON.parse(writeJson(value, { indent: 2 }))).toEqual(JSON.parse(text));
    }),
    { numRuns: 1000 },
  );
});

test("indentation is JSON.stringify's", () => {
  const value = { a: [1, { b: [] }], c: {} };
  expect(writeJson(value, { indent: 2 })).toBe(JSON.stringify(value, null, 2));
});

describe("J09 what JSON cannot say is an error with its place", () => {
  const cycle: { self?: unknown } = {};
  cycle.self = { back: [cycle] };
  test.each<[unknown, string, RegExp]>([
    [{ a: [1, Number.NaN] }, "$.a[1]", /NaN/],
    [{ since: new Date(Number.NaN) }, "$.since", /invalid Date/],
    [Number.POSITIVE_INFINITY, "$", /Infinity/],
    [undefined, "$", /undefined/],
    [[undefined], "$[0]", /undefined/],
    [{ "a b": 10n }, '$["a b"]', /bigint/],
    [{ f: () => 1 }, "$.f", /function/],
    [{ s: Symbol("x") }, "$.s", /symbol/],
    [cycle, "$.self.back[0].self.back[0].self.back", /cycle/],
  ])("%o", (value, path, message) => {
    expect(() => writeJson(value)).toThrow(JsonWriteError);
    expect(() => writeJson(value)).toThrow(message);
    try {
      writeJson(value);
    } catch (error) {
      expect((error as JsonWriteError).path.startsWith(path)).toBe(true);
    }
  });

  test("a member that is undefined is left out", () => {
    expect(writeJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });
});

describe("J11 objects of a class say themselves what is seen of them", () => {
  class User {
    name = "ada";
    passwordHash = "secret";
  }
  class Account extends User {
    toJSON(): object {
      return { name: this.name };
    }
  }
  test("without toJSON it is an error", () => {
    expect(() => writeJson({ user: new User() })).toThrow(/\$\.user is a User, .*toJSON/);
    expect(() => writeJson(new Map([["a", 1]]))).toThrow(/Map/);
    expect(() => writeJson(new Error("x"))).toThrow(/Error/);
  });
  test("with it, what it returns", () => {
    expect(writeJson([new Account(), new Date(0), new URL("https://a.example/")])).toBe(
      '[{"name":"ada"},"1970-01-01T00:00:00.000Z","https://a.example/"]',
    );
  });
  test("rows without a prototype, as databases give them, are plain", () => {
    expect(writeJson(Object.assign(Object.create(null) as object, { id: 1 }))).toBe('{"id":1}');
  });
  test("Markup is its text", () => {
    expect(writeJson(html`<b>${"<"}</b>`)).toBe('"\\u003cb\\u003e\\u0026lt;\\u003c/b\\u003e"');
  });
});
