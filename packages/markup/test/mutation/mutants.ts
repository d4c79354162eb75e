/** What is taken away, one at a time: escapers, rows and words of tables, refusals, transitions of the state machine, guards. */
import { globSync } from "node:fs";
import { join } from "node:path";
import { type Node, parse } from "acorn";
import { codeOf } from "./graph.ts";

/** A change of one file, in its JavaScript. */
export interface Mutant {
  /** Relative to the package. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** What was taken away, in words: unique within its file. */
  readonly name: string;
}

type Tree = Node & Readonly<Record<string, unknown>>;
type Add = (node: Tree, replacement: string, what: string) => void;

const root = join(import.meta.dirname, "../..");
/** Data that is compared with the standard's own list elsewhere, and words for people. */
const without: ReadonlySet<string> = new Set([
  "src/tables/references.ts",
  "src/tables/kinds.ts",
  "src/context/describe.ts",
  "src/context/refusal.ts",
]);

/** @returns all mutants, in the order of their files */
export function allMutants(): Mutant[] {
  const files = globSync("src/{context,escape,tables}/*.ts", { cwd: root }).map((file) => file.replaceAll("\\", "/"));
  return files
    .filter((file) => !without.has(file))
    .sort()
    .flatMap(mutantsOf);
}

function mutantsOf(file: string): Mutant[] {
  const code = codeOf(join(root, file));
  const found: Mutant[] = [];
  const names = new Map<string, number>();
  const add: Add = ({ start, end }, replacement, what) => {
    const count = (names.get(what) ?? 0) + 1;
    names.set(what, count);
    found.push({ file, start, end, replacement, name: count === 1 ? what : `${what} (${count})` });
  };
  const tree = parse(code, { ecmaVersion: "latest", sourceType: "module" }) as unknown as Tree;
  visit(
    tree,
    [],
    (node, owners) => {
      const place = owners.length === 0 ? "" : `${owners.join(".").replaceAll(".[", "[")}: `;
      const rule = RULES[node.type];
      const isControl = node.type === "IfStatement" || node.type === "SwitchCase";
      if (!isControl || file.startsWith("src/context/")) rule?.(node, place, code, add, owners);
    },
    code,
  );
  return found;
}

type Rule = (node: Tree, place: string, code: string, add: Add, owners: readonly string[]) => void;

const escaperTable = "createEscapers()";
const raw = "((value, toText) => String(toText(value)))";
const html =
  '((value, toText) => String(toText(value)).replace(/[&<>"\']/g, (found) => "&#" + found.charCodeAt(0) + ";"))';

const RULES: Readonly<Record<string, Rule>> = {
  // Rows: entries of objects, and items of lists.
  ObjectExpression(node, place, code, add, owners) {
    if (owners.at(-1) === escaperTable) {
      for (const property of list(node["properties"])) {
        const name = textOf(property["key"] as Tree, code);
        add(property["value"] as Tree, raw, `${name} prints the value as it is`);
        add(property["value"] as Tree, html, `${name} escapes for HTML only`);
      }
    } else if (isTable(owners)) {
      for (const property of list(node["properties"])) {
        const key = textOf(property["key"] as Tree, code);
        // A handler, or a row of a table of functions, is not data.
        if (key !== "__proto__" && !isFunction(property["value"] as Tree))
          drop(property, code, add, `${place}no ${key}`);
      }
    }
  },
  ArrayExpression(node, place, code, add, owners) {
    const items = list(node["elements"]);
    if (!isTable(owners) || items.length === 0 || isFunction(items[0]!)) return;
    const isTableRow = items.length === 3 && items.every(isText) && /Rows|Prefixes/.test(owners[0]!);
    if (isTableRow) tableRow(items, code, add, place);
    else if (items.every((item) => !/Rows|Prefixes/.test(owners[0]!) || item.type !== "ArrayExpression")) {
      for (const item of items) drop(item, code, add, `${place}no ${short(textOf(item, code))}`);
    }
  },
  // Words: "a b c".split(" ").
  CallExpression(node, place, code, add) {
    const callee = node["callee"] as Tree;
    if (callee.type !== "MemberExpression" || textOf(callee["property"] as Tree, code) !== "split") return;
    visit(callee["object"] as Tree, [], (literal) => {
      if (isText(literal)) words(literal, code, add, place);
    });
  },
  VariableDeclarator(node, _, code, add, owners) {
    const value = node["init"] as Tree | null;
    if (owners.length > 0 || (value?.type !== "Literal" && value?.type !== "BinaryExpression")) return;
    visit(value, [], (literal) => {
      if (isText(literal) && /^\w+ \w+ [\w ]+$/.test(String(literal["value"])))
        words(literal, code, add, `${ownName(node, code)}: `);
    });
  },
  // Alternatives of regular expressions.
  Literal(node, place, code, add) {
    if (node["regex"] === undefined) return;
    const text = textOf(node, code);
    for (const group of text.matchAll(/(?<=[(|])(?:[\w.+\\-]+\|)+[\w.+\\-]+(?=[)|])/g)) {
      const alternatives = group[0].split("|");
      alternatives.forEach((word, i) => {
        const rest = alternatives.filter((_, j) => j !== i).join("|");
        const changed = text.slice(0, group.index) + rest + text.slice(group.index + group[0].length);
        add(node, changed, `${place}no ${word} in ${short(text)}`);
      });
    }
  },
  // Refusals everywhere; guards and transitions of the state machine.
  ThrowStatement(node, place, code, add) {
    const argument = node["argument"] as Tree;
    if (argument.type === "CallExpression") add(node, ";", `${place}does not throw ${short(textOf(argument, code))}`);
  },
  IfStatement(node, place, code, add) {
    const test = node["test"] as Tree;
    add(test, "false", `${place}never ${short(textOf(test, code))}`);
  },
  SwitchCase(node, place, code, add) {
    const test = node["test"] as Tree | null;
    if (test !== null) add(test, '"zork"', `${place}no case ${textOf(test, code)}`);
  },
};

/** A row `[kind, elements, attributes]`: each of its words, and its kind. */
function tableRow([kind, elements, attributes]: readonly Tree[], code: string, add: Add, place: string): void {
  const rest = `${textOf(elements!, code)} ${textOf(attributes!, code)}`.replaceAll('"', "");
  add(kind!, '"text"', `${place}${textOf(kind!, code)} of ${short(rest)} is text`);
  for (const literal of [elements!, attributes!]) words(literal, code, add, `${place}${String(kind!["value"])} `);
}

function words(literal: Tree, code: string, add: Add, place: string): void {
  const text = textOf(literal, code);
  const all = text
    .slice(1, -1)
    .split(" ")
    .filter((word) => word !== "");
  all.forEach((word, i) => {
    const rest = all.filter((_, j) => j !== i).join(" ");
    add(literal, JSON.stringify(rest === "" ? "zork" : rest), `${place}no ${word}`);
  });
}

/** An item with the comma behind it. */
function drop({ start, end }: Tree, code: string, add: Add, what: string): void {
  const comma = /^\s*,/.exec(code.slice(end))?.[0] ?? "";
  add({ start, end: end + comma.length } as Tree, "", what);
}

function visit(
  node: Tree,
  owners: readonly string[],
  see: (node: Tree, owners: readonly string[]) => void,
  code = "",
): void {
  see(node, owners);
  const name = ownName(node, code);
  const inside = name === null ? owners : [...owners, name];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === "object" && child !== null && "type" in child) visit(child as Tree, inside, see, code);
    }
  }
}

/** What a node gives its name to: functions with `()`, entries in brackets. */
function ownName(node: Tree, code: string): string | null {
  if (node.type === "Property") return `[${textOf(node["key"] as Tree, code)}]`;
  const isNamed = node.type === "FunctionDeclaration" || node.type === "MethodDefinition";
  if (!isNamed && node.type !== "VariableDeclarator") return null;
  const name = ((node["id"] ?? node["key"]) as { readonly name?: string } | null)?.name;
  return name === undefined ? null : isNamed ? `${name}()` : name;
}

/** The fields of a context before anything is known, which is no table. */
const START = "blank";

/** Directly in a constant of the file: a table. */
function isTable(owners: readonly string[]): boolean {
  const [owner, ...inner] = owners.filter((name) => !name.startsWith("["));
  return owner !== undefined && inner.length === 0 && !owner.endsWith("()") && owner !== START;
}

/** Items of a list, or properties of an object; without what is spread into it. */
function list(value: unknown): readonly Tree[] {
  return (value as readonly (Tree | null)[]).filter((item) => item !== null && item.type !== "SpreadElement") as Tree[];
}

function isText(node: Tree): boolean {
  return node.type === "Literal" && typeof node["value"] === "string";
}

function isFunction(node: Tree): boolean {
  return node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";
}

function textOf({ start, end }: Node, code: string): string {
  return code.slice(start, end);
}

function short(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 90 ? `${line.slice(0, 87)}...` : line;
}
