/**
 * The TypeScript examples of a document as modules, in a folder of their own: to be type-checked, and to be run.
 *
 * - A block whose first line is `// src/app.ts` is the module of that name; other blocks of the document can import it.
 * - Any other block becomes a function, after the document's `<!-- prelude … -->` and its own `<!-- setup … -->`.
 * - `a(); // → b` promises that the value equals `b`; Markup and other objects may be compared with their text. After
 *   `const x = …; // → b` it is `x` that is compared. `a(); // throws some words` promises an error whose message has them.
 * - A remark has a line of its own: what stands behind code is promised.
 * - `<!-- check-only -->` before a block: its types are checked, and it is not run.
 * - Blocks `jinja` with a name lie in `templates/`, `css` and `js` blocks that begin with their name likewise.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./docs-files.ts";
import { templatesOf } from "./docs-jinja.ts";
import type { Block, Document } from "./docs-markdown.ts";

/** One module of a document. */
export interface Module {
  /** Below the folder of its document. */
  readonly path: string;
  readonly text: string;
  readonly runs: boolean;
  /** Whether running it is calling its export `run`, rather than importing it. */
  readonly hasRun: boolean;
  /** Where in the document it stands. */
  readonly line: number;
}

const FILE_NAME = /^(?:\/\/|\/\*) ?([\w./-]+\.\w+)(?: \*\/)?\n/;
const IMPORT = /^import (?:[\s\S]*?from )?"[^"]+";\n?/gm;
const AUGMENTATION = /^declare (?:module|global)[\s\S]*?^}\n?/gm;
const EQUALS = /^(\s*)(.*?);?\s*\/\/ → (.+)$/;
const THROWS = /^(\s*)(.*?);?\s*\/\/ throws (.+)$/;
const REMARK = /^\s*(?!\/\/)\S.*\s\/\/ /;
const DECLARATION = /^(?:const|let) (\w+)/;

/** Takes what matches out of a text. */
function extract(text: string, pattern: RegExp): readonly [found: string, rest: string] {
  return [(text.match(pattern) ?? []).join("\n"), text.replace(pattern, "")];
}

/** A line's promise as code. */
function promised(line: string): string {
  const equal = EQUALS.exec(line);
  if (equal !== null) {
    const [, indent = "", code = "", expected = ""] = equal;
    const name = DECLARATION.exec(code)?.[1];
    const checked = name === undefined ? `$equal(${code}, ${expected});` : `${code}; $equal(${name}, ${expected});`;
    return indent + checked;
  }
  const thrown = THROWS.exec(line);
  if (REMARK.test(line) && thrown === null) throw new SyntaxError(`Nobody compares the remark behind code: ${line}`);
  if (thrown === null) return line;
  const [, indent = "", code = "", words = ""] = thrown;
  return `${indent}await $throws(async () => { ${code.replace(/^(?:const|let) \w+ = /, "")}; }, ${JSON.stringify(words)});`;
}

function fileModule(block: Block, path: string): Module {
  return { path, text: block.text, runs: !block.directives.has("check-only"), hasRun: false, line: block.line };
}

/** Names that an import brings. */
function importedNames(imports: string): ReadonlySet<string> {
  const names = Array.from(imports.matchAll(/\{([^}]*)\}/g), ([, list = ""]) =>
    list.split(",").map(
      (name) =>
        name
          .replace(/^\s*type /, "")
          .split(" as ")
          .at(-1)
          ?.trim() ?? "",
    ),
  );
  return new Set(names.flat());
}

/** Drops what a block imports itself from the imports of the prelude. */
function withoutNames(imports: string, names: ReadonlySet<string>): string {
  return imports.replace(/\{([^}]*)\}/g, (_, list: string) => {
    const kept = list.split(",").filter(
      (name) =>
        !names.has(
          name
            .replace(/^\s*type /, "")
            .split(" as ")
            .at(-1)
            ?.trim() ?? "",
        ),
    );
    return `{${kept.join(",")}}`;
  });
}

function functionModule(block: Block, prelude: string, depth: string): Module {
  const setup = block.directives.get("setup") ?? "";
  const [imports, body] = extract(block.text, IMPORT);
  const [ownAugmentations, statements] = extract(body, AUGMENTATION);
  const [setupImports, setupBody] = extract(setup, IMPORT);
  const [preludeImports, preludeBody] = extract(prelude, IMPORT);
  const [augmentations, preludeCode] = extract(preludeBody, AUGMENTATION);
  const names = importedNames(imports + setupImports);
  const code = statements
    .split("\n")
    .map(promised)
    .join("\n")
    .replace(/^export (?!\{)/gm, "");
  const text = [
    `import { $equal, $throws } from "${depth}expect.ts";`,
    withoutNames(preludeImports, names),
    setupImports,
    imports,
    augmentations,
    ownAugmentations,
    preludeCode,
    "export async function run(): Promise<unknown> {",
    setupBody,
    "{",
    code,
    "}",
    "return undefined;",
    "}",
  ].join("\n");
  return {
    path: `line-${block.line}.ts`,
    text,
    runs: !block.directives.has("check-only"),
    hasRun: true,
    line: block.line,
  };
}

/** The modules of a document. @param depth the way from the document's folder to the one of all */
export function modulesOf(document: Document, depth = "../"): readonly Module[] {
  const prelude = document.directives.get("prelude") ?? "";
  return document.blocks
    .filter(({ language }) => language === "ts")
    .map((block) => {
      const name = FILE_NAME.exec(block.text)?.[1];
      return name === undefined ? functionModule(block, prelude, depth) : fileModule(block, name);
    });
}

/** What examples promise with, as a module beside them. */
const EXPECT = `export { equal as $equal, throws as $throws } from ${JSON.stringify(join(root, "scripts/docs-expect.ts"))};`;

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The folder of a document's modules. */
export function folderOf(documentPath: string): string {
  return documentPath.replace(/\.md$/, "");
}

/** Writes all modules and what they need into a folder that is prepared. */
export function writeModules(folder: string, documents: ReadonlyMap<string, Document>): void {
  write(join(folder, "expect.ts"), EXPECT);
  for (const [path, document] of documents) {
    const own = join(folder, folderOf(path));
    const depth = "../".repeat(folderOf(path).split("/").length);
    for (const module of modulesOf(document, depth)) write(join(own, module.path), module.text);
    for (const [name, source] of templatesOf(document)) write(join(own, "templates", name), source);
    for (const { language, text } of document.blocks) {
      const name = language === "css" || language === "js" ? FILE_NAME.exec(text)?.[1] : undefined;
      if (name !== undefined) write(join(own, name), text);
    }
  }
}
