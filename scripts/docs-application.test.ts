import { existsSync } from "node:fs";
import { join } from "node:path";
import { GUARDS } from "ampoule";
import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../packages/ampoule/src/http/limits.ts";
import { allDocuments, documentAt, root } from "./docs-files.ts";
import { membersOf } from "./docs-inventory.ts";
import { codeIn, sectionUnder, tableCells } from "./docs-markdown.ts";

/** The rows of the tables in a section: the code in their first cells, and their other cells. */
function rows(path: string, heading: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const line of sectionUnder(documentAt(path), heading)) {
    const cells = tableCells(line);
    if (cells !== null) for (const code of codeIn(cells[0] ?? "")) found.set(code, cells.slice(1));
  }
  return found;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ["kB", 1000],
  ["KiB", 1024],
  ["MiB", 1_048_576],
]);

/** `500 kB`, `1 MiB`, `50 000 000`. */
function amount(text: string): number {
  const [, digits = "", unit] = /^([\d ]+?)(?: ([A-Za-z]+))?$/.exec(text) ?? [];
  return Number(digits.replaceAll(" ", "")) * (unit === undefined ? 1 : (UNITS.get(unit) ?? Number.NaN));
}

describe("the guide to security", () => {
  test("has every guard, and no other", () => {
    const documented = [...rows("docs/security.md", "The guards").keys()].filter((code) => /^[a-z]+$/.test(code));
    expect(documented.sort()).toEqual(Object.keys(GUARDS).sort());
  });
  test("has every limit with its default", () => {
    const documented = rows("docs/security.md", "Limits");
    expect(Object.fromEntries([...documented].map(([name, [value = ""]]) => [name, amount(value)]))).toEqual(
      DEFAULT_LIMITS,
    );
  });
  test("has every option of the headers", () => {
    const documented = [...rows("docs/security.md", "Headers").keys()];
    for (const option of membersOf("packages/ampoule/src/security/headers.ts", "HeaderOptions"))
      expect(documented).toContain(option);
  });
});

test("every file of the repository that the documentation names is there", () => {
  const missing: string[] = [];
  for (const [path, document] of allDocuments()) {
    for (const [index, line] of document.prose.entries()) {
      for (const code of codeIn(line)) {
        const isPath = /^(?:packages|examples|scripts|docs|bench)\/[\w./-]+\.\w+$/.test(code);
        if (isPath && !existsSync(join(root, code))) missing.push(`${path}:${index + 1} ${code}`);
      }
    }
  }
  expect(missing).toEqual([]);
});
