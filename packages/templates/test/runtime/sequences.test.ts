import { createMarkup } from "@ampoule/markup/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StrictUndefined, Undefined } from "../../src/runtime/values/undefined.ts";
import { OneShot, Range, tuple } from "../../src/runtime/values/values.ts";
import { javascript, python } from "./harness.ts";

const { ops } = python;

describe("slices", () => {
  test.each<[value: unknown, start: unknown, stop: unknown, step: unknown, text: string]>([
    [[0, 1, 2, 3, 4], 1, 3, null, "[1, 2]"],
    [[0, 1, 2, 3, 4], null, null, -1, "[4, 3, 2, 1, 0]"],
    [[0, 1, 2, 3, 4], 4, 1, -1, "[4, 3, 2]"],
    [[0, 1, 2, 3, 4], -2, null, null, "[3, 4]"],
    [[0, 1, 2, 3, 4], 10, null, null, "[]"],
    [[0, 1], -(10n ** 20n), 10n ** 20n, null, "[0, 1]"],
    [[0, 1, 2], true, null, null, "[1, 2]"],
    [tuple([1, 2]), null, 1, null, "(1,)"],
    ["héllo😀", null, null, -1, "😀olléh"],
    ["héllo😀", -1, null, null, "😀"],
    [createMarkup("<b>"), 1, null, null, "b>"],
    [new Range(0, 10, 1), 2, 5, null, "range(2, 5)"],
    [new Range(0, 10, 2), null, null, -1, "range(8, -2, -2)"],
    [Uint8Array.from([97, 98, 99]), 1, null, null, "b'bc'"],
  ])("%o[%o:%o:%o] is %s", (value, start, stop, step, text) => {
    expect(ops.text(ops.slice(value, start, stop, step))).toBe(text);
  });

  test.each<[value: unknown, start: unknown, step: unknown, message: string]>([
    [5, 0, null, "'int' object is not subscriptable"],
    [{}, 0, null, "unhashable type: 'slice'"],
    [[1], 0, 0, "slice step cannot be zero"],
    [[1], "a", null, "slice indices must be integers or None or have an __index__ method"],
    [[1], 1.5, null, "slice indices must be integers or None or have an __index__ method"],
    [new Undefined({ name: "x" }), 0, null, "'x' is undefined"],
    [[1], new Undefined({ name: "x" }), null, "'x' is undefined"],
  ])("%o[%o::%o] is an error", (value, start, step, message) => {
    expect(() => ops.slice(value, start, null, step)).toThrow(expect.objectContaining({ message }));
  });

  test("of a step of one, a slice is JavaScript's", () => {
    const bound = fc.option(fc.integer({ min: -8, max: 8 }));
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 6 }), bound, bound, (items, start, stop) => {
        expect(ops.slice(items, start, stop, null)).toEqual(items.slice(start ?? undefined, stop ?? undefined));
      }),
    );
  });
});

describe("iteration", () => {
  test.each<[value: unknown, text: string]>([
    [[1, 2], "[1, 2]"],
    ["a😀", "['a', '😀']"],
    [createMarkup("<b"), "['<', 'b']"],
    [{ a: 1, b: 2 }, "['a', 'b']"],
    [new Map([[1, 2]]), "[1]"],
    [new Set([3]), "[3]"],
    [new Range(0, 3, 1), "[0, 1, 2]"],
    [new OneShot("map", [1]), "[1]"],
    [new Undefined({ name: "x" }), "[]"],
    [Uint8Array.from([7]), "[7]"],
  ])("list(%o) is %s", (value, text) => {
    expect(ops.text(ops.toArray(value))).toBe(text);
  });

  test.each<[value: unknown, message: string]>([
    [5, "'int' object is not iterable"],
    [null, "'NoneType' object is not iterable"],
    [true, "'bool' object is not iterable"],
    [() => 1, "'function' object is not iterable"],
    [new StrictUndefined({ name: "x" }), "'x' is undefined"],
  ])("list(%o) is an error", (value, message) => {
    expect(() => ops.toArray(value)).toThrow(expect.objectContaining({ message }));
  });

  test("what walks once is empty the second time", () => {
    const once = new OneShot("map", [1, 2]);
    expect(ops.toArray(once)).toEqual([1, 2]);
    expect(ops.toArray(once)).toEqual([]);
  });

  test("a copy is a copy", () => {
    const items = [1];
    expect(ops.toArray(items)).not.toBe(items);
    expect(ops.iterate(items)).toBe(items);
  });

  test("with two targets, the javascript mode walks the entries of a dict", () => {
    expect(javascript.ops.text([...javascript.ops.entries({ a: 1 })])).toBe('[["a", 1]]');
    expect(javascript.ops.text([...javascript.ops.entries([["a", 1]])])).toBe('[["a", 1]]');
    expect(python.ops.text([...python.ops.entries({ a: 1 })])).toBe("['a']");
  });
});

describe("length", () => {
  test.each<[value: unknown, length: number]>([
    ["a😀", 2],
    [createMarkup("<b>"), 3],
    [[1, 2], 2],
    [{ a: 1 }, 1],
    [new Map(), 0],
    [new Set([1]), 1],
    [new Range(0, 100, 3), 34],
    [new Undefined({ name: "x" }), 0],
    [Uint8Array.from([1]), 1],
  ])("len(%o) is %s", (value, length) => {
    expect(ops.length(value)).toBe(length);
  });

  test.each([[5], [null], [new OneShot("map", [1])]])("len(%o) is an error", (value) => {
    expect(() => ops.length(value)).toThrow("has no len()");
  });
});

describe("unpacking", () => {
  test("takes exactly as many as there are targets", () => {
    expect(ops.unpack(tuple([1, 2]), 2)).toEqual(tuple([1, 2]));
    expect(ops.unpack("ab", 2)).toEqual(["a", "b"]);
    expect(() => ops.unpack([1, 2, 3], 2)).toThrow("too many values to unpack (expected 2)");
    expect(() => ops.unpack([1], 2)).toThrow("not enough values to unpack (expected 2, got 1)");
    expect(() => ops.unpack(1, 2)).toThrow("cannot unpack non-iterable int object");
  });

  test("does not walk further than it has to", () => {
    function* endless(): Generator<number> {
      for (;;) yield 1;
    }
    expect(() => ops.unpack(endless(), 2)).toThrow("too many values");
  });
});

describe("truth", () => {
  test.each<[value: unknown, truth: boolean]>([
    [0, false],
    [Number.NaN, true],
    ["", false],
    ["0", true],
    [[], false],
    [{}, false],
    [Object.create(null), false],
    [new Map(), false],
    [new Set(), false],
    [tuple([]), false],
    [createMarkup(""), false],
    [new Range(5, 1, 1), false],
    [new OneShot("map", []), true],
    [null, false],
    [undefined, false],
    [0n, false],
    [() => 1, true],
    [new Date(0), true],
    [new Undefined({ name: "x" }), false],
  ])("bool(%o) is %s", (value, truth) => {
    expect(ops.truthy(value)).toBe(truth);
    expect(javascript.ops.truthy(value)).toBe(truth);
  });

  test("a strict undefined value has no truth", () => {
    expect(() => ops.truthy(new StrictUndefined({ name: "x" }))).toThrow("'x' is undefined");
  });
});
