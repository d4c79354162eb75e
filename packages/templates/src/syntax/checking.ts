/** The nodes that extensions make: a mistake of theirs is told by their name, before the compiler stumbles over it. */
import type { Extension } from "./extension.ts";
import type { Statement } from "./nodes.ts";
import type { Token } from "./tokens.ts";
import { childrenOf, isNode, type Node } from "./visit.ts";

const TYPES: Readonly<Record<Statement["type"], true>> = {
  Output: true,
  Extends: true,
  Block: true,
  Include: true,
  Import: true,
  FromImport: true,
  For: true,
  If: true,
  Set: true,
  SetBlock: true,
  With: true,
  Macro: true,
  CallBlock: true,
  FilterBlock: true,
  Autoescape: true,
  Trans: true,
  Do: true,
  Break: true,
  Continue: true,
  Debug: true,
};

function isStatement(value: unknown): value is Statement {
  return isNode(value) && Object.hasOwn(TYPES, value.type);
}

/** What a value is, for a message: data of the extension's author, none of a visitor's. */
function shown(value: unknown): string {
  const type: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "type") : undefined;
  return typeof type === "string" ? JSON.stringify(type) : String(value);
}

/** @throws Error that says what is wrong below a node */
function checkNode(node: Node): void {
  const span: unknown = Reflect.get(node, "span");
  if (typeof span !== "object" || span === null)
    throw new TypeError(`${node.type} has no span: parser.spanFrom(start)`);
  for (const name of ["body", "otherwise"]) {
    const body: unknown = node.type === "Conditional" ? undefined : Reflect.get(node, name);
    if (!Array.isArray(body)) continue;
    const wrong: unknown = body.find((item) => !isStatement(item));
    if (wrong !== undefined) throw new TypeError(`${node.type}.${name} holds ${shown(wrong)}, which is no statement`);
  }
  for (const child of childrenOf(node)) {
    if (!isNode(child)) throw new TypeError(`${node.type} holds ${shown(child)}, which is no node`);
    checkNode(child);
  }
}

/**
 * What an extension made of a tag.
 *
 * @param at where the parser stands behind it
 * @throws TypeError for a mistake of the extension, with its name, its tag and the line
 */
export function checkStatements(
  { identifier }: Extension,
  made: Statement | readonly Statement[],
  tag: Token,
  at: Token,
): void {
  const place = `extension ${JSON.stringify(identifier)}, tag '${tag.value}' on line ${tag.line}: `;
  if (at === tag) throw new TypeError(`${place}parse() has to read the name of the tag: parser.stream.next()`);
  for (const statement of Array.isArray(made) ? (made as readonly unknown[]) : [made]) {
    if (!isStatement(statement)) throw new TypeError(`${place}parse() gave ${shown(statement)}, which is no statement`);
    try {
      checkNode(statement);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new TypeError(`${place}parse() gave a statement that is not complete: ${why}`, { cause });
    }
  }
}
