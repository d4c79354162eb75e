import { describe, expect, expectTypeOf, test } from "vitest";
import {
  type Context,
  describe as describeFunction,
  Environment,
  type EnvironmentOptions,
  findAll,
  type NodeOf,
  type Token,
} from "../../src/index.ts";

interface Page {
  readonly title: string;
  readonly pages?: number;
}

describe("what a template may be given", () => {
  const env = new Environment();
  const template = env.fromString("{{ title }}");

  test("is any object, also one whose type is an interface or a class", () => {
    class View {
      title = "view";
    }
    const page: Page = { title: "page" };
    const contexts: Context[] = [page, new View(), new Map([["title", "map"]]), { title: "literal" } as const];
    expect(contexts.map((context) => template.render(context))).toEqual(["page", "view", "map", "literal"]);
  });

  test("is no text and no number", () => {
    expectTypeOf<string>().not.toExtend<Context>();
    // @ts-expect-error: a text has no variables
    expect(() => template.render("title")).toThrow(TypeError);
  });
});

describe("types follow from what is given", () => {
  test("a described function keeps its own", () => {
    const money = describeFunction((value: number, unit = "€") => `${value} ${unit}`, { params: ["unit"] });
    expectTypeOf(money).parameter(0).toBeNumber();
    expectTypeOf(money).returns.toBeString();
  });

  test("nodes have the type that was asked for", () => {
    const [filter] = findAll(new Environment().parse("{{ a|upper }}"), "Filter");
    expectTypeOf(filter).toEqualTypeOf<NodeOf<"Filter"> | undefined>();
    expect(filter?.name).toBe("upper");
  });

  test("tokens are typed", () => {
    expectTypeOf(new Environment().lex("a")).toExtend<Iterable<Token>>();
  });

  test("options that do not exist, or are of another kind, are no options", () => {
    expectTypeOf<{ autoescape: "all" }>().not.toExtend<EnvironmentOptions>();
    expectTypeOf<{ policies: { "truncate.leeway": string } }>().not.toExtend<EnvironmentOptions>();
    expectTypeOf<{ sandbox: { binaryOperators: { "**": () => number } } }>().toExtend<EnvironmentOptions>();
    // @ts-expect-error: it is called autoReload
    expect(() => new Environment({ autoreload: true })).toThrow(TypeError);
  });
});
