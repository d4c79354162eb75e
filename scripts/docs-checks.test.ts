import { describe, expect, test } from "vitest";
import { jinjaExamples, runJinja, templatesOf } from "./docs-jinja.ts";
import { anchorOf, parseMarkdown, tableCells } from "./docs-markdown.ts";
import { modulesOf } from "./docs-typescript.ts";

const fence = "```";

function problems(text: string): readonly (string | null)[] {
  const document = parseMarkdown(text);
  return jinjaExamples(document).map((example) => runJinja(example, templatesOf(document)));
}

describe("an example that is not true is found", () => {
  test("a line that prints something else", () => {
    expect(problems(`${fence}jinja\n{{ 1 + 1 }}  {# → 3 #}\n${fence}`)).toEqual(["prints\n2\nand should print\n3"]);
    expect(problems(`${fence}jinja\n{{ 1 + 1 }}  {# → 2 #}\n${fence}`)).toEqual([null]);
  });
  test("a line that should throw, and does not", () => {
    expect(problems(`${fence}jinja\n{{ x }}  {# throws UndefinedError #}\n${fence}`)[0]).toContain("should throw");
    expect(problems(`${fence}jinja\n{{ x.y }}  {# throws UndefinedError #}\n${fence}`)).toEqual([null]);
  });
  test("a block that prints something else than the block behind it", () => {
    const page = (result: string): string =>
      `${fence}jinja\n<p>{{ 1 }}</p>\n${fence}\n\nprints\n\n${fence}html\n${result}\n${fence}`;
    expect(problems(page("<p>2</p>"))[0]).toContain("should print");
    expect(problems(page("<p>1</p>"))).toEqual([null]);
  });
  test("a template that does not compile", () => {
    expect(problems(`${fence}jinja\n{% if x %}\n${fence}`)[0]).toContain("TemplateSyntaxError");
  });
});

describe("TypeScript examples become modules", () => {
  const moduleOf = (code: string, before = ""): string =>
    modulesOf(parseMarkdown(`${before}\n${fence}ts\n${code}\n${fence}`))[0]!.text;

  test("a promise becomes a comparison", () => {
    expect(moduleOf("f(1); // → [2]")).toContain("$equal(f(1), [2]);");
    expect(moduleOf("const x = f(1); // → 2")).toContain("const x = f(1); $equal(x, 2);");
    expect(moduleOf("f(); // throws no such")).toContain('await $throws(async () => { f(); }, "no such");');
  });
  test("imports stay at the top, and a prelude gives way to them", () => {
    const text = moduleOf('import { a } from "m";\na();', '<!-- prelude\nimport { a, b } from "m";\n-->');
    expect(text.indexOf('import { a } from "m";')).toBeLessThan(text.indexOf("export async function run"));
    expect(text).toContain('import { b } from "m";');
  });
  test("a block with a name is that module", () => {
    const [module] = modulesOf(parseMarkdown(`${fence}ts\n// src/app.ts\nexport const a = 1;\n${fence}`));
    expect([module?.path, module?.hasRun]).toEqual(["src/app.ts", false]);
  });
});

test("tables and anchors are read as forges read them", () => {
  expect(tableCells("| `a\\|b` | c |")).toEqual(["`a|b`", "c"]);
  expect(tableCells("| --- | --- |")).toBeNull();
  expect(anchorOf("What a template does with its values")).toBe("what-a-template-does-with-its-values");
  expect(anchorOf("`namespace(**kwargs)`")).toBe("namespacekwargs");
});
