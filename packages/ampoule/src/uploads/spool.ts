/**
 * Where the bytes of an upload wait while the form is looked at: in memory if they are few, else in a temporary file.
 *
 * The file has a random name in a folder that only this user may enter (R15), and is removed when the request ends, unless
 * it was moved to a storage (R11).
 */

import { hostModule } from "../host.ts";
import { type FileHandle, writeWholly } from "../http/file-stream.ts";
import { randomId } from "../security/random.ts";
import type { UploadContent } from "./storage.ts";

/** Bytes that are collected before a write: fewer, larger writes. A file that is being received has two such batches. */
const BATCH = 131_072;

const EMPTY = new Uint8Array(0);

/** The folder of this process, once there is one. */
let folder: string | undefined;

function spoolFolder(): string {
  const fs = hostModule("node:fs");
  const path = hostModule("node:path");
  if (fs === undefined || path === undefined) throw noFileSystem();
  if (folder !== undefined && fs.existsSync(folder)) return folder;
  // mkdtemp makes it with mode 0700, and fails if the name exists.
  const made = fs.mkdtempSync(path.join(globalThis.process?.env["TMPDIR"] ?? "/tmp", "ampoule-uploads-"));
  folder = made;
  globalThis.process?.once("exit", () => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

function noFileSystem(): Error {
  return new Error("This platform has no file system: limit fileSize to what memory can hold");
}

/** How a spool works. */
export interface SpoolOptions {
  /** Up to this many bytes stay in memory. */
  readonly memory: number;
  /** Where temporary files go: best the file system of the storage, so that storing copies nothing. @default the system's */
  readonly directory?: string | undefined;
}

/** The bytes of one upload. Write, then {@link finish}, then read; {@link discard} at last in any case. */
export class Spool implements UploadContent {
  readonly #options: SpoolOptions;
  #size = 0;
  /** All bytes, as long as they stay in memory. Copies: what the network gave is a view of far larger buffers. */
  #kept: Uint8Array[] = [];
  /** What is collected for the next write. Copies again, so that those buffers die young and the memory stays flat. */
  #batch = EMPTY;
  #filled = 0;
  /** The other batch, which is written meanwhile. */
  #spare = EMPTY;
  #file: FileHandle | undefined;
  #path: string | undefined;
  /** The write that is under way: reading the network goes on meanwhile. */
  #writing: Promise<unknown> = Promise.resolve();
  #discarded = false;

  constructor(options: SpoolOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#size;
  }

  get file(): string | undefined {
    return this.#path;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#size += bytes.length;
    if (this.#file === undefined) {
      if (this.#size <= this.#options.memory) {
        this.#kept.push(bytes.slice());
        return;
      }
      this.#file = await this.#create();
      [this.#batch, this.#spare] = [new Uint8Array(BATCH), new Uint8Array(BATCH)];
      const kept = this.#kept;
      this.#kept = [];
      for (const piece of kept) await this.#collect(piece);
    }
    await this.#collect(bytes);
  }

  async #collect(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length; ) {
      const taken = Math.min(bytes.length - from, BATCH - this.#filled);
      this.#batch.set(bytes.subarray(from, from + taken), this.#filled);
      this.#filled += taken;
      from += taken;
      if (this.#filled === BATCH) await this.#flush();
    }
  }

  /** All bytes have come. */
  async finish(): Promise<void> {
    if (this.#file === undefined) return;
    await this.#flush();
    await this.#writing;
    await this.#file.close();
    this.#file = undefined;
    this.#forget();
  }

  #forget(): void {
    this.#kept = [];
    [this.#batch, this.#spare] = [EMPTY, EMPTY];
    this.#filled = 0;
  }

  async #flush(): Promise<void> {
    // One write at a time, in order; at most one batch waits while another is written.
    await this.#writing;
    if (this.#file === undefined || this.#filled === 0) return;
    const full = this.#batch;
    this.#writing = writeWholly(this.#file, [full.subarray(0, this.#filled)]);
    [this.#batch, this.#spare] = [this.#spare, full];
    this.#filled = 0;
    // Noticed at the next turn, or by finish: until then it must not count as unhandled.
    this.#writing.catch(() => undefined);
  }

  async #create(): Promise<FileHandle> {
    const fs = hostModule("node:fs");
    const directory = this.#options.directory ?? spoolFolder();
    if (fs === undefined) throw noFileSystem();
    const path = `${directory}/${randomId()}.upload`;
    const file = await fs.promises.open(path, "wx", 0o600);
    this.#path = path;
    return file;
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, void> {
    if (this.#discarded) throw new TypeError("This upload is gone: store it, or read it, before the request ends");
    if (this.#path === undefined) {
      yield* this.#kept;
      return;
    }
    const fs = hostModule("node:fs");
    if (fs !== undefined)
      yield* fs.createReadStream(this.#path, { highWaterMark: 65_536 }) as AsyncIterable<Uint8Array>;
  }

  /** Forgets the bytes and removes the file; what a storage has linked stays there. */
  async discard(): Promise<void> {
    if (this.#discarded) return;
    this.#discarded = true;
    await this.#writing.catch(() => undefined);
    await this.#file?.close().catch(() => undefined);
    this.#file = undefined;
    this.#forget();
    if (this.#path !== undefined) await hostModule("node:fs")?.promises.rm(this.#path, { force: true });
  }
}
