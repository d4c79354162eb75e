/** What the TSDoc of a public name has to say, as far as it can be told from the text of the code. */
import { globSync } from "node:fs";
import { root } from "./docs-files.ts";
import { type Declaration, declarationsOf } from "./tsdoc.ts";
import { type Member, membersOf } from "./tsdoc-members.ts";

/** Names that need no example of their own, and why. */
export const WITHOUT_EXAMPLE: ReadonlyMap<string, string> = new Map(
  (
    "forbidden notFound notAcceptable requestTimeout conflict gone lengthRequired preconditionFailed contentTooLarge " +
    "uriTooLong unsupportedMediaType misdirectedRequest unprocessableContent preconditionRequired headersTooLarge " +
    "internalServerError badGateway"
  )
    .split(" ")
    .map((name) => [name, "used as badRequest, which has one"]),
);

/** What has a `throw` in its text and need not say so, and why. */
export const THROWS_NOTHING: ReadonlyMap<string, string> = new Map([
  ["csrfHost", "the methods of what it returns throw, as CsrfHost says"],
  ["translations", "the functions that it returns throw, when a template calls them wrongly"],
  ["RouteMap.constructor", "what a converter throws becomes part of the RuleError of the rule"],
  ["RenderContext.callFilter", "for the library itself"],
  ["RenderContext.callTest", "for the library itself"],
]);

/** Members that the class itself need not describe, and why. */
export const WITHOUT_WORDS: ReadonlyMap<string, string> = new Map(
  "context evalContext environment ops members policies newlineSequence makeUndefined hasFilter hasTest callFilter"
    .split(" ")
    .map((name) => [`RenderContext.${name}`, "what filters of the library are given"]),
);

/** Names whose meaning is that of the platform's own classes. */
const WELL_KNOWN: ReadonlySet<string> = new Set([
  "constructor",
  "has",
  "get",
  "delete",
  "clear",
  "keys",
  "values",
  "entries",
  "[Symbol.iterator]",
  "toString",
  "toJSON",
  "__html__",
]);

/** Tells the members of a union apart, and says so by itself: `readonly type: "csrf";`. */
const DISCRIMINANT = /^ {2}readonly \w+: (?:"[^"]*"|true);/;

const described: ReadonlyMap<string, readonly Declaration[]> = Map.groupBy(
  globSync("packages/*/src/**/*.ts", { cwd: root }).flatMap((path) =>
    [...declarationsOf(path).values()].filter(({ kind }) => kind === "class" || kind === "interface"),
  ),
  ({ name }) => name,
);

/** Whether a class or interface, or one of those that it is made of, describes a member. */
function describes(owner: Declaration, name: string, depth = 0): boolean {
  if (membersOf(owner).some((member) => member.name === name && member.doc !== null)) return true;
  const head = owner.text.slice(0, owner.text.indexOf("{\n"));
  const bases = (head.match(/\b[A-Z]\w+/g) ?? []).filter((base) => base !== owner.name);
  return depth < 4 && bases.some((base) => described.get(base)?.some((found) => describes(found, name, depth + 1)));
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
}

function hasThrow(code: string): boolean {
  return /\bthrow\b/.test(withoutComments(code));
}

/** Whether code throws, or calls a function of its own file that does. */
function throws({ path, name }: Declaration, code: string): boolean {
  if (hasThrow(code)) return true;
  const text = withoutComments(code);
  return [...declarationsOf(path).values()].some(
    (other) =>
      other.kind === "function" &&
      other.name !== name &&
      hasThrow(other.text) &&
      new RegExp(`(?<![.\\w])${other.name}\\(`).test(text),
  );
}

/** What stands before the first tag. */
function firstWords(doc: string): string {
  return doc.split(/(?:^|\s)@[a-z]/)[0]?.trim() ?? "";
}

/** `@param` for what is no parameter. */
function strangeParameters(doc: string, code: string): readonly string[] {
  const end = code.search(/\{$/m);
  const signature = end === -1 ? code : code.slice(0, end);
  return Array.from(doc.matchAll(/@param ([\w$]+)/g), ([, name = ""]) => name).filter(
    (name) => !new RegExp(`\\b${name}\\b`).test(signature),
  );
}

function problemsOfMember(owner: Declaration, { name, doc, text, inherits }: Member): readonly string[] {
  const full = `${owner.name}.${name}`;
  const problems: string[] = [];
  const isKnown = inherits || WELL_KNOWN.has(name) || WITHOUT_WORDS.has(full) || DISCRIMINANT.test(text);
  if (!isKnown && !describes(owner, name)) {
    problems.push(`${name} has no TSDoc`);
  }
  const said = name === "constructor" ? `${doc ?? ""}${owner.doc ?? ""}` : (doc ?? "");
  if (
    owner.kind === "class" &&
    !inherits &&
    !THROWS_NOTHING.has(full) &&
    !/@throws/.test(said) &&
    throws(owner, text)
  ) {
    problems.push(`${name} does not say what it throws`);
  }
  for (const parameter of strangeParameters(doc ?? "", text)) problems.push(`${name} has no parameter ${parameter}`);
  return problems;
}

/** What is missing; nothing, mostly. */
export function problemsOf(declaration: Declaration): readonly string[] {
  const { name, kind, doc, text } = declaration;
  if (doc === null) return ["has no TSDoc"];
  const problems: string[] = [];
  if (!/^[A-Z0-9`{'"].{8}/s.test(firstWords(doc))) problems.push("does not begin with a sentence");
  const isValue = kind === "function" || kind === "class" || kind === "const";
  if (isValue && !doc.includes("@example") && !WITHOUT_EXAMPLE.has(name)) problems.push("has no @example");
  if (kind === "function" && !/@throws/.test(doc) && !THROWS_NOTHING.has(name) && throws(declaration, text)) {
    problems.push("does not say what it throws");
  }
  if (kind === "function") {
    for (const parameter of strangeParameters(doc, text)) problems.push(`has no parameter ${parameter}`);
  }
  if (kind === "class" || kind === "interface") {
    for (const member of membersOf(declaration)) problems.push(...problemsOfMember(declaration, member));
  }
  return problems;
}
