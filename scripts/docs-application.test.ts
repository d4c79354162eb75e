import { existsSync, globSync } from "node:fs";
import { dirname, join } from "node:path";
import { GUARDS } from "ampoule";
import * as forms from "ampoule/forms";
import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../packages/ampoule/src/http/limits.ts";
import { allDocuments, documentAt, readText, root } from "./docs-files.ts";
import { inSources, membersOf } from "./docs-inventory.ts";
import { codeIn, sectionUnder, tableCells } from "./docs-markdown.ts";

/** The rows of the tables in a section: the code in their first cells, and their other cells. */
function rows(path: string, heading: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const line of sectionUnder(documentAt(path), heading)) {
    const cells = tableCells(line);
    if (cells !== null) for (const code of codeIn(cells[0] ?? "")) found.set(code, cells.slice(1));
  }
  return found;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ["kB", 1000],
  ["KiB", 1024],
  ["MiB", 1_048_576],
]);

/** `500 kB`, `1 MiB`, `50 000 000`. */
function amount(text: string): number {
  const [, digits = "", unit] = /^([\d ]+?)(?: ([A-Za-z]+))?$/.exec(text) ?? [];
  return Number(digits.replaceAll(" ", "")) * (unit === undefined ? 1 : (UNITS.get(unit) ?? Number.NaN));
}

describe("the guide to security", () => {
  test("has every guard, and no other", () => {
    const documented = [...rows("docs/security.md", "The guards").keys()].filter((code) => /^[a-z]+$/.test(code));
    expect(documented.sort()).toEqual(Object.keys(GUARDS).sort());
  });
  test("has every limit with its default", () => {
    const documented = rows("docs/security.md", "Limits");
    expect(Object.fromEntries([...documented].map(([name, [value = ""]]) => [name, amount(value)]))).toEqual(
      DEFAULT_LIMITS,
    );
  });
  test("has every option of the headers", () => {
    const documented = [...rows("docs/security.md", "Headers").keys()];
    for (const option of membersOf("packages/ampoule/src/security/headers.ts", "HeaderOptions"))
      expect(documented).toContain(option);
  });
});

describe("the guide to forms", () => {
  const exported = Object.keys(forms);
  const names = (folder: string): readonly string[] =>
    inSources(/^export (?:function|const) (\w+)/gm, `packages/forms/src/${folder}/*.ts`).filter((name) =>
      exported.includes(name),
    );
  const expectAll = (heading: string, wanted: readonly string[]): void => {
    const text = sectionUnder(documentAt("docs/forms.md"), heading).join("\n");
    for (const name of wanted) expect(text).toMatch(new RegExp(`\`${name}\\b`));
  };

  test("has every field", () => expectAll("Fields", names("fields")));
  test("has every validator", () =>
    expectAll(
      "Validators",
      // Hosts are checked by a plain function.
      names("validators").filter((name) => name !== "isHostname"),
    ));
  test("has every option of fields", () =>
    expectAll("Fields", membersOf("packages/forms/src/protocol.ts", "FieldOptions")));
  test("has every option of forms", () =>
    expectAll("Rules for the whole form", membersOf("packages/forms/src/form/options.ts", "FormOptions")));
  test("has every option of printing", () =>
    expectAll("Printing", membersOf("packages/forms/src/themes/theme.ts", "RenderOptions")));
});

test("the guide to deployment has every option of serve()", () => {
  const documented = [...rows("docs/deployment.md", "Node").keys()];
  const options = [
    ...membersOf("packages/ampoule/src/node/serve.ts", "ServeOptions"),
    ...membersOf("packages/ampoule/src/node/listener.ts", "ListenerOptions"),
  ];
  for (const option of options) expect(documented).toContain(option);
});

test("the guide to sessions has every option that an application can give", () => {
  const documented = [...rows("docs/sessions.md", "Lifetimes").keys()];
  // The application gives these itself; the clock is for tests.
  const own = new Set(["keys", "secure", "unprotected", "onProblem", "now"]);
  const options = membersOf("packages/ampoule/src/session/settings.ts", "SessionOptions").filter(
    (name) => !own.has(name),
  );
  expect(documented.sort()).toEqual([...options].sort());
});

test("the guide to routing has every option of a route", () => {
  const documented = [...rows("docs/routing.md", "Options of a route").keys()];
  const options = membersOf("packages/ampoule/src/views.ts", "RouteOptions");
  for (const option of options) expect(documented).toContain(option);
});

test("each dependency of a published package has its line, and is imported", () => {
  const documented = [...rows("docs/dependencies.md", "Dependencies").keys()].filter(
    (name) => !/^[a-z]+\.[a-z]+$/.test(name),
  );
  const packages = globSync("packages/*/package.json", { cwd: root }).map(
    (path) => [dirname(path), JSON.parse(readText(path)) as Manifest] as const,
  );
  const wanted = packages.flatMap(([folder, { dependencies = {}, peerDependencies = {} }]) =>
    Object.keys({ ...dependencies, ...peerDependencies })
      .filter((name) => !name.startsWith("@ampoule/"))
      .map((name) => ({
        name,
        imports: inSources(new RegExp(`(?:from|import\\()\\s*"(${name})[/"]`, "g"), `${folder}/src/**/*.ts`),
      })),
  );
  expect(documented.sort()).toEqual(wanted.map(({ name }) => name).sort());
  for (const { name, imports } of wanted) expect([name, imports]).toEqual([name, [name]]);
});

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

test("every file of the repository that the documentation names is there", () => {
  const missing: string[] = [];
  for (const [path, document] of allDocuments()) {
    for (const [index, line] of document.prose.entries()) {
      for (const code of codeIn(line)) {
        const isPath = /^(?:packages|examples|scripts|docs|bench)\/[\w./-]+\.\w+$/.test(code);
        if (isPath && !existsSync(join(root, code))) missing.push(`${path}:${index + 1} ${code}`);
      }
    }
  }
  expect(missing).toEqual([]);
});
