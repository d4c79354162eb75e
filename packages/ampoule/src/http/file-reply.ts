/** A file as a reply. */

import { notFound } from "../errors.ts";
import { hostModule } from "../host.ts";
import type { Reply } from "../reply.ts";
import { contentDisposition } from "./content-disposition.ts";
import { type FileHandle, fileBody } from "./file-stream.ts";
import { mediaTypeOf } from "./media-types.ts";
import { type Representation, replyWith } from "./representation.ts";

/** How a file is sent. */
export interface FileOptions {
  /** Seconds that a browser may keep it without asking. @default 0: it asks each time, and gets a 304 */
  readonly maxAge?: number;
  /** Whether its content never changes under this name (a fingerprint is in it). @default false */
  readonly immutable?: boolean;
  /** @default by the extension */
  readonly contentType?: string;
  /** Whether the browser saves it rather than shows it. @default false */
  readonly attachment?: boolean;
  /** The name that it is saved under. @default the file's own */
  readonly downloadName?: string;
}

/** {@link FileOptions}, and what only a folder knows of its files. */
export interface SendOptions extends FileOptions {
  /** The content coding of the bytes; `null` where there might have been one: what is sent then depends on `Accept-Encoding`. */
  readonly coding?: string | null;
}

/** `node:fs`, or an error that says what is missing. */
export function fileSystem(): typeof import("node:fs") {
  const fs = hostModule("node:fs");
  if (fs === undefined) throw new Error("This platform has no file system to send files from");
  return fs;
}

/** Opens for reading. @throws HttpError 404 for what is not there, or may not be read */
export async function openFile(path: string | URL): Promise<FileHandle> {
  const { constants, promises } = fileSystem();
  try {
    // A FIFO without a writer would hold the opening for ever.
    return await promises.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    throw notFound({ cause });
  }
}

/**
 * Sends an open file, and closes it.
 *
 * @param name for the type and the download's name
 * @throws HttpError 404 for folders and devices
 */
export async function sendOpened(
  file: FileHandle,
  name: string,
  options: SendOptions,
  request: Request,
): Promise<Reply> {
  // Asked of what was opened, not of the path: the path may lead elsewhere by now.
  const stat = await file.stat();
  if (!stat.isFile()) {
    await file.close();
    throw notFound();
  }
  const version = `${stat.size.toString(36)}-${Math.round(stat.mtimeMs * 1000).toString(36)}`;
  const headers: Record<string, string> = { "cache-control": cacheControl(options) };
  const { coding } = options;
  if (coding !== undefined) headers["vary"] = "Accept-Encoding";
  if (typeof coding === "string") headers["content-encoding"] = coding;
  if (options.attachment === true || options.downloadName !== undefined) {
    const shown = options.downloadName ?? name.slice(name.lastIndexOf("/") + 1);
    headers["content-disposition"] = contentDisposition(options.attachment === true ? "attachment" : "inline", shown);
  }
  const representation: Representation = {
    kind: "static",
    size: stat.size,
    contentType: options.contentType ?? mediaTypeOf(name),
    validators: {
      entityTag: { weak: false, opaque: typeof coding === "string" ? `${version}-${coding}` : version },
      lastModified: stat.mtimeMs,
    },
    headers,
    body: (range) => fileBody(file, range),
    close: () => file.close(),
  };
  return replyWith(representation, request);
}

function cacheControl(options: FileOptions): string {
  const { maxAge = 0, immutable = false } = options;
  if (immutable) return `public, max-age=${maxAge || 31_536_000}, immutable`;
  return maxAge > 0 ? `public, max-age=${maxAge}` : "public, no-cache";
}
