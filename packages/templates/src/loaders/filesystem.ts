/** Templates from folders. */
import { ownOptions } from "../own.ts";
import type { Loader, TemplateSource } from "./loader.ts";

type FileSystem = typeof import("node:fs");
type Path = typeof import("node:path");
type Url = typeof import("node:url");

/**
 * How far a {@link FileSystemLoader} goes.
 */
export interface FileSystemOptions {
  /**
   * May a link in the folder lead out of it? Only where everybody who can write to the folder may read all that the
   * process can.
   * @default false
   */
  readonly followLinks?: boolean;
  /**
   * What the files are written in: a label of the Encoding Standard. A byte order mark is no part of the template.
   * @default "utf-8"
   */
  readonly encoding?: string;
}

/**
 * Asked for when a loader is made and not when the module is: so that applications that run elsewhere as well can import it.
 */
function builtin(name: "node:fs"): FileSystem;
function builtin(name: "node:path"): Path;
function builtin(name: "node:url"): Url;
function builtin(name: string): unknown {
  const found: unknown = globalThis.process?.getBuiltinModule?.(name);
  if (found !== undefined) return found;
  throw new TypeError(
    "FileSystemLoader needs a runtime with node:fs. Elsewhere use DictLoader or templates compiled ahead of time.",
  );
}

/**
 * Finds templates in folders, the first one first. Names have `/` between their parts on all systems.
 *
 * A name never leads out of the folders: not by `..`, not as an absolute path, not over a link.
 *
 * @param roots One folder or several: paths, or `file:` URLs as `new URL("templates/", import.meta.url)` for the folder beside
 * a module, wherever that is installed
 * @throws TypeError where there is no file system, or a file is not in its encoding; RangeError for an unknown encoding
 * @example
 * const env = new Environment({ loader: new FileSystemLoader(["theme/templates", "templates"]) });
 * env.getTemplate("../package.json"); // throws TemplateNotFound
 * const own = new FileSystemLoader(new URL("templates/", import.meta.url));
 * own.list(); // []
 */
export class FileSystemLoader implements Loader {
  readonly #roots: readonly string[];
  readonly #followLinks: boolean;
  readonly #fs: FileSystem;
  readonly #path: Path;
  readonly #decoder: TextDecoder;

  constructor(roots: string | URL | readonly (string | URL)[], options?: FileSystemOptions) {
    const { followLinks = false, encoding = "utf-8" } = ownOptions(options);
    this.#fs = builtin("node:fs");
    this.#path = builtin("node:path");
    const folders = typeof roots === "string" || roots instanceof URL ? [roots] : roots;
    this.#roots = folders.map((root) => this.#path.resolve(pathOf(root)));
    this.#followLinks = followLinks;
    this.#decoder = new TextDecoder(encoding, { fatal: true });
  }

  load(name: string): TemplateSource | null {
    const parts = partsOf(name);
    if (parts === null) return null;
    for (const root of this.#roots) {
      const found = this.#find(root, parts);
      if (found !== null) return found;
    }
    return null;
  }

  list(): string[] {
    const names = new Set<string>();
    for (const root of this.#roots) this.#collect(root, root, "", names);
    return [...names].sort();
  }

  #find(root: string, parts: readonly string[]): TemplateSource | null {
    try {
      const filename = this.#inside(root, parts);
      return filename === null ? null : this.#read(filename);
    } catch (error) {
      if (isAbsence(error)) return null;
      throw error;
    }
  }

  /** The file, if there is one and it lies where its name says. */
  #inside(root: string, parts: readonly string[]): string | null {
    const filename = this.#path.join(root, ...parts);
    const stat = this.#fs.statSync(filename, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile()) return null;
    if (this.#followLinks || this.#isWithin(root, filename)) return filename;
    return null;
  }

  #isWithin(root: string, filename: string): boolean {
    const relative = this.#path.relative(this.#fs.realpathSync(root), this.#fs.realpathSync(filename));
    return relative !== "" && !relative.startsWith("..") && !this.#path.isAbsolute(relative);
  }

  #read(filename: string): TemplateSource {
    const { mtimeMs, size } = this.#fs.statSync(filename);
    const source = this.#decode(this.#fs.readFileSync(filename), filename);
    const isUpToDate = (): boolean => {
      const now = this.#fs.statSync(filename, { throwIfNoEntry: false });
      return now !== undefined && now.mtimeMs === mtimeMs && now.size === size;
    };
    return { source, filename, isUpToDate };
  }

  #decode(bytes: Uint8Array, filename: string): string {
    try {
      return this.#decoder.decode(bytes);
    } catch (cause) {
      const cure = "Save it so, or give the loader its `encoding`.";
      throw new TypeError(`${filename} is not written in ${this.#decoder.encoding}. ${cure}`, { cause });
    }
  }

  /** A folder that is not there has no templates. */
  #entries(folder: string): { readonly name: string; isDirectory(): boolean }[] {
    try {
      return this.#fs.readdirSync(folder, { withFileTypes: true });
    } catch {
      return [];
    }
  }

  #collect(root: string, folder: string, prefix: string, names: Set<string>): void {
    for (const entry of this.#entries(folder)) {
      const name = prefix + entry.name;
      if (entry.isDirectory()) this.#collect(root, this.#path.join(folder, entry.name), `${name}/`, names);
      else if (this.load(name) !== null) names.add(name);
    }
  }
}

function pathOf(root: string | URL): string {
  return typeof root === "string" ? root : builtin("node:url").fileURLToPath(root);
}

/** What the system says of names that no file can have: names are data. Everything else is a fault. */
const absences: ReadonlySet<unknown> = new Set(["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP", "EINVAL"]);

function isAbsence(error: unknown): boolean {
  return error instanceof Error && "code" in error && absences.has(error.code);
}

/** The parts of a name, or null for one that could lead elsewhere. */
function partsOf(name: string): string[] | null {
  if (/[\\\0]/.test(name) || name.startsWith("/") || /^[a-z]:/i.test(name)) return null;
  const parts = name.split("/").filter((part) => part !== "" && part !== ".");
  return parts.length === 0 || parts.includes("..") ? null : parts;
}
