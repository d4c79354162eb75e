/**
 * What a file is, by its own first bytes (R38). Names and the types that clients send are claims.
 *
 * At most {@link SNIFF_SIZE} bytes are looked at (R16), and every look is linear.
 */

import { HTML_BEGINNINGS, MEDIA_BRANDS, SIGNATURES } from "./signatures.ts";

/** Bytes that are wanted; fewer come from a shorter file. */
export const SNIFF_SIZE = 4096;

const UNKNOWN = "application/octet-stream";

/** The patterns as numbers, -1 for any byte; and whether one is no more than a few letters. */
const PATTERNS = SIGNATURES.map(({ type, bytes }) => {
  const pattern = (bytes.match(/../g) ?? []).map((pair) => (pair === ".." ? -1 : Number.parseInt(pair, 16)));
  return { type, pattern, word: pattern.length < 4 && pattern.every((byte) => byte >= 0x20 && byte < 0x7f) };
});

/**
 * The media type that the bytes prove.
 *
 * @param head the beginning of the file
 * @returns a type of `EXTENSIONS`; `application/octet-stream` for what is not recognised
 * @see https://mimesniff.spec.whatwg.org/
 */
export function sniffType(head: Uint8Array): string {
  const bytes = head.subarray(0, SNIFF_SIZE);
  const text = decodeText(bytes);
  for (const { type, pattern, word } of PATTERNS) {
    // "BM", "MZ" and "ID3" also begin sentences.
    if (word && text !== null) continue;
    if (bytes.length >= pattern.length && pattern.every((byte, i) => byte === -1 || byte === bytes[i])) return type;
  }
  return sniffMedia(bytes) ?? (text === null ? UNKNOWN : sniffText(text));
}

/** ISO base media (MP4, AVIF…) and Matroska (WebM) say what they are in a header of their own. */
function sniffMedia(bytes: Uint8Array): string | null {
  if (bytes.length >= 12 && latin1(bytes, 4, 8) === "ftyp") {
    const size = Math.min(uint32(bytes, 0), bytes.length, 256);
    const brands = [latin1(bytes, 8, 12)];
    for (let i = 16; i + 4 <= size; i += 4) brands.push(latin1(bytes, i, i + 4));
    // Pictures name the general brand first and their own among the compatible ones.
    for (const brand of ["avif", "avis", ...brands]) {
      const type = MEDIA_BRANDS.get(brand);
      if (type !== undefined && brands.includes(brand)) return type;
    }
    return "video/mp4";
  }
  if (bytes.length >= 4 && uint32(bytes, 0) === 0x1a45dfa3) {
    return latin1(bytes, 0, 64).includes("webm") ? "video/webm" : "video/x-matroska";
  }
  return null;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Of text, what a browser would run is told apart from what it would show. */
function sniffText(text: string): string {
  const start = text.trimStart().slice(0, 1024).toLowerCase();
  for (const beginning of HTML_BEGINNINGS) {
    if (!start.startsWith(beginning)) continue;
    const next = start[beginning.length];
    if (beginning === "<!--" || next === undefined || /[\s>/]/.test(next))
      return beginning === "<!--" ? markupIn(text) : "text/html";
  }
  return start.startsWith("<?xml") || start.startsWith("<!doctype") || start.startsWith("<svg")
    ? markupIn(text)
    : "text/plain";
}

/** SVG may stand behind comments, a declaration and padding, as far as we can see. */
function markupIn(text: string): string {
  const lower = text.toLowerCase();
  if (lower.includes("<svg")) return "image/svg+xml";
  return lower.includes("<html") || lower.trimStart().startsWith("<!--") ? "text/html" : "application/xml";
}

/** Text is UTF-8 without control characters: `null` for binary data (§3 "binary data byte") and for what is not UTF-8, a cut-off last character apart. */
function decodeText(bytes: Uint8Array): string | null {
  for (const byte of bytes) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b) return null;
  }
  const full = bytes.length === SNIFF_SIZE;
  for (let cut = 0; cut <= (full ? 3 : 0); cut++) {
    try {
      return decoder.decode(bytes.subarray(0, bytes.length - cut));
    } catch {
      // A shorter piece may end between two characters.
    }
  }
  return null;
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

function uint32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
}
