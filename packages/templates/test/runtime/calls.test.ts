import { callable } from "@ampoule/markup/engine";
import { expect, describe as group, test } from "vitest";
import { isCallable } from "../../src/runtime/access/calls.ts";
import { bindArguments, planArguments } from "../../src/runtime/values/arguments.ts";
import { describe } from "../../src/runtime/values/describe.ts";
import { CallableObject } from "../../src/runtime/values/object.ts";
import { Undefined } from "../../src/runtime/values/undefined.ts";
import { javascript, python } from "./harness.ts";

const { calls, state } = python;
const call = (callee: unknown, args: readonly unknown[] = [], kwargs: Record<string, unknown> = {}): unknown =>
  calls.call(callee, args, new Map(Object.entries(kwargs)), state);

class Greeter extends CallableObject {
  override call(args: readonly unknown[], kwargs: ReadonlyMap<string, unknown>): unknown {
    return `${args.join()} ${[...kwargs].join()}`;
  }
}

group("functions of the application", () => {
  test("get their arguments in order, and keywords as one object without prototype", () => {
    expect(call((...args: unknown[]) => args, [1, 2])).toEqual([1, 2]);
    const [first, options] = call((...args: unknown[]) => args, [1], { a: 2 }) as [unknown, object];
    expect(first).toBe(1);
    expect(Object.getPrototypeOf(options)).toBe(null);
    expect(options).toEqual({ a: 2 });
    expect(call((options_: { __proto__: unknown }) => Object.keys(options_), [], { ["__proto__"]: 1 })).toEqual([
      "__proto__",
    ]);
  });

  test("get keywords by the names of their parameters where they are described", () => {
    const link = describe((path: string, text = "here") => `${text}:${path}`, {
      params: ["path", "text"],
      required: 1,
    });
    expect(call(link, ["/a"])).toBe("here:/a");
    expect(call(link, [], { text: "x", path: "/b" })).toBe("x:/b");
  });

  test("that give nothing give none", () => {
    expect(call(() => {})).toBe(null);
  });

  test("get what they asked for first", () => {
    const asking = [
      [{ passContext: true }, state.context],
      [{ passEnvironment: true }, state.environment],
      [{ passEvalContext: true }, state.evalContext],
    ] as const;
    for (const [description, expected] of asking) {
      const fn = describe((first: unknown, ...rest: unknown[]) => [first, ...rest], description);
      expect(call(fn, [1])).toEqual([expected, 1]);
    }
  });
});

group("objects", () => {
  test("that say how they are called", () => {
    expect(call(new Greeter(), [1], { a: 2 })).toBe("1 a,2");
    const field = {
      [callable]: (args: readonly unknown[], kwargs: ReadonlyMap<string, unknown>) => [args, kwargs.get("class")],
    };
    expect(call(field, [1], { class: "wide" })).toEqual([[1], "wide"]);
    expect(isCallable(field) && isCallable(new Greeter()) && isCallable(() => 1)).toBe(true);
  });

  test.each<[callee: unknown, message: string]>([
    [null, "'NoneType' object is not callable"],
    [5, "'int' object is not callable"],
    [{ call: () => 1 }, "'dict' object is not callable"],
    [new Undefined({ name: "x" }), "'x' is undefined"],
  ])("%o cannot be called", (callee, message) => {
    expect(() => call(callee)).toThrow(expect.objectContaining({ message }));
    expect(isCallable(callee)).toBe(false);
  });
});

group("arguments that do not fit are told in Python's words", () => {
  const description = { params: ["a", "b", "c"], required: 1 };
  test.each<[args: readonly unknown[], kwargs: Record<string, unknown>, message: string]>([
    [[1, 2, 3, 4], {}, "f() takes from 1 to 3 positional arguments but 4 were given"],
    [[], {}, "f() missing 1 required positional argument: 'a'"],
    [[], { b: 1 }, "f() missing 1 required positional argument: 'a'"],
    [[1], { a: 2 }, "f() got multiple values for argument 'a'"],
    [[1], { z: 2 }, "f() got an unexpected keyword argument 'z'"],
  ])("%o %o", (args, kwargs, message) => {
    const bind = (): unknown => bindArguments(description, "f", args, new Map(Object.entries(kwargs)));
    expect(bind).toThrow(expect.objectContaining({ message }));
  });

  test("a filter counts its value", () => {
    expect(() => python.filter("int", "a", [1, 2, 3])).toThrow(
      "int() takes from 1 to 3 positional arguments but 4 were given",
    );
    expect(() => python.filter("join", [], [], { bogus: 1 })).toThrow(
      "join() got an unexpected keyword argument 'bogus'",
    );
    expect(() => python.filter("attr", {}, [])).toThrow("attr() missing 1 required positional argument: 'name'");
  });

  test("holes are undefined, so that defaults apply", () => {
    expect(bindArguments(description, "f", [1], new Map([["c", 3]]))).toEqual([1, undefined, 3]);
  });

  test("a plan says the same ahead of time", () => {
    expect(planArguments(description, "f", 1, ["c"])).toEqual([0, -1, 1]);
    expect(planArguments(description, "f", 2, [])).toEqual([0, 1]);
    expect(planArguments(description, "f", 0, ["b", "a"])).toEqual([1, 0]);
    expect(() => planArguments(description, "f", 0, ["z"])).toThrow("unexpected keyword");
  });
});

test("functions on built-in prototypes are not there to be called", () => {
  for (const [value, name] of [
    ["a", "anchor"],
    [[], "map"],
    [{}, "valueOf"],
    [() => 1, "call"],
    [5, "toExponential"],
  ] as const) {
    expect(() => javascript.method(value, name)).toThrow("has no attribute");
  }
});
