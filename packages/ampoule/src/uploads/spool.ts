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

/** Bytes that are collected before a write: fewer, larger writes. */
const BATCH = 262_144;

/** The folder of this process, once there is one. */
let folder: string | undefined;

function spoolFolder(configured: string | undefined): string {
  const fs = hostModule("node:fs");
  const path = hostModule("node:path");
  const base = configured ?? globalThis.process?.env["TMPDIR"] ?? "/tmp";
  if (fs === undefined || path === undefined)
    throw new Error("This platform has no file system: limit fileSize to what memory can hold");
  if (configured === undefined && folder !== undefined && fs.existsSync(folder)) return folder;
  // mkdtemp makes it with mode 0700, and fails if the name exists.
  const made = fs.mkdtempSync(path.join(base, "ampoule-uploads-"));
  if (configured === undefined) {
    folder = made;
    globalThis.process?.once("exit", () => fs.rmSync(made, { recursive: true, force: true }));
  }
  return made;
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
  #pending: Uint8Array[] = [];
  #pendingSize = 0;
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
    this.#pending.push(bytes);
    this.#pendingSize += bytes.length;
    if (this.#size <= this.#options.memory && this.#file === undefined) return;
    if (this.#pendingSize >= BATCH || this.#file === undefined) await this.#flush();
  }

  /** All bytes have come. */
  async finish(): Promise<void> {
    if (this.#file === undefined) return;
    await this.#flush();
    await this.#writing;
    await this.#file.close();
    this.#file = undefined;
  }

  async #flush(): Promise<void> {
    this.#file ??= await this.#create();
    // One write at a time, in order; at most one batch waits while another is written.
    await this.#writing;
    const batch = this.#pending;
    this.#pending = [];
    this.#pendingSize = 0;
    if (batch.length === 0) return;
    this.#writing = writeWholly(this.#file, batch);
    // Noticed at the next turn, or by finish: until then it must not count as unhandled.
    this.#writing.catch(() => undefined);
  }

  async #create(): Promise<FileHandle> {
    const fs = hostModule("node:fs");
    const directory = this.#options.directory ?? spoolFolder(undefined);
    if (fs === undefined) throw new Error("This platform has no file system: limit fileSize to what memory can hold");
    const path = `${directory}/${randomId()}.upload`;
    const file = await fs.promises.open(path, "wx", 0o600);
    this.#path = path;
    return file;
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, void> {
    if (this.#discarded) throw new TypeError("This upload is gone: store it, or read it, before the request ends");
    if (this.#path === undefined) {
      yield* this.#pending;
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
    this.#pending = [];
    await this.#writing.catch(() => undefined);
    await this.#file?.close().catch(() => undefined);
    this.#file = undefined;
    if (this.#path !== undefined) await hostModule("node:fs")?.promises.rm(this.#path, { force: true });
  }
}
