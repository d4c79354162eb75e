import { describe, expect, test } from "vitest";
import { Promises } from "./docs-expect.ts";
import { commentsOf, type Declaration, readDeclarations } from "./tsdoc.ts";
import { examplesOf } from "./tsdoc-examples.ts";
import { promised } from "./tsdoc-promises.ts";
import { problemsOf } from "./tsdoc-rules.ts";

/** Runs an example as its module would. */
async function run(example: string): Promise<void> {
  const { code, promises } = promised(example);
  const $ = new Promises(promises);
  const AsyncFunction = (async () => {}).constructor as new (
    name: string,
    code: string,
  ) => ($: Promises) => Promise<void>;
  await new AsyncFunction("$", code)($);
  $.done();
}

describe("an example that is not true is found", () => {
  test("a value", async () => {
    await expect(run("1 + 1; // 3")).rejects.toThrow("is 2 and should be 3");
    await expect(run("const x = [1];\nx; // → [1, 2]")).rejects.toThrow("should be");
    await expect(run("const x = 1 + 1; // 3")).rejects.toThrow("is 2 and should be 3");
    await run("1 + 1; // 2\nconst x = 'a'; // \"a\"\nx + x;\n// → 'aa'");
  });
  test("an error that does not come, or another one", async () => {
    await expect(run("[].length; // throws TypeError")).rejects.toThrow("throws nothing");
    await expect(run("null.x; // throws RangeError")).rejects.toThrow("should say");
    await run("null.x; // throws TypeError");
  });
  test("a promise that nothing comes to", async () => {
    await expect(run("const view = () => {\n  2; // 3\n};")).rejects.toThrow("never comes to promise 1");
  });
  test("a remark behind code, which nobody would compare", () => {
    expect(() => promised("f(); // makes a page")).toThrow("No value");
    expect(() => promised("f();\n// makes a page")).toThrow("A remark at the end");
    expect(() => promised("if (x) { // sometimes\n  f();\n}")).toThrow("A remark behind code");
    expect(promised("// First:\nf();").promises).toBe(0);
  });
  test("a type is compared by the compiler", () => {
    expect(promised('type T = A<"x">; // { a: 1 }').code).toContain("$.type<Same<T, { a: 1 }>>();");
  });
});

describe("TSDoc is read", () => {
  const source = [
    "/**",
    " * Adds one to a number.",
    " *",
    " * @param a one",
    " * @example",
    " * add(1); // 2",
    " * @see somewhere",
    " */",
    "export function add(a: number): number {",
    '  if (a < 0) throw new RangeError("negative");',
    "  return a + 1;",
    "}",
    "",
    "export class Sum {",
    "  /** So far. */",
    "  readonly total = 0;",
    "  add(): void {}",
    "}",
  ].join("\n");
  const declarations = readDeclarations("packages/markup/src/index.ts", source);
  const declared = (name: string): Declaration => declarations.get(name)!;

  test("comments without their stars, examples without what follows", () => {
    expect(commentsOf(source)[1]?.text).toBe("So far.");
    expect(examplesOf("a.ts", source)).toMatchObject([{ line: 1, code: "add(1); // 2" }]);
  });
  test("what is missing is found", () => {
    expect(problemsOf(declared("add"))).toEqual(["does not say what it throws"]);
    expect(problemsOf(declared("Sum"))).toEqual(["has no TSDoc"]);
    expect(problemsOf({ ...declared("Sum"), doc: "A sum of numbers." })).toEqual([
      "has no @example",
      "add has no TSDoc",
    ]);
    expect(problemsOf({ ...declared("add"), doc: "Adds one.\n@throws RangeError\n@param b one" })).toEqual([
      "has no @example",
      "has no parameter b",
    ]);
  });
});
