import { describe, expect, test } from "vitest";
import { documentAt, readText } from "./docs-files.ts";
import { inSources, membersOf } from "./docs-inventory.ts";
import { codeIn, sectionUnder, tableCells } from "./docs-markdown.ts";
import { REFUSALS } from "./docs-refusals.ts";
import { SECTIONS, sectionIn } from "./docs-sections.ts";
import { FAILURES } from "./docs-template-errors.ts";

describe("what is made of the code is up to date (npm run docs)", () => {
  for (const { path, name, make } of SECTIONS) {
    test(`${path}, ${name}`, () => expect(sectionIn(readText(path), name)).toBe(make()));
  }
});

describe("every code of an error has its row", () => {
  const page = documentAt("docs/errors.md");
  const documented = (heading: string): string[] =>
    sectionUnder(page, heading).flatMap((line) => codeIn(tableCells(line)?.[0] ?? ""));

  test("of refusals", () => {
    const inCode = inSources(/"(ESCAPE_[A-Z_]+)"/g, "packages/markup/src/**/*.ts", "packages/templates/src/**/*.ts");
    // The class's own default, which nothing throws.
    expect(REFUSALS.map(({ code }) => code).sort()).toEqual(inCode.filter((code) => code !== "ESCAPE_CONTEXT"));
  });

  test("of templates", () => {
    const inCode = inSources(/"(TEMPLATE_[A-Z_]+)"/g, "packages/templates/src/**/*.ts");
    // Likewise: the base class is never thrown.
    expect(FAILURES.map(({ code }) => code).sort()).toEqual(inCode.filter((code) => code !== "TEMPLATE_ERROR"));
  });

  test("of HTTP", () => {
    const inCode = inSources(
      /(?:\bcode: |\bmalformed\(\s*|\brefuse\(|readonly code: string = |new FormInputError\(\s*)"([a-z]+_[a-z_0-9]+|charset|isolation)"/g,
      "packages/ampoule/src/{http,json,security,uploads}/**/*.ts",
      "packages/ampoule/src/*.ts",
      "packages/forms/src/csrf/used.ts",
      "packages/forms/src/data/*.ts",
    ).filter((code) => code !== "weak_key");
    const rows = documented("HTTP errors");
    const statuses = new Set(sectionUnder(page, "HTTP errors").flatMap((line) => codeIn(tableCells(line)?.[1] ?? "")));
    for (const code of inCode) expect([...rows, ...statuses]).toContain(code);
    for (const code of rows.filter((row) => row !== "limit_…")) expect(inCode).toContain(code);
  });

  test("of limits, in the guide to security", () => {
    const limits = sectionUnder(documentAt("docs/security.md"), "Limits").flatMap((line) =>
      codeIn(tableCells(line)?.[0] ?? ""),
    );
    for (const name of membersOf("packages/ampoule/src/http/limits.ts", "Limits")) expect(limits).toContain(name);
  });

  test("of forms' definitions", () => {
    const inCode = inSources(/new FormDefinitionError\(\s*"([a-z_]+)"/g, "packages/forms/src/**/*.ts");
    expect(documented("Errors of forms").sort()).toEqual(inCode);
  });
});
