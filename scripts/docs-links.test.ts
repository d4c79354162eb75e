import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { allDocuments, documentAt, root } from "./docs-files.ts";
import { anchorOf } from "./docs-markdown.ts";

test("every link of the documentation leads somewhere", () => {
  const documents = allDocuments();
  const broken: string[] = [];
  for (const [path, document] of documents) {
    for (const { target, line } of document.links) {
      if (/^[a-z]+:/.test(target)) continue;
      const [file = "", anchor] = target.split("#");
      const to = file === "" ? path : normalize(join(dirname(path), file));
      if (!existsSync(join(root, to))) broken.push(`${path}:${line} ${target}: there is no such file`);
      else if (anchor !== undefined && to.endsWith(".md")) {
        const known = (documents.get(to) ?? documentAt(to)).headings.map(({ text }) => anchorOf(text));
        if (!known.includes(anchor)) broken.push(`${path}:${line} ${target}: there is no such heading`);
      }
    }
  }
  expect(broken).toEqual([]);
});

test("every document is in the index", () => {
  const documents = allDocuments();
  const linked = new Set(documentAt("docs/README.md").links.map(({ target }) => target.split("#")[0]));
  const missing = [...documents.keys()].filter(
    (path) =>
      path.startsWith("docs/") &&
      path !== "docs/README.md" &&
      !path.startsWith("docs/decisions/") &&
      !linked.has(path.replace("docs/", "")),
  );
  expect(missing).toEqual([]);
});
