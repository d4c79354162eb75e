/**
 * Where uploads are kept. A storage gives each file a random name of its own and never hears of the one that the client sent (R14).
 */

import type { ByteRange } from "../http/range.ts";
import type { ReplyBody } from "../reply.ts";
import { randomId } from "../security/random.ts";

/** What is to be stored. */
export interface UploadContent {
  readonly size: number;
  /** The bytes, from the beginning, each time it is called. */
  chunks(): AsyncIterable<Uint8Array>;
  /** A file that holds exactly the content, and will not change: a storage may link it. */
  readonly file: string | undefined;
}

/** A stored file, open for reading. It has to be closed, or its {@link body} sent or cancelled. */
export interface StoredFile {
  readonly size: number;
  /** When it was stored, in milliseconds since 1970. */
  readonly modified: number;
  /** The first bytes. */
  head(length: number): Promise<Uint8Array>;
  /** A part as a response body; closes the file when it was read. */
  body(range: ByteRange): Promise<ReplyBody>;
  close(): Promise<void>;
}

/** A place for uploads. Keys are {@link isUploadKey}; a storage refuses all others before it touches anything. */
export interface UploadStorage {
  /**
   * Stores content under a new key. Either all of it is there afterwards, or nothing.
   *
   * @param extension without a dot, from the type that the bytes prove
   */
  put(content: UploadContent, extension: string): Promise<string>;
  /** `null` where there is none. */
  open(key: string): Promise<StoredFile | null>;
  /** Whether there was one. */
  delete(key: string): Promise<boolean>;
}

/** 128 random bits, a dot, an extension (R15). */
const KEY = /^[\w-]{22}\.[a-z0-9]{1,8}$/;

/** A new key. @throws RangeError for an extension that is none */
export function createUploadKey(extension: string): string {
  const key = `${randomId()}.${extension}`;
  if (!KEY.test(key)) throw new RangeError(`${JSON.stringify(extension)} is no file extension`);
  return key;
}

/**
 * Whether a text can be a key: what cannot lead anywhere, as it has neither slashes nor two dots.
 *
 * @example
 * isUploadKey("k3J0pC2wq8Zr5Tn1aBcDeF.png"); // true
 * isUploadKey("../secret.png"); // false
 */
export function isUploadKey(text: unknown): text is string {
  return typeof text === "string" && KEY.test(text);
}
