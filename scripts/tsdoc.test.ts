import { randomBytes } from "node:crypto";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DictLoader, Environment, precompile } from "@ampoule/templates";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prepareFolder, runProblems, typeProblems } from "./example-modules.ts";
import { type Declaration, entryPoints, publicNames } from "./tsdoc.ts";
import { allExamples, type Example, ExampleWriter } from "./tsdoc-examples.ts";
import { problemsOf, THROWS_NOTHING, WITHOUT_EXAMPLE, WITHOUT_WORDS } from "./tsdoc-rules.ts";

/** What examples read. */
const FILES: Readonly<Record<string, string>> = {
  "markup/static/logo.svg": "<svg></svg>",
  "templates/templates.precompiled.js": precompile(
    new Environment({ loader: new DictLoader({ "hello.html": "<p>Hello {{ name }}</p>" }) }),
    ["hello.html"],
  ),
  "templates/templates.precompiled.d.ts":
    'export const templates: Readonly<Record<string, import("@ampoule/templates").PrecompiledTemplate>>;',
};

/** What examples find in the environment. */
const VARIABLES: Readonly<Record<string, string>> = {
  PORT: "0",
  SECRET_KEY: randomBytes(32).toString("base64url"),
  KITTENS_SECRET_KEY: randomBytes(32).toString("base64url"),
  KITTENS_ORIGIN: "https://kittens.example",
};

const entries = entryPoints();
/** Each public declaration once, whichever entry points give it. */
const declarations: readonly Declaration[] = [
  ...new Map(
    entries.flatMap(({ path }) =>
      publicNames(path, entries).map(
        ({ declaration }) => [`${declaration.path} ${declaration.name}`, declaration] as const,
      ),
    ),
  ).values(),
];

describe("every public name", () => {
  test("is found", () => {
    // A reader that finds nothing would have nothing to complain of.
    expect(declarations.length).toBeGreaterThan(500);
  });

  test("says what it is, what it throws, and how it is used", () => {
    const problems = declarations.flatMap((declaration) =>
      problemsOf(declaration).map(
        (problem) => `${declaration.path}:${declaration.line} ${declaration.name} ${problem}`,
      ),
    );
    expect(problems).toEqual([]);
  });

  test("that is excepted is there, and needs it", () => {
    const names = declarations.map(({ name }) => name);
    for (const table of [WITHOUT_EXAMPLE, THROWS_NOTHING, WITHOUT_WORDS]) {
      for (const name of table.keys()) expect(names).toContain(name.split(".")[0]);
    }
    const withExample = declarations.filter(({ doc }) => doc?.includes("@example")).map(({ name }) => name);
    expect(withExample.filter((name) => WITHOUT_EXAMPLE.has(name))).toEqual([]);
  });
});

describe("every example of the TSDoc", () => {
  const modules = new Map<string, Example>();
  const unreadable: string[] = [];
  let folder = "";
  const at = (path: string): string => {
    const example = modules.get(path);
    return example === undefined ? path : `${example.path}:${example.line} ${example.subject}`;
  };
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "tsdoc-")));
    prepareFolder(folder, FILES);
    const writer = new ExampleWriter(folder);
    for (const [index, example] of allExamples().entries()) {
      try {
        modules.set(writer.write(example, index), example);
      } catch (error) {
        unreadable.push(`${example.path}:${example.line} ${String(error)}`);
      }
    }
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("is code, or a template", () => {
    expect(unreadable).toEqual([]);
  });

  test("has right types", { timeout: 120_000 }, () => {
    const problems = typeProblems(folder).map(
      ({ path, message, source }) => `${at(path)}\n    ${message}\n    ${source}`,
    );
    expect(problems).toEqual([]);
  });

  test("runs, and gives what it says", { timeout: 120_000 }, () => {
    const tasks = Array.from(modules.keys(), (path) => ({ path: join(folder, path), hasRun: true }));
    const failures = runProblems(folder, tasks, VARIABLES);
    expect(failures.map(({ path, problem }) => `${at(path.slice(folder.length + 1))}\n${problem}`)).toEqual([]);
  });
});
