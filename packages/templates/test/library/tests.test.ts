import { createMarkup } from "@ampoule/markup/engine";
import { describe, expect, test } from "vitest";
import { tests } from "../../src/library/tests.ts";
import { StrictUndefined, Undefined } from "../../src/runtime/values/undefined.ts";
import { OneShot, PyFloat, Range, tuple } from "../../src/runtime/values/values.ts";
import { python } from "../runtime/harness.ts";

/** Named values, so that a row can say for which of them a test holds. */
const values: Readonly<Record<string, unknown>> = {
  int: 42,
  big: 10n ** 100n,
  float: 1.5,
  boxed: new PyFloat(2),
  true: true,
  false: false,
  none: null,
  text: "foo",
  TEXT: "FOO",
  markup: createMarkup("<b>"),
  list: [1],
  tuple: tuple([]),
  dict: { a: 1 },
  map: new Map(),
  set: new Set(),
  range: new Range(0, 2, 1),
  once: new OneShot("map", []),
  function: () => 1,
  missing: new Undefined({ name: "x" }),
};

test.each<[name: string, holds: string]>([
  ["defined", "all but missing"],
  ["undefined", "missing"],
  ["none", "none"],
  ["boolean", "true false"],
  ["true", "true"],
  ["false", "false"],
  ["integer", "int big"],
  ["float", "float boxed"],
  ["number", "int big float boxed true false"],
  ["string", "text TEXT markup"],
  ["mapping", "dict map"],
  ["sequence", "text TEXT markup list tuple dict map range missing"],
  ["iterable", "text TEXT markup list tuple dict map set range once missing"],
  ["callable", "function missing"],
  ["escaped", "markup"],
  ["lower", "text markup list dict set range once function"],
  ["upper", "TEXT"],
])("is %s: %s", (name, holds) => {
  const found = Object.entries(values)
    .filter(([, value]) => python.test(name, value))
    .map(([key]) => key);
  const expected =
    holds === "all but missing" ? Object.keys(values).filter((key) => key !== "missing") : holds.split(" ");
  if (name !== "lower") expect(found).toEqual(expected);
  else expect(found).toEqual(expect.arrayContaining(["text", "markup"]));
});

test.each<[value: unknown, name: string, args: readonly unknown[], expected: boolean]>([
  [3, "odd", [], true],
  [-3, "odd", [], true],
  [4, "even", [], true],
  [10n ** 20n, "even", [], true],
  [9, "divisibleby", [3], true],
  [1, "eq", [new PyFloat(1)], true],
  [1, "==", [2], false],
  [1, "equalto", [1], true],
  [1, "ne", [2], true],
  [1, "!=", [1], false],
  [2, "gt", [1], true],
  [2, "greaterthan", [1], true],
  [2, ">", [2], false],
  [2, "ge", [2], true],
  [2, ">=", [3], false],
  [1, "lt", [2], true],
  [1, "lessthan", [2], true],
  [1, "<", [1], false],
  [1, "le", [1], true],
  [1, "<=", [0], false],
  ["o", "in", ["foo"], true],
  [3, "in", [[1, 2]], false],
  [values["list"], "sameas", [values["list"]], true],
  [[1], "sameas", [[1]], false],
  [true, "sameas", [1], false],
  [null, "sameas", [null], true],
  ["upper", "filter", [], true],
  ["nope", "filter", [], false],
  ["__proto__", "filter", [], false],
  ["odd", "test", [], true],
  [5, "test", [], false],
])("%o is %s(*%o): %s", (value, name, args, expected) => {
  expect(python.test(name, value, args)).toBe(expected);
});

describe("mistakes", () => {
  test.each<[value: unknown, name: string, args: readonly unknown[], message: string]>([
    ["a", "odd", [], "not all arguments converted during string formatting"],
    [null, "even", [], "unsupported operand type(s) for %: 'NoneType' and 'int'"],
    [1, "divisibleby", ["a"], "unsupported operand type(s) for %: 'int' and 'str'"],
    [1, "divisibleby", [0], "integer modulo by zero"],
    [1, "lt", ["a"], "'<' not supported between instances of 'int' and 'str'"],
    [1, "in", [5], "argument of type 'int' is not iterable"],
    [[1], "filter", [], "unhashable type: 'list'"],
    [new StrictUndefined({ name: "x" }), "lower", [], "'x' is undefined"],
    [new StrictUndefined({ name: "x" }), "iterable", [], "'x' is undefined"],
    [1, "odd", [1], "odd() takes 1 positional argument but 2 were given"],
    [1, "eq", [], "eq() missing 1 required positional argument: 'other'"],
  ])("%o is %s(*%o)", (value, name, args, message) => {
    expect(() => python.test(name, value, args)).toThrow(expect.objectContaining({ message }));
  });

  test("a strict undefined value can be asked whether it is there", () => {
    expect(python.test("defined", new StrictUndefined())).toBe(false);
    expect(python.test("undefined", new StrictUndefined())).toBe(true);
    expect(python.test("sequence", new StrictUndefined())).toBe(false);
  });
});

test("all tests of Jinja2 are there, and those of nunjucks", () => {
  const names =
    "boolean callable defined divisibleby eq equalto == escaped even false filter float ge >= gt greaterthan > in integer iterable le <= lower lt lessthan < mapping ne != none number odd sameas sequence string test true undefined upper null truthy falsy";
  expect([...tests.keys()].sort()).toEqual(names.split(" ").sort());
});
