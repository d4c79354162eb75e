import { describe, expect, test, vi } from "vitest";
import {
  ChainableUndefined,
  DebugUndefined,
  isUndefined,
  makeLoggingUndefined,
  StrictUndefined,
  Undefined,
  type UndefinedType,
} from "../../src/runtime/values/undefined.ts";
import { type Harness, harness, python } from "./harness.ts";

/** Every use of a value that an undefined one may allow or refuse. */
const uses: Readonly<Record<string, (h: Harness, value: unknown) => unknown>> = {
  text: ({ ops }, value) => ops.text(value),
  truth: ({ ops }, value) => ops.truthy(value),
  list: ({ ops }, value) => ops.toArray(value),
  length: ({ ops }, value) => ops.length(value),
  equal: ({ ops }, value) => ops.equals(value, 1),
  contains: ({ ops }, value) => ops.contains(1, value),
  isIn: ({ ops }, value) => ops.contains(value, [1]),
  concat: ({ ops }, value) => ops.concat([value, "a"], false),
  add: ({ ops }, value) => ops.add(value, 1),
  addRight: ({ ops }, value) => ops.add(1, value),
  negate: ({ ops }, value) => ops.negate(value),
  less: ({ ops }, value) => ops.less(value, 1),
  attribute: ({ members }, value) => members.getAttribute(value, "a"),
  item: ({ members }, value) => members.getItem(value, 0),
  slice: ({ ops }, value) => ops.slice(value, 0, 1, null),
  call: ({ calls, state }, value) => calls.call(value, [], null, state),
  int: (h, value) => h.filter("int", value),
};

/** `.` allowed, `!` an error. */
function allowed(type: UndefinedType): string {
  const mode = harness({ undefined: type });
  const value = mode.makeUndefined({ name: "x" });
  return Object.values(uses)
    .map((use) => {
      try {
        use(mode, value);
        return ".";
      } catch (error) {
        expect(error).toMatchObject({ name: "UndefinedError", message: "'x' is undefined" });
        return "!";
      }
    })
    .join("");
}

test.each<[name: string, type: UndefinedType, uses: string]>([
  ["Undefined", Undefined, "........!!!!!!!!!"],
  ["ChainableUndefined", ChainableUndefined, "........!!!!...!!"],
  ["DebugUndefined", DebugUndefined, "........!!!!!!!!!"],
  ["StrictUndefined", StrictUndefined, "!!!!!!!!!!!!!!!!!"],
])("%s allows as much as in Jinja2", (_name, type, expected) => {
  expect(allowed(type)).toBe(expected);
});

describe("messages are Jinja2's", () => {
  test.each<[object: unknown, name: unknown, message: string]>([
    [{}, "y", "'dict object' has no attribute 'y'"],
    [[], 3, "list object has no element 3"],
    [5, "y", "'int object' has no attribute 'y'"],
    [null, "y", "'None' has no attribute 'y'"],
    ["s", "y", "'str object' has no attribute 'y'"],
    [1.5, null, "float object has no element None"],
    [{}, "it's", `'dict object' has no attribute "it's"`],
  ])("%o has no %o", (object, name, message) => {
    const value = python.members.getItem(object, name);
    expect(isUndefined(value) && value.message).toBe(message);
  });

  test("a hint takes the place of the message", () => {
    const value = new Undefined({ hint: "parameter 'a' was not provided", name: "a" });
    expect(() => value.fail()).toThrow("parameter 'a' was not provided");
  });

  test("the error says what to do", () => {
    const value = new Undefined({ name: "usr", path: "usr", candidates: () => ["request", "user"] });
    expect(() => value.fail()).toThrow(
      expect.objectContaining({ cure: "`usr` is undefined. Did you mean 'user'?", code: "TEMPLATE_UNDEFINED" }),
    );
    expect(() => new Undefined({ name: "q" }).fail()).toThrow(
      expect.objectContaining({ cure: expect.stringContaining("Pass it to render()") }),
    );
  });

  test("names are looked for only when the error is made", () => {
    const candidates = vi.fn(() => ["a"]);
    const value = new Undefined({ name: "b", candidates });
    expect(value.text()).toBe("");
    expect(candidates).not.toHaveBeenCalled();
  });
});

test("a debug value prints what is missing", () => {
  const { makeUndefined, members, ops } = harness({ undefined: DebugUndefined });
  expect(ops.text(makeUndefined({ name: "x" }))).toBe("{{ x }}");
  expect(ops.text(members.getAttribute({}, "b"))).toBe("{{ no such element: dict object['b'] }}");
  expect(ops.text(members.getItem([], 5))).toBe("{{ no such element: list object[5] }}");
  expect(ops.text(makeUndefined({ hint: "h" }))).toBe("{{ undefined value printed: h }}");
});

test("a logging value tells of its uses", () => {
  const logger = { warn: vi.fn(), error: vi.fn() };
  const { makeUndefined, ops } = harness({ undefined: makeLoggingUndefined(logger, ChainableUndefined) });
  const value = makeUndefined({ name: "x" });
  expect(ops.text(value)).toBe("");
  expect(ops.truthy(value)).toBe(false);
  expect(ops.toArray(value)).toEqual([]);
  expect(() => ops.add(value, 1)).toThrow("'x' is undefined");
  expect(logger.warn.mock.calls).toEqual(
    Array.from({ length: 3 }, () => ["Template variable warning: 'x' is undefined"]),
  );
  expect(logger.error.mock.calls).toEqual([["Template variable error: 'x' is undefined"]]);
});

test("undefined values are equal to their own kind only", () => {
  const [a, b] = [new Undefined({ name: "a" }), new Undefined({ name: "b" })];
  expect(python.ops.equals(a, b)).toBe(true);
  expect(python.ops.equals(a, new ChainableUndefined())).toBe(false);
  expect(python.ops.text(python.filter("unique", [a, b]))).toMatch(/^<generator object sync_do_unique/);
  expect(python.ops.toArray(python.filter("unique", [a, b]))).toHaveLength(1);
});
