import { describe, expect, test } from "vitest";
import {
  defineForm,
  file,
  fileAllowed,
  fileRequired,
  fileSize,
  files,
  fileType,
  type UploadedFile,
} from "../../src/index.ts";
import { extensionOf } from "../../src/validators/file.ts";
import { sniff } from "../../src/validators/sniff.ts";
import { attributesOf } from "../support/dom.ts";
import { blankHtml, check } from "../support/forms.ts";

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const png = "\x89PNG\r\n\x1a\n rest";
const make = (name: string, content: string, type = "image/png") => new File([bytes(content)], name, { type });

describe("fileAllowed", () => {
  const picture = file({ validators: [fileAllowed(["png", "JPG"])] });

  test("judges the last extension, whatever its case", async () => {
    for (const name of ["a.png", "a.PNG", "a.b.jpg"])
      expect((await check(picture, [["x", make(name, png)]])).valid, name).toBe(true);
    for (const name of ["a.gif", "png", ".png", "a.png.exe", "a.png ", "a.png\0", "a."])
      expect((await check(picture, [["x", make(name, png)]])).valid, name).toBe(false);
    expect((await check(picture, [["x", make("a.exe", png)]])).errors).toEqual([
      "File does not have an approved extension: png, jpg.",
    ]);
  });

  test("sets accept", () => {
    expect(attributesOf(blankHtml(picture), "input")["accept"]).toBe(".png,.jpg");
  });

  test("strange extensions are refused at definition", () => {
    for (const extensions of [[], [".png"], ["a/b"], ["a,b"], [""]])
      expect(() => fileAllowed(extensions)).toThrow(/extensions/);
  });

  test("extensionOf", () => {
    expect(["a.b.C", "a", ".htaccess", "a."].map(extensionOf)).toEqual(["c", "", "", ""]);
  });
});

describe("fileSize", () => {
  test("both bounds, every file, sizes in words", async () => {
    const field = files({ validators: [fileSize({ min: 2, max: 4 })] });
    expect(
      (
        await check(field, [
          ["x", make("a", "12")],
          ["x", make("b", "1234")],
        ])
      ).valid,
    ).toBe(true);
    expect(
      (
        await check(field, [
          ["x", make("a", "12")],
          ["x", make("b", "12345")],
        ])
      ).errors,
    ).toEqual(["File must not be larger than 4 bytes."]);
    expect((await check(field, [["x", make("a", "1")]])).errors).toEqual(["File must be at least 2 bytes."]);
    expect((await check(file({ maxSize: 1_500_000 }), [["x", make("a", "x".repeat(1_500_001))]])).errors).toEqual([
      "File must not be larger than 1.5 MB.",
    ]);
  });

  test("no bounds are refused", () => {
    expect(() => fileSize({})).toThrow();
    expect(() => fileSize({ min: 2, max: 1 })).toThrow();
  });
});

describe("fileType proves by the bytes, not by the name or the browser's word", () => {
  const picture = file({ types: ["image/png", "image/jpeg"] });

  test.each([
    ["a picture", make("a.txt", png, "text/plain"), true],
    ["a page called a picture", make("a.png", "<!doctype html><script>alert(1)</script>"), false],
    ["an SVG with a script", make("a.png", "<svg onload=alert(1)>"), false],
    ["another kind of picture", make("a.png", "GIF89a"), false],
    ["nothing much", make("a.png", "\x89PN"), false],
    ["text", make("a.png", "hello"), false],
  ])("%s", async (_what, sent, right) => {
    expect((await check(picture, [["x", sent]])).valid).toBe(right);
  });

  test("twin: believing the browser lets the page through", () => {
    expect(make("a.png", "<script>").type).toBe("image/png");
  });

  test("families, and files that have their first bytes at hand", async () => {
    const any = file({ validators: [fileType(["image/*"])] });
    const streamed: UploadedFile = Object.assign(Object.create({ upload: true }) as object, {
      name: "a",
      size: 9,
      type: "",
      head: () => bytes("GIF89a..."),
    });
    expect((await check(any, [["x", streamed]])).valid).toBe(true);
    const closed: UploadedFile = Object.assign(Object.create({ upload: true }) as object, {
      name: "a",
      size: 9,
      type: "",
    });
    expect((await check(any, [["x", closed]])).codes).toEqual(["fileType"]);
    expect((await check(any, [["x", make("a.pdf", "%PDF-1.7")]])).valid).toBe(false);
  });

  test("types that no bytes prove are refused at definition", () => {
    for (const types of [["image/svg+xml"], ["text/plain"], ["text/html"], [], ["image/png", "text/csv"]])
      expect(() => fileType(types)).toThrow(/recognise/);
  });

  test("signatures", () => {
    const samples: Record<string, string> = {
      "image/webp": "RIFF\x01\x02\x03\x04WEBPVP8 ",
      "image/avif": "\0\0\0\x1cftypavif",
      "audio/wave": "RIFF\x01\x02\x03\x04WAVE",
      "application/zip": "PK\x03\x04",
      "video/mp4": "\0\0\0\x18ftypmp42",
      "font/woff2": "wOF2",
    };
    for (const [type, head] of Object.entries(samples)) expect(sniff.type(bytes(head))).toBe(type);
    expect(sniff.type(new Uint8Array())).toBeUndefined();
    expect(sniff.type(bytes("RIFF\x01\x02\x03\x04XXXX"))).toBeUndefined();
  });

  test("sets accept", () => {
    expect(attributesOf(blankHtml(picture), "input")["accept"]).toBe("image/png,image/jpeg");
  });
});

test("fileRequired", async () => {
  const form = defineForm({ x: file({ validators: [fileRequired({ message: "A picture, please." })] }) });
  expect((await form.validate(new FormData())).errors.x).toEqual(["A picture, please."]);
});
