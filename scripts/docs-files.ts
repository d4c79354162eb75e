/** The documents: those of the repository, the guide, and the front page of each package. */
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Document, parseMarkdown } from "./docs-markdown.ts";

export const root: string = join(dirname(fileURLToPath(import.meta.url)), "..");

/** The text of a file, its path relative to the repository. */
export function readText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Every document by its path, `docs/forms.md`. */
export function allDocuments(): ReadonlyMap<string, Document> {
  const paths = globSync(["*.md", "docs/**/*.md", "packages/*/{,src/*/,test/*/}README.md", "examples/*/README.md"], {
    cwd: root,
  }).sort();
  return new Map(paths.map((path) => [path, parseMarkdown(readText(path))]));
}

/** One document. */
export function documentAt(path: string): Document {
  return parseMarkdown(readText(path));
}
