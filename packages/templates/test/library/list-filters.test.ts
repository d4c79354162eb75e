import { createMarkup } from "@ampoule/markup/engine";
import { describe, expect, test } from "vitest";
import { StrictUndefined, Undefined } from "../../src/runtime/values/undefined.ts";
import { NamedTuple, OneShot, PyFloat, Range, tuple } from "../../src/runtime/values/values.ts";
import { escaping, harness, python } from "../runtime/harness.ts";

const nothing = new Undefined({ name: "x" });
const people = [
  { name: "Mia", city: "ny", age: 3 },
  { name: "ada", city: "CA", age: 1 },
  { name: "Bob", city: "NY", age: 2 },
];
const user = (id: number, name: string): NamedTuple =>
  new NamedTuple("User", [
    ["id", id],
    ["name", name],
  ]);

/** Prints the result; iterators are walked through. */
function show(
  name: string,
  value: unknown,
  args: readonly unknown[] = [],
  kwargs: Record<string, unknown> = {},
): string {
  const result = python.filter(name, value, args, kwargs);
  return python.ops.repr(OneShot.is(result) ? python.ops.toArray(result) : result);
}

test.each<[name: string, value: unknown, args: readonly unknown[], expected: string]>([
  ["first", [1, 2], [], "1"],
  ["first", "ab", [], "'a'"],
  ["first", { a: 1 }, [], "'a'"],
  ["first", [], [], "Undefined"],
  ["last", [1, 2], [], "2"],
  ["last", createMarkup("a>"), [], "Markup('>')"],
  ["last", { a: 1, b: 2 }, [], "'b'"],
  ["last", "", [], "Undefined"],
  ["length", "a😀", [], "2"],
  ["count", { a: 1 }, [], "1"],
  ["list", "ab", [], "['a', 'b']"],
  ["list", nothing, [], "[]"],
  ["reverse", "a😀", [], "'😀a'"],
  ["reverse", createMarkup("<b"), [], "Markup('b<')"],
  ["reverse", [1, 2], [], "[2, 1]"],
  ["reverse", new OneShot("map", [1, 2]), [], "[2, 1]"],
  ["reverse", new Set([1, 2]), [], "[2, 1]"],
  ["join", [1, null, "a"], ["|"], "'1|None|a'"],
  ["join", people, [", ", "name"], "'Mia, ada, Bob'"],
  ["join", nothing, [], "''"],
  ["batch", [1, 2, 3], [2], "[[1, 2], [3]]"],
  ["batch", [1, 2, 3], [2, "x"], "[[1, 2], [3, 'x']]"],
  ["batch", [], [2], "[]"],
  ["slice", new Range(0, 10, 1), [3], "[[0, 1, 2, 3], [4, 5, 6], [7, 8, 9]]"],
  ["slice", new Range(0, 10, 1), [3, "X"], "[[0, 1, 2, 3], [4, 5, 6, 'X'], [7, 8, 9, 'X']]"],
  ["slice", [1], [3], "[[1], [], []]"],
  ["sort", [3, 1, 2], [], "[1, 2, 3]"],
  ["sort", ["b", "A", "c"], [], "['A', 'b', 'c']"],
  ["sort", ["b", "A", "c"], [false, true], "['A', 'b', 'c']"],
  ["sort", ["b", "A", "a"], [true], "['b', 'A', 'a']"],
  ["sort", "cab", [], "['a', 'b', 'c']"],
  ["sort", [null, null], [], "[None, None]"],
  ["unique", ["b", "A", "a", "b"], [], "['b', 'A']"],
  ["unique", ["A", "a"], [true], "['A', 'a']"],
  ["unique", [1, true, new PyFloat(1), 2], [], "[1, 2]"],
  ["min", [3, 1, 2], [], "1"],
  ["min", ["b", "A"], [], "'A'"],
  ["max", ["b", "A", "B"], [], "'b'"],
  ["max", ["b", "B"], [true], "'b'"],
  ["max", people, [false, "age"], "{'name': 'Mia', 'city': 'ny', 'age': 3}"],
  ["min", [], [], "Undefined"],
  ["sum", [1, 2, 3], [], "6"],
  ["sum", [[1], [2]], [null, []], "[1, 2]"],
  ["sum", people, ["age", 10], "16"],
  ["sum", nothing, [], "0"],
  ["sum", [0.1, 0.2], [], "0.30000000000000004"],
  ["map", people, ["length"], "[3, 3, 3]"],
  ["map", ["a"], ["replace", "a", "b"], "['b']"],
  ["map", null, ["upper"], "[]"],
  ["select", [0, 1, 2], [], "[1, 2]"],
  ["select", [1, 2, 3], ["odd"], "[1, 3]"],
  ["reject", [1, 2, 3], ["gt", 1], "[1]"],
  [
    "selectattr",
    people,
    ["age", "ge", 2],
    "[{'name': 'Mia', 'city': 'ny', 'age': 3}, {'name': 'Bob', 'city': 'NY', 'age': 2}]",
  ],
  ["rejectattr", people, ["age"], "[]"],
  ["dictsort", { b: 1, A: 2 }, [], "[('A', 2), ('b', 1)]"],
  ["dictsort", { b: 1, A: 2 }, [true, "value", true], "[('A', 2), ('b', 1)]"],
  ["items", { a: 1 }, [], "[('a', 1)]"],
  ["items", nothing, [], "[]"],
  ["default", nothing, ["x"], "'x'"],
  ["default", null, ["x"], "None"],
  ["d", "", ["x", true], "'x'"],
  ["default", nothing, [], "''"],
  ["attr", new Error("m"), ["message"], "'m'"],
])("%s of %o with %o", (name, value, args, expected) => {
  expect(show(name, value, args)).toBe(expected);
});

describe("attribute paths", () => {
  const nested = [{ a: { b: [10, { c: 1 }] } }, { a: { b: [5, { c: 2 }] } }];

  test("go through keys, attributes and places", () => {
    expect(show("map", nested, [], { attribute: "a.b.0" })).toBe("[10, 5]");
    expect(show("sum", nested, ["a.b.1.c"])).toBe("3");
    expect(show("map", [user(1, "x")], [], { attribute: "name" })).toBe("['x']");
    expect(show("map", [[1, 2]], [], { attribute: 1 })).toBe("[2]");
  });

  test("default takes the place of what is missing", () => {
    expect(show("map", [{ a: 1 }, {}], [], { attribute: "a", default: "D" })).toBe("[1, 'D']");
    expect(show("map", [{}], [], { attribute: "a" })).toBe("[Undefined]");
  });

  test("several paths sort by each", () => {
    const rows = [tuple([2, "b"]), tuple([1, "b"]), tuple([1, "a"])];
    expect(show("sort", rows, [], { attribute: "0,1" })).toBe("[(1, 'a'), (1, 'b'), (2, 'b')]");
    expect(show("sort", people, [], { attribute: "city,age" })).toContain("'city': 'CA'");
  });
});

describe("groupby", () => {
  test("sorts, groups without regard to case, and names a group as its first item does", () => {
    expect(show("groupby", people, ["city"])).toBe(
      "[('CA', [{'name': 'ada', 'city': 'CA', 'age': 1}]), ('ny', [{'name': 'Mia', 'city': 'ny', 'age': 3}, {'name': 'Bob', 'city': 'NY', 'age': 2}])]",
    );
    expect(python.ops.length(python.filter("groupby", people, ["city"], { case_sensitive: true }))).toBe(3);
  });

  test("groups have names", () => {
    const [first] = python.ops.toArray(python.filter("groupby", people, ["city"]));
    expect(python.members.getAttribute(first, "grouper")).toBe("CA");
    expect(python.ops.length(python.members.getAttribute(first, "list"))).toBe(1);
  });

  test("default", () => {
    expect(show("groupby", [{ a: 1 }, {}], ["a", 0])).toBe("[(0, [{}]), (1, [{'a': 1}])]");
  });
});

test.each<[name: string, value: unknown, args: readonly unknown[], message: string]>([
  ["map", [3], [], "map requires a filter argument"],
  ["selectattr", [3], [], "Missing parameter for attribute name"],
  ["dictsort", {}, [false, "x"], 'You can only sort by either "key" or "value"'],
  ["dictsort", [1], [], "'list' object has no attribute 'items'"],
  ["items", [1], [], "Can only get item pairs from a mapping."],
  ["last", new OneShot("map", [1]), [], "'generator' object is not reversible"],
  ["reverse", 5, [], "argument must be iterable"],
  ["sort", [1, "a"], [], "'<' not supported between instances of 'str' and 'int'"],
  ["unique", [[1]], [], "unhashable type: 'list'"],
  ["sum", ["a"], [], "unsupported operand type(s) for +: 'int' and 'str'"],
  ["sum", ["a"], [null, ""], "sum() can't sum strings [use ''.join(seq) instead]"],
  ["slice", [1], [0], "integer division or modulo by zero"],
  ["slice", [1], [10 ** 9], "the list would have more than 1000000 items"],
  ["batch", [1], [10 ** 9, 0], "the list would have more than 1000000 items"],
  ["length", 5, [], "object of type 'int' has no len()"],
  ["first", 5, [], "'int' object is not iterable"],
  ["first", new StrictUndefined({ name: "x" }), [], "'x' is undefined"],
  ["attr", {}, [1], "attribute name must be string, not 'int'"],
])("%s of %o with %o is an error", (name, value, args, message) => {
  expect(() => show(name, value, args)).toThrow(expect.objectContaining({ message }));
});

test("map refuses keywords that it does not know", () => {
  expect(() => show("map", [1], [], { attribute: "a", bogus: 1 })).toThrow("Unexpected keyword argument 'bogus'");
});

test("T43 join escapes what is not HTML as soon as one part is", () => {
  const join = (items: readonly unknown[], by: unknown = ""): string =>
    escaping.ops.repr(escaping.filter("join", items, [by]));
  expect(join(["<", createMarkup("<b>")])).toBe("Markup('&lt;<b>')");
  expect(join(["<", ">"], createMarkup("<br>"))).toBe("Markup('&lt;<br>&gt;')");
  expect(join(["<", ">"])).toBe("'<>'");
  expect(python.ops.repr(python.filter("join", ["<", createMarkup("<b>")]))).toBe("'<<b>'");
});

test("random takes the generator that it is given", () => {
  const at = (value: number): unknown => harness({ random: () => value }).filter("random", [1, 2, 3]);
  expect([at(0), at(0.5), at(0.999), at(1)]).toEqual([1, 2, 3, 3]);
  expect(python.print("random", [])).toBe("");
});

test("iterators are lazy, and walk once", () => {
  let seen = 0;
  function* source(): Generator<number> {
    for (;;) yield ++seen;
  }
  const mapped = python.filter("map", source(), ["string"]);
  expect(seen).toBe(0);
  expect(python.filter("first", mapped)).toBe("1");
  expect(seen).toBe(1);
});

describe("in asynchronous rendering", () => {
  const later = harness({ isAsync: true });
  const slow = async (value: unknown): Promise<unknown> => value;

  test("filters and tests may give promises", async () => {
    const state = {
      ...later.state,
      callFilter: (_n: unknown, v: unknown) => slow(Number(v) + 1),
      callTest: (_n: unknown, v: unknown) => slow(Number(v) > 1),
    };
    const { filters } = await import("../../src/library/filters.ts");
    const run = (name: string, args: readonly unknown[]): Promise<unknown> =>
      Promise.resolve(Reflect.apply(filters.get(name) as () => unknown, null, [state, [1, 2], args, new Map()]));
    expect(python.ops.toArray(await run("map", ["x"]))).toEqual([2, 3]);
    expect(python.ops.toArray(await run("select", ["x"]))).toEqual([2]);
    expect(python.ops.toArray(await run("reject", ["x"]))).toEqual([1]);
  });

  test("what needs no waiting gives no promise", () => {
    expect(python.ops.toArray(later.filter("map", [1], ["string"]))).toEqual(["1"]);
  });
});
