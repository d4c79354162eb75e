/** Uploads in the memory of this process: for tests, and for platforms without a file system. */

import { joinBytes } from "../http/bytes.ts";
import type { ByteRange } from "../http/range.ts";
import type { ReplyBody } from "../reply.ts";
import { createUploadKey, type StoredFile, type UploadContent, type UploadStorage } from "./storage.ts";

/** Settings of {@link MemoryStorage}. */
export interface MemoryStorageOptions {
  /** Bytes of all files together; what would go beyond is refused. @default 64 MiB */
  readonly limit?: number;
}

/**
 * Keeps uploads until the process ends.
 *
 * @example
 * const pictures = new MemoryStorage({ limit: 1_000_000 });
 * await pictures.open("k3J0pC2wq8Zr5Tn1aBcDeF.png"); // null
 */
export class MemoryStorage implements UploadStorage {
  readonly #files = new Map<string, { readonly bytes: Uint8Array<ArrayBuffer>; readonly modified: number }>();
  readonly #limit: number;
  #size = 0;

  constructor(options: MemoryStorageOptions = {}) {
    this.#limit = options.limit ?? 67_108_864;
  }

  /** Bytes of all files. */
  get size(): number {
    return this.#size;
  }

  /** @throws RangeError when there is no room */
  async put(content: UploadContent, extension: string): Promise<string> {
    const key = createUploadKey(extension);
    if (this.#size + content.size > this.#limit) throw new RangeError("The memory for uploads is full");
    const pieces: Uint8Array[] = [];
    for await (const chunk of content.chunks()) pieces.push(chunk);
    const bytes = joinBytes(pieces).slice();
    this.#files.set(key, { bytes, modified: Date.now() });
    this.#size += bytes.length;
    return key;
  }

  open(key: string): Promise<StoredFile | null> {
    const file = this.#files.get(key);
    if (file === undefined) return Promise.resolve(null);
    const { bytes, modified } = file;
    return Promise.resolve({
      size: bytes.length,
      modified,
      head: (length) => Promise.resolve(bytes.subarray(0, length)),
      body: (range: ByteRange): Promise<ReplyBody> => Promise.resolve(bytes.subarray(range.first, range.last + 1)),
      close: () => Promise.resolve(),
    });
  }

  delete(key: string): Promise<boolean> {
    this.#size -= this.#files.get(key)?.bytes.length ?? 0;
    return Promise.resolve(this.#files.delete(key));
  }
}
