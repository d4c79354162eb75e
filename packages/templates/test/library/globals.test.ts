import { isMarkup } from "@ampoule/markup";
import { describe, expect, test } from "vitest";
import { filters } from "../../src/library/filters.ts";
import { globals } from "../../src/library/globals.ts";
import { Namespace } from "../../src/runtime/namespace.ts";
import { isUndefined } from "../../src/runtime/values/undefined.ts";
import { tuple } from "../../src/runtime/values/values.ts";
import { type Harness, harness, javascript, python } from "../runtime/harness.ts";

function call(
  name: string,
  args: readonly unknown[] = [],
  kwargs: Record<string, unknown> = {},
  mode: Harness = python,
): unknown {
  return mode.calls.call(globals.get(name), args, new Map(Object.entries(kwargs)), mode.state);
}

describe("range", () => {
  test.each<[args: readonly unknown[], text: string]>([
    [[3], "[0, 1, 2]"],
    [[1, 3], "[1, 2]"],
    [[5, 0, -2], "[5, 3, 1]"],
    [[5, 1], "[]"],
    [[-3], "[]"],
    [[true], "[0]"],
  ])("range(*%o)", (args, text) => {
    expect(python.ops.text(python.ops.toArray(call("range", args)))).toBe(text);
  });

  test.each<[args: readonly unknown[], message: string]>([
    [[], "range expected at least 1 argument, got 0"],
    [[1, 2, 3, 4], "range expected at most 3 arguments, got 4"],
    [[1, 2, 0], "range() arg 3 must not be zero"],
    [[2.5], "'float' object cannot be interpreted as an integer"],
    [["a"], "'str' object cannot be interpreted as an integer"],
    [[null], "'NoneType' object cannot be interpreted as an integer"],
    [[100_001], "Range too big. The sandbox blocks ranges larger than MAX_RANGE (100000)."],
    [[10n ** 30n], "Range too big. The sandbox blocks ranges larger than MAX_RANGE (100000)."],
    [[0, -(10 ** 9), -1], "Range too big. The sandbox blocks ranges larger than MAX_RANGE (100000)."],
  ])("range(*%o) is an error", (args, message) => {
    expect(() => call("range", args)).toThrow(expect.objectContaining({ message }));
  });

  test("as many as the limit are made", () => {
    expect(python.ops.length(call("range", [100_000]))).toBe(100_000);
  });
});

test("dict", () => {
  expect(python.ops.text(call("dict", [], { a: 1, b: 2 }))).toBe("{'a': 1, 'b': 2}");
  expect(python.ops.text(call("dict", [{ a: 1 }], { a: 3, b: 2 }))).toBe("{'a': 3, 'b': 2}");
  expect(python.ops.text(call("dict", [[tuple(["a", 1])]]))).toBe("{'a': 1}");
  expect(javascript.ops.text(call("dict", [], { __proto: 1 }, javascript))).toBe('{"__proto": 1}');
  expect(() => call("dict", [1])).toThrow("'int' object is not iterable");
  expect(() => call("dict", [{}, {}])).toThrow("dict expected at most 1 argument, got 2");
});

test("cycler", () => {
  const cycler = call("cycler", ["a", "b"]);
  const next = (): unknown => python.method(cycler, "next");
  expect([next(), python.members.getAttribute(cycler, "current"), next(), next()]).toEqual(["a", "b", "b", "a"]);
  expect(python.method(cycler, "reset")).toBe(null);
  expect(next()).toBe("a");
  expect(isUndefined(python.members.getAttribute(cycler, "constructor"))).toBe(true);
  expect(isUndefined(python.members.getItem(cycler, "#items"))).toBe(true);
  expect(() => call("cycler")).toThrow("at least one item has to be provided");
});

test("joiner", () => {
  const joiner = call("joiner", ["|"]);
  const run = (): unknown => python.calls.call(joiner, [], null, python.state);
  expect([run(), run(), run()]).toEqual(["", "|", "|"]);
  expect(python.calls.call(call("joiner"), [], null, python.state)).toBe("");
});

test("namespace", () => {
  const namespace = call("namespace", [{ a: 1 }], { b: 2 });
  expect(namespace).toBeInstanceOf(Namespace);
  (namespace as Namespace).set("__proto__", 3);
  expect(python.members.getAttribute(namespace, "a")).toBe(1);
  expect(python.members.getItem(namespace, "b")).toBe(2);
  expect(python.members.getAttribute(namespace, "__proto__")).toBe(3);
  expect(isUndefined(python.members.getAttribute(namespace, "set"))).toBe(true);
  expect(python.ops.text(namespace)).toBe("<Namespace {'a': 1, 'b': 2, '__proto__': 3}>");
});

describe("lipsum", () => {
  const seeded = (): Harness => {
    let seed = 1;
    return harness({ random: () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647 });
  };

  test("is made of paragraphs, the same for the same random numbers", () => {
    const text = call("lipsum", [3, true], {}, seeded());
    expect(isMarkup(text)).toBe(true);
    expect(String(text)).toBe(String(call("lipsum", [3, true], {}, seeded())));
    expect(String(text).match(/^<p>[A-Z][a-z, .A-Z]+\.<\/p>$/gm)).toHaveLength(3);
  });

  test("has as many words as asked for", () => {
    const text = String(call("lipsum", [], { n: 5, html: false, min: 4, max: 8 }, seeded()));
    const counts = text.split("\n\n").map((paragraph) => paragraph.split(" ").length);
    expect(counts).toHaveLength(5);
    for (const count of counts) expect(count >= 4 && count < 8).toBe(true);
  });

  test("is bounded", () => {
    expect(() => call("lipsum", [10 ** 9])).toThrow("at most");
    expect(() => call("lipsum", [1, true, 5, 5])).toThrow("empty range");
  });
});

test("all names of Jinja2 are there", () => {
  const names =
    "abs attr batch capitalize center count d default dictsort e escape filesizeformat first float forceescape format groupby indent int items join last length list lower map max min pprint random reject rejectattr replace reverse round safe select selectattr slice sort string striptags sum title tojson trim truncate unique upper urlencode urlize wordcount wordwrap xmlattr";
  for (const name of names.split(" ")) expect(filters.has(name), name).toBe(true);
  expect([...globals.keys()].sort()).toEqual(["cycler", "dict", "joiner", "lipsum", "namespace", "range"]);
});
