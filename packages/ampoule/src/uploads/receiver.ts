/**
 * Taking the files of a form while they arrive: what they are is known from their first bytes, and nothing is kept of what is too large.
 */

import type { FileReceiver } from "../http/form-reader.ts";
import { DEFAULT_LIMITS, LimitError, type Limits } from "../http/limits.ts";
import type { PartHead } from "../http/multipart/head.ts";
import { type Dimensions, JpegScanner, readDimensions } from "./dimensions.ts";
import { INLINE_IMAGES } from "./signatures.ts";
import { SNIFF_SIZE, sniffType } from "./sniff.ts";
import { Spool, type SpoolOptions } from "./spool.ts";
import { Upload } from "./upload.ts";

/** How files are received. */
export interface UploadOptions {
  /** Up to this many bytes a file waits in memory, beyond in a temporary file. @default 65_536 */
  readonly memory?: number;
  /** The folder of temporary files; best on the file system of the storage. @default the system's */
  readonly directory?: string;
}

/**
 * The receiver of one request.
 *
 * @example
 * const receiver = new UploadReceiver({ memory: 1024 });
 * async function* chunks() {
 *   yield new TextEncoder().encode("GIF89a");
 * }
 * const upload = await receiver.receive({ name: "picture", filename: "cat.gif", contentType: null }, chunks());
 * upload.size; // 6
 * await receiver.dispose();
 */
export class UploadReceiver implements FileReceiver<Upload> {
  readonly #spooling: SpoolOptions;
  readonly #maxPixels: number;
  readonly #received = new Set<Spool>();

  constructor(options: UploadOptions = {}, limits: Limits = DEFAULT_LIMITS) {
    this.#spooling = { memory: options.memory ?? 65_536, directory: options.directory };
    this.#maxPixels = limits.imagePixels;
  }

  async receive(head: PartHead, chunks: AsyncIterable<Uint8Array>): Promise<Upload> {
    const spool = new Spool(this.#spooling);
    this.#received.add(spool);
    try {
      const beginning = new Beginning();
      for await (const chunk of chunks) {
        beginning.push(chunk);
        this.#checkPixels(beginning.dimensions);
        await spool.write(chunk);
      }
      await spool.finish();
      beginning.end();
      this.#checkPixels(beginning.dimensions);
      const { bytes, type, dimensions } = beginning;
      const claimedType = head.contentType?.essence ?? "application/octet-stream";
      return new Upload({ name: head.filename ?? "", claimedType, type, head: bytes, dimensions }, spool);
    } catch (error) {
      await this.#drop(spool);
      throw error;
    }
  }

  discard(upload: Upload): Promise<void> {
    return upload.discard();
  }

  /** At the end of the request: everything that was not stored is gone (R11). */
  async dispose(): Promise<void> {
    for (const spool of this.#received) await this.#drop(spool).catch(() => undefined);
  }

  async #drop(spool: Spool): Promise<void> {
    this.#received.delete(spool);
    await spool.discard();
  }

  #checkPixels(dimensions: Dimensions | null): void {
    if (dimensions !== null && dimensions.width * dimensions.height > this.#maxPixels) {
      throw new LimitError("imagePixels", this.#maxPixels);
    }
  }
}

/** What the first bytes of a file say, as soon as enough of them are there. */
class Beginning {
  #bytes = new Uint8Array(SNIFF_SIZE);
  #filled = 0;
  #type: string | undefined;
  #dimensions: Dimensions | null = null;
  #scanner: JpegScanner | undefined;

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#filled);
  }

  /** An image whose header cannot be read is none. */
  get type(): string {
    const type = this.#type ?? "application/octet-stream";
    return INLINE_IMAGES.has(type) && this.dimensions === null ? "application/octet-stream" : type;
  }

  get dimensions(): Dimensions | null {
    return this.#scanner?.dimensions ?? this.#dimensions;
  }

  push(chunk: Uint8Array): void {
    if (this.#type !== undefined) {
      this.#scanner?.push(chunk);
      return;
    }
    const taken = chunk.subarray(0, SNIFF_SIZE - this.#filled);
    this.#bytes.set(taken, this.#filled);
    this.#filled += taken.length;
    if (this.#filled < SNIFF_SIZE) return;
    this.#decide();
    this.#scanner?.push(chunk.subarray(taken.length));
  }

  /** The file has ended: if it was short, it is looked at now. */
  end(): void {
    if (this.#type === undefined) this.#decide();
  }

  #decide(): void {
    this.#type = sniffType(this.bytes);
    if (this.#type === "image/jpeg") {
      this.#scanner = new JpegScanner();
      this.#scanner.push(this.bytes);
    } else this.#dimensions = readDimensions(this.#type, this.bytes);
  }
}
