/** Streams whose length is known, so that a response can say it before it is sent: a download then shows its progress. */

const sizes = new WeakMap<ReadableStream, number>();

/** Notes the length of a stream. @param size in bytes; the stream must give exactly so many */
export function withSize<Stream extends ReadableStream>(stream: Stream, size: number): Stream {
  sizes.set(stream, size);
  return stream;
}

/** The noted length in bytes. */
export function sizeOf(stream: ReadableStream): number | undefined {
  return sizes.get(stream);
}
