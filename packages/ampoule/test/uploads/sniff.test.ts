import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JpegScanner, readDimensions } from "../../src/uploads/dimensions.ts";
import { EXTENSIONS, INLINE_IMAGES, SIGNATURES } from "../../src/uploads/signatures.ts";
import { sniffType } from "../../src/uploads/sniff.ts";
import { avif, gif, join, jpeg, mp3, mp4, pdf, png, text, webm, webp, zip } from "./samples.ts";

const padding = " ".repeat(1024);

describe("what a file is by its bytes", () => {
  const rows: readonly (readonly [string, Uint8Array, string])[] = [
    ["PNG", png(1, 1), "image/png"],
    ["GIF", gif(1, 1), "image/gif"],
    ["JPEG", jpeg(1, 1), "image/jpeg"],
    ["WebP", webp(1, 1), "image/webp"],
    ["AVIF", avif(1, 1), "image/avif"],
    ["MP4", mp4, "video/mp4"],
    ["WebM", webm, "video/webm"],
    ["MP3", mp3, "audio/mpeg"],
    ["PDF", pdf, "application/pdf"],
    ["ZIP", zip, "application/zip"],
    ["plain text", text("Hello, kittens.\r\n\tAnd more."), "text/plain"],
    ["UTF-8 text", new TextEncoder().encode("Kätzchen 😺"), "text/plain"],
    ["an empty file", new Uint8Array(0), "text/plain"],
    ["text that begins like a bitmap", text("BM is not an image here"), "text/plain"],
    ["text that begins like a program", text("MZ hello"), "text/plain"],
    ["text that begins like MP3", text("ID3 tags are fun"), "text/plain"],
    ["Latin-1", text("K\xe4tzchen"), "application/octet-stream"],
    ["binary data", Uint8Array.of(1, 2, 3, 0, 5), "application/octet-stream"],
    ["HTML", text("<!DOCTYPE html><p>x"), "text/html"],
    ["HTML in capitals after blanks", text(`\n\t  <HTML>${padding}`), "text/html"],
    ["a script", text("<script>alert(1)</script>"), "text/html"],
    ["HTML after a comment", text("<!-- x --><p>"), "text/html"],
    ["a link", text("<a href=x>"), "text/html"],
    ["what only looks like a tag", text("<paragraph> is no element"), "text/plain"],
    ["SVG", text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), "image/svg+xml"],
    ["SVG after a declaration", text("<?xml version='1.0'?><!-- x -->\n<svg/>"), "image/svg+xml"],
    ["SVG after a kilobyte of blanks", text(`${padding}<svg onload=alert(1)>`), "image/svg+xml"],
    ["XML", text("<?xml version='1.0'?><feed/>"), "application/xml"],
  ];
  for (const [name, bytes, type] of rows) {
    test(name, () => {
      expect(sniffType(bytes)).toBe(type);
      expect(sniffType(join(bytes, new Uint8Array(0)))).toBe(type);
    });
  }

  test("R16 no more than 4 KB are looked at, and a character at the edge is not broken text", () => {
    const long = new TextEncoder().encode("é".repeat(4000));
    expect(sniffType(long.subarray(0, 4096))).toBe("text/plain");
    expect(sniffType(join(text("x"), long))).toBe("text/plain");
    expect(sniffType(join(text("x".repeat(4096)), Uint8Array.of(0)))).toBe("text/plain");
  });

  test("every type has extensions, and every signature is whole bytes", () => {
    for (const { type, bytes } of SIGNATURES) {
      expect(EXTENSIONS.has(type), type).toBe(true);
      expect(bytes, type).toMatch(/^(?:[0-9a-f]{2}|\.\.)+$/);
    }
    expect([...INLINE_IMAGES].filter((type) => /svg|html|xml|pdf/.test(type))).toEqual([]);
  });

  test("never throws, whatever the bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => EXTENSIONS.has(sniffType(bytes))));
    for (const [, bytes] of rows)
      for (let i = 0; i <= bytes.length; i++) expect(EXTENSIONS.has(sniffType(bytes.subarray(0, i)))).toBe(true);
  });
});

describe("R39 the size of an image out of its header", () => {
  test("of each kind", () => {
    for (const [type, bytes] of [
      ["image/png", png(640, 480)],
      ["image/gif", gif(640, 480)],
      ["image/webp", webp(640, 480, "VP8 ")],
      ["image/webp", webp(640, 480, "VP8L")],
      ["image/webp", webp(640, 480, "VP8X")],
      ["image/avif", avif(640, 480)],
    ] as const) {
      expect(readDimensions(type, bytes), type).toEqual({ width: 640, height: 480 });
      for (let i = 0; i < bytes.length; i++) {
        const cut = readDimensions(type, bytes.subarray(0, i));
        expect(cut === null || (cut.width <= 640 && cut.height <= 480)).toBe(true);
      }
    }
    expect(readDimensions("image/png", png(0, 5))).toBeNull();
    expect(readDimensions("text/plain", png(5, 5))).toBeNull();
    expect(readDimensions("image/png", png(50_000, 50_000))).toEqual({ width: 50_000, height: 50_000 });
  });

  test("of a JPEG behind any amount of metadata, however it is cut", () => {
    for (const metadata of [0, 10, 100_000, 300_000]) {
      const bytes = jpeg(640, 480, metadata);
      for (const size of [1, 7, 4096, bytes.length]) {
        const scanner = new JpegScanner();
        for (let i = 0; i < bytes.length; i += size) scanner.push(bytes.subarray(i, i + size));
        expect(scanner.dimensions, `${metadata}/${size}`).toEqual({ width: 640, height: 480 });
      }
    }
  });

  test("of what is no JPEG, nothing, and without an error", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const scanner = new JpegScanner();
        scanner.push(join(Uint8Array.of(0xff, 0xd8), bytes));
        expect(scanner.dimensions === null || scanner.dimensions.width > 0).toBe(true);
      }),
    );
    for (const bad of ["ffd8", "ffd8ffda", "ffd8ffe00001", "ffd8ffc000110800000000", "ffd8ffd9", "00"]) {
      const scanner = new JpegScanner();
      scanner.push(Uint8Array.from(Buffer.from(bad, "hex")));
      expect(scanner.dimensions).toBeNull();
    }
  });
});
