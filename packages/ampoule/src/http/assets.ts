/**
 * Versions of static files, so that a browser may keep a file for a year and still gets the next one at once: the URL that a page
 * names has the version of the content in it.
 */

import { nearest } from "../routing/nearest.ts";
import { BoundedCache } from "../stores/bounded-cache.ts";
import { contentVersion } from "./content-version.ts";
import { fileSystem } from "./file-reply.ts";
import { type StaticOptions, staticPath } from "./files.ts";

/** Versions that are remembered. */
const MOST_FILES = 2000;

/** Bytes of a file that is read because a request names a version. Larger ones are read where a page prints theirs. */
const MOST_UNASKED = 8_388_608;

/** Settings of {@link Assets}. */
export interface AssetOptions extends StaticOptions {
  readonly root: string;
  /** Milliseconds for which a version is printed without looking at the file again. @default 0 */
  readonly recheckAfter?: number;
}

interface Known {
  /** When the file was looked at, by the clock of `performance`. */
  readonly seen: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly version: string;
}

/** The files of a static folder, by the versions of their contents. */
export class Assets {
  readonly #root: string;
  readonly #options: StaticOptions;
  readonly #recheckAfter: number;
  readonly #known = new BoundedCache<string, Known>(MOST_FILES);

  /** @throws Error when there is no such folder */
  constructor({ root, recheckAfter = 0, ...options }: AssetOptions) {
    this.#root = fileSystem().realpathSync.native(root);
    this.#recheckAfter = recheckAfter;
    this.#options = options;
  }

  /**
   * The version of a file: another one after each change of its content.
   *
   * @throws Error where the folder serves no such file, with the nearest one
   */
  version(filename: string): string {
    const known = this.#known.get(filename);
    if (known !== undefined && performance.now() - known.seen < this.#recheckAfter) return known.version;
    const version = this.#current(filename);
    if (version !== null) return version;
    throw new Error(`There is no static file ${JSON.stringify(filename)}.${this.#hint(filename)}`);
  }

  /** Whether a version that came with a request is that of the file now: only then does its URL mean this content for ever. */
  isCurrent(filename: string, version: string | null): boolean {
    return version !== null && this.#current(filename, MOST_UNASKED) === version;
  }

  /** @param most of a file that has changed, or was not read before, so many bytes are read */
  #current(filename: string, most = Number.POSITIVE_INFINITY): string | null {
    const path = staticPath(this.#root, filename, this.#options);
    if (path === null) return null;
    const fs = fileSystem();
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    if (stat?.isFile() !== true || (this.#options.followSymlinks !== true && fs.realpathSync.native(path) !== path)) {
      return null;
    }
    const { size, mtimeMs } = stat;
    const known = this.#known.get(filename);
    const isSame = known?.size === size && known.mtimeMs === mtimeMs;
    if (!isSame && size > most) return null;
    const version = isSame ? known.version : contentVersion(fs.readFileSync(path));
    this.#known.set(filename, { seen: performance.now(), size, mtimeMs, version });
    return version;
  }

  #hint(filename: string): string {
    const names = fileSystem().readdirSync(this.#root, { recursive: true, encoding: "utf8" });
    const near = nearest(
      filename,
      names
        .map((name) => name.replaceAll("\\", "/"))
        .filter((name) => staticPath(this.#root, name, this.#options) !== null),
    );
    return near === undefined ? "" : ` Did you mean ${JSON.stringify(near)}?`;
  }
}
