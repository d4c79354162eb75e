import { SourceMap, type SourceMapPayload } from "node:module";
import { describe, expect, test, vi } from "vitest";
import { sourceMap } from "../../src/codegen/sourcemap.ts";
import { DictLoader, Environment, precompile } from "../../src/index.ts";
import { caught } from "../backends.ts";

function mapOf(generated: string): SourceMap {
  const [, encoded] = /sourceMappingURL=data:application\/json;charset=utf-8,(\S+)/.exec(generated) ?? [];
  return new SourceMap(JSON.parse(decodeURIComponent(encoded!)) as SourceMapPayload);
}

/** Where the generated line with a text in it comes from. */
function originOf(generated: string, text: string): { readonly source: string; readonly line: number } {
  const line = generated.split("\n").findIndex((candidate) => candidate.includes(text));
  const entry = mapOf(generated).findEntry(line, 500);
  if (!("originalSource" in entry)) throw new Error(`line ${line} has no origin`);
  return { source: entry.originalSource, line: entry.originalLine + 1 };
}

describe("source maps", () => {
  test("number differences as ECMA-426 says", () => {
    const span = (line: number, column: number) => ({ line, column, length: 1 });
    const mappings = [
      { generatedLine: 1, span: span(1, 1) },
      { generatedLine: 2, span: span(20, 40) },
      { generatedLine: 4, span: span(3, 1) },
    ];
    expect(JSON.parse(sourceMap([{ name: "a", source: "", mappings }])).mappings).toBe(";AAAA;AAmBuC;;AAjBvC");
  });

  test("a module leads back to the lines of its templates", () => {
    const sources = {
      a: "\n\n{% if first_condition %}x{% endif %}",
      b: "\n{% for item in second_list %}\n{{ third_value }}{% endfor %}",
    };
    const module = precompile(new Environment({ loader: new DictLoader(sources) }), ["a", "b"]);
    expect(originOf(module, 'truthy(h0===undefined?undefinedName("first_condition"')).toEqual({ source: "a", line: 3 });
    expect(originOf(module, 'undefinedName("second_list"')).toEqual({ source: "b", line: 2 });
  });

  test("a compiled template carries its map, and no name can end the comment", () => {
    const spy = vi.spyOn(globalThis, "Function");
    const name = "x\n;globalThis.pwned=1//\u2028.html";
    const env = new Environment({ loader: new DictLoader({ [name]: "\n\n{% if first_condition %}x{% endif %}" }) });
    env.getTemplate(name).render();
    const text = String(spy.mock.calls[0]?.[2]);
    spy.mockRestore();
    expect(text.split("\n").filter((line) => line.includes("pwned"))).toHaveLength(2);
    for (const line of text.split("\n").filter((candidate) => candidate.includes("pwned")))
      expect(line).toMatch(/^\/\/# source/);
    // Two lines of the function's own head stand before the text.
    expect(originOf(`\n\n${text}`, 'undefinedName("first_condition"')).toEqual({ source: name, line: 3 });
  });
});

describe("stacks", () => {
  test("an error of the application keeps its identity, and tells the places in the templates", () => {
    const failure = new RangeError("own");
    const env = new Environment({ loader: new DictLoader({ main: "\n{% include 'part' %}", part: "\n\n{{ f() }}" }) });
    const f = (): never => {
      throw failure;
    };
    let caught: unknown;
    try {
      env.getTemplate("main").render({ f });
    } catch (error) {
      caught = error;
    }
    expect(caught).toBe(failure);
    expect(failure.stack).toMatch(/RangeError: own\n +at template \(part:3:4\)\n +at include 'part' \(main:2\)\n/);
  });

  test("a place is known however short the stack is", () => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      const template = new Environment().fromString("\n{{ a.b.c }}");
      expect(caught(() => template.render({ a: {} }))).toMatchObject({ line: 2, column: 4 });
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  });
});
