/** Nothing of JavaScript's own machinery can be reached from a template: rows T29–T33 and T37 of the list of attacks. */
import { createMarkup } from "@ampoule/markup/engine";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { filters } from "../../src/library/filters.ts";
import { Dict } from "../../src/runtime/values/dict.ts";
import { isUndefined, Undefined } from "../../src/runtime/values/undefined.ts";
import { NamedTuple, OneShot, PyFloat, Range, tuple } from "../../src/runtime/values/values.ts";
import { harness, javascript, python } from "./harness.ts";

class Model {
  id = 7;
  save(): string {
    return "saved";
  }
}

const hostile = {
  string: "text",
  markup: createMarkup("<b>"),
  number: 5,
  float: new PyFloat(1),
  bigint: 10n ** 20n,
  boolean: true,
  list: [1, 2],
  tuple: tuple([1]),
  namedTuple: new NamedTuple("P", [["x", 1]]),
  plain: { a: 1 },
  bare: Object.assign(Object.create(null), { a: 1 }),
  map: new Map([["a", 1]]),
  dict: new Dict([["a", 1]]),
  set: new Set([1]),
  bytes: Uint8Array.from([1]),
  range: new Range(0, 3, 1),
  oneShot: new OneShot("map", [1]),
  generator: (function* () {
    yield 1;
  })(),
  date: new Date(0),
  regexp: /a/,
  error: new Error("x"),
  promise: Promise.resolve(1),
  url: new URL("https://a.example/"),
  boxed: new String("boxed"),
  symbol: Symbol("s"),
  arrow: () => 1,
  method: Model.prototype.save,
  class: Model,
  builtin: Math.max,
  model: new Model(),
  prototype: Model.prototype,
  namespace: Reflect,
  undefined: new Undefined({ name: "x" }),
};

/** Everything that a built-in prototype has, and the names that lead to one. */
const forbidden: ReadonlySet<string> = new Set(
  [Object, Function, Array, String, Number, Map, Set, Promise, Date, RegExp, Error, URL, Symbol, Uint8Array].flatMap(
    (type) => Object.getOwnPropertyNames(type.prototype),
  ),
);

/** Functions of the language and the host, by identity. */
const intrinsics: ReadonlySet<unknown> = new Set(
  [Object, Function, Array, String, Number, Map, Set, Promise, Date, RegExp, Error, URL, Symbol, Uint8Array, Reflect]
    .flatMap((type) => [type, "prototype" in type ? type.prototype : type])
    .flatMap((holder: object) => [
      holder,
      ...Object.values(Object.getOwnPropertyDescriptors(holder)).flatMap(({ value, get, set }) => [value, get, set]),
    ])
    .filter((value) => typeof value === "function" || (typeof value === "object" && value !== null)),
);

function routes(mode: typeof python, object: unknown, name: string): [route: string, value: () => unknown][] {
  const { members, state } = mode;
  const list = (value: unknown): unknown => mode.ops.toArray(value)[0];
  return [
    [".", () => members.getAttribute(object, name)],
    ["[]", () => members.getItem(object, name)],
    ["attr()", () => members.attributeOnly(object, name)],
    ["|attr", () => mode.filter("attr", object, [name])],
    ["map(attribute)", () => list(mode.filter("map", [object], [], { attribute: name }))],
    ["map('attr')", () => list(mode.filter("map", [object], ["attr", name]))],
    ["sum", () => mode.filter("sum", [object], [], { attribute: name, start: [] })],
    ["groupby", () => (mode.filter("groupby", [object], [name]) as unknown[][])[0]?.[0]],
    ["join", () => mode.filter("join", [object], ["", name])],
    ["call", () => members.callMethod(object, name, [], null, state)],
    ["format", () => mode.method(`{0.${name}}`, "format", [object])],
    ["format[]", () => mode.method(`{0[${name}]}`, "format", [object])],
    ["format_map", () => mode.method(`{x.${name}}`, "format_map", [{ x: object }])],
  ];
}

/** What a route gives; errors of the engine are as good as nothing, others are failures. */
function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("TEMPLATE_")) return "";
    throw error;
  }
}

describe.each([
  ["python", python],
  ["javascript", javascript],
  ["sandboxed", harness({ sandbox: { immutable: true } })],
] as const)("%s", (_name, mode) => {
  test("T30 T31 T32 T33 no route leads from a value to its class or prototype", () => {
    for (const object of Object.values(hostile)) {
      for (const name of ["constructor", "__proto__", "prototype", "__defineGetter__", "__lookupSetter__", "caller"]) {
        for (const [route, run] of routes(mode, object, name)) {
          const value = outcome(run);
          const shown = typeof value === "string" ? value : "";
          expect(intrinsics.has(value), `${route} ${name}`).toBe(false);
          expect(shown, `${route} ${name}`).not.toMatch(/native code|function|class|\[object/);
          if (route.length < 6) expect(value === "" || isUndefined(value), `${route} ${name}`).toBe(true);
        }
      }
    }
  });

  test("T31 nothing that hangs on a built-in prototype comes out", () => {
    for (const object of Object.values(hostile)) {
      for (const name of forbidden) {
        const value = outcome(() => mode.members.getItem(object, name));
        expect(intrinsics.has(value), name).toBe(false);
      }
    }
  });

  test("T31 the way to Function is closed at every step", () => {
    const step = (object: unknown): unknown => outcome(() => mode.members.getItem(object, "constructor"));
    for (const object of Object.values(hostile)) {
      const first = step(object);
      expect(first === "" || isUndefined(first)).toBe(true);
    }
  });

  test("T31 Function and eval are not called, wherever a template got them", () => {
    const asyncFunction: unknown = Object.getPrototypeOf(async () => {}).constructor;
    const evaluate: unknown = Reflect.get(globalThis, "eval");
    for (const maker of [Function, evaluate, asyncFunction]) {
      expect(() => mode.calls.call(maker, ["return process"], null, mode.state)).toThrow(
        expect.objectContaining({ name: "SecurityError" }),
      );
    }
  });

  test("T32 every filter that takes an attribute asks the one getter", () => {
    const asked: unknown[] = [];
    const members = {
      ...mode.members,
      getItem: (object: unknown, key: unknown) => {
        asked.push(key);
        return mode.members.getItem(object, key);
      },
    };
    const state = { ...mode.state, members };
    const rows: [name: string, args: readonly unknown[]][] = [
      ["sort", [false, false, "a.constructor"]],
      ["unique", [false, "a.constructor"]],
      ["min", [false, "a.constructor"]],
      ["max", [false, "a.constructor"]],
      ["groupby", ["a.constructor"]],
      ["sum", ["a.constructor", []]],
      ["join", ["", "a.constructor"]],
    ];
    const raw: [name: string, args: readonly unknown[], kwargs: [string, unknown][]][] = [
      ["map", [], [["attribute", "a.constructor"]]],
      ["selectattr", ["a.constructor"], []],
      ["rejectattr", ["a.constructor"], []],
    ];
    const value = [{ a: { b: 1 } }];
    const calls = [
      ...rows.map(([name, args]) => [name, [state, value, ...args]] as const),
      ...raw.map(([name, args, kwargs]) => [name, [state, value, args, new Map(kwargs)]] as const),
    ];
    for (const [name, args] of calls) {
      asked.length = 0;
      outcome(() => mode.ops.text(mode.ops.toArray(Reflect.apply(filters.get(name) as () => unknown, null, args))));
      expect(asked.slice(0, 2), name).toEqual(["a", "constructor"]);
    }
  });

  test("T32 all routes agree about ordinary names", () => {
    const rows: [unknown, string][] = [
      [hostile.model, "id"],
      [hostile.namedTuple, "x"],
      [hostile.map, "a"],
      [hostile.plain, "a"],
      [hostile.error, "message"],
    ];
    for (const [object, name] of rows) {
      const expected = mode.members.getItem(object, name);
      const values = routes(mode, object, name).filter(([route]) => [".", "map(attribute)", "groupby"].includes(route));
      for (const [, run] of values) expect(run()).toBe(expected);
      expect(mode.method(`{0.${name}}`, "format", [object])).toBe(mode.ops.text(expected));
    }
  });

  test("T37 random paths through hostile values reach no intrinsic and change no prototype", () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const names = [...forbidden, "a", "id", "save", "get", "items", "append", "format", "0", "x"];
    const path = fc.array(fc.oneof(fc.constantFrom(...names), fc.integer({ min: -2, max: 2 })), { maxLength: 5 });
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(hostile)), path, fc.boolean(), (start, steps, call) => {
        let value: unknown = start;
        for (const step of steps) {
          value = outcome(() => mode.members.getItem(value, step));
          if (call && typeof value === "function" && value !== Model) {
            const callee = value;
            value = outcome(() => mode.calls.call(callee, [1], null, mode.state));
          }
          expect(intrinsics.has(value)).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });
});

describe("T29 a polluted Object.prototype", () => {
  afterEach(() => {
    Reflect.deleteProperty(Object.prototype, "polluted");
  });

  test("is not seen by templates", () => {
    Object.defineProperty(Object.prototype, "polluted", {
      value: "P",
      configurable: true,
      enumerable: true,
      writable: true,
    });
    for (const mode of [python, javascript]) {
      for (const object of [{}, [], "a", new Map(), new Model(), 5, Object.create(null)]) {
        for (const [route, run] of routes(mode, object, "polluted").slice(0, 6)) {
          expect(isUndefined(run()), route).toBe(true);
        }
        expect(mode.ops.contains("polluted", {})).toBe(false);
        expect(mode.method({}, "get", ["polluted"])).toBe(null);
        expect(mode.ops.text({})).toBe("{}");
      }
    }
  });
});

test("without the guard, each of these is an ordinary property read that works", () => {
  const read = (object: object, name: string): unknown => Reflect.get(object, name);
  const constructor = read(read(Object("text"), "constructor") as object, "constructor");
  expect(constructor).toBe(Function);
  expect(intrinsics.has(constructor)).toBe(true);
});
