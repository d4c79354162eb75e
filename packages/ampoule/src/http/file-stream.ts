/** Reading a file, or a part of it, as a response body: small ones at once, large ones as they are sent; and writing one wholly. */

import type { ReplyBody } from "../reply.ts";
import type { ByteRange } from "./range.ts";
import { withSize } from "./sized-stream.ts";

/** A file that is open; only the type is named, nothing is imported (see host.ts). */
export type FileHandle = Awaited<ReturnType<typeof import("node:fs")["promises"]["open"]>>;

/** Up to this size a file is read into memory: one write to the socket, and no stream. */
const SMALL = 65_536;
const CHUNK = 65_536;

/**
 * The body for a part of an open file. The file is closed when the body is: at once for a small one.
 *
 * @throws Error of the file system; the file is closed then as well
 */
export async function fileBody(file: FileHandle, range: ByteRange): Promise<ReplyBody> {
  const size = range.last - range.first + 1;
  if (size > SMALL) return withSize(streamFile(file, range), size);
  try {
    return await readExactly(file, range.first, size);
  } finally {
    await file.close();
  }
}

async function readExactly(file: FileHandle, position: number, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await file.read(bytes, filled, size - filled, position + filled);
    if (bytesRead === 0) throw shrunk();
    filled += bytesRead;
  }
  return bytes;
}

function streamFile(file: FileHandle, range: ByteRange): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = range.first;
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const chunk = new Uint8Array(Math.min(CHUNK, range.last + 1 - position));
          const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
          if (bytesRead === 0) throw shrunk();
          position += bytesRead;
          controller.enqueue(bytesRead === chunk.length ? chunk : chunk.subarray(0, bytesRead));
          if (position > range.last) {
            await file.close();
            controller.close();
          }
        } catch (error) {
          await file.close().catch(() => undefined);
          throw error;
        }
      },
      cancel: () => file.close(),
    },
    // Nothing is read ahead of a client that does not take it.
    { highWaterMark: 0 },
  );
}

/** The length was promised already: better an answer that breaks off than one that is filled up. */
function shrunk(): Error {
  return new Error("The file became shorter while it was sent");
}

/**
 * Writes all of the pieces behind what is in the file.
 *
 * A system may write less than it was given, and does so when the disk is full: only the next attempt says why. Who looks at neither
 * keeps the beginning of a file and calls it whole.
 *
 * @throws Error of the file system
 */
export async function writeWholly(file: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  let { bytesWritten } = await file.writev(pieces);
  for (const piece of pieces) {
    let from = Math.min(bytesWritten, piece.length);
    bytesWritten -= from;
    while (from < piece.length) from += (await file.write(piece, from)).bytesWritten;
  }
}
