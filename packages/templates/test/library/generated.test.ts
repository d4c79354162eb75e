import { expect, test } from "vitest";
import { Environment } from "../../src/index.ts";

const FILTERS = ["map('abs')", "select('odd')", "reject('odd')", "unique", "batch(2)", "slice(2)", "reverse"];

test.each(FILTERS)("what %s gives can be counted, indexed and printed in javascript printing", (filter) => {
  const env = new Environment({});
  const render = (expression: string) => env.fromString(`{{ ${expression} }}`).render({ items: [1, 2, 3] });
  expect(render(`(items|${filter}).length`)).toBe(render(`items|${filter}|list|length`));
  expect(render(`(items|${filter})[0]`)).toBe(render(`(items|${filter}|list)[0]`));
  expect(render(`items|${filter}`)).toBe(render(`items|${filter}|list`));
});

test.each(FILTERS.filter((filter) => filter !== "reverse"))(
  "what %s gives is a generator in python printing, as in Jinja2",
  (filter) => {
    const env = new Environment({ printing: "python", autoescape: false });
    expect(env.fromString(`{{ items|${filter} }}`).render({ items: [1, 2, 3] })).toMatch(/^<generator object /);
  },
);
