import { createMarkup } from "@ampoule/markup/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Dict } from "../../src/runtime/values/dict.ts";
import { TemplateObject } from "../../src/runtime/values/object.ts";
import { Undefined } from "../../src/runtime/values/undefined.ts";
import { NamedTuple, OneShot, PyFloat, Range, tuple } from "../../src/runtime/values/values.ts";
import { javascript, python } from "./harness.ts";

class Account {
  name = "ada";
}
class Money {
  toString(): string {
    return "€5";
  }
}
class Said extends TemplateObject {
  override repr(repr: (value: unknown) => string): string {
    return `<Said ${repr("x")}>`;
  }
}

const cyclic: unknown[] = [1];
cyclic.push(cyclic);

describe("values print as Python prints them", () => {
  test.each<[value: unknown, text: string]>([
    [null, "None"],
    [undefined, "None"],
    [true, "True"],
    [false, "False"],
    ["it's", "it's"],
    [42, "42"],
    [-0, "0"],
    [new PyFloat(1), "1.0"],
    [new PyFloat(-0), "-0.0"],
    [1.5, "1.5"],
    [1e16, "1e+16"],
    [1e22, "1e+22"],
    [1e-5, "1e-05"],
    [0.0001, "0.0001"],
    [123456.789, "123456.789"],
    [Number.NaN, "nan"],
    [Number.POSITIVE_INFINITY, "inf"],
    [Number.NEGATIVE_INFINITY, "-inf"],
    [123456789012345678901234567890n, "123456789012345678901234567890"],
    [[], "[]"],
    [[1, "a", null, [true]], "[1, 'a', None, [True]]"],
    [tuple([]), "()"],
    [tuple([1]), "(1,)"],
    [tuple([1, "b"]), "(1, 'b')"],
    [{}, "{}"],
    [{ b: 1, a: "x" }, "{'b': 1, 'a': 'x'}"],
    [
      new Map<unknown, unknown>([
        [1, 2],
        [null, 3],
      ]),
      "{1: 2, None: 3}",
    ],
    [
      new Dict([
        [true, 1],
        [1, 2],
      ]),
      "{True: 2}",
    ],
    [new Set(), "set()"],
    [new Set([1, "a"]), "{1, 'a'}"],
    [new Range(0, 5, 1), "range(0, 5)"],
    [new Range(10, 0, -3), "range(10, 0, -3)"],
    [Uint8Array.from([97, 0xff, 39]), 'b"a\\xff\'"'],
    [createMarkup("<b>"), "<b>"],
    [[createMarkup("<b>")], "[Markup('<b>')]"],
    [
      new NamedTuple("Point", [
        ["x", 1],
        ["y", 2],
      ]),
      "Point(x=1, y=2)",
    ],
    [new NamedTuple("", [["grouper", 1]]), "(1,)"],
    [[new Undefined({ name: "x" })], "[Undefined]"],
    [new Money(), "€5"],
    [[new Money()], "[€5]"],
    [new Account(), "<Account object at 0x7f0000000000>"],
    [new OneShot("generator object sync_do_map", []), "<generator object sync_do_map at 0x7f0000000000>"],
    [[new Said()], "[<Said 'x'>]"],
    [cyclic, "[1, [...]]"],
    [{ toString: "x" }, "{'toString': 'x'}"],
  ])("%o", (value, text) => {
    expect(python.ops.text(value)).toBe(text);
  });

  test.each([
    ["a", "'a'"],
    ["it's", '"it\'s"'],
    ["both ' and \"", "'both \\' and \"'"],
    ["a\nb\t\\", "'a\\nb\\t\\\\'"],
    ["\u0000\u001b\u007f", "'\\x00\\x1b\\x7f'"],
    ["\u00a0\u00ad", "'\\xa0\\xad'"],
    ["\u2028\ufeff", "'\\u2028\\ufeff'"],
    ["héllo 漢字 😀", "'héllo 漢字 😀'"],
    ["\ud800", "'\\ud800'"],
    ["\u{e0001}", "'\\U000e0001'"],
  ])("repr(%j)", (value, text) => {
    expect(python.ops.repr(value)).toBe(text);
  });
});

describe("values print as JavaScript's authors expect", () => {
  test.each<[value: unknown, text: string]>([
    [null, ""],
    [undefined, ""],
    [true, "true"],
    [1, "1"],
    [1e21, "1e+21"],
    [0.1, "0.1"],
    [10n ** 20n, "100000000000000000000"],
    [[1, "a", null, true], '[1, "a", null, true]'],
    [tuple([1, 2]), "[1, 2]"],
    [{ a: [{ b: undefined }] }, '{"a": [{"b": null}]}'],
    [new Map([["k", new Set([1])]]), '{"k": [1]}'],
    [new Date(0), "1970-01-01T00:00:00.000Z"],
    [[new Date(0)], '["1970-01-01T00:00:00.000Z"]'],
    [new Date(Number.NaN), "Invalid Date"],
    [new Money(), "€5"],
    [() => 1, "<function>"],
    [Symbol("x"), "<symbol>"],
  ])("%o", (value, text) => {
    expect(javascript.ops.text(value)).toBe(text);
  });

  test("nothing prints as [object Object]", () => {
    const values = [
      {},
      new Account(),
      new Map(),
      Object.create(null),
      new (class {})(),
      Object.create({}),
      new WeakMap(),
    ];
    for (const value of values) {
      expect(javascript.ops.text(value)).not.toContain("[object");
      expect(javascript.ops.text([value])).not.toContain("[object");
    }
  });
});

describe("what would print without end is an error", () => {
  test("nesting", () => {
    let nested: unknown = [];
    for (let depth = 0; depth < 10_000; depth++) nested = [nested];
    expect(() => python.ops.text(nested)).toThrow("nested too deeply");
  });

  test("a list that holds itself many times over", () => {
    let doubled: unknown = ["x".repeat(1000)];
    for (let round = 0; round < 40; round++) doubled = [doubled, doubled];
    expect(() => python.ops.text(doubled)).toThrow("too large");
  });

  test("an integer of more digits than Python prints", () => {
    expect(python.ops.text(10n ** 4299n)).toHaveLength(4300);
    expect(() => python.ops.text(10n ** 4300n)).toThrow("Exceeds the limit (4300 digits)");
  });
});

test("a float's text reads back as the same float", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Number(python.ops.text(new PyFloat(value)))).toBe(value);
    }),
  );
});
