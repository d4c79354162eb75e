/**
 * Second half of `npm run build`: each entry point of a package becomes one file, with what several entry points share in
 * files beside it.
 *
 * Our sources are many small files, and a host takes about half a millisecond to find, read and link one: `import "ampoule"`
 * takes a third of the time this way. It also keeps what is private private: a package has no other files to import.
 */
import { globSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { rolldown } from "rolldown";

const root = join(import.meta.dirname, "..");
const DIST = "./dist/";

type Target = string | { readonly "ampoule:source": string; readonly default: string };

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, Target>>;
  readonly bin?: Readonly<Record<string, string>>;
}

/** The entry points of a package: the name of the file in `dist`, without its ending, and the source it is made of. */
function entriesOf(manifest: Manifest): Readonly<Record<string, string>> {
  const entries = Object.values(manifest.exports).flatMap((target) =>
    typeof target === "string" ? [] : [[nameOf(target.default), target["ampoule:source"]] as const],
  );
  const programs = Object.values(manifest.bin ?? {}).map((file) => [nameOf(file), `./src/${nameOf(file)}.ts`] as const);
  return Object.fromEntries([...entries, ...programs]);
}

function nameOf(file: string): string {
  if (!file.startsWith(DIST) || !file.endsWith(".js")) throw new TypeError(`not a file of ${DIST}: ${file}`);
  return file.slice(DIST.length, -".js".length);
}

for (const file of globSync("packages/*/package.json", { cwd: root }).sort()) {
  const folder = join(root, dirname(file));
  const manifest = JSON.parse(readFileSync(join(root, file), "utf8")) as Manifest;
  const input = entriesOf(manifest);
  // What `tsc` has written, one file a source: only its declarations stay. Its own record of that must go as well, or the next
  // `tsc -b` would write some files and not others.
  for (const output of globSync(["dist/**/*.js{,.map}", "tsconfig.tsbuildinfo"], { cwd: folder }))
    rmSync(join(folder, output));
  const bundle = await rolldown({
    cwd: folder,
    input: { ...input },
    external: (id) => !/^[./]/.test(id),
    preserveEntrySignatures: "strict",
  });
  const { output } = await bundle.write({
    dir: "dist",
    format: "esm",
    sourcemap: true,
    comments: { legal: true, annotation: true, jsdoc: false },
    entryFileNames: "[name].js",
    chunkFileNames: "shared/[name].js",
  });
  await bundle.close();
  const chunks = output.filter((item) => item.type === "chunk");
  console.log(`${manifest.name}: ${Object.keys(input).length} entry points in ${chunks.length} files`);
}
