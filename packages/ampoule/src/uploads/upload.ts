/** An uploaded file, as a view sees it. */

import { unsupportedMediaType } from "../errors.ts";
import { joinBytes } from "../http/bytes.ts";
import type { Dimensions } from "./dimensions.ts";
import { EXTENSIONS } from "./signatures.ts";
import type { Spool } from "./spool.ts";
import type { UploadStorage } from "./storage.ts";

/** What is known of an upload when all its bytes have come. */
export interface UploadFacts {
  /** The name that the client gave: to be shown, never to be used as a path. */
  readonly name: string;
  /** The type that the client claimed. */
  readonly claimedType: string;
  /** The type that the bytes prove; `application/octet-stream` where they prove nothing. */
  readonly type: string;
  /** The first bytes, at most 4096. */
  readonly head: Uint8Array;
  /** Of images whose header could be read. */
  readonly dimensions: Dimensions | null;
}

/** What an application keeps of a stored upload, in its database for instance. Plain JSON. */
export interface StoredUpload {
  /** Its random name in the storage. */
  readonly key: string;
  /** What it is called when somebody downloads it. */
  readonly name: string;
  /** What its bytes proved when it came. */
  readonly type: string;
  /** What its sender said. Nothing reads it unless the guard `uploads` is off. */
  readonly claimedType: string;
  /** Bytes. */
  readonly size: number;
  /** Pixels, of images whose header could be read. */
  readonly width?: number;
  /** Pixels, likewise. */
  readonly height?: number;
}

/** Which uploads {@link Upload.store} takes. */
export interface StoreOptions {
  /** Media types, as `image/png` or `image/*`. @default any */
  readonly types?: readonly string[];
}

/**
 * A file that came with a form. It is gone when the request ends, unless it was stored.
 *
 * @example
 * app.post("/picture", { csrf: "webhook" }, async (c) => {
 *   const { files } = await c.form({ files: true });
 *   const stored = await files.get("picture")?.store(pictures, { types: ["image/gif", "image/png"] });
 *   return stored?.type ?? abort(400);
 * });
 * const picture = new File(["GIF89a\x01\0\x01\0\0\0\0;"], "cat.gif");
 * await (await client(app).post("/picture", { form: { picture } })).text(); // "image/gif"
 */
export class Upload {
  /** The name that the client gave: to be shown, never to be used as a path. */
  readonly name: string;
  /** The type that the client claimed. */
  readonly claimedType: string;
  /** The type that the bytes prove; `application/octet-stream` where they prove nothing. */
  readonly type: string;
  /** Of images whose header could be read. */
  readonly dimensions: Dimensions | null;
  readonly #head: Uint8Array;
  readonly #spool: Spool;

  constructor(facts: UploadFacts, spool: Spool) {
    this.name = facts.name;
    this.claimedType = facts.claimedType;
    this.type = facts.type;
    this.dimensions = facts.dimensions;
    this.#head = facts.head;
    this.#spool = spool;
  }

  /** In bytes. */
  get size(): number {
    return this.#spool.size;
  }

  /** The extension of the client's name, in lower case; `""` for none. */
  get extension(): string {
    const dot = this.name.lastIndexOf(".");
    return dot <= 0 ? "" : this.name.slice(dot + 1).toLowerCase();
  }

  /** The first bytes, at most 4096; a copy. */
  head(length = 4096): Uint8Array {
    return this.#head.slice(0, length);
  }

  /** The bytes as they are read. */
  chunks(): AsyncIterable<Uint8Array> {
    return this.#spool.chunks();
  }

  /** All bytes: for small files. */
  async bytes(): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    for await (const chunk of this.chunks()) pieces.push(chunk);
    return joinBytes(pieces).slice();
  }

  /** All bytes as UTF-8 text. @throws TypeError when they are none */
  async text(): Promise<string> {
    return new TextDecoder("utf-8", { fatal: true }).decode(await this.bytes());
  }

  /**
   * Whether it is of one of these types: its bytes prove one, and its name does not claim another (R38).
   *
   * @param types as `image/png` or `image/*`, which is every picture but SVG: a document that may hold scripts is named, or it is not
   *   meant
   */
  is(types: readonly string[]): boolean {
    const proven = types.some((type) => type === this.type || (type.endsWith("/*") && this.#isBelow(type)));
    return proven && (EXTENSIONS.get(this.type) ?? []).includes(this.extension);
  }

  /** @param range as `image/*` */
  #isBelow(range: string): boolean {
    return this.type.startsWith(range.slice(0, -1)) && !this.type.endsWith("+xml");
  }

  /**
   * Keeps it, under a random name with the extension of its proven type; the client's name has no part in that (R14).
   *
   * @throws HttpError 415 when it is not of one of `options.types`
   */
  async store(storage: UploadStorage, options: StoreOptions = {}): Promise<StoredUpload> {
    if (options.types !== undefined && !this.is(options.types)) {
      throw unsupportedMediaType({ code: "upload_type", detail: "Files of that type are not accepted here." });
    }
    const [extension = "bin"] = EXTENSIONS.get(this.type) ?? [];
    const key = await storage.put(this.#spool, extension);
    const { name, type, claimedType, size, dimensions } = this;
    return { key, name, type, claimedType, size, ...dimensions };
  }

  /** Throws its bytes away now instead of at the end of the request. */
  discard(): Promise<void> {
    return this.#spool.discard();
  }
}
