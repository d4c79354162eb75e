/** RFC 4648 §5 without padding, canonical form only: each byte string has exactly one accepted spelling. */

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const values = new Int8Array(128).fill(-1);
for (let index = 0; index < alphabet.length; index += 1) values[alphabet.charCodeAt(index)] = index;

/**
 * Bytes to base64url text without padding.
 *
 * @param bytes - any length
 * @returns `⌈length × 4 / 3⌉` characters of `[A-Za-z0-9_-]`
 * @example encodeBase64url(new Uint8Array([255])) // "_w"
 */
export function encodeBase64url(bytes: Uint8Array): string {
  let text = "";
  for (let index = 0; index < bytes.length; index += 3) {
    const first = bytes[index]!;
    const second = bytes[index + 1];
    const third = bytes[index + 2];
    text += alphabet[first >> 2]! + alphabet[((first & 3) << 4) | ((second ?? 0) >> 4)]!;
    if (second !== undefined) text += alphabet[((second & 15) << 2) | ((third ?? 0) >> 6)]!;
    if (third !== undefined) text += alphabet[third & 63]!;
  }
  return text;
}

/**
 * Base64url text to exactly `length` bytes, or `null`.
 *
 * Padding, other alphabets, other lengths and set spare bits are all refused: a second spelling of one nonce would be a second
 * life for a used token.
 *
 * @param text - what came from outside
 * @param length - how many bytes are expected
 * @example decodeBase64url("_w", 1) // Uint8Array [255]
 */
export function decodeBase64url(text: string, length: number): Uint8Array | null {
  if (text.length !== Math.ceil((length * 4) / 3)) return null;
  const bytes = new Uint8Array(length);
  let bits = 0;
  let buffer = 0;
  let position = 0;
  for (let index = 0; index < text.length; index += 1) {
    const value = values[text.charCodeAt(index)] ?? -1;
    if (value < 0) return null;
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[position] = (buffer >> bits) & 0xff;
    position += 1;
  }
  return (buffer & ((1 << bits) - 1)) === 0 ? bytes : null;
}
