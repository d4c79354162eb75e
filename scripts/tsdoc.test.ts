import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DictLoader, Environment, precompile } from "@ampoule/templates";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "./docs-files.ts";
import { type Declaration, entryPoints, publicNames } from "./tsdoc.ts";
import { allExamples, type Example, ExampleWriter, prepareFolder } from "./tsdoc-examples.ts";
import { problemsOf, THROWS_NOTHING, WITHOUT_EXAMPLE, WITHOUT_WORDS } from "./tsdoc-rules.ts";

const SETTINGS = {
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
    prepareFolder(folder, { "tsconfig.json": JSON.stringify(SETTINGS), ...FILES });
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
    const { stdout } = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", folder, "--pretty", "false"], {
      encoding: "utf8",
      cwd: folder,
    });
    const problems = stdout.split("\n").flatMap((line) => {
      const [, path = "", row = "", message = ""] = /^([\w./-]+)\((\d+),\d+\): error (.*)$/.exec(line) ?? [];
      if (path === "" || path.startsWith("..")) return [];
      const text = readFileSync(join(folder, path), "utf8").split("\n")[Number(row) - 1] ?? "";
      return [`${at(path)}\n    ${message}\n    ${text}`];
    });
    expect(problems).toEqual([]);
  });

  test("runs, and gives what it says", { timeout: 120_000 }, () => {
    const tasks = Array.from(modules.keys(), (path) => ({ path: join(folder, path), hasRun: true }));
    const output = execFileSync(
      process.execPath,
      ["--conditions=ampoule:source", join(root, "scripts/docs-run.ts"), JSON.stringify(tasks)],
      { encoding: "utf8", cwd: folder, env: { ...process.env, ...VARIABLES, NODE_OPTIONS: "" } },
    );
    const failures = JSON.parse(output) as readonly { path: string; problem: string }[];
    expect(failures.map(({ path, problem }) => `${at(path.slice(folder.length + 1))}\n${problem}`)).toEqual([]);
  });
});
