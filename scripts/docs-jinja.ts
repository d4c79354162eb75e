/**
 * The template examples of a document, and whether they print what the document says.
 *
 * - `{{ a }}   {# → b #}`: a line prints what stands behind the arrow (`\n` is a line break); `{# throws Error #}`: it throws.
 *   Lines of the block without either come before each line that has one.
 * - A block that is followed by a block `html` or `text` prints that. Blank lines and indentation do not count, unless
 *   `<!-- exact -->` stands before it.
 * - A block whose first line is `{# name.html #}` is a template of that name, for the document's other examples.
 * - Before a block: `<!-- context {…} -->`, `<!-- environment {…} -->`, `<!-- throws UndefinedError -->`,
 *   `<!-- render {…} -->` for the options of `render`, `<!-- block name -->` to render one block only.
 */
import { DictLoader, Environment, type EnvironmentOptions } from "@ampoule/templates";
import type { Block, Document } from "./docs-markdown.ts";

/** What counts in a comparison: every character; all but the white space around the whole; neither blank lines nor indentation. */
type Comparison = "exact" | "trimmed" | "lines";

/** What an example promises. */
export interface JinjaExample {
  readonly line: number;
  readonly source: string;
  /** The name it has as a template; `null` for one from a string. */
  readonly name: string | null;
  readonly expected: { readonly output: string; readonly as: Comparison } | { readonly error: string } | null;
  readonly block: Block;
}

const NAMED = /^\{# (?:templates\/)?([\w./-]+\.[a-z0-9]+) #\}\n/;
const PROMISE = /^(.*?)\s*\{# (?:→ ?(.*?)|throws (\w+)) ?#\}$/;

/** The named templates of a document, by name. */
export function templatesOf(document: Document): ReadonlyMap<string, string> {
  const named = document.blocks.flatMap(({ language, text }) => {
    const match = language === "jinja" ? NAMED.exec(text) : null;
    return match === null ? [] : [[match[1]!, text.slice(match[0].length)] as const];
  });
  return new Map(named);
}

/** Every example of a document. */
export function jinjaExamples(document: Document): readonly JinjaExample[] {
  return document.blocks.flatMap((block, index) => {
    if (block.language !== "jinja") return [];
    const lines = block.text.split("\n");
    if (lines.some((line) => PROMISE.test(line))) return lineExamples(block, lines);
    const name = NAMED.exec(block.text);
    const source = name === null ? block.text : block.text.slice(name[0].length);
    return [
      {
        line: block.line,
        source,
        name: name?.[1] ?? null,
        expected: blockPromise(block, document.blocks[index + 1]),
        block,
      },
    ];
  });
}

function lineExamples(block: Block, lines: readonly string[]): JinjaExample[] {
  let setup = "";
  return lines.flatMap((text, index) => {
    const match = PROMISE.exec(text);
    if (match === null) {
      setup += text.trim();
      return [];
    }
    const [, source = "", output, error] = match;
    const expected =
      error === undefined ? { output: (output ?? "").replaceAll("\\n", "\n"), as: "trimmed" as const } : { error };
    return [{ line: block.line + index, source: setup + source, name: null, expected, block }];
  });
}

function blockPromise(block: Block, next: Block | undefined): JinjaExample["expected"] {
  const error = block.directives.get("throws");
  if (error !== undefined) return { error };
  if (next === undefined || (next.language !== "html" && next.language !== "text")) return null;
  // The result follows at once, or after a line such as "prints".
  if (next.before.trim().split("\n").length > 1 || next.before.trim().length > 40) return null;
  return { output: next.text, as: block.directives.has("exact") ? "exact" : "lines" };
}

/** Intl puts other spaces into numbers, which look the same on a page. */
function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, " ");
}

const COMPARED: Readonly<Record<Comparison, (text: string) => string>> = {
  exact: plainSpaces,
  trimmed: (text) => plainSpaces(text).trim(),
  lines: (text) =>
    plainSpaces(text)
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .join("\n"),
};

function json<T>(block: Block, name: string): T | undefined {
  const text = block.directives.get(name);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

/**
 * Runs an example.
 *
 * @param prepare adds filters and the like, as the text around the examples does
 * @returns what is wrong; `null` if it does what it promises
 */
export function runJinja(
  example: JinjaExample,
  templates: ReadonlyMap<string, string>,
  prepare: (env: Environment) => void = () => undefined,
): string | null {
  const { block, expected } = example;
  const options = json<EnvironmentOptions>(block, "environment");
  const env = new Environment({ loader: new DictLoader(templates), ...options });
  prepare(env);
  try {
    const template = example.name === null ? env.fromString(example.source) : env.getTemplate(example.name);
    // Without a promise it has to be a template at least.
    if (expected === null) return null;
    const context = json<Record<string, unknown>>(block, "context") ?? {};
    const render = json<{ nonce?: string }>(block, "render");
    const only = block.directives.get("block");
    const output = only === undefined ? template.render(context, render) : template.renderBlock(only, context, render);
    if ("error" in expected) return `prints ${JSON.stringify(output)} and should throw ${expected.error}`;
    const compared = COMPARED[expected.as];
    const [got, wanted] = [compared(output), compared(expected.output)];
    return got === wanted ? null : `prints\n${got}\nand should print\n${wanted}`;
  } catch (error) {
    const thrown = error instanceof Error ? error.name : String(error);
    if (expected !== null && "error" in expected && thrown === expected.error) return null;
    return `throws ${error instanceof Error ? error.stack : thrown}`;
  }
}
