/** Folders of examples that were written as modules: in the documents and in TSDoc they are judged alike. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./docs-files.ts";

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

/** Makes a new folder one of modules that find the packages. @param files what else is in it, by their paths below it */
export function prepareFolder(folder: string, files: Readonly<Record<string, string>> = {}): void {
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  const own = { "package.json": '{ "type": "module" }', "tsconfig.json": JSON.stringify(SETTINGS) };
  for (const [path, text] of Object.entries({ ...own, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Something that the compiler finds wrong. */
export interface TypeProblem {
  /** Below the folder. */
  readonly path: string;
  readonly message: string;
  /** The line that it is about. */
  readonly source: string;
}

/** What the compiler finds wrong in a folder. Mistakes of the packages themselves are other tests' business. */
export function typeProblems(folder: string): readonly TypeProblem[] {
  const { stdout } = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", folder, "--pretty", "false"], {
    encoding: "utf8",
    cwd: folder,
  });
  return stdout.split("\n").flatMap((line) => {
    const [, path = "", row = "", message = ""] = /^([\w./-]+)\((\d+),\d+\): error (.*)$/.exec(line) ?? [];
    if (path === "" || path.startsWith("..")) return [];
    const source = readFileSync(join(folder, path), "utf8").split("\n")[Number(row) - 1] ?? "";
    return [{ path, message, source }];
  });
}

/** A module to run: its absolute path, and whether running it is calling its export `run`. */
export interface Task {
  readonly path: string;
  readonly hasRun: boolean;
}

/** What went wrong when modules were run, in a process of its own. @param variables what they find in the environment */
export function runProblems(
  folder: string,
  tasks: readonly Task[],
  variables: Readonly<Record<string, string>> = {},
): readonly { readonly path: string; readonly problem: string }[] {
  const output = execFileSync(
    process.execPath,
    ["--conditions=ampoule:source", join(root, "scripts/docs-run.ts"), JSON.stringify(tasks)],
    { encoding: "utf8", cwd: folder, env: { ...process.env, ...variables, NODE_OPTIONS: "" } },
  );
  return JSON.parse(output) as readonly { path: string; problem: string }[];
}
