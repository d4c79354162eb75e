import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allDocuments } from "./docs-files.ts";
import { jinjaExamples, runJinja, templatesOf } from "./docs-jinja.ts";
import { folderOf, modulesOf, writeModules } from "./docs-typescript.ts";
import { prepareFolder, runProblems, typeProblems } from "./example-modules.ts";

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
    prepareFolder(folder);
    writeModules(folder, documents);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("has right types", { timeout: 120_000 }, () => {
    expect(typeProblems(folder).map(({ path, message, source }) => `${path}: ${message}\n    ${source}`)).toEqual([]);
  });

  test("runs, and gives what it says", { timeout: 120_000 }, () => {
    const tasks = [...documents].flatMap(([path, document]) =>
      modulesOf(document)
        .filter(({ runs }) => runs)
        .map((module) => ({ path: join(folder, folderOf(path), module.path), hasRun: module.hasRun })),
    );
    const failures = runProblems(folder, tasks);
    expect(failures.map(({ path, problem }) => `${relative(folder, path)}: ${problem}`)).toEqual([]);
  });
});
