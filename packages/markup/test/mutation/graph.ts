/** Loads this package and its tests anew for each mutant, with one change in one file and nothing else. */
import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Mutant } from "./mutants.ts";

const packageRoot: string = join(import.meta.dirname, "../..");
const rootUrl: string = pathToFileURL(`${packageRoot}/`).href;
const shims: Readonly<Record<string, string>> = { vitest: "./vitest.ts", "fast-check": "./fast-check.ts" };

let current: { readonly id: number; readonly mutant: Mutant | null } = { id: 0, mutant: null };

const plain = new Map<string, string>();

/** JavaScript of a file; types become spaces, so that positions stay. */
export function codeOf(file: string): string {
  let code = plain.get(file);
  if (code === undefined) plain.set(file, (code = stripTypeScriptTypes(readFileSync(file, "utf8"))));
  return code;
}

/** What {@link codeOf} has made so far, for other processes; taken over where it is given. */
export function knownCode(
  known?: readonly (readonly [file: string, code: string])[],
): readonly (readonly [string, string])[] {
  for (const [file, code] of known ?? []) plain.set(file, code);
  return [...plain];
}

function load(file: string): string {
  const code = codeOf(file);
  const { mutant } = current;
  if (mutant === null || file !== join(packageRoot, mutant.file)) return code;
  return code.slice(0, mutant.start) + mutant.replacement + code.slice(mutant.end);
}

/** Everything of this package that a mutant's test leads to is a module of that mutant's own. */
export function installHooks(): void {
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === "fast-check-itself") return next("fast-check", context);
      const parent = context.parentURL ?? "";
      if (!parent.includes("?mutant=")) return next(specifier, context);
      const shim = shims[specifier];
      if (shim !== undefined) return { ...next(new URL(shim, import.meta.url).href, context), shortCircuit: true };
      const found = next(specifier, context);
      if (!found.url.startsWith(rootUrl) || found.url.includes("/test/mutation/")) return found;
      // The table of character references is data that no mutant touches, and by far the largest file.
      if (found.url.endsWith("/tables/references.ts")) return found;
      return { ...found, url: `${found.url.split("?")[0]}?mutant=${current.id}` };
    },
    load(url, context, next) {
      if (!url.includes("?mutant=")) return next(url, context);
      return { format: "module", shortCircuit: true, source: load(fileURLToPath(url.split("?")[0]!)) };
    },
  });
}

/** From here on, what is loaded is loaded anew, as the mutant would have it; null for the package as it is. */
export function beginMutant(mutant: Mutant | null): void {
  current = { id: current.id + 1, mutant };
}

/** Loads a test file, which registers its tests. */
export async function loadTests(file: string): Promise<void> {
  await import(`${pathToFileURL(join(packageRoot, file)).href}?mutant=${current.id}`);
}
