import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { drawKitten, KITTENS } from "../../src/pictures/album.ts";
import { encodePng } from "../../src/pictures/png.ts";

/** Undoes the row filters (ISO/IEC 15948, §9), independently of the writer. */
function decode(png: Uint8Array): { width: number; height: number; rgb: Uint8Array } {
  const bytes = Buffer.from(png);
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const length = bytes.readUInt32BE(33);
  const raw = inflateSync(bytes.subarray(41, 41 + length));
  const stride = width * 3;
  const rgb = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const type = raw[y * (stride + 1)]!;
    for (let i = 0; i < stride; i += 1) {
      const a = i >= 3 ? rgb[y * stride + i - 3]! : 0;
      const b = y > 0 ? rgb[(y - 1) * stride + i]! : 0;
      const c = y > 0 && i >= 3 ? rgb[(y - 1) * stride + i - 3]! : 0;
      const p = a + b - c;
      const paeth = [a, b, c].reduce((best, v) => (Math.abs(p - v) < Math.abs(p - best) ? v : best));
      rgb[y * stride + i] = raw[y * (stride + 1) + 1 + i]! + [0, a, b, (a + b) >> 1, paeth][type]!;
    }
  }
  return { width, height, rgb };
}

describe("the PNG writer", () => {
  it("writes files that decode to the pixels they were made of", () => {
    const [width, height] = [37, 11];
    const rgb = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * i * 31 + (i >> 3)) & 0xff);
    expect(decode(encodePng(width, height, rgb))).toEqual({ width, height, rgb });
  });

  it("begins with the signature and ends with IEND and its checksum", () => {
    const png = Buffer.from(encodePng(1, 1, Uint8Array.of(1, 2, 3)));
    expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
    expect(png.subarray(-12).toString("hex")).toBe("0000000049454e44ae426082");
  });
});

describe("the album", () => {
  it("draws each kitten differently", () => {
    const pictures = KITTENS.map((name) => Buffer.from(drawKitten(name, 60)).toString("base64"));
    expect(new Set(pictures).size).toBe(KITTENS.length);
  });

  it("draws at the width asked for, three quarters as high, and of many colours", () => {
    const { width, height, rgb } = decode(drawKitten("marmalade", 120));
    expect([width, height]).toEqual([120, 90]);
    const colours = new Set<string>();
    for (let i = 0; i < rgb.length; i += 3) colours.add(rgb.subarray(i, i + 3).join());
    expect(colours.size).toBeGreaterThan(500);
  });
});
