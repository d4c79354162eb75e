/**
 * Static files: a folder under a route.
 *
 * The route gives a name that was decoded once; from it a path is built of ordinary names only, and that path must be, letter for
 * letter, where the file system says the file is (D05 to D09, D13, D25). Nothing is decoded again, nothing is compared by prefix.
 */

import { notFound } from "../errors.ts";
import { hostModule } from "../host.ts";
import type { Reply } from "../reply.ts";
import { safeJoin } from "../uploads/names.ts";
import { type FileOptions, fileSystem, openFile, type SendOptions, sendOpened } from "./file-reply.ts";
import type { FileHandle } from "./file-stream.ts";
import { acceptedCodings } from "./precompressed.ts";

export type { FileOptions } from "./file-reply.ts";

/**
 * A file of the application's own.
 *
 * @param path absolute, or a `file:` URL; never made of what came with the request
 * @param request for its method and its conditional headers
 * @throws TypeError for a relative path, which would depend on where the process was started
 * @throws HttpError 404 when there is no such file, or it is none
 */
export async function sendFile(path: string | URL, options: FileOptions, request: Request): Promise<Reply> {
  const isPlaced = typeof path === "string" ? hostModule("node:path")?.isAbsolute(path) : path.protocol === "file:";
  if (isPlaced === false) {
    throw new TypeError(
      `${JSON.stringify(String(path))} is no absolute path. Say where the file is: new URL("./file.txt", import.meta.url)`,
    );
  }
  const name = typeof path === "string" ? path : decodeURIComponent(path.pathname);
  return sendOpened(await openFile(path), name, options, request);
}

/** Settings of {@link createStatic}. */
export interface StaticOptions extends Pick<FileOptions, "maxAge" | "immutable"> {
  /** Extensions that are served, without the dot; `"all"` for every file. @default {@link STATIC_EXTENSIONS} */
  readonly extensions?: readonly string[] | "all";
  /**
   * Serve `style.css.br`, `style.css.zst` or `style.css.gz` in place of `style.css` where the browser takes them: files that were
   * compressed ahead of time, and are not older than the one they stand for. @default false
   */
  readonly precompressed?: boolean;
  /** Serve what links inside the folder point to, wherever that is. @default false */
  readonly followSymlinks?: boolean;
}

/** What belongs to a web site. Source maps, archives, configuration and everything unknown do not (D12). */
export const STATIC_EXTENSIONS: readonly string[] = [
  ..."css js mjs json webmanifest txt xml html htm wasm".split(" "),
  ..."svg png jpg jpeg gif webp avif ico".split(" "),
  ..."woff woff2 ttf otf".split(" "),
  ..."mp3 m4a ogg oga opus wav flac mp4 m4v webm ogv vtt".split(" "),
  ..."pdf csv".split(" "),
];

/** Serves one file of the folder, named by its path inside. @param isVersioned its URL means this content for ever */
export type StaticHandler = (filename: string, request: Request, isVersioned?: boolean) => Promise<Reply>;

/**
 * Prepares a folder.
 *
 * @param options.root absolute path; links in the path to it are resolved once, now
 * @returns a handler that answers 404 for everything but a file of the folder
 * @throws Error when there is no such folder
 */
export function createStatic(options: StaticOptions & { readonly root: string }): StaticHandler {
  const { realpathSync, promises } = fileSystem();
  const root = realpathSync.native(options.root);
  const { followSymlinks = false } = options;
  return async (filename, request, isVersioned = false) => {
    const path = staticPath(root, filename, options);
    if (path === null) throw notFound();
    const file = await open(path);
    const sent: SendOptions = isVersioned ? { ...options, immutable: true } : options;
    if (options.precompressed !== true) return sendOpened(file, filename, sent, request);
    const { mtimeMs } = await file.stat();
    for (const { name, ending } of acceptedCodings(request.headers.get("accept-encoding"))) {
      const compressed = await open(path + ending).catch(() => null);
      if (compressed === null) continue;
      // Left behind by an older deployment, it is the content of another version.
      const stat = await compressed.stat();
      const fits = stat.isFile() && stat.mtimeMs >= mtimeMs;
      await (fits ? file : compressed).close();
      if (fits) return sendOpened(compressed, filename, { ...sent, coding: name }, request);
    }
    return sendOpened(file, filename, { ...sent, coding: null }, request);
  };

  async function open(path: string): Promise<FileHandle> {
    const file = await openFile(path);
    try {
      // Links, other letters on a file system that ignores case, short names: all have another real path (D07, D13).
      if (!followSymlinks && (await promises.realpath(path)) !== path) throw notFound();
    } catch (error) {
      await file.close();
      throw error;
    }
    return file;
  }
}

/** Where a file of the folder has to be, if the folder serves it; whether it is there, and no link, is another question. */
export function staticPath(
  root: string,
  filename: string,
  { extensions = STATIC_EXTENSIONS }: StaticOptions,
): string | null {
  return isServed(filename, extensions) ? safeJoin(root, filename) : null;
}

function isServed(filename: string, extensions: readonly string[] | "all"): boolean {
  if (filename.startsWith(".") || filename.includes("/.")) return false;
  if (extensions === "all") return true;
  const name = filename.slice(filename.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot > 0 && extensions.includes(name.slice(dot + 1).toLowerCase());
}
