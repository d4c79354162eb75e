import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allDocuments, root } from "./docs-files.ts";
import { jinjaExamples, runJinja, templatesOf } from "./docs-jinja.ts";
import { folderOf, modulesOf, writeModules } from "./docs-typescript.ts";

const documents = allDocuments();

describe("templates in the documentation print what it says", () => {
  for (const [path, document] of documents) {
    const examples = jinjaExamples(document);
    if (examples.length === 0) continue;
    test(path, () => {
      const templates = templatesOf(document);
      const problems = examples.flatMap((example) => {
        const problem = runJinja(example, templates);
        return problem === null ? [] : [`${path}:${example.line} ${problem}`];
      });
      expect(problems).toEqual([]);
    });
  }
});

describe("TypeScript in the documentation", () => {
  let folder = "";
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "docs-")));
    writeModules(folder, documents, join(root, "node_modules"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("has right types", { timeout: 120_000 }, () => {
    const settings = {
      extends: join(root, "tsconfig.base.json"),
      compilerOptions: {
        noEmit: true,
        composite: false,
        incremental: false,
        declaration: false,
        declarationMap: false,
        isolatedDeclarations: false,
        noUnusedLocals: false,
        noUnusedParameters: false,
        rewriteRelativeImportExtensions: false,
        allowImportingTsExtensions: true,
        customConditions: ["ampoule:source"],
        types: ["node"],
      },
      include: ["**/*.ts"],
      exclude: ["node_modules"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
    const { stdout } = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", folder, "--pretty", "false"], {
      encoding: "utf8",
      cwd: folder,
    });
    // Mistakes of the packages themselves are other tests' business.
    const problems = stdout
      .split("\n")
      .filter((line) => /^[\w./-]+\(\d+,\d+\): error/.test(line) && !line.startsWith(".."));
    expect(problems.map((line) => withSource(folder, line))).toEqual([]);
  });

  test("runs, and gives what it says", { timeout: 120_000 }, () => {
    const tasks = [...documents].flatMap(([path, document]) =>
      modulesOf(document)
        .filter(({ runs }) => runs)
        .map((module) => ({ path: join(folder, folderOf(path), module.path), hasRun: module.hasRun })),
    );
    const output = execFileSync(
      process.execPath,
      ["--conditions=ampoule:source", join(root, "scripts/docs-run.ts"), JSON.stringify(tasks)],
      { encoding: "utf8", cwd: folder, env: { ...process.env, NODE_OPTIONS: "" } },
    );
    const failures = JSON.parse(output) as readonly { path: string; problem: string }[];
    expect(failures.map(({ path, problem }) => `${relative(folder, path)}: ${problem}`)).toEqual([]);
  });
});

/** A message of the compiler, with the line that it is about. */
function withSource(folder: string, message: string): string {
  const [, file = "", line = "1"] = /^([\w./-]+)\((\d+),/.exec(message) ?? [];
  return `${message}\n    ${readFileSync(join(folder, file), "utf8").split("\n")[Number(line) - 1] ?? ""}`;
}
