/**
 * The examples in the TSDoc of the packages as modules, in a folder of their own: to be type-checked, and to be run.
 *
 * What an example names and does not declare is imported: first what its own file exports, then what the entry points give,
 * those of its own package first. What is neither comes from the package's stand-ins (`tsdoc-stand-ins/`): a request, an
 * application, a form.
 *
 * An example that begins with `{{`, `{%` or `<` is a template: it is compiled, and each of its lines prints something.
 */
import { globSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { readText, root } from "./docs-files.ts";
import { commentsOf, type EntryPoint, entryPoints, exportsOf, publicNames, textFrom } from "./tsdoc.ts";
import { promised } from "./tsdoc-promises.ts";

/** One example. */
export interface Example {
  /** The file, relative to the repository. */
  readonly path: string;
  /** Where its comment begins. */
  readonly line: number;
  /** What the comment stands before: its first line. */
  readonly subject: string;
  readonly code: string;
}

const IMPORT = /^import (?:[\s\S]*?from )?"[^"]+";$/gm;
const AUGMENTATION = /^declare (?:module|global)[\s\S]*?^}$/gm;
const FENCE = /^```\w*\n([\s\S]*?)\n```$/;

/** All examples of a source file. */
export function examplesOf(path: string, source: string = readText(path)): readonly Example[] {
  return commentsOf(source).flatMap(({ text, line, end }) =>
    text
      .split(/^@example\b/m)
      .slice(1)
      .map((part) => {
        const code = part.split(/^@\w/m)[0]?.trim() ?? "";
        const subject = source.slice(end).trimStart().split("\n")[0] ?? "";
        return { path, line, subject, code: FENCE.exec(code)?.[1] ?? code };
      }),
  );
}

/** Every example of every package. */
export function allExamples(): readonly Example[] {
  return globSync("packages/*/src/**/*.ts", { cwd: root })
    .sort()
    .flatMap((path) => examplesOf(path));
}

/** What can be imported: names, and whether they are types only, by the specifier. */
type Available = ReadonlyMap<string, ReadonlyMap<string, boolean>>;

function isType(kind: string): boolean {
  return kind === "interface" || kind === "type";
}

function availableFrom(entries: readonly EntryPoint[]): Available {
  return new Map(
    entries.map(({ specifier, path }) => [
      specifier,
      new Map(publicNames(path, entries).map(({ name, declaration }) => [name, isType(declaration.kind)])),
    ]),
  );
}

/** Where a package's examples look for names, in this order. */
function specifiersFor(path: string, available: Available): readonly string[] {
  const name = path.split("/")[1] ?? "";
  const own = (specifier: string): boolean => specifier.split("/").includes(name);
  const all = [...available.keys()];
  return [...all.filter(own), ...all.filter((specifier) => !own(specifier))];
}

/** Writes modules. */
export class ExampleWriter {
  readonly #available: Available = availableFrom(entryPoints());
  readonly #folder: string;
  readonly #standIns = new Map<string, ReadonlySet<string>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The module of an example, below the folder; its file lies in the folder of its package. */
  write(example: Example, index: number): string {
    const owner = example.path.split("/")[1] ?? "";
    const path = join(owner, `${basename(example.path, ".ts")}-${example.line}-${index}.ts`);
    const target = join(this.#folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, this.#text(example, owner));
    return path;
  }

  #text(example: Example, owner: string): string {
    const isTemplate = /^(?:\{\{|\{%|<)/.test(example.code);
    const own = example.code.match(IMPORT) ?? [];
    const augmentations = example.code.match(AUGMENTATION) ?? [];
    const rest = example.code.replace(IMPORT, "").replace(AUGMENTATION, "");
    const script = rest.replace(/^export default (.*?);/gm, "void $1;").replace(/^export (?=\w)/gm, "");
    const { code, promises } = isTemplate ? { code: "", promises: 0 } : promised(script);
    const names = namesIn(example.code);
    const standIns = join(root, "scripts/tsdoc-stand-ins", `${owner}.ts`);
    const standing = this.#namesOfStandIns(standIns).filter((name) => isTemplate || names.has(name));
    const body = isTemplate
      ? example.code.split("\n").map((line) => `$.prints(print(${JSON.stringify(line)}, { ${standing.join(", ")} }));`)
      : [code];
    return [
      `import { Promises, type Same } from "${root}/scripts/docs-expect.ts";`,
      `import { print } from "${root}/scripts/tsdoc-stand-ins/print.ts";`,
      `import * as standIns from "${standIns}";`,
      ...own,
      ...this.#imports(example.path, names, new Set([...standing, ...own.flatMap(namesOf)])),
      ...augmentations,
      "export async function run(): Promise<void> {",
      `const $ = new Promises(${promises});`,
      `await standIns.withStandIns(async ({ ${standing.join(", ")} }) => {{`,
      ...body,
      "}});",
      "$.done();",
      "}",
    ].join("\n");
  }

  #imports(path: string, wanted: ReadonlySet<string>, taken: ReadonlySet<string>): readonly string[] {
    const found = new Set(taken);
    const lines: string[] = [];
    const take = (specifier: string, names: ReadonlyMap<string, boolean>): void => {
      const used = [...names].filter(([name]) => !found.has(name) && wanted.has(name));
      for (const [name] of used) found.add(name);
      const list = used.map(([name, type]) => (type ? `type ${name}` : name)).join(", ");
      if (list !== "") lines.push(`import { ${list} } from "${specifier}";`);
    };
    take(join(root, path), new Map(exportsOf(path).map(({ name, kind }) => [name, isType(kind)])));
    for (const specifier of specifiersFor(path, this.#available)) take(specifier, this.#available.get(specifier)!);
    return lines;
  }

  #namesOfStandIns(path: string): readonly string[] {
    let names = this.#standIns.get(path);
    if (names === undefined) {
      const source = readText(path.slice(root.length + 1));
      const start = source.indexOf("export interface StandIns {");
      const body = textFrom(source, start);
      names = new Set(Array.from(body.matchAll(/^ {2}readonly (\w+)\??:/gm), ([, name = ""]) => name));
      this.#standIns.set(path, names);
    }
    return [...names];
  }
}

/** The names in code that are no member of something. */
function namesIn(code: string): ReadonlySet<string> {
  return new Set(code.match(/(?<![\w$]|(?<!\.\.)\.)[A-Za-z_$][\w$]*/g));
}

/** The names that an import brings. */
function namesOf(line: string): readonly string[] {
  const [, list = ""] = /\{([^}]*)\}/.exec(line) ?? [];
  return list.split(",").map((name) =>
    name
      .trim()
      .replace(/^type /, "")
      .replace(/^.* as /, ""),
  );
}
