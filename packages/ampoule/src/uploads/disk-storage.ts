/**
 * Uploads in a folder. The folder is for this alone, and no web server may serve it: files go out through `sendUpload` only.
 */

import { hostModule } from "../host.ts";
import { type FileHandle, fileBody, writeWholly } from "../http/file-stream.ts";
import type { ByteRange } from "../http/range.ts";
import type { ReplyBody } from "../reply.ts";
import { createUploadKey, isUploadKey, type StoredFile, type UploadContent, type UploadStorage } from "./storage.ts";

type FileSystem = typeof import("node:fs");

/**
 * A folder of uploads.
 *
 * @example
 * const pictures = new DiskStorage(new URL("../instance/pictures/", import.meta.url));
 * await pictures.open("k3J0pC2wq8Zr5Tn1aBcDeF.png"); // null
 */
export class DiskStorage implements UploadStorage {
  readonly #folder: string;
  readonly #fs: FileSystem;

  /**
   * @param folder absolute path or `file:` URL; made with mode 0700 if it does not exist
   * @throws Error where the platform has no file system
   */
  constructor(folder: string | URL) {
    const fs = hostModule("node:fs");
    const url = hostModule("node:url");
    const path = hostModule("node:path");
    if (fs === undefined || url === undefined || path === undefined)
      throw new Error("This platform has no file system");
    this.#fs = fs;
    this.#folder = path.resolve(folder instanceof URL ? url.fileURLToPath(folder) : folder);
    fs.mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  /** The folder's absolute path: also good for `uploads.directory`, so that storing copies nothing. */
  get folder(): string {
    return this.#folder;
  }

  async put(content: UploadContent, extension: string): Promise<string> {
    const key = createUploadKey(extension);
    const target = `${this.#folder}/${key}`;
    if (content.file === undefined || !(await this.#link(content.file, target))) await this.#copy(content, target);
    return key;
  }

  /**
   * A second name for the same bytes, in one step; the first goes away with the request. Not from one file system to another, and not
   * on every file system.
   */
  async #link(file: string, target: string): Promise<boolean> {
    try {
      await this.#fs.promises.link(file, target);
      return true;
    } catch {
      return false;
    }
  }

  async #copy(content: UploadContent, target: string): Promise<void> {
    const file = await this.#fs.promises.open(target, "wx", 0o600);
    try {
      for await (const chunk of content.chunks()) await writeWholly(file, [chunk]);
      await file.close();
    } catch (error) {
      await file.close().catch(() => undefined);
      await this.#fs.promises.rm(target, { force: true });
      throw error;
    }
  }

  async open(key: string): Promise<StoredFile | null> {
    if (!isUploadKey(key)) return null;
    const { constants, promises } = this.#fs;
    let file: FileHandle;
    try {
      // Whoever could write into the folder must not make us read elsewhere.
      file = await promises.open(`${this.#folder}/${key}`, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    } catch {
      return null;
    }
    const stat = await file.stat();
    if (stat.isFile()) return new OpenFile(file, stat.size, stat.mtimeMs);
    await file.close();
    return null;
  }

  async delete(key: string): Promise<boolean> {
    if (!isUploadKey(key)) return false;
    try {
      await this.#fs.promises.unlink(`${this.#folder}/${key}`);
      return true;
    } catch {
      return false;
    }
  }
}

class OpenFile implements StoredFile {
  readonly size: number;
  readonly modified: number;
  readonly #file: FileHandle;

  constructor(file: FileHandle, size: number, modified: number) {
    this.#file = file;
    this.size = size;
    this.modified = modified;
  }

  async head(length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.min(length, this.size));
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  }

  body(range: ByteRange): Promise<ReplyBody> {
    return fileBody(this.#file, range);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
