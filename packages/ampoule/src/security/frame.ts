/**
 * Several fields as one byte string that no other fields give: each is preceded by its length.
 *
 * Joining with a separator, or with none, lets two different lists share a signature: a cookie was usable under another name
 * because `name + salt` can be cut in two ways (S07).
 */

const encoder = new TextEncoder();

/** Frames fields. @param fields text is taken as UTF-8 */
export function frame(fields: readonly (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const parts = fields.map((field) => (typeof field === "string" ? encoder.encode(field) : field));
  let size = 0;
  for (const part of parts) size += 4 + part.length;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let position = 0;
  for (const part of parts) {
    view.setUint32(position, part.length);
    bytes.set(part, position + 4);
    position += 4 + part.length;
  }
  return bytes;
}
