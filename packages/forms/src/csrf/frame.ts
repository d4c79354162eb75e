/** Longest field that goes into a token, in UTF-16 code units: far above any path or id, far below a memory problem. */
export const fieldLimit = 4096;

const encoder = new TextEncoder();

/** One buffer for all frames: issuing and checking are synchronous, so no two frames are alive at once. */
let buffer = new Uint8Array(1024);

/**
 * Fields to one byte string that no other list of fields gives: each is preceded by its length in four bytes.
 *
 * Joining with a separator would let `("a.b", "c")` and `("a", "b.c")` share a signature (CVE-2020-8166 was of this family).
 *
 * @param fields - each at most {@link fieldLimit} code units
 * @returns a view of a reused buffer, valid until the next call
 * @example frame(["v1", session, form])
 */
export function frame(fields: readonly string[]): Uint8Array {
  let room = 0;
  for (const field of fields) room += 4 + field.length * 3;
  if (room > buffer.length) buffer = new Uint8Array(room * 2);
  let position = 0;
  for (const field of fields) {
    const { written } = encoder.encodeInto(field, buffer.subarray(position + 4));
    buffer[position] = written >>> 24;
    buffer[position + 1] = written >>> 16;
    buffer[position + 2] = written >>> 8;
    buffer[position + 3] = written;
    position += 4 + written;
  }
  return buffer.subarray(0, position);
}
