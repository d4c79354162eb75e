/** base64url without padding (RFC 4648 §5): one text for each byte string, so that a value has no second spelling. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Two characters for each 12 bits: half as many pieces to join. */
const PAIRS: readonly string[] = Array.from({ length: 4096 }, (_, bits) => digit(bits >> 6) + digit(bits));

const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;

/** Bytes as text. */
export function encodeBase64url(bytes: Uint8Array): string {
  let text = "";
  let i = 0;
  for (; i + 2 < bytes.length; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number);
    text += (PAIRS[group >> 12] as string) + (PAIRS[group & 4095] as string);
  }
  const left = bytes.length - i;
  if (left === 1) {
    const group = bytes[i] as number;
    text += digit(group >> 2) + digit(group << 4);
  } else if (left === 2) {
    const group = ((bytes[i] as number) << 8) | (bytes[i + 1] as number);
    text += digit(group >> 10) + digit(group >> 4) + digit(group << 2);
  }
  return text;
}

function digit(value: number): string {
  return ALPHABET[value & 63] as string;
}

/**
 * Text as bytes.
 *
 * @returns `null` for anything but the canonical text: another alphabet, padding, a length that cannot be, spare bits set
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  const spare = text.length % 4;
  if (spare === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let buffer = 0;
  let bits = 0;
  let position = 0;
  for (let i = 0; i < text.length; i++) {
    const value = VALUES[text.charCodeAt(i)] ?? -1;
    if (value === -1) return null;
    buffer = ((buffer << 6) | value) & 0xfff_fff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[position++] = buffer >> bits;
    }
  }
  return (buffer & ((1 << bits) - 1)) === 0 ? bytes : null;
}
