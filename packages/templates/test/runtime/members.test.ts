import { createMarkup } from "@ampoule/markup/engine";
import { expect, describe as group, test } from "vitest";
import { describe } from "../../src/runtime/values/describe.ts";
import { Dict } from "../../src/runtime/values/dict.ts";
import { missing, TemplateObject } from "../../src/runtime/values/object.ts";
import { ChainableUndefined, isUndefined, StrictUndefined } from "../../src/runtime/values/undefined.ts";
import { DictView, NamedTuple, Range, tuple } from "../../src/runtime/values/values.ts";
import { harness, javascript, python } from "./harness.ts";

class Person {
  readonly first = "Ada";
  #secret = 42;
  get full(): string {
    return `${this.first} Lovelace`;
  }
  answer(plus = 0): number {
    return this.#secret + plus;
  }
}
class Admin extends Person {
  readonly role = "root";
}
class Cart extends Map<string, number> {
  get total(): number {
    return [...this.values()].reduce((sum, price) => sum + price, 0);
  }
}
class Counter extends TemplateObject {
  hidden = "no";
  override attribute(name: string): unknown {
    return name === "shown" ? "yes" : missing;
  }
}

group("in both modes", () => {
  for (const [mode, { members, ops }] of [
    ["python", python],
    ["javascript", javascript],
  ] as const) {
    test.each<[object: unknown, name: string, expected: unknown]>([
      [new Person(), "first", "Ada"],
      [new Person(), "full", "Ada Lovelace"],
      [new Admin(), "full", "Ada Lovelace"],
      [new Admin(), "role", "root"],
      [{ a: 1 }, "a", 1],
      [Object.assign(Object.create(null), { a: 1 }), "a", 1],
      [new Map([["a", 1]]), "a", 1],
      [
        new Cart([
          ["x", 2],
          ["y", 3],
        ]),
        "total",
        5,
      ],
      [new NamedTuple("P", [["x", 7]]), "x", 7],
      [new Error("broken"), "message", "broken"],
      [new Counter(), "shown", "yes"],
      [new Range(2, 9, 3), "stop", 9],
      [5, "real", 5],
      [new Date(0), "year", 1970],
    ])(`${mode}: %o . %s`, (object, name, expected) => {
      expect(members.getAttribute(object, name)).toBe(expected);
      expect(members.getItem(object, name)).toBe(expected);
    });

    test.each<[object: unknown, key: unknown, text: string]>([
      [[1, 2, 3], -1, "3"],
      [tuple([1, 2]), 1, "2"],
      ["héllo😀", 5, "😀"],
      ["héllo😀", -6, "h"],
      [createMarkup("<b>"), 0, "<"],
      [new Range(0, 10, 2), -1, "8"],
      [Uint8Array.from([7]), 0, "7"],
      [[1, 2], true, "2"],
      [new Map([[1, "int"]]), 1, "int"],
      [new Dict([[tuple([1, 2]), "pair"]]), tuple([1, 2]), "pair"],
      [{ a: 1 }, createMarkup("a"), "1"],
    ])(`${mode}: %o [ %o ]`, (object, key, text) => {
      expect(ops.text(members.getItem(object, key))).toBe(text);
    });

    test.each<[object: unknown, key: unknown]>([
      [[1], 1],
      [[1], -2],
      [[1], 0.5],
      [[1], null],
      ["a", 1],
      [{ a: 1 }, [1]],
      [{ a: 1 }, tuple([{}, 1])],
      [new Map([["a", 1]]), tuple([tuple([[1]])])],
      [
        { a: 1 },
        new DictView(
          "dict_keys",
          () => ["a"],
          () => 1,
        ),
      ],
      [{ a: undefined }, "a"],
      [new Map([["a", undefined]]), "a"],
      [null, "a"],
      [undefined, "a"],
      [5, 0],
      [new Counter(), "hidden"],
      [new Counter(), "attribute"],
      [new Person(), "nope"],
    ])(`${mode}: nothing is at %o [ %o ]`, (object, key) => {
      expect(isUndefined(members.getItem(object, key))).toBe(true);
    });
  }
});

group("attribute or item first", () => {
  const data = { items: "own", name: "x" };

  test("python: a method of dict hides a key of its name from the dot, not from the brackets", () => {
    expect(python.ops.toArray(python.method(data, "items"))).toHaveLength(2);
    expect(python.members.getItem(data, "items")).toBe("own");
    expect(isUndefined(python.members.attributeOnly(data, "name"))).toBe(true);
  });

  test("javascript: a key comes before the method", () => {
    expect(javascript.members.getAttribute(data, "items")).toBe("own");
    expect(javascript.ops.toArray(javascript.method({ a: 1 }, "items"))).toHaveLength(1);
    expect(javascript.members.attributeOnly(data, "name")).toBe("x");
  });

  test("javascript: sizes", () => {
    expect(javascript.members.getAttribute([1, 2], "length")).toBe(2);
    expect(javascript.members.getAttribute("ab", "length")).toBe(2);
    expect(javascript.members.getAttribute(new Set([1]), "size")).toBe(1);
    expect(javascript.members.getAttribute(new Map([["a", 1]]), "size")).toBe(1);
    expect(javascript.members.getAttribute(new Map([["size", "own"]]), "size")).toBe("own");
    expect(isUndefined(python.members.getAttribute([1, 2], "length"))).toBe(true);
  });
});

group("methods remember their object", () => {
  test("read first, called later", () => {
    const { calls, members, state } = python;
    const answer = members.getAttribute(new Person(), "answer");
    expect(calls.call(answer, [1], null, state)).toBe(43);
    expect(calls.call(members.getAttribute("a-b", "split"), ["-"], null, state)).toEqual(["a", "b"]);
    expect(python.method(new Admin(), "answer", [])).toBe(42);
  });

  test("described methods take their arguments by name", () => {
    class Page {
      link(path: string, text: string): string {
        return `${text} → ${path}`;
      }
    }
    describe(Page.prototype.link, { params: ["path", "text"], required: 2 });
    expect(python.method(new Page(), "link", [], { text: "t", path: "/p" })).toBe("t → /p");
    const bound = python.members.getAttribute(new Page(), "link");
    expect(python.calls.call(bound, ["/p"], new Map([["text", "t"]]), python.state)).toBe("t → /p");
  });

  test("a function in a dict is called with the dict as `this`", () => {
    const helpers = {
      base: "/x",
      url(this: { base: string }, path: string): string {
        return this.base + path;
      },
    };
    expect(javascript.method(helpers, "url", ["/y"])).toBe("/x/y");
  });
});

group("undefined values", () => {
  test("reading on is an error, or goes on", () => {
    const chain = harness({ undefined: ChainableUndefined });
    const strict = harness({ undefined: StrictUndefined });
    const nothing = python.members.getAttribute({}, "a");
    expect(() => python.members.getAttribute(nothing, "b")).toThrow("'dict object' has no attribute 'a'");
    const chained = chain.members.getAttribute({}, "a");
    expect(chain.members.getItem(chain.members.getAttribute(chained, "b"), 3)).toBe(chained);
    expect(() => strict.members.getItem(strict.members.getAttribute({}, "a"), "b")).toThrow("'dict object' has no");
  });

  test("the error knows the path and the nearest name", () => {
    const user = python.members.getAttribute({ profile: { nickname: "x" } }, "profile");
    const nothing = python.members.getAttribute(user, "nickame", "user.profile.nickame");
    expect(() => python.members.getAttribute(nothing, "x")).toThrow(
      expect.objectContaining({
        message: "'dict object' has no attribute 'nickame'",
        cure: "`user.profile.nickame` is undefined. Did you mean 'nickname'?",
      }),
    );
  });
});

group("the sandbox", () => {
  const sandbox = harness({ sandbox: { immutable: false } });
  const immutable = harness({ sandbox: { immutable: true } });
  class Hidden {
    _p = 1;
    x = 2;
  }

  test("names with an underscore are refused on objects, and reading on is a SecurityError", () => {
    const nothing = sandbox.members.getAttribute(new Hidden(), "_p");
    expect(sandbox.ops.text(nothing)).toBe("");
    expect(() => sandbox.ops.add(nothing, 1)).toThrow(
      expect.objectContaining({
        name: "SecurityError",
        message: "access to attribute '_p' of 'Hidden' object is unsafe.",
      }),
    );
    expect(python.members.getAttribute(new Hidden(), "_p")).toBe(1);
    expect(sandbox.members.getAttribute({ _key: 1 }, "_key")).toBe(1);
  });

  test("methods that change a value are refused where values are immutable", () => {
    const changing = [
      [[1], "append", [2]],
      [{ a: 1 }, "update", [{}]],
      [new Set(), "add", [1]],
      [[1], "clear", []],
    ] as const;
    for (const [object, name, args] of changing) {
      expect(() => immutable.method(object, name, args)).toThrow(expect.objectContaining({ name: "SecurityError" }));
      expect(() => sandbox.method(object, name, args)).not.toThrow();
      const read = immutable.members.getAttribute(object, name);
      expect(() => immutable.calls.call(read, args, null, immutable.state)).toThrow("is unsafe");
    }
    expect(immutable.method([1, 1], "count", [1])).toBe(2);
  });

  test("functions marked as unsafe are not called", () => {
    const wipe = describe(() => "wiped", { unsafe: true });
    expect(() => sandbox.calls.call(wipe, [], null, sandbox.state)).toThrow("is not safely callable");
    expect(python.calls.call(wipe, [], null, python.state)).toBe("wiped");
  });

  test("the application has a say", () => {
    const strict = harness({
      sandbox: { immutable: false, isSafeAttribute: (_object, name) => name !== "x", isSafeCallable: () => false },
    });
    expect(isUndefined(strict.members.getAttribute(new Hidden(), "x"))).toBe(true);
    expect(() => strict.calls.call(() => 1, [], null, strict.state)).toThrow("is not safely callable");
  });
});
