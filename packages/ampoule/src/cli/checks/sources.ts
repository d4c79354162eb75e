/** Every use of `ampoule/unsafe`, the one door by which a string becomes markup. */
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import type { Finding } from "./finding.ts";

const ENDINGS: ReadonlySet<string> = new Set([".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs", ".jsx"]);
/** Folders of other people's code, of what is built, and of tools. */
const NOT_OURS: ReadonlySet<string> = new Set(["node_modules", "dist", "build", "coverage"]);
/** Larger files were not written by hand. */
const MOST_CHARACTERS = 1_000_000;

const DOOR = /(["'`])(?:ampoule|@ampoule\/markup)\/unsafe\1/;
const USE = /\bunsafe(?:Markup|Url|ResourceUrl|Script|Style|Attributes)\b(?=\s*[(<])/g;

/**
 * @param root the folder of the application
 * @param cwd paths are told from here
 */
export function checkSources(root: string, cwd: string): readonly Finding[] {
  return [...sourceFiles(root)].flatMap((path) => {
    const text = readFileSync(path, "utf8");
    if (text.length > MOST_CHARACTERS || !DOOR.test(text)) return [];
    const uses = findingsOf(text, USE, relative(cwd, path));
    // Imported and handed on: then the import is all there is to see.
    return uses.length > 0 ? uses : findingsOf(text, new RegExp(DOOR, "g"), relative(cwd, path));
  });
}

function findingsOf(text: string, pattern: RegExp, path: string): readonly Finding[] {
  return text.split("\n").flatMap((line, index) =>
    [...line.matchAll(pattern)].map((match): Finding => {
      const place = `${path}:${index + 1}:${match.index + 1}`;
      return { severity: "review", check: "unsafe", place, message: line.trim() };
    }),
  );
}

function* sourceFiles(folder: string): Generator<string, void, undefined> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".") || NOT_OURS.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sourceFiles(path);
    else if (entry.isFile() && ENDINGS.has(extname(entry.name))) yield path;
  }
}
