/**
 * What the packages declare, and the TSDoc before it: read from the text of the sources. Biome formats them all, so that a
 * declaration of a module begins its line, and its members stand two spaces in. No parser is needed.
 */
import { globSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { readText, root } from "./docs-files.ts";

export type Kind = "function" | "class" | "const" | "interface" | "type";

/** A declaration of a module that is exported. */
export interface Declaration {
  readonly name: string;
  readonly kind: Kind;
  /** The file, relative to the repository. */
  readonly path: string;
  readonly line: number;
  /** Its TSDoc without stars; `null` without one. Of overloads: the first that has one. */
  readonly doc: string | null;
  /** From its first line to the closing brace. Of overloads: all of them. */
  readonly text: string;
}

/** A comment `/** … *\/`, its stars taken away, and where it stands. */
export interface Comment {
  readonly text: string;
  readonly line: number;
  /** Just after it. */
  readonly end: number;
}

const COMMENT = /^[ \t]*\/\*\*(?!\/)([\s\S]*?)\*\//gm;
const DECLARATION =
  /^(?:export )?(?:declare )?(?:async )?(?:abstract )?(function|class|const|let|interface|type)\*? (\w+)/gm;
const NAMES = /^export (type )?\{([^}]*)\}(?: from "([^"]+)")?;/gm;
const STAR = /^export \* from "([^"]+)";/gm;

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

/** All TSDoc comments of a source text. */
export function commentsOf(source: string): readonly Comment[] {
  return Array.from(source.matchAll(COMMENT), (match) => ({
    text: (match[1] ?? "")
      .split("\n")
      .map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
      .join("\n")
      .trim(),
    line: lineOf(source, match.index),
    end: match.index + match[0].length,
  }));
}

/** The text of a declaration: up to a line that is not further in, or to the end of its first line. */
export function textFrom(source: string, start: number): string {
  const lines = source.slice(start).split("\n");
  const end = lines.findIndex((line, index) => index > 0 && /^\S/.test(line) && !/^[)}\]|&>`]/.test(line));
  const body = lines.slice(0, end === -1 ? lines.length : end);
  while (body.length > 1 && body.at(-1)?.trim() === "") body.pop();
  return body.join("\n");
}

const declarations = new Map<string, ReadonlyMap<string, Declaration>>();

/** Every declaration of a module, exported or not. */
export function declarationsOf(path: string): ReadonlyMap<string, Declaration> {
  let found = declarations.get(path);
  if (found === undefined) {
    found = readDeclarations(path, readText(path));
    declarations.set(path, found);
  }
  return found;
}

/** The declarations in a source text. @param path what they are said to be in */
export function readDeclarations(path: string, source: string): ReadonlyMap<string, Declaration> {
  const comments = commentsOf(source);
  const found = new Map<string, Declaration>();
  for (const match of source.matchAll(DECLARATION)) {
    // Nothing is further in behind a bracket: code in a template literal, which is not formatted.
    if (/^.*[{[(]\n[^\s)}\]]/.test(source.slice(match.index))) continue;
    const [, keyword = "", name = ""] = match;
    const comment = comments.findLast(({ end }) => end <= match.index);
    const attached = comment !== undefined && source.slice(comment.end, match.index).trim() === "";
    const earlier = found.get(name);
    // A value and a type may have the same name.
    const text = textFrom(source, match.index);
    found.set(name, {
      name,
      kind: earlier?.kind ?? ((keyword === "let" ? "const" : keyword) as Kind),
      path,
      line: earlier?.line ?? lineOf(source, match.index),
      doc: earlier?.doc ?? (attached ? comment.text : null),
      text: earlier === undefined ? text : `${earlier.text}\n${text}`,
    });
  }
  return found;
}

/** The names that a module exports itself: `export function …`. */
export function exportsOf(path: string): readonly Declaration[] {
  return [...declarationsOf(path).values()].filter(({ text }) => text.startsWith("export "));
}

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** An entry point: what an application imports, and the file of its source. */
export interface EntryPoint {
  /** `ampoule/node`. */
  readonly specifier: string;
  readonly path: string;
}

/** Every entry point of the packages that has types. */
export function entryPoints(): readonly EntryPoint[] {
  return globSync("packages/*/package.json", { cwd: root })
    .sort()
    .flatMap((path) => {
      const { name, exports } = JSON.parse(readText(path)) as Manifest;
      return Object.entries(exports).flatMap(([entry, conditions]) => {
        const source = typeof conditions === "string" ? undefined : conditions["ampoule:source"];
        return source === undefined
          ? []
          : [{ specifier: join(name, entry), path: normalize(join(dirname(path), source)) }];
      });
    });
}

/** The file that a specifier means, seen from another; `null` for what is none of ours. */
export function resolve(specifier: string, from: string, entries: readonly EntryPoint[]): string | null {
  if (specifier.startsWith(".")) return normalize(join(dirname(from), specifier));
  return entries.find((entry) => entry.specifier === specifier)?.path ?? null;
}

/** A name under which an entry point gives a declaration. */
export interface PublicName {
  readonly name: string;
  readonly declaration: Declaration;
}

/** What a module exports, whether it declares it itself or not. */
export function publicNames(path: string, entries: readonly EntryPoint[]): readonly PublicName[] {
  const source = readText(path);
  const found: PublicName[] = exportsOf(path).map((declaration) => ({ name: declaration.name, declaration }));
  for (const [, , list = "", from] of source.matchAll(NAMES)) {
    const target = from === undefined ? path : resolve(from, path, entries);
    if (target === null) throw new Error(`${path} gives names of ${from}, which is not ours`);
    const available =
      from === undefined
        ? new Map(Array.from(declarationsOf(path), ([name, declaration]) => [name, declaration]))
        : new Map(publicNames(target, entries).map(({ name, declaration }) => [name, declaration]));
    for (const item of list.split(",").filter((text) => text.trim() !== "")) {
      const [inner = "", outer = inner] = item
        .trim()
        .replace(/^type /, "")
        .split(" as ");
      const declaration = available.get(inner);
      if (declaration === undefined) throw new Error(`${path} gives ${inner}, which ${target} does not declare`);
      found.push({ name: outer, declaration });
    }
  }
  for (const [, from = ""] of source.matchAll(STAR)) {
    const target = resolve(from, path, entries);
    if (target === null) throw new Error(`${path} gives names of ${from}, which is not ours`);
    found.push(...publicNames(target, entries));
  }
  return found;
}
