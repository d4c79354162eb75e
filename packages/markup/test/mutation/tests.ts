/** The tests that mutants of each folder are judged by, the ones that say most first. A file is loaded if those before it passed. */
const CONTEXT = [
  "test/context/tables.test.ts",
  "test/context/places.test.ts",
  "test/context/rules.test.ts",
  "test/context/join.test.ts",
  "test/escape/code-urls.test.ts",
  "test/literal/literal.test.ts",
  "test/context/tokenizer.test.ts",
];
const ESCAPE = ["rows", "lists", "tag", "text", "css", "js", "url", "html", "code-urls", "paint"].map(
  (name) => `test/escape/${name}.test.ts`,
);
const TABLES = ["test/tables/rows.test.ts", "test/tables/attributes.test.ts"];

const TESTS: Readonly<Record<string, readonly string[]>> = {
  context: CONTEXT,
  escape: ESCAPE,
  tables: [...TABLES, "test/escape/lists.test.ts", "test/context/tables.test.ts", "test/escape/tag.test.ts"],
};

/** All of them without a mutant, whose tests must pass. */
export function testsFor(file: string | undefined): readonly string[] {
  const folder = file?.split("/")[1];
  return folder === undefined ? [...CONTEXT, ...ESCAPE, ...TABLES] : TESTS[folder]!;
}

/** Tests of how long something takes, which take long. */
export const UNTRIED: RegExp = /time grows with the length/;
