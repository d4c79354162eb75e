/** Compressed request bodies, for routes that accept them: the growth is held while it happens (R33). */

import { badRequest } from "../errors.ts";
import { LimitError } from "./limits.ts";

const NAMES = ["gzip", "deflate"] as const;
type EncodingName = (typeof NAMES)[number];

/** Whether `DecompressionStream` can undo this `Content-Encoding`. One coding, not a list of them. */
export function isEncodingName(text: string): text is EncodingName {
  return (NAMES as readonly string[]).includes(text);
}

/** Below this the ratio says nothing: a few bytes of gzip header and a run of spaces pass any. */
const FREE_BYTES = 65_536;

/**
 * Undoes the compression of a stream.
 *
 * @param ratio the most that the result may grow to, in multiples of what came in
 * @throws LimitError `inflateRatio`; HttpError 400 when it is not compressed so
 */
export async function* inflate(
  chunks: AsyncIterable<Uint8Array>,
  encoding: EncodingName,
  ratio: number,
): AsyncGenerator<Uint8Array, void, void> {
  const stream = new DecompressionStream(encoding);
  let consumed = 0;
  let produced = 0;
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  let failure: { readonly error: unknown } | undefined;
  const feeding = feed().catch((error: unknown) => {
    failure = { error };
    return writer.abort(error);
  });
  async function feed(): Promise<void> {
    for await (const chunk of chunks) {
      consumed += chunk.length;
      await writer.ready;
      await writer.write(chunk as Uint8Array<ArrayBuffer>);
    }
    await writer.close();
  }
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      produced += value.length;
      if (produced > FREE_BYTES && produced > consumed * ratio) throw new LimitError("inflateRatio", ratio);
      yield value;
    }
    await feeding;
  } catch (error) {
    if (error instanceof LimitError) throw error;
    throw badRequest({
      code: "malformed_encoding",
      detail: "The compressed body is malformed.",
      cause: failure?.error ?? error,
    });
  } finally {
    reader.cancel().catch(() => undefined);
    writer.abort().catch(() => undefined);
  }
}
