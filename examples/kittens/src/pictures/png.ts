import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const TRUECOLOUR = 2;
const BYTES_PER_PIXEL = 3;

/** Writes 8-bit RGB pixels, row by row from the top, as a PNG file (ISO/IEC 15948). */
export function encodePng(width: number, height: number, rgb: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = TRUECOLOUR;
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(filterRows(width, height, rgb), { level: 6 })),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, "latin1");
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}

/** The filter type "Paeth" (§9.4), which suits pictures of soft colours, for every row. */
const PAETH = 4;

function filterRows(width: number, height: number, rgb: Uint8Array): Uint8Array {
  const stride = width * BYTES_PER_PIXEL;
  const out = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y += 1) {
    const row = y * stride;
    const to = y * (stride + 1) + 1;
    out[to - 1] = PAETH;
    for (let i = 0; i < stride; i += 1) {
      const left = i >= BYTES_PER_PIXEL ? rgb[row + i - BYTES_PER_PIXEL]! : 0;
      const up = y > 0 ? rgb[row + i - stride]! : 0;
      const upLeft = y > 0 && i >= BYTES_PER_PIXEL ? rgb[row + i - stride - BYTES_PER_PIXEL]! : 0;
      out[to + i] = rgb[row + i]! - paeth(left, up, upLeft);
    }
  }
  return out;
}

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toUpLeft = Math.abs(estimate - upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}
