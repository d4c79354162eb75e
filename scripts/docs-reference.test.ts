import { Environment } from "@ampoule/templates";
import { describe, expect, test } from "vitest";
import { documentAt } from "./docs-files.ts";
import {
  environmentOptions,
  filters,
  globals,
  inSources,
  javascriptMethods,
  membersOf,
  methods,
  type Named,
  policies,
  tests,
} from "./docs-inventory.ts";
import { codeIn, type Document, sectionUnder, tableCells } from "./docs-markdown.ts";

const reference = documentAt("docs/templates-reference.md");

/** The code in the first cells of the tables in a section. */
function firstCells(document: Document, heading: string): readonly string[] {
  return sectionUnder(document, heading).flatMap((line) => codeIn(tableCells(line)?.[0] ?? ""));
}

const sorted = (names: Iterable<string>): string[] => [...names].sort();

/** `a(b, c=1)` → the name, its parameters and how many of them have no default. */
function signature(code: string): {
  readonly name: string;
  readonly params: readonly string[];
  readonly required: number;
} {
  const [, name = "", inside = ""] = /^([^\s(]+)\((.*)\)$/.exec(code) ?? [];
  const params = inside.split(/, (?=[\w*…])/).filter((param) => param !== "");
  const names = params.map((param) => param.split("=")[0] ?? "");
  return {
    name,
    params: names,
    required: params.filter((param) => !param.includes("=") && !/^[*…]/.test(param)).length,
  };
}

function comparable(all: readonly Named[]): Record<string, unknown> {
  return Object.fromEntries(
    all
      .filter(({ description }) => description?.raw !== true)
      .map(({ name, description }) => [
        name,
        { params: description?.params ?? [], required: description?.required ?? 0 },
      ]),
  );
}

describe("the reference has every filter, test and global, and no other", () => {
  const headings = (level: number, section: string): readonly string[] => {
    const start = reference.headings.find(({ text }) => text === section)!;
    const end = reference.headings.find(({ line, level: own }) => line > start.line && own <= start.level)!;
    return reference.headings
      .filter((heading) => heading.level === level && heading.line > start.line && heading.line < end.line)
      .flatMap(({ text }) => codeIn(text));
  };
  const check = (documented: readonly string[], all: readonly Named[]): void => {
    const signatures = documented.map(signature);
    expect(sorted(new Set(signatures.map(({ name }) => name)))).toEqual(sorted(all.map(({ name }) => name)));
    const fixed = new Set(Object.keys(comparable(all)));
    expect(
      Object.fromEntries(
        signatures
          .filter(({ name }) => fixed.has(name))
          .map(({ name, params, required }) => [name, { params, required }]),
      ),
    ).toEqual(comparable(all));
  };

  test("filters, with their arguments", () => check(headings(4, "Filters"), filters));
  test("globals, with their arguments", () => check(headings(3, "Globals"), globals));
  test("tests, with their arguments", () => {
    const documented = firstCells(reference, "Tests");
    check(
      documented.map((code) => (code.includes("(") ? code : `${code}()`)),
      tests,
    );
  });
});

describe("the table of tests tells the truth", () => {
  const env = new Environment();
  for (const cells of sectionUnder(reference, "Tests").map(tableCells)) {
    const [name, , yes, no] = cells ?? [];
    if (cells?.length !== 4 || name === "test") continue;
    test(name ?? "", () => {
      const result = (cell: string | undefined): unknown => env.compileExpression(codeIn(cell ?? "")[0] ?? "")();
      expect([result(yes), result(no)]).toEqual([true, false]);
    });
  }
});

describe("the reference has every method of values", () => {
  const rows = sectionUnder(reference, "Methods of values")
    .map(tableCells)
    .filter((cells) => cells !== null);
  const second = rows.findIndex((cells, index) => index > 0 && cells[0] === "of");
  const table = (cells: readonly (readonly string[])[]): ReadonlyMap<string, readonly string[]> =>
    new Map(cells.filter(([of]) => of !== "of").map(([of = "", names = ""]) => [of, codeIn(names)]));
  /** Properties that are no methods, and stand in the same cell. */
  const sizes = new Set(["length", "size"]);

  test("Python's", () => {
    const documented = table(rows.slice(0, second));
    for (const [type, names] of methods) {
      // The others are what Python's operators are called inside.
      const shown = names.filter((name) => !name.startsWith("__"));
      expect([type, sorted(documented.get(type) ?? [])]).toEqual([type, sorted(shown)]);
    }
    expect(sorted(documented.keys())).toEqual(sorted(methods.keys()));
  });
  test("those of templates written for nunjucks", () => {
    const documented = table(rows.slice(second));
    for (const [type, names] of javascriptMethods) {
      expect([type, sorted((documented.get(type) ?? []).filter((name) => !sizes.has(name)))]).toEqual([
        type,
        sorted(names),
      ]);
    }
    expect(sorted(documented.keys())).toEqual(sorted(javascriptMethods.keys()));
  });
});

describe("the reference has every option", () => {
  const documented = firstCells(reference, "Environment");
  test("of environments", () => {
    for (const option of [...environmentOptions, ...policies]) expect(documented).toContain(option);
  });
  test("of rendering", () => {
    for (const option of membersOf("packages/templates/src/runtime/run.ts", "RenderOptions"))
      expect(documented).toContain(option);
  });
  test("of the sandbox, with the right defaults", () => {
    const { policy, limits } = new Environment({ sandbox: true }).options.sandbox!;
    const rows = sectionUnder(reference, "Limits").map(tableCells);
    for (const [name, value] of Object.entries({ ...policy, ...limits })) {
      const row = rows.find((cells) => codeIn(cells?.[0] ?? "")[0] === name);
      expect([name, codeIn(row?.[1] ?? "")[0]?.replaceAll("_", "")]).toEqual([name, String(value)]);
    }
  });
  test("with the right defaults", () => {
    const { syntax, ...options } = new Environment().options;
    const values: Record<string, unknown> = { ...options, ...syntax };
    const literal = /^(?:true|false|null|\d+|".*")$/;
    for (const cells of sectionUnder(reference, "Environment").map(tableCells)) {
      const names = codeIn(cells?.[0] ?? "");
      const defaults = codeIn(cells?.[1] ?? "");
      for (const [index, name] of names.entries()) {
        const given = defaults[index];
        if (given === undefined || !literal.test(given) || !Object.hasOwn(values, name)) continue;
        // Off is `null` once it is resolved.
        if (name === "sandbox") continue;
        expect([name, JSON.parse(given)]).toEqual([name, values[name]]);
      }
    }
  });
});

test("the reference has every loader, undefined type, extension and error class that is exported", async () => {
  const exported = Object.keys(await import("@ampoule/templates"));
  const text = reference.prose.join("\n");
  for (const name of exported.filter((known) => /^[A-Z]\w*(?:Loader|Undefined|Error|NotFound)$/.test(known))) {
    expect(text).toContain(`\`${name}`);
  }
});

test("the reference has every member of environments and templates", () => {
  const publicMembers = (type: { readonly prototype: object }): string[] =>
    Object.getOwnPropertyNames(type.prototype).filter((name) => name !== "constructor");
  const documented = [...sectionUnder(reference, "Environment")].join("\n");
  for (const name of publicMembers(Environment)) expect(documented).toMatch(new RegExp(`\`${name}\\b`));
  for (const name of publicMembers(Object.getPrototypeOf(new Environment().fromString("")).constructor)) {
    expect(documented).toMatch(new RegExp(`\`${name}\\b`));
  }
});

test("the reference has every function that is exported", async () => {
  const text = sectionUnder(reference, "Environment").join("\n") + sectionUnder(reference, "Extensions").join("\n");
  const { i18n, makeLoggingUndefined, isUndefined, nullCatalogue, ...exported } = await import("@ampoule/templates");
  const functions = Object.entries(exported).filter(
    ([name, value]) => /^[a-z]/.test(name) && typeof value === "function",
  );
  for (const [name] of functions) expect(text).toContain(`\`${name}(`);
});

test("the reference has every statement", () => {
  const tags = inSources(/^ {2}\["(\w+)", parse\w+\]/gm, "packages/templates/src/syntax/parser.ts");
  const text = reference.blocks.map(({ text: code }) => code).join("\n") + reference.prose.join("\n");
  expect(tags.length).toBeGreaterThan(10);
  for (const tag of tags) expect(text).toMatch(new RegExp(`\\{% ?${tag}\\b`));
});
