/**
 * Width and height of an image out of its header, without decoding it (R39): a file of a few bytes can ask for 50 000 × 50 000 pixels of
 * memory from whoever opens it.
 */

/** In pixels. */
export interface Dimensions {
  readonly width: number;
  readonly height: number;
}

/**
 * Reads the header of a PNG, GIF, WebP or AVIF.
 *
 * JPEG has its size behind any amount of metadata: see {@link JpegScanner}.
 *
 * @param type as `sniffType` found it
 * @param head the first bytes
 * @returns `null` where they are not what the type says
 */
export function readDimensions(type: string, head: Uint8Array): Dimensions | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const reader = READERS.get(type);
  if (reader === undefined) return null;
  try {
    return positive(reader(view));
  } catch (error) {
    // A read behind the end: the header is cut off.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function positive(dimensions: Dimensions | null): Dimensions | null {
  return dimensions !== null && dimensions.width > 0 && dimensions.height > 0 ? dimensions : null;
}

const READERS: ReadonlyMap<string, (view: DataView) => Dimensions | null> = new Map([
  ["image/png", readPng],
  ["image/gif", readGif],
  ["image/webp", readWebp],
  ["image/avif", readAvif],
]);

/** PNG (RFC 2083 §4.1.1): IHDR is the first chunk. */
function readPng(view: DataView): Dimensions | null {
  if (view.getUint32(8) !== 13 || fourCc(view, 12) !== "IHDR") return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** GIF89a §18: the logical screen. */
function readGif(view: DataView): Dimensions {
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/** WebP (RFC 9649 §2): lossy, lossless or extended. */
function readWebp(view: DataView): Dimensions | null {
  switch (fourCc(view, 12)) {
    case "VP8 ":
      if (view.getUint8(23) !== 0x9d || view.getUint8(24) !== 0x01 || view.getUint8(25) !== 0x2a) return null;
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case "VP8L": {
      if (view.getUint8(20) !== 0x2f) return null;
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
    default:
      return null;
  }
}

/** AVIF (ISO/IEC 23008-12): the largest of the "ispe" properties; they stand in the `meta` box near the beginning. */
function readAvif(view: DataView): Dimensions | null {
  let largest: Dimensions | null = null;
  for (let at = 0; at + 16 <= view.byteLength; at++) {
    if (view.getUint32(at) !== 0x69737065) continue;
    const found = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (largest === null || found.width * found.height > largest.width * largest.height) largest = found;
  }
  return largest;
}

function fourCc(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}

function uint24(view: DataView, at: number): number {
  return view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16);
}

/** Start-of-frame markers (ITU-T T.81 table B.1): C0 to CF without DHT, JPG and DAC. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Markers without a segment: TEM, RST0 to RST7, SOI. */
function isBare(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/**
 * Finds the size of a JPEG while it goes by: it hops from segment to segment and keeps nine bytes at most, however long the metadata is
 * and however it is cut.
 */
export class JpegScanner {
  /** Bytes of the segment that are to be passed over. */
  #skip = 0;
  /** The beginning of a marker segment that is not complete yet. */
  readonly #held: number[] = [];
  #done = false;
  #found: Dimensions | null = null;

  /** The size, once it was seen; `null` before, and for what is no JPEG. */
  get dimensions(): Dimensions | null {
    return this.#found;
  }

  push(chunk: Uint8Array): void {
    let at = 0;
    while (!this.#done && at < chunk.length) {
      if (this.#skip > 0) {
        const step = Math.min(this.#skip, chunk.length - at);
        this.#skip -= step;
        at += step;
        continue;
      }
      this.#held.push(chunk[at++] as number);
      this.#look();
    }
  }

  #look(): void {
    const [prefix, marker = 0, high = 0, low = 0] = this.#held;
    const size = this.#held.length;
    if (prefix !== 0xff) this.#end(null);
    // Fill bytes before a marker are allowed (B.1.1.2).
    else if (size === 2 && marker === 0xff) this.#held.pop();
    else if (size === 2 && isBare(marker)) this.#held.length = 0;
    else if (size === 2 && (marker === 0xd9 || marker === 0xda || marker === 0)) this.#end(null);
    else if (size === 4 && !isFrame(marker)) this.#pass((high << 8) | low);
    else if (size === 9) this.#frame();
  }

  #pass(length: number): void {
    this.#held.length = 0;
    if (length < 2) this.#end(null);
    else this.#skip = length - 2;
  }

  /** FF Cx, length, precision, height, width. */
  #frame(): void {
    const [, , , , , h1 = 0, h2 = 0, w1 = 0, w2 = 0] = this.#held;
    this.#end(positive({ width: (w1 << 8) | w2, height: (h1 << 8) | h2 }));
  }

  #end(found: Dimensions | null): void {
    this.#found = found;
    this.#done = true;
  }
}
