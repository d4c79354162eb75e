import { describe, expect, test } from "vitest";
import {
  DictLoader,
  describe as describeFunction,
  Environment,
  type RenderContext,
  Undefined,
} from "../../src/index.ts";
import { caught } from "../backends.ts";

const env = new Environment();

describe("filters and tests from TypeScript", () => {
  test("are called with arguments by place and by name", () => {
    expect(env.callFilter("join", [1, 2], ["-"])).toBe("1-2");
    expect(env.callFilter("join", [{ a: 1 }, { a: 2 }], [], { d: "-", attribute: "a" })).toBe("1-2");
    expect(env.callTest("divisibleby", 6, [], { num: 3 })).toBe(true);
    expect(env.callTest("defined", new Undefined({ name: "x" }))).toBe(false);
  });

  test("escape as a template from a string does", () => {
    expect(String(env.callFilter("join", [env.callFilter("safe", "<b>"), "<i>"]))).toBe("<b>&lt;i&gt;");
    const plain = new Environment({ autoescape: false });
    expect(plain.callFilter("join", [plain.callFilter("safe", "<b>"), "<i>"])).toBe("<b><i>");
  });

  test("those that ask for the context are given the variables", () => {
    const own = new Environment();
    const fn = (c: RenderContext, value: number): number => value * Number(c.get("scale"));
    own.filters.set("scaled", describeFunction(fn, { passContext: true }));
    own.globals.set("scale", 10);
    expect(own.callFilter("scaled", 2)).toBe(20);
    expect(own.callFilter("scaled", 2, [], {}, { scale: 3 })).toBe(6);
  });

  test("that are not there are an error, with the nearest name", () => {
    expect(caught(() => env.callFilter("uper", "a"))).toMatchObject({
      name: "TemplateRuntimeError",
      message: "No filter named 'uper'.",
      cure: expect.stringContaining("'upper'"),
    });
    expect(caught(() => env.callTest("evn", 1))).toMatchObject({ message: "No test named 'evn'." });
    expect(caught(() => env.callFilter("upper", "a", [1]))).toMatchObject({ code: "TEMPLATE_TYPE" });
    expect(caught(() => env.fromString("{{ ['a']|map('uper')|list }}").render())).toMatchObject({
      cure: expect.stringContaining("'upper'"),
    });
  });
});

describe("the tokens of a template", () => {
  test("have their kinds, their values and their places", () => {
    const tokens = [...env.lex("a\n{{ x|f(1.5) }}{# no #}{% raw %}{{{% endraw %}")];
    expect(tokens.map(({ type, value }) => `${type}:${value}`)).toEqual([
      "data:a\n",
      "variable_begin:{{",
      "name:x",
      "pipe:|",
      "name:f",
      "lparen:(",
      "float:1.5",
      "rparen:)",
      "variable_end:}}",
      "data:{{",
    ]);
    expect(tokens[2]).toMatchObject({ line: 2, column: 4, start: 5, end: 6 });
  });

  test("are those of the environment's syntax, and come as they are asked for", () => {
    const other = new Environment({ variableStart: "<<", variableEnd: ">>" });
    const tokens = other.lex("<< a >> << $ >>", "t.html");
    expect(tokens.next().value).toMatchObject({ type: "variable_begin", value: "<<" });
    expect(caught(() => [...tokens])).toMatchObject({ name: "TemplateSyntaxError", templateName: "t.html", line: 1 });
  });
});

describe("the module of a template", () => {
  const loader = new DictLoader({
    forms:
      "{% macro input(name, type='text') %}<input name='{{ name }}' type='{{ type }}'>{{ x }}{% endmacro %}{% set v = 1 %}{% macro _own() %}{% endmacro %}text",
  });
  const forms = new Environment({ loader }).getTemplate("forms");

  test("has macros that can be called from TypeScript, and give HTML", () => {
    const { module } = forms;
    expect(String(module)).toBe("text");
    expect(String(module.call("input", ["a'b"], { type: "<" }))).toBe("<input name='a&#39;b' type='&lt;'>");
    expect(() => module.call("v")).toThrow(TypeError);
    expect(() => module.call("_own")).toThrow("exports no macro");
    expect(caught(() => module.call("input", [], { nope: 1 }))).toMatchObject({ code: "TEMPLATE_TYPE" });
  });

  test("sees the variables that it is made with", () => {
    expect(String(forms.makeModule({ x: 5 }).call("input", ["n"]))).toBe("<input name='n' type='text'>5");
  });

  test("made asynchronously, waits for promises, and so do its macros", async () => {
    const module = await forms.makeModuleAsync({ x: Promise.resolve(5) });
    expect([module.names(), String(module)]).toEqual([["input", "v"], "text"]);
    expect(String(await module.call("input", [Promise.resolve("n")]))).toBe("<input name='n' type='text'>5");
    const failing = env.fromString("{{ p }}").makeModuleAsync({ p: Promise.reject(new Error("no database")) });
    await expect(failing).rejects.toThrow("no database");
  });
});
