/** Every row of the list of known attacks on templates is a test named by its number. README.md says what and where. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const packages = join(import.meta.dirname, "../../..");
const own = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
const rows = Array.from({ length: 52 }, (_, i) => `T${String(i + 1).padStart(2, "0")}`);

/** Titles of tests and groups (one string behind `test(`, `describe(` or first in a row of a table), by number. */
const places = new Map<string, Set<string>>();
for (const file of globSync("*/test/**/*.test.ts", { cwd: packages })) {
  if (file.endsWith("attacks/index.test.ts")) continue;
  const text = readFileSync(join(packages, file), "utf8");
  for (const [, title] of text.matchAll(/[([]\s*["`](T\d\d (?:[^"`\n]*))["`]/g)) {
    for (const [number] of title!.matchAll(/T\d\d/g)) {
      places.set(number, (places.get(number) ?? new Set()).add(file.replaceAll("\\", "/")));
    }
  }
}

test.each(rows)("%s has a test, in a file that the index names", (row) => {
  const line = new RegExp(`^\\| ${row} \\|.*$`, "m").exec(own)?.[0];
  expect(line, `README.md has no row for ${row}`).toBeDefined();
  const named = [...line!.matchAll(/`([\w/-]+)\.test\.ts`/g)].map(([, name]) => `${name}.test.ts`);
  expect(named.length).toBeGreaterThan(0);
  const having = [...(places.get(row) ?? [])];
  for (const name of named)
    expect(
      having.some((file) => file.endsWith(`/${name}`)),
      `${row} is not in ${name}`,
    ).toBe(true);
});
