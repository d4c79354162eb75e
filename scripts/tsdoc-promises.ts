/**
 * What an example promises, as code that compares.
 *
 * - `f(a); // "b"`, `f(a); // → "b"`: the value equals `"b"`. After `const x = f(a); // "b"` it is `x` that is compared. A
 *   long value may stand on the next line, behind an arrow.
 * - `f(a); // throws some words`: an error whose name and message have the words.
 * - `type T = F<"a">; // { a: string }`: the types are the same.
 *
 * A comment behind code is always a promise, never a remark: what stands there has been compared. Remarks have lines of
 * their own.
 */
import { stripTypeScriptTypes } from "node:module";
import { type Comment, type Node, parse, parseExpressionAt } from "acorn";

/** An example's code with its comparisons, and how many there are. */
export interface Promised {
  readonly code: string;
  readonly promises: number;
}

const TYPE = /^(\s*type (\w+) = .*;)(\s*)\/\/ (.+)$/gm;
const BEFORE = "async function example() {\n";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

/** Every statement that can promise something, outer ones first. */
function* statements(node: Node): Generator<Node> {
  if (/^(?:Expression|Return|Throw)Statement$|^VariableDeclaration$/.test(node.type)) yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* statements(child);
  }
}

/** The name whose value a declaration promises: `x` of `const x = …`, and of `const { x } = …`. */
function declaredName(code: string): string | undefined {
  return /^(?:const|let) \{? ?(\w+)(?: \}|: [^=]+)? = /.exec(code)?.[1];
}

/** @throws SyntaxError for words that are no expression */
function assertValue(words: string): void {
  const { end } = parseExpressionAt(words, 0, { ecmaVersion: "latest", allowAwaitOutsideFunction: true });
  if (words.slice(end).trim() !== "") throw new SyntaxError(`No value: // ${words}`);
}

function comparison(statement: Node, code: string, words: string, index: number): string {
  const bare = code.replace(/;$/, "");
  const thrown = /^throws (.+)$/.exec(words);
  if (thrown !== null) {
    const run = bare.replace(/^(?:const|let) [^=]+ = /, "");
    return `await $.throws(${index}, async () => { ${run}; }, ${JSON.stringify(thrown[1])});`;
  }
  assertValue(words);
  if (statement.type === "ExpressionStatement") return `$.equal(${index}, ${bare}, ${words});`;
  const name = declaredName(bare);
  if (name === undefined) throw new SyntaxError(`No value is promised by: ${code} // ${words}`);
  return `${bare}; $.equal(${index}, ${name}, ${words});`;
}

/** Turns the promises of an example into comparisons. Lines stay where they are. @throws SyntaxError for a remark behind code */
export function promised(example: string): Promised {
  const source = example.replace(TYPE, (_, alias: string, name: string, space: string, wanted: string) => {
    return `${alias}${space}$.type<Same<${name}, ${wanted}>>();`;
  });
  const comments: Comment[] = [];
  const program = parse(stripTypeScriptTypes(`${BEFORE}${source}\n}`), {
    ecmaVersion: "latest",
    sourceType: "module",
    onComment: comments,
  });
  const all = [...statements(program)];
  const edits: Edit[] = [];
  for (const comment of comments) {
    const start = comment.start - BEFORE.length;
    const lineStart = source.lastIndexOf("\n", start - 1) + 1;
    const ownLine = source.slice(lineStart, start).trim() === "";
    const arrow = /^ → /.test(comment.value);
    if (ownLine && !arrow) {
      if (all.every(({ start }) => start < comment.start))
        throw new SyntaxError(`A remark at the end: //${comment.value}`);
      continue;
    }
    const words = comment.value.replace(/^ (?:→ )?/, "");
    const statement = all.find(
      ({ end }) => end <= comment.start && source.slice(end - BEFORE.length, start).trim() === "",
    );
    if (statement === undefined) throw new SyntaxError(`A remark behind code: //${comment.value}`);
    const from = statement.start - BEFORE.length;
    const to = statement.end - BEFORE.length;
    const text = comparison(statement, source.slice(from, to), words, edits.length);
    edits.push({ start: from, end: to, text });
  }
  const code = edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: instead }) => text.slice(0, start) + instead + text.slice(end), source);
  return { code, promises: edits.length };
}
