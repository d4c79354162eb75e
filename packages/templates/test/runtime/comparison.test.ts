import { createMarkup } from "@ampoule/markup/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Dict } from "../../src/runtime/values/dict.ts";
import { hashKey } from "../../src/runtime/values/hashing.ts";
import { compareText } from "../../src/runtime/values/ordering.ts";
import { StrictUndefined, Undefined } from "../../src/runtime/values/undefined.ts";
import { DictView, OneShot, PyFloat, Range, tuple } from "../../src/runtime/values/values.ts";
import { javascript, python } from "./harness.ts";

const { ops } = python;
const nothing = new Undefined({ name: "x" });
const object = { a: 1 };

describe("==", () => {
  test.each<[left: unknown, right: unknown, equal: boolean]>([
    [1, 1, true],
    [1, true, true],
    [0, false, true],
    [1, new PyFloat(1), true],
    [1, "1", false],
    [null, undefined, true],
    [null, 0, false],
    [null, false, false],
    [9007199254740992, 9007199254740992n, true],
    [9007199254740993n, 9007199254740992, false],
    [Number.NaN, Number.NaN, false],
    ["a", createMarkup("a"), true],
    ["&lt;", createMarkup("&lt;"), true],
    [[1, [2]], [1, [2]], true],
    [[1], tuple([1]), false],
    [tuple([1, 2]), tuple([1, 2]), true],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1 }, new Map([["a", 1]]), true],
    [{ a: 1 }, { a: 2 }, false],
    [{ a: undefined }, { b: 1 }, false],
    [new Dict([[1, "x"]]), new Dict([[true, "x"]]), true],
    [new Set([1, 2]), new Set([2, 1]), true],
    [new Range(0, 5, 1), new Range(0, 5, 1), true],
    [new Range(0, 0, 1), new Range(7, 1, 1), true],
    [new Range(0, 1, 1), new Range(0, 1, 5), true],
    [new Date(5), new Date(5), true],
    [Uint8Array.from([1]), Uint8Array.from([1]), true],
    [
      new DictView(
        "dict_keys",
        () => ["a"],
        () => 1,
      ),
      new DictView(
        "dict_keys",
        () => ["a"],
        () => 1,
      ),
      true,
    ],
    [nothing, new Undefined({ name: "y" }), true],
    [nothing, null, false],
    [object, object, true],
  ])("%o == %o is %s", (left, right, equal) => {
    expect(ops.equals(left, right)).toBe(equal);
    expect(ops.equals(right, left)).toBe(equal);
  });

  test("=== of nunjucks looks at the type as well", () => {
    expect(javascript.ops.identical(1, true)).toBe(false);
    expect(javascript.ops.identical("a", "a")).toBe(true);
    expect(javascript.ops.identical(nothing, null)).toBe(false);
    expect(javascript.ops.identical(null, undefined)).toBe(true);
    expect(javascript.ops.identical(nothing, new Undefined({ name: "y" }))).toBe(true);
  });

  test("values that hold themselves are an error, not a crash", () => {
    const left: unknown[] = [];
    const right: unknown[] = [];
    left.push(left);
    right.push(right);
    expect(() => ops.equals(left, right)).toThrow("nested too deeply");
    expect(() => ops.less(left, [[1]])).toThrow();
  });
});

test("values that hold one another many times over do not take for ever", () => {
  const doubled = (): unknown => {
    let value: unknown = [1];
    for (let round = 0; round < 40; round++) value = [value, value];
    return value;
  };
  expect(() => ops.equals(doubled(), doubled())).toThrow("too large to be compared");
  let key: unknown = tuple([1]);
  for (let round = 0; round < 40; round++) key = tuple([key, key]);
  expect(() => hashKey(key)).toThrow("too large to be a key");
});

describe("<", () => {
  test.each<[left: unknown, right: unknown]>([
    [1, 2],
    [true, 2],
    [1, 1.5],
    [2n ** 60n, 2n ** 61n],
    [1, 2n ** 60n],
    ["a", "b"],
    ["a", "ab"],
    ["Z", "a"],
    ["\uffff", "😀"],
    ["a", createMarkup("b")],
    [[1], [1, 0]],
    [
      [1, 2],
      [1, 3],
    ],
    [tuple([1, "a"]), tuple([1, "b"])],
    [
      [null, 1],
      [null, 2],
    ],
    [new Date(1), new Date(2)],
    [new Set([1]), new Set([1, 2])],
  ])("%o < %o", (left, right) => {
    expect(ops.less(left, right)).toBe(true);
    expect(ops.lessEqual(left, right)).toBe(true);
    expect(ops.greater(right, left)).toBe(true);
    expect(ops.greaterEqual(left, right)).toBe(false);
  });

  test.each<[left: unknown, right: unknown, message: string]>([
    [1, "a", "'<' not supported between instances of 'int' and 'str'"],
    [null, null, "'<' not supported between instances of 'NoneType' and 'NoneType'"],
    [[1], ["a"], "'<' not supported between instances of 'int' and 'str'"],
    [[1], tuple([1]), "'<' not supported between instances of 'list' and 'tuple'"],
    [{}, {}, "'<' not supported between instances of 'dict' and 'dict'"],
    [nothing, 1, "'x' is undefined"],
  ])("%o < %o is an error", (left, right, message) => {
    expect(() => ops.less(left, right)).toThrow(expect.objectContaining({ message }));
  });

  test("text goes by code points", () => {
    const byPoints = (left: string, right: string): number => {
      const [a, b] = [Array.from(left, (c) => c.codePointAt(0)!), Array.from(right, (c) => c.codePointAt(0)!)];
      for (const [index, point] of a.entries()) if (point !== b[index]) return point - (b[index] ?? -1);
      return a.length - b.length;
    };
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(Math.sign(compareText(left, right))).toBe(Math.sign(byPoints(left, right)));
      }),
    );
  });
});

describe("in", () => {
  test.each<[item: unknown, container: unknown, expected: boolean]>([
    ["b", "abc", true],
    ["", "abc", true],
    ["b", createMarkup("<b>"), true],
    [1, [1, 2], true],
    [true, [1], true],
    ["a", ["ab"], false],
    [tuple([1, 2]), [tuple([1, 2])], true],
    ["a", { a: 1 }, true],
    ["constructor", { a: 1 }, false],
    ["toString", {}, false],
    ["__proto__", {}, false],
    [1, new Map([[1, 2]]), true],
    [new PyFloat(1), new Dict([[1, 2]]), true],
    [new PyFloat(1), new Set([1]), true],
    [3, new Range(0, 5, 1), true],
    [5, new Range(0, 5, 1), false],
    ["a", new Range(0, 5, 1), false],
    [2, new OneShot("map", [1, 2]), true],
    [1, nothing, false],
  ])("%o in %o is %s", (item, container, expected) => {
    expect(ops.contains(item, container)).toBe(expected);
  });

  test.each<[item: unknown, container: unknown, message: string]>([
    [1, 5, "argument of type 'int' is not iterable"],
    [1, "a", "'in <string>' requires string as left operand, not int"],
    [[1], { a: 1 }, "unhashable type: 'list'"],
    [1, null, "argument of type 'NoneType' is not iterable"],
    [1, new StrictUndefined({ name: "x" }), "'x' is undefined"],
  ])("%o in %o is an error", (item, container, message) => {
    expect(() => ops.contains(item, container)).toThrow(expect.objectContaining({ message }));
  });
});

describe("keys of dicts", () => {
  test("equal values are one key, and print as first written", () => {
    const dict = new Dict([
      [true, "a"],
      [tuple([1, "x"]), "b"],
    ]);
    expect(dict.get(1)).toBe("a");
    expect(dict.get(new PyFloat(1))).toBe("a");
    expect(dict.get(tuple([1, "x"]))).toBe("b");
    expect(dict.get(tuple([true, "x"]))).toBe("b");
    dict.set(1n, "c").set("k", 1);
    expect(ops.text(dict)).toBe("{True: 'c', (1, 'x'): 'b', 'k': 1}");
    expect(dict.delete(1)).toBe(true);
    expect(dict.has(true)).toBe(false);
    dict.set(1, "int");
    expect(ops.text(dict)).toBe("{(1, 'x'): 'b', 'k': 1, 1: 'int'}");
  });

  test("no text is the key of a tuple", () => {
    const key = hashKey(tuple([1]));
    expect(typeof key).toBe("string");
    expect(hashKey(key)).not.toBe(key);
    expect(new Dict([[tuple([1]), "t"]]).has(key)).toBe(false);
  });

  test("keys are the same exactly where values are equal", () => {
    const scalar = fc.oneof(
      fc.integer({ min: -2, max: 2 }),
      fc.boolean(),
      fc.constantFrom("", "1", "a", "('1',)"),
      fc.constantFrom(null, new PyFloat(1), new PyFloat(-0), 0.5, 2n ** 60n, 2 ** 60, createMarkup("a")),
    );
    const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }).map(tuple));
    fc.assert(
      fc.property(value, value, (left, right) => {
        expect(Object.is(hashKey(left), hashKey(right))).toBe(ops.equals(left, right));
      }),
      { numRuns: 2000 },
    );
  });

  test("dicts made in a template suit the mode", () => {
    const entries = [["a", 1] as const];
    expect(python.ops.dict(entries)).toBeInstanceOf(Map);
    expect(Object.getPrototypeOf(javascript.ops.dict(entries))).toBe(null);
    expect(
      javascript.ops.text(
        javascript.ops.dict([
          ["b", 1],
          ["1", 2],
        ]),
      ),
    ).toBe('{"b": 1, "1": 2}');
    expect(javascript.ops.text(javascript.ops.dict([["__proto__", { polluted: 1 }]]))).toBe(
      '{"__proto__": {"polluted": 1}}',
    );
    expect(Reflect.get({}, "polluted")).toBe(undefined);
  });
});
