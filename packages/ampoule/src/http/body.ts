/**
 * Reading a request's body: once, with the limit in the byte stream (R17), UTF-8 only (R32), never compressed (R33).
 */

import { HttpError, unsupportedMediaType } from "../errors.ts";
import { joinBytes } from "./bytes.ts";
import { LimitError, type LimitName } from "./limits.ts";
import { decodeUtf8 } from "./percent.ts";

/** The bytes of a body as they come. Leaving the loop early ends the reading. */
export type Chunks = AsyncIterable<Uint8Array>;

/**
 * What a server's own request object may offer instead of the web stream, which costs several times as much.
 *
 * `collect` must stop as soon as more than `limit` bytes have come.
 */
export interface BodySource {
  /** The whole body, or `null` as soon as it is longer than `limit`; at once where it has come already. */
  collect(limit: number): Uint8Array | null | Promise<Uint8Array | null>;
  chunks(): Chunks;
}

/** The key under which a request carries its {@link BodySource}. */
export const bodySource: unique symbol = Symbol("ampoule.bodySource");

/** A request that may have a direct source. */
type MaybeDirect = Request & { readonly [bodySource]?: BodySource };

/** How a body may be read. */
export interface BodyOptions {
  /** Which limit a longer body passes, for its error. @default "bodySize" */
  readonly limit?: LimitName;
}

/**
 * The body's bytes.
 *
 * @param maxBytes more than this is a 413, however much `Content-Length` says
 * @throws HttpError 413 ({@link LimitError}), 415 for a compressed body, 400 when the client goes away
 */
export async function readBytes(request: Request, maxBytes: number, options: BodyOptions = {}): Promise<Uint8Array> {
  return takeBytes(request, maxBytes, options);
}

/** {@link readBytes}, at once where all of the body has come already. */
function takeBytes(request: Request, maxBytes: number, options: BodyOptions): Uint8Array | Promise<Uint8Array> {
  const limit = options.limit ?? "bodySize";
  refuseCompressed(request);
  checkAnnouncedSize(request, maxBytes, limit);
  const direct = (request as MaybeDirect)[bodySource];
  if (direct === undefined) return concatenate(readChunks(request), maxBytes, limit);
  const within = (bytes: Uint8Array | null): Uint8Array => {
    if (bytes === null) throw new LimitError(limit, maxBytes);
    return bytes;
  };
  const bytes = direct.collect(maxBytes);
  return bytes instanceof Promise ? bytes.then(within, rethrowDisconnect) : within(bytes);
}

/**
 * Saves reading what is announced to be too long. What is announced falsely, or not at all, is counted while it is read.
 *
 * @throws LimitError where `Content-Length` is more than `maxBytes`
 */
export function checkAnnouncedSize(request: Request, maxBytes: number, limit: LimitName): void {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw new LimitError(limit, maxBytes);
}

/**
 * The body as text, at once where all of it has come already.
 *
 * @throws as {@link readBytes}, and HttpError 400 when it is not UTF-8
 */
export function readText(request: Request, maxBytes: number, options: BodyOptions = {}): string | Promise<string> {
  const bytes = takeBytes(request, maxBytes, options);
  return bytes instanceof Promise ? bytes.then(decodeUtf8) : decodeUtf8(bytes);
}

/** The body's bytes as they come; their number is the reader's to count. @throws HttpError 415 for a compressed body */
export async function* readChunks(request: Request): AsyncGenerator<Uint8Array, void, void> {
  refuseCompressed(request);
  const direct = (request as MaybeDirect)[bodySource];
  try {
    yield* direct === undefined ? webChunks(request) : direct.chunks();
  } catch (error) {
    rethrowDisconnect(error);
  }
}

/** A few kilobytes can hold gigabytes, and no browser compresses what it sends. @throws HttpError 415 */
function refuseCompressed(request: Request): void {
  const encoding = request.headers.get("content-encoding");
  if (encoding === null || encoding.toLowerCase() === "identity") return;
  throw unsupportedMediaType({ code: "content_encoding", detail: "A compressed body is not accepted here." });
}

async function* webChunks(request: Request): AsyncGenerator<Uint8Array, void, void> {
  if (request.bodyUsed)
    throw new TypeError("The body of this request was read already; read it once and keep the result");
  const reader = request.body?.getReader();
  if (reader === undefined) return;
  let finished = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value;
    }
    finished = true;
  } finally {
    // Not awaited: a source that never answers its cancellation must not hold the request.
    if (!finished) reader.cancel().catch(() => undefined);
  }
}

async function concatenate(chunks: Chunks, maxBytes: number, limit: LimitName): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBytes) throw new LimitError(limit, maxBytes);
    parts.push(chunk);
  }
  return joinBytes(parts);
}

/** The names that an aborted connection goes by on the various hosts. */
const DISCONNECTS: ReadonlySet<string> = new Set(["ECONNRESET", "ERR_STREAM_PREMATURE_CLOSE", "ABORT_ERR"]);

/** Turns an aborted or stalled upload into a 4xx that nobody reads, so that it is not logged as an error of ours. */
function rethrowDisconnect(error: unknown): never {
  if (error instanceof Error && !(error instanceof HttpError)) {
    const code = "code" in error ? String(error.code) : "";
    if (code === "ETIMEDOUT") {
      throw new HttpError(408, { code: "body_stalled", detail: "The request took too long to arrive.", cause: error });
    }
    if (DISCONNECTS.has(code) || error.name === "AbortError") {
      throw new HttpError(400, {
        code: "client_disconnected",
        detail: "The request did not arrive wholly.",
        cause: error,
      });
    }
  }
  throw error;
}
