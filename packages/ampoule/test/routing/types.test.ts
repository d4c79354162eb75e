import { expect, test } from "vitest";
import type { BuildParams, Params } from "../../src/routing/types.ts";

/** Compiles only when both types are the same; the run-time half keeps the runner honest about having seen it. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;

test("parameters are typed from the rule's text", () => {
  const year = { year: { pattern: /\d{4}/, parse: (text: string) => Number(text) }, slug: { pattern: /[a-z]+/ } };
  const checks: readonly true[] = [
    true satisfies Same<keyof Params<"/">, never>,
    true satisfies Same<Params<"/user/<int:id>">, { readonly id: number }>,
    true satisfies Same<
      Params<"/<a>/<string(minlength=2):b>/<path:c>">,
      { readonly a: string; readonly b: string; readonly c: string }
    >,
    true satisfies Same<Params<"/<float:x>-<int(min=1, max=9):y>">, { readonly x: number; readonly y: number }>,
    true satisfies Same<Params<"/<any(about, 'help', \"faq\"):page>">, { readonly page: "about" | "help" | "faq" }>,
    true satisfies Same<Params<"/<uuid:u>.html">, { readonly u: string }>,
    true satisfies Same<Params<"/<year:y>/<slug:s>", typeof year>, { readonly y: number; readonly s: string }>,
    true satisfies Same<Params<string>, Readonly<Record<string, unknown>>>,
  ];
  expect(checks.every(Boolean)).toBe(true);
});

test("building asks for the rule's parameters, and takes more for the query", () => {
  const build = <R extends string>(_rule: R, values: BuildParams<R>): BuildParams<R> => values;
  build("/user/<int:id>", { id: 1, tab: "posts", tags: ["a", "b"] });
  build("/tag/<tag>", { tag: 7 });
  // @ts-expect-error the parameter is missing
  build("/user/<int:id>", {});
  // @ts-expect-error a number is needed
  build("/user/<int:id>", { id: "x" });
  // @ts-expect-error none of the choices
  build("/<any(a, b):x>", { x: "c" });
  expect(build("/", {})).toEqual({});
});
