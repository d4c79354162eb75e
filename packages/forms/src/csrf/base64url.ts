/** RFC 4648 §5 without padding, canonical form only: each byte string has exactly one accepted spelling. */

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Two characters for each 12 bits: half as many pieces to join. */
const pairs = Array.from({ length: 4096 }, (_, bits) => alphabet[bits >> 6]! + alphabet[bits & 63]!);

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
  let index = 0;
  for (; index + 2 < bytes.length; index += 3) {
    const group = (bytes[index]! << 16) | (bytes[index + 1]! << 8) | bytes[index + 2]!;
    text += pairs[group >> 12]! + pairs[group & 4095]!;
  }
  const left = bytes.length - index;
  if (left === 1) text += pairs[bytes[index]! << 4]!;
  else if (left === 2)
    text += pairs[(bytes[index]! << 4) | (bytes[index + 1]! >> 4)]! + alphabet[(bytes[index + 1]! & 15) << 2]!;
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
 * @example decodeBase64url("_w", 1) // new Uint8Array([255])
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
