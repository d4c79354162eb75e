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
    chunk("IDAT", deflateSync(filterRows(width, height, rgb), { level: 9 })),
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

/** Each row through the filter whose differences are smallest: the heuristic that the standard recommends (§12.7). */
function filterRows(width: number, height: number, rgb: Uint8Array): Uint8Array {
  const stride = width * BYTES_PER_PIXEL;
  const out = new Uint8Array((stride + 1) * height);
  const trial = new Uint8Array(stride);
  for (let y = 0; y < height; y += 1) {
    let best = Number.POSITIVE_INFINITY;
    for (const [type, predict] of PREDICTORS.entries()) {
      const cost = filterRow(rgb, y * stride, stride, predict, trial);
      if (cost >= best) continue;
      best = cost;
      out[y * (stride + 1)] = type;
      out.set(trial, y * (stride + 1) + 1);
    }
  }
  return out;
}

type Predictor = (left: number, up: number, upLeft: number) => number;

const PREDICTORS: readonly Predictor[] = [
  () => 0,
  (left) => left,
  (_left, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
];

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toUpLeft = Math.abs(estimate - upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

function filterRow(rgb: Uint8Array, start: number, stride: number, predict: Predictor, into: Uint8Array): number {
  let cost = 0;
  for (let i = 0; i < stride; i += 1) {
    const at = start + i;
    const left = i >= BYTES_PER_PIXEL ? rgb[at - BYTES_PER_PIXEL]! : 0;
    const up = start > 0 ? rgb[at - stride]! : 0;
    const upLeft = start > 0 && i >= BYTES_PER_PIXEL ? rgb[at - stride - BYTES_PER_PIXEL]! : 0;
    const difference = (rgb[at]! - predict(left, up, upLeft)) & 0xff;
    into[i] = difference;
    cost += difference < 128 ? difference : 256 - difference;
  }
  return cost;
}
