/** The smallest files of each kind, made by hand. */

const hex = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const ascii = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (character) => character.charCodeAt(0));

export function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat(parts));
}

const u32 = (value: number): Uint8Array => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
const u16 = (value: number): Uint8Array => Uint8Array.of(value >>> 8, value);
const le16 = (value: number): Uint8Array => Uint8Array.of(value, value >>> 8);
const le24 = (value: number): Uint8Array => Uint8Array.of(value, value >>> 8, value >>> 16);

export function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  return join(hex("89504e470d0a1a0a0000000d"), ascii("IHDR"), u32(width), u32(height), hex("080200000000000000"));
}

export function gif(width: number, height: number): Uint8Array<ArrayBuffer> {
  return join(ascii("GIF89a"), le16(width), le16(height), hex("000000"), hex("2c000000000100010000020144003b"));
}

/** @param metadata bytes of APP1 segments before the frame */
export function jpeg(width: number, height: number, metadata = 0): Uint8Array<ArrayBuffer> {
  const segments: Uint8Array[] = [];
  for (let left = metadata; left > 0; left -= 60_000) {
    const size = Math.min(left, 60_000);
    segments.push(hex("ffe1"), u16(size + 2), new Uint8Array(size).fill(0xff));
  }
  return join(
    hex("ffd8ffe000104a46494600010100000100010000"),
    ...segments,
    hex("ffff"),
    hex("ffc0"),
    u16(17),
    hex("08"),
    u16(height),
    u16(width),
    hex("03012200021101031101"),
    hex("ffda"),
  );
}

export function webp(
  width: number,
  height: number,
  flavour: "VP8 " | "VP8L" | "VP8X" = "VP8X",
): Uint8Array<ArrayBuffer> {
  const head = join(ascii("RIFF"), hex("00010000"), ascii("WEBP"), ascii(flavour), hex("0a000000"));
  if (flavour === "VP8X") return join(head, hex("00000000"), le24(width - 1), le24(height - 1));
  if (flavour === "VP8 ") return join(head, hex("000000"), hex("9d012a"), le16(width), le16(height));
  const bits = (width - 1) | ((height - 1) << 14);
  return join(head, hex("2f"), Uint8Array.of(bits, bits >>> 8, bits >>> 16, bits >>> 24), new Uint8Array(8));
}

export function avif(width: number, height: number): Uint8Array<ArrayBuffer> {
  return join(
    u32(28),
    ascii("ftypmif1"),
    u32(0),
    ascii("mif1avifmiaf"),
    u32(20),
    ascii("ispe"),
    u32(0),
    u32(width),
    u32(height),
  );
}

export const pdf: Uint8Array<ArrayBuffer> = ascii("%PDF-1.7\n%\xe2\xe3\n1 0 obj");
export const zip: Uint8Array<ArrayBuffer> = join(ascii("PK"), hex("0304140000000000"), new Uint8Array(20));
export const mp4: Uint8Array<ArrayBuffer> = join(u32(24), ascii("ftypisom"), u32(512), ascii("isommp42"));
export const webm: Uint8Array<ArrayBuffer> = join(
  hex("1a45dfa39f4286810142f7810142f2810442f381084282846"),
  new Uint8Array(0),
  ascii("webm"),
);
export const mp3: Uint8Array<ArrayBuffer> = join(ascii("ID3"), hex("0400000000000000"), new Uint8Array(20));
export const text = ascii;
