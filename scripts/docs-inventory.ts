/** What the code has: names, options and codes, read from the code itself, for comparison with what the documents say. */
import { globSync } from "node:fs";
import { Environment } from "@ampoule/templates";
import { type Description, descriptionOf } from "../packages/templates/src/runtime/values/describe.ts";
import { bytesMethods } from "../packages/templates/src/runtime/values/methods/bytes.ts";
import { dateMembers } from "../packages/templates/src/runtime/values/methods/date.ts";
import { dictMethods } from "../packages/templates/src/runtime/values/methods/dict.ts";
import { javascriptMembersOf } from "../packages/templates/src/runtime/values/methods/javascript.ts";
import { listMethods, tupleMethods } from "../packages/templates/src/runtime/values/methods/list.ts";
import { floatMembers, integerMembers } from "../packages/templates/src/runtime/values/methods/number.ts";
import { rangeMembers } from "../packages/templates/src/runtime/values/methods/range.ts";
import { setMethods } from "../packages/templates/src/runtime/values/methods/set.ts";
import { stringMethods } from "../packages/templates/src/runtime/values/methods/string.ts";
import { readText, root } from "./docs-files.ts";

const env = new Environment();

/** Something that templates can name, and how it is called. */
export interface Named {
  readonly name: string;
  readonly description: Description | undefined;
}

function named(registry: { keys(): Iterable<string>; get(name: string): unknown }): readonly Named[] {
  return Array.from(registry.keys(), (name) => ({ name, description: descriptionOf(registry.get(name) as object) }));
}

export const filters: readonly Named[] = named(env.filters);
export const tests: readonly Named[] = named(env.tests);
export const globals: readonly Named[] = named(env.globals);

/** The methods by the types that the reference names. */
export const methods: ReadonlyMap<string, readonly string[]> = new Map([
  ["strings", [...stringMethods.keys()]],
  ["lists", [...listMethods.keys()]],
  ["tuples", [...tupleMethods.keys()]],
  ["dicts", [...dictMethods.keys()]],
  ["sets", [...setMethods.keys()]],
  ["integers", [...integerMembers.keys()]],
  ["floats", [...floatMembers.keys()]],
  ["ranges", [...rangeMembers.keys()]],
  ["dates", [...dateMembers.keys()]],
  ["bytes", [...bytesMethods.keys()]],
]);

/** The methods that the default mode has in addition. */
export const javascriptMethods: ReadonlyMap<string, readonly string[]> = new Map([
  ["strings", [...javascriptMembersOf("").keys()]],
  ["lists", [...javascriptMembersOf([]).keys()]],
  ["dicts", [...javascriptMembersOf({}).keys()]],
  ["sets", [...javascriptMembersOf(new Set()).keys()]],
  ["numbers", [...javascriptMembersOf(1).keys()]],
]);

/** The options of an environment. */
export const environmentOptions: readonly string[] = (() => {
  const { syntax, ...options } = env.options;
  return [...Object.keys(options), ...Object.keys(syntax)];
})();

export const policies: readonly string[] = Object.keys(env.options.policies);

/** The members of an interface, in the order in which they are declared. @param path relative to the repository */
export function membersOf(path: string, name: string): readonly string[] {
  const text = readText(path);
  const start = new RegExp(`^export interface ${name}\\b[^{]*\\{`, "m").exec(text);
  if (start === null) throw new Error(`There is no interface ${name} in ${path}`);
  const end = text.indexOf("\n}", start.index);
  const body = text.slice(start.index + start[0].length, end);
  return Array.from(body.matchAll(/^ {2}(?:readonly )?"?([\w.-]+)"?\??[(:]/gm), ([, member = ""]) => member);
}

/** Every text that a pattern's first group finds in the sources of a package, sorted, each once. */
export function inSources(pattern: RegExp, ...globs: readonly string[]): readonly string[] {
  const paths = globs.flatMap((glob) => globSync(glob, { cwd: root }));
  const found = paths.flatMap((path) =>
    Array.from(withoutComments(readText(path)).matchAll(pattern), ([, text = ""]) => text),
  );
  return [...new Set(found)].sort();
}

/** Examples in comments are no code. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "");
}
