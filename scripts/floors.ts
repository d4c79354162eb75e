/**
 * `npm run check:floors`: imports go down the floors of the architecture or stay on their own, and never in a circle.
 *
 * Lists the files over 400 lines as well: a reader would usually be better served by two.
 */
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { findCycle, importsOf } from "./imports.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const LINE_LIMIT = 400;

interface Floor {
  readonly name: string;
  /** Which files stand on it: the beginning of their path. The longest beginning decides. */
  readonly paths: readonly string[];
  /** Names of floors whose code it may import, besides its own. */
  readonly mayImport: readonly string[];
  /** May it import `node:*`? Floors 0–2 run wherever web standards do. */
  readonly node: boolean;
}

const web = ["markup", "templates", "forms", "web"];
const FLOORS: readonly Floor[] = [
  { name: "markup", paths: ["packages/markup/src/"], mayImport: [], node: false },
  { name: "templates", paths: ["packages/templates/src/"], mayImport: ["markup"], node: false },
  { name: "forms", paths: ["packages/forms/src/"], mayImport: ["markup"], node: false },
  { name: "web", paths: ["packages/ampoule/src/"], mayImport: ["markup", "templates", "forms"], node: false },
  {
    name: "node",
    paths: ["packages/ampoule/src/node/", "packages/ampoule/src/testing/"],
    mayImport: web,
    node: true,
  },
  {
    name: "tools",
    paths: ["packages/ampoule/src/cli/", "packages/ampoule/src/dev/"],
    mayImport: [...web, "node"],
    node: true,
  },
  { name: "create", paths: ["packages/create-ampoule/src/"], mayImport: [], node: true },
  { name: "examples", paths: ["examples/"], mayImport: ["public"], node: true },
];

/** Entry points that other packages may name; anything deeper is private. */
const PUBLIC = new Map<string, string>();
for (const file of globSync("packages/*/package.json", { cwd: root })) {
  const { name, exports } = JSON.parse(readFileSync(join(root, file), "utf8")) as {
    name: string;
    /** A plain string is a file for browsers: no module of ours imports it. */
    exports: Record<string, { "ampoule:source": string } | string>;
  };
  for (const [subpath, target] of Object.entries(exports)) {
    if (typeof target === "string") continue;
    PUBLIC.set(name + subpath.slice(1), normalize(join(dirname(file), target["ampoule:source"])));
  }
}

function floorOf(path: string): Floor | undefined {
  let best: Floor | undefined;
  let length = -1;
  for (const floor of FLOORS) {
    for (const beginning of floor.paths) {
      if (path.startsWith(beginning) && beginning.length > length) {
        best = floor;
        length = beginning.length;
      }
    }
  }
  return best;
}

const sources = globSync(["packages/*/src/**/*.ts", "examples/*/src/**/*.ts"], { cwd: root }).map(normalize).sort();
const faults: string[] = [];
const graph = new Map<string, string[]>();

for (const file of sources) {
  const floor = floorOf(file);
  if (floor === undefined) {
    faults.push(`${file}: stands on no floor; add it to the table in scripts/floors.ts`);
    continue;
  }
  const edges: string[] = [];
  for (const specifier of importsOf(readFileSync(join(root, file), "utf8"))) {
    if (specifier.startsWith("node:")) {
      if (!floor.node) faults.push(`${file}: floor "${floor.name}" runs everywhere and may not import ${specifier}`);
      continue;
    }
    const isRelative = specifier.startsWith(".");
    const target = isRelative ? normalize(join(dirname(file), specifier)) : PUBLIC.get(specifier);
    if (target === undefined) {
      if (/^(@ampoule\/|ampoule(\/|$))/.test(specifier))
        faults.push(`${file}: "${specifier}" is not a public entry point`);
      continue;
    }
    edges.push(target);
    const below = floorOf(target);
    if (below === undefined || below === floor) continue;
    const allowed = floor.mayImport.includes("public") ? !isRelative : floor.mayImport.includes(below.name);
    if (!allowed) faults.push(`${file}: floor "${floor.name}" may not import ${target} of floor "${below.name}"`);
  }
  graph.set(file, edges);
}

const cycle = findCycle(graph);
if (cycle !== null) faults.push(`circle of imports: ${cycle.join(" → ")}`);

for (const file of sources) {
  const lines = readFileSync(join(root, file), "utf8").split("\n").length - 1;
  if (lines > LINE_LIMIT) console.log(`note: ${file} has ${lines} lines (over ${LINE_LIMIT})`);
}
for (const fault of faults) console.error(fault);
console.log(
  `${relative(process.cwd(), root) || "."}: ${sources.length} files on ${FLOORS.length} floors, ${faults.length} faults`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
