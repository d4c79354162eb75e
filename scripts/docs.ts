/**
 * `npm run docs`: writes the parts of `docs/` that are made of the code. `npm run docs -- --check` only says which of them are
 * out of date, and fails then.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readText, root } from "./docs-files.ts";
import { SECTIONS, sectionIn, withSection } from "./docs-sections.ts";

const check = process.argv.includes("--check");
let changed = 0;
for (const { path, name, make } of SECTIONS) {
  const text = readText(path);
  const content = make();
  if (sectionIn(text, name) === content) continue;
  changed++;
  console.log(`${check ? "out of date" : "written"}: ${path}, ${name}`);
  if (!check) writeFileSync(join(root, path), withSection(text, name, content));
}
console.log(`${SECTIONS.length} sections, ${changed} ${check ? "out of date" : "changed"}`);
if (check && changed > 0) process.exitCode = 1;
