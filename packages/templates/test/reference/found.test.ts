/** What random templates have found: holds also where there is no Jinja2 to ask. */
import { expect, test } from "vitest";
import { findings } from "./found.ts";
import { ours } from "./judge.ts";

test.each(findings)("$given.templates.main gives $expected", ({ given, expected }) => {
  const outcome = ours(given);
  expect("output" in outcome ? outcome.output : "error" in outcome ? outcome.error : "").toBe(expected);
});
