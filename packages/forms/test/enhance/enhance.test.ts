import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { parse } from "acorn";
import { expect, test } from "vitest";

const source = readFileSync(new URL("../../src/enhance/enhance.js", import.meta.url), "utf8");

test("the enhancement script is at most 2 kB gzipped", () => {
  expect(gzipSync(source, { level: 9 }).length).toBeLessThanOrEqual(2000);
});

test("it is a classic script that needs no other, and evaluates no text as code or HTML of its own making", () => {
  parse(source, { ecmaVersion: 2022, sourceType: "script" });
  for (const sink of [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "Function(",
    "import",
    "setTimeout",
  ]) {
    expect(source).not.toContain(sink);
  }
});
