/** What is missing, in templates written for nunjucks: nothing, rather than an error. */
import { describe, expect, test } from "vitest";
import { ChainableUndefined, Environment } from "../../src/index.ts";

const rows: readonly (readonly [expression: string, printed: string])[] = [
  ["'item-' + params.id", "item-"],
  ["params.id + '-item'", "-item"],
  ["('<b>'|safe) + params.id", "<b>"],
  ["params.level > 0", "false"],
  ["params.level < 1", "false"],
  ["1 >= params.level", "false"],
  ["params.level <= params.other", "false"],
];

describe("with ChainableUndefined", () => {
  test.each(rows)("{{ %s }} prints %j", (expression, printed) => {
    const env = new Environment({ undefined: ChainableUndefined });
    expect(env.fromString(`{{ ${expression} }}`).render({ params: {} })).toBe(printed);
  });

  test("a number is not joined to it", () => {
    const env = new Environment({ undefined: ChainableUndefined });
    expect(() => env.fromString("{{ 1 + params.id }}").render({ params: {} })).toThrow("has no attribute 'id'");
  });
});

test.each(rows)("{{ %s }} is an error with the default", (expression) => {
  expect(() => new Environment().fromString(`{{ ${expression} }}`).render({ params: {} })).toThrow("has no attribute");
});

test.each(rows)("{{ %s }} is an error in python printing, as in Jinja2", (expression) => {
  const env = new Environment({ printing: "python", undefined: ChainableUndefined });
  expect(() => env.fromString(`{{ ${expression} }}`).render({ params: {} })).toThrow("has no attribute");
});
