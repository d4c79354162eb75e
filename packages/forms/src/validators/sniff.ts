/** How many bytes at the beginning of a file tell its type. */
export const sniffLength = 512;

interface Pattern {
  readonly type: string;
  readonly offset?: number;
  /** Latin-1; `?` is any byte. */
  readonly bytes: string;
}

/**
 * Signatures: WHATWG MIME Sniffing §6 (images, audio and video, fonts, archives) and PDF. Longer ones that share a beginning come first.
 */
const patterns: readonly Pattern[] = [
  { type: "image/png", bytes: "\x89PNG\r\n\x1a\n" },
  { type: "image/jpeg", bytes: "\xff\xd8\xff" },
  { type: "image/gif", bytes: "GIF87a" },
  { type: "image/gif", bytes: "GIF89a" },
  { type: "image/webp", bytes: "RIFF????WEBPVP" },
  { type: "image/avif", offset: 4, bytes: "ftypavif" },
  { type: "image/avif", offset: 4, bytes: "ftypavis" },
  { type: "image/heic", offset: 4, bytes: "ftypheic" },
  { type: "image/heic", offset: 4, bytes: "ftypheix" },
  { type: "image/vnd.microsoft.icon", bytes: "\x00\x00\x01\x00" },
  { type: "image/tiff", bytes: "II*\x00" },
  { type: "image/tiff", bytes: "MM\x00*" },
  { type: "audio/wave", bytes: "RIFF????WAVE" },
  { type: "audio/aiff", bytes: "FORM????AIFF" },
  { type: "audio/mpeg", bytes: "ID3" },
  { type: "audio/flac", bytes: "fLaC" },
  { type: "audio/midi", bytes: "MThd\x00\x00\x00\x06" },
  { type: "application/ogg", bytes: "OggS\x00" },
  { type: "video/avi", bytes: "RIFF????AVI " },
  { type: "video/webm", bytes: "\x1a\x45\xdf\xa3" },
  { type: "video/mp4", offset: 4, bytes: "ftypisom" },
  { type: "video/mp4", offset: 4, bytes: "ftypiso2" },
  { type: "video/mp4", offset: 4, bytes: "ftypmp4" },
  { type: "video/mp4", offset: 4, bytes: "ftypavc1" },
  { type: "video/quicktime", offset: 4, bytes: "ftypqt  " },
  { type: "font/woff", bytes: "wOFF" },
  { type: "font/woff2", bytes: "wOF2" },
  { type: "font/otf", bytes: "OTTO" },
  { type: "font/ttf", bytes: "\x00\x01\x00\x00" },
  { type: "application/pdf", bytes: "%PDF-" },
  { type: "application/zip", bytes: "PK\x03\x04" },
  { type: "application/gzip", bytes: "\x1f\x8b\x08" },
  { type: "application/vnd.rar", bytes: "Rar!\x1a\x07" },
  { type: "application/x-7z-compressed", bytes: "7z\xbc\xaf\x27\x1c" },
];

const anyByte = "?".charCodeAt(0);

function fits(head: Uint8Array, { offset = 0, bytes }: Pattern): boolean {
  if (head.length < offset + bytes.length) return false;
  for (let index = 0; index < bytes.length; index += 1) {
    const expected = bytes.charCodeAt(index);
    if (expected !== anyByte && head[offset + index] !== expected) return false;
  }
  return true;
}

/**
 * Recognises files by their first bytes.
 *
 * @example
 * sniff.type(new TextEncoder().encode("GIF89a")); // "image/gif"
 * sniff.type(new TextEncoder().encode("<svg>")); // undefined
 */
export const sniff: { readonly known: readonly string[]; type(head: Uint8Array): string | undefined } = {
  known: [...new Set(patterns.map(({ type }) => type))],
  type: (head) => patterns.find((pattern) => fits(head, pattern))?.type,
};
