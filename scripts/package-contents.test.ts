import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { readText, root } from "./docs-files.ts";
import { codeIn, tableCells } from "./docs-markdown.ts";

interface Manifest {
  readonly name: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const folders = globSync("packages/*/package.json", { cwd: root }).map(dirname);

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;
}

/** What `npm publish` would send. */
function filesOf(folder: string): readonly string[] {
  const cwd = join(root, folder);
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts", "--offline"];
  const answer: unknown = JSON.parse(
    execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
  );
  const packed = (Array.isArray(answer) ? answer : Object.values(answer as object)) as { files: { path: string }[] }[];
  return packed.flatMap(({ files }) => files.map(({ path }) => path));
}

/** The packages that a column of `docs/dependencies.md` names, with who uses them. */
const documented: ReadonlySet<string> = new Set(
  readText("docs/dependencies.md")
    .split("\n")
    .flatMap((line) => {
      const [name = "", of = ""] = tableCells(line) ?? [];
      return codeIn(name).flatMap((dependency) => codeIn(of).map((owner) => `${owner} ${dependency}`));
    }),
);

/** What is in a package beside code: nothing that was not meant. */
const WANTED = /^(?:(?:dist|src|bin|template|conformance)\/[\w./-]+|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
const UNWANTED =
  /(?:^|\/)\.(?!gitignore)|(?:^|\/)tests?\/|\.test\.|\.tsbuildinfo$|\.(?:pem|key|sqlite|db|log|tgz)$|(?:^|\/)instance\//;

/** The tests that a new project begins with. */
const OF_NEW_PROJECT = /^template\/\w+\/test\//;

describe("V11 what is published", () => {
  for (const folder of folders) {
    const manifest = manifestOf(folder);
    test(`${manifest.name}: code, and nothing else`, () => {
      const files = filesOf(folder);
      expect(files).toContain("package.json");
      expect(files.length).toBeGreaterThan(3);
      expect(files.filter((file) => !WANTED.test(file) || (UNWANTED.test(file) && !OF_NEW_PROJECT.test(file)))).toEqual(
        [],
      );
    }, 30_000);

    test(`${manifest.name}: nothing runs when it is installed`, () => {
      const hooks = ["preinstall", "install", "postinstall", "prepare", "preuninstall", "postuninstall"];
      expect(Object.keys(manifest.scripts ?? {}).filter((name) => hooks.includes(name))).toEqual([]);
      const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
        packages: Record<string, { hasInstallScript?: boolean; integrity?: string; dev?: boolean }>;
      };
      for (const name of Object.keys(manifest.dependencies ?? {})) {
        const locked = lock.packages[`node_modules/${name}`];
        expect(locked?.hasInstallScript, name).toBeUndefined();
        // Our own are links into this repository.
        if (!folders.some((other) => manifestOf(other).name === name))
          expect(locked?.integrity, name).toMatch(/^sha512-/);
      }
    });

    test(`${manifest.name}: depends on what docs/dependencies.md says`, () => {
      const own = new Set(folders.map((other) => manifestOf(other).name));
      const used = [manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies]
        .flatMap((list) => Object.keys(list ?? {}))
        .filter((name) => !own.has(name));
      expect(used.filter((name) => !documented.has(`${manifest.name} ${name}`))).toEqual([]);
    });
  }

  test("the tables name nothing that no package uses", () => {
    const used = new Set(
      folders.flatMap((folder) => {
        const { name, dependencies, peerDependencies } = manifestOf(folder);
        return Object.keys({ ...dependencies, ...peerDependencies }).map((dependency) => `${name} ${dependency}`);
      }),
    );
    const ours = [...documented].filter((row) =>
      folders.some((folder) => row.startsWith(`${manifestOf(folder).name} `)),
    );
    expect(ours.filter((row) => !used.has(row))).toEqual([]);
    expect(ours.length).toBeGreaterThan(3);
  });
});
