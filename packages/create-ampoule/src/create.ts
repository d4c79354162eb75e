import { randomBytes } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** What {@link createProject} needs to know. */
export interface CreateOptions {
  /** The folder of the new project: made if it is missing, refused if it holds anything. */
  readonly directory: string;
  /**
   * One file instead of the full template with pages, styles and tests.
   * @default false
   */
  readonly minimal?: boolean;
}

/** What {@link createProject} made. */
export interface CreatedProject {
  /** Absolute path of the project's folder. */
  readonly directory: string;
  /** The package name, made from the folder's name. */
  readonly name: string;
  /** The files that were written, relative to the folder, sorted. */
  readonly files: readonly string[];
}

/**
 * The folder cannot take a new project, or its name cannot become a package name.
 *
 * @example
 * createProject({ directory: "." }); // throws CreateError
 */
export class CreateError extends Error {
  override readonly name = "CreateError";
}

const templates = join(dirname(fileURLToPath(import.meta.url)), "..", "template");

/**
 * Writes a new Ampoule application into a folder. Works without a network: it only copies files, fills in the name and
 * makes a secret key of 32 random bytes in `.env`, which the project's `.gitignore` keeps out of version control.
 *
 * @param options where, and how much
 * @returns what was written
 * @throws {@link CreateError} where the folder is not empty or its name has no letter or digit
 *
 * @example
 * const { name } = createProject({ directory: "./hello" }); // "hello"
 */
export function createProject(options: CreateOptions): CreatedProject {
  const directory = resolve(options.directory);
  const name = packageName(basename(directory));
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw new CreateError(`The folder ${directory} is not empty. Choose a new one, or empty it first.`);
  }
  cpSync(join(templates, options.minimal === true ? "minimal" : "full"), directory, { recursive: true });
  // npm leaves a file named .gitignore out of a published package.
  renameSync(join(directory, "gitignore"), join(directory, ".gitignore"));

  const manifest = join(directory, "package.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"app-name"', JSON.stringify(name)));
  const env = `# Signs and encrypts sessions and form tokens. Keep it secret; make another for each deployment.\nSECRET_KEY=${randomBytes(32).toString("base64url")}\n`;
  writeFileSync(join(directory, ".env"), env, { mode: 0o600 });

  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
  return { directory, name, files };
}

/** A folder's name as a package name: lower case, with only what npm allows. */
function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (name === "") throw new CreateError(`"${folder}" cannot become a package name: use a letter or a digit.`);
  return name;
}
