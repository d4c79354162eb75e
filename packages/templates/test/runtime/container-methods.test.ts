import { describe, expect, test } from "vitest";
import { Dict } from "../../src/runtime/values/dict.ts";
import { Range, tuple } from "../../src/runtime/values/values.ts";
import { javascript, python } from "./harness.ts";

const show = (value: unknown): string => python.ops.repr(value);

/** What the method gives, and what it leaves. */
function run(self: unknown, name: string, args: readonly unknown[] = [], kwargs: Record<string, unknown> = {}): string {
  const result = python.method(self, name, args, kwargs);
  return `${show(result)} ${show(self)}`;
}

describe("lists", () => {
  test.each<[name: string, args: readonly unknown[], expected: string]>([
    ["append", [4], "None [3, 1, 2, 4]"],
    ["extend", ["ab"], "None [3, 1, 2, 'a', 'b']"],
    ["insert", [1, "x"], "None [3, 'x', 1, 2]"],
    ["insert", [-99, "x"], "None ['x', 3, 1, 2]"],
    ["pop", [], "2 [3, 1]"],
    ["pop", [0], "3 [1, 2]"],
    ["remove", [1], "None [3, 2]"],
    ["clear", [], "None []"],
    ["sort", [], "None [1, 2, 3]"],
    ["reverse", [], "None [2, 1, 3]"],
    ["copy", [], "[3, 1, 2] [3, 1, 2]"],
    ["__setitem__", [-1, 9], "None [3, 1, 9]"],
    ["count", [1], "1 [3, 1, 2]"],
    ["index", [2], "2 [3, 1, 2]"],
  ])("%s(*%o)", (name, args, expected) => {
    expect(run([3, 1, 2], name, args)).toBe(expected);
  });

  test("sort takes reverse by name", () => {
    expect(run([3, 1, 2], "sort", [], { reverse: true })).toBe("None [3, 2, 1]");
  });

  test("extending a list by itself ends", () => {
    const items = [1, 2];
    python.method(items, "extend", [items]);
    expect(items).toEqual([1, 2, 1, 2]);
  });

  test.each<[self: unknown, name: string, args: readonly unknown[], message: string]>([
    [[], "pop", [], "pop from empty list"],
    [[1], "pop", [5], "pop index out of range"],
    [[1], "remove", [2], "list.remove(x): x not in list"],
    [[1], "index", [3], "3 is not in list"],
    [[1, "a"], "sort", [], "'<' not supported between instances of 'str' and 'int'"],
    [tuple([1]), "index", [3], "tuple.index(x): x not in tuple"],
    [tuple([1]), "append", [3], "'tuple object' has no attribute 'append'"],
  ])("%o.%s(*%o) is an error", (self, name, args, message) => {
    expect(() => python.method(self, name, args)).toThrow(expect.objectContaining({ message }));
  });

  test("a list does not grow beyond the limit", () => {
    const items: unknown[] = Array.from({ length: 600_000 }, () => 0);
    expect(() => python.method(items, "extend", [items])).toThrow("more than 1000000 items");
  });

  test("javascript's own", () => {
    const items = [1];
    expect(javascript.method(items, "push", [2, 3])).toBe(3);
    expect(javascript.method(items, "concat", [[4], 5])).toEqual([1, 2, 3, 4, 5]);
    expect(javascript.method(items, "includes", [2])).toBe(true);
    expect(javascript.method(items, "slice", [1])).toEqual([2, 3]);
    expect(javascript.method(items, "join", ["-"])).toBe("1-2-3");
    expect(items).toEqual([1, 2, 3]);
  });
});

describe.each<[kind: string, make: () => Map<unknown, unknown> | Record<string, unknown>]>([
  ["a plain object", () => ({ b: 1, a: 2 })],
  ["a Map", () => new Map(Object.entries({ b: 1, a: 2 }))],
  [
    "a Dict",
    () =>
      new Dict([
        ["b", 1],
        ["a", 2],
      ]),
  ],
])("dicts: %s", (_kind, make) => {
  test.each<[name: string, args: readonly unknown[], expected: string]>([
    ["get", ["a"], "2 {'b': 1, 'a': 2}"],
    ["get", ["z"], "None {'b': 1, 'a': 2}"],
    ["get", ["z", 7], "7 {'b': 1, 'a': 2}"],
    ["get", ["constructor"], "None {'b': 1, 'a': 2}"],
    ["keys", [], "dict_keys(['b', 'a']) {'b': 1, 'a': 2}"],
    ["values", [], "dict_values([1, 2]) {'b': 1, 'a': 2}"],
    ["items", [], "dict_items([('b', 1), ('a', 2)]) {'b': 1, 'a': 2}"],
    ["pop", ["b"], "1 {'a': 2}"],
    ["pop", ["z", null], "None {'b': 1, 'a': 2}"],
    ["popitem", [], "('a', 2) {'b': 1}"],
    ["setdefault", ["z"], "None {'b': 1, 'a': 2, 'z': None}"],
    ["setdefault", ["a", 9], "2 {'b': 1, 'a': 2}"],
    ["update", [{ a: 3, c: 4 }], "None {'b': 1, 'a': 3, 'c': 4}"],
    ["update", [[tuple(["c", 4])]], "None {'b': 1, 'a': 2, 'c': 4}"],
    ["copy", [], "{'b': 1, 'a': 2} {'b': 1, 'a': 2}"],
    ["__getitem__", ["a"], "2 {'b': 1, 'a': 2}"],
    ["__setitem__", ["a", 9], "None {'b': 1, 'a': 9}"],
    ["clear", [], "None {}"],
  ])("%s(*%o)", (name, args, expected) => {
    expect(run(make(), name, args)).toBe(expected);
  });

  test("update takes names", () => {
    expect(run(make(), "update", [], { c: 5 })).toBe("None {'b': 1, 'a': 2, 'c': 5}");
  });

  test("views follow the dict", () => {
    const dict = make();
    const keys = python.method(dict, "keys");
    python.method(dict, "update", [{ z: 1 }]);
    expect(python.ops.length(keys)).toBe(3);
    expect(python.ops.contains("z", keys)).toBe(true);
  });

  test("no key changes a prototype", () => {
    const dict = make();
    python.method(dict, "update", [JSON.parse('{"__proto__": {"polluted": 1}}')]);
    python.method(dict, "setdefault", ["constructor", 1]);
    expect(Object.getPrototypeOf(make())).toBe(Object.getPrototypeOf(dict));
    expect(Reflect.get({}, "polluted")).toBe(undefined);
    expect(show(dict)).toBe("{'b': 1, 'a': 2, '__proto__': {'polluted': 1}, 'constructor': 1}");
  });

  test.each<[name: string, args: readonly unknown[], message: string]>([
    ["pop", ["z"], "'z'"],
    ["update", [1], "'int' object is not iterable"],
    ["update", [[1]], "cannot convert dictionary update sequence element #0 to a sequence"],
    ["update", [["abc"]], "dictionary update sequence element #0 has length 3; 2 is required"],
    ["get", [[1]], "unhashable type: 'list'"],
  ])("%s(*%o) is an error", (name, args, message) => {
    expect(() => python.method(make(), name, args)).toThrow(expect.objectContaining({ message }));
  });
});

describe("sets", () => {
  test.each<[name: string, args: readonly unknown[], expected: string]>([
    ["add", [3], "None {1, 2, 3}"],
    ["add", [true], "None {1, 2}"],
    ["discard", [9], "None {1, 2}"],
    ["remove", [1], "None {2}"],
    ["pop", [], "1 {2}"],
    ["union", [[2, 3]], "{1, 2, 3} {1, 2}"],
    ["intersection", [[2, 3]], "{2} {1, 2}"],
    ["difference", [[2, 3]], "{1} {1, 2}"],
    ["symmetric_difference", [[2, 3]], "{1, 3} {1, 2}"],
    ["issubset", [[1, 2, 3]], "True {1, 2}"],
    ["issuperset", [[1]], "True {1, 2}"],
    ["isdisjoint", [[3]], "True {1, 2}"],
    ["update", [[5]], "None {1, 2, 5}"],
    ["clear", [], "None set()"],
  ])("%s(*%o)", (name, args, expected) => {
    expect(run(new Set([1, 2]), name, args)).toBe(expected);
  });
});

describe("others", () => {
  test.each<[self: unknown, name: string, args: readonly unknown[], expected: unknown]>([
    [255, "bit_length", [], 8],
    [-1, "bit_length", [], 1],
    [2n ** 70n, "bit_length", [], 71],
    [7, "bit_count", [], 3],
    [1.5, "is_integer", [], false],
    [new Range(0, 10, 2), "index", [4], 2],
    [new Range(0, 10, 2), "count", [5], 0],
    [Uint8Array.from([0xc3, 0xa9]), "decode", [], "é"],
    [Uint8Array.from([255, 1]), "hex", [], "ff01"],
    [
      new Date(Date.UTC(2026, 0, 5, 15, 4, 5)),
      "strftime",
      ["%Y-%m-%d %H:%M:%S %a %B %-d %j %p %%"],
      "2026-01-05 15:04:05 Mon January 5 005 PM %",
    ],
    [new Date(0), "isoformat", [], "1970-01-01T00:00:00+00:00"],
    [new Date(0), "weekday", [], 3],
  ])("%o.%s(*%o)", (self, name, args, expected) => {
    expect(python.method(self, name, args)).toBe(expected);
  });
});
