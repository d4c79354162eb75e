/**
 * `npm run check:package`: builds every published package and packs it as it would be published, then lets publint and
 * are-the-types-wrong judge the tarballs, installs them together in an empty project, imports each entry point, and has
 * `create-ampoule` make an application whose tests, checks and types have to pass.
 */
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..");
const work = mkdtempSync(join(tmpdir(), "ampoule-pack-"));
let faults = 0;

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) {
    faults++;
    console.error(`✗ ${command} ${args.join(" ")}\n${stdout}${stderr}`);
  }
  return stdout;
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports: Readonly<Record<string, unknown>>;
}

const tarballs: string[] = [];
const entries: string[] = [];
for (const file of globSync("packages/*/package.json", { cwd: root }).sort()) {
  const manifest = JSON.parse(readFileSync(join(root, file), "utf8")) as Manifest;
  if (manifest.private === true) continue;
  const folder = join(root, dirname(file));
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", work], folder)) as [
    { filename: string; size: number; files: readonly { path: string }[] },
  ];
  const tarball = join(work, packed.filename);
  const strays = packed.files.filter(({ path }) =>
    /^(?!template\/)(.*\/)?(test|conformance|instance)\/|\.tsbuildinfo$|\.env/.test(path),
  );
  for (const { path } of strays) {
    faults++;
    console.error(`✗ ${manifest.name} would publish ${path}`);
  }
  run("npx", ["publint", "--strict", tarball], root);
  // A string is a file for browsers: it has no types, and no module imports it.
  const files = Object.keys(manifest.exports).filter((subpath) => typeof manifest.exports[subpath] === "string");
  const exclude = files.length === 0 ? [] : ["--exclude-entrypoints", ...files.map((subpath) => subpath.slice(2))];
  run("npx", ["attw", "--profile", "esm-only", tarball, ...exclude], root);
  tarballs.push(tarball);
  for (const [subpath, target] of Object.entries(manifest.exports)) {
    if (typeof target !== "string") entries.push(manifest.name + subpath.slice(1));
  }
  console.log(`${manifest.name}: ${packed.files.length} files, ${(packed.size / 1024).toFixed(0)} kB packed`);
}

writeFileSync(join(work, "package.json"), JSON.stringify({ name: "smoke", private: true, type: "module" }));
run("npm", ["install", "--no-audit", "--no-fund", ...tarballs], work);
for (const entry of entries) {
  run(process.execPath, ["--input-type=module", "--eval", `await import(${JSON.stringify(entry)})`], work);
  run(process.execPath, ["--eval", `require(${JSON.stringify(entry)})`], work);
}
console.log(`${entries.length} entry points imported by \`import\` and by \`require\``);

const program = (name: string): string => join(work, "node_modules/.bin", name);
run(program("create-ampoule"), ["guests"], work);
const guests = join(work, "guests");
run(process.execPath, ["--test", "test/*.test.ts"], guests);
for (const command of ["routes", "check"]) run(program("ampoule"), [command], guests);
// TypeScript and the types of Node are not downloaded: those of the workspace are the same versions.
const typeRoots = join(root, "node_modules/@types");
run(join(root, "node_modules/.bin/tsc"), ["-p", guests, "--typeRoots", typeRoots, "--skipLibCheck", "false"], work);
console.log("a new application passes its tests, checks and types");

rmSync(work, { recursive: true, force: true });
process.exitCode = faults === 0 ? 0 : 1;
