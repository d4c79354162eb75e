import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { HttpError } from "../../src/errors.ts";
import { openForm } from "../../src/http/form-reader.ts";
import { type Limits, resolveLimits } from "../../src/http/limits.ts";
import { compileHeaders } from "../../src/security/headers.ts";
import { DiskStorage } from "../../src/uploads/disk-storage.ts";
import { MemoryStorage } from "../../src/uploads/memory-storage.ts";
import { UploadReceiver } from "../../src/uploads/receiver.ts";
import { type SendUploadOptions, sendUpload } from "../../src/uploads/send-upload.ts";
import { createUploadKey, isUploadKey, type UploadStorage } from "../../src/uploads/storage.ts";
import type { Upload } from "../../src/uploads/upload.ts";
import { avif, gif, join, jpeg, mp3, pdf, png, text, webp } from "./samples.ts";

const base = realpathSync(mkdtempSync(joinPath(tmpdir(), "ampoule-test-uploads-")));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Sends files as a form and receives them. */
async function receive(
  files: readonly (readonly [string, Uint8Array, (string | undefined)?])[],
  limits: Partial<Limits> = {},
  directory?: string,
) {
  const form = new FormData();
  for (const [name, bytes, type = "application/octet-stream"] of files)
    form.append("file", new File([bytes as Uint8Array<ArrayBuffer>], name, { type }));
  // As bytes: undici's own stream of a FormData fails with an unhandled rejection when it is cancelled.
  const encoded = new Response(form);
  const type = encoded.headers.get("content-type") ?? "";
  const request = new Request("http://h/", {
    method: "POST",
    body: await encoded.arrayBuffer(),
    headers: { "content-type": type },
  });
  const resolved = resolveLimits({ fileSize: 50_000_000, multipartSize: 100_000_000, ...limits });
  const receiver = new UploadReceiver(directory === undefined ? {} : { directory }, resolved);
  const read = openForm(request, resolved).read(receiver);
  return { receiver, uploads: (await read.finally(() => undefined)).files.getAll("file") };
}

async function one(name: string, bytes: Uint8Array, type?: string): Promise<Upload> {
  const { uploads } = await receive([[name, bytes, type]]);
  return uploads[0] as Upload;
}

const IMAGES = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"];

describe("an upload", () => {
  test("is known by its bytes; what the client says of it is kept as a claim", async () => {
    const upload = await one("Kätzchen.PNG", png(3, 2), "text/html");
    expect([upload.name, upload.extension, upload.type, upload.claimedType, upload.size, upload.dimensions]).toEqual([
      "Kätzchen.PNG",
      "png",
      "image/png",
      "text/html",
      png(3, 2).length,
      { width: 3, height: 2 },
    ]);
    expect(await upload.bytes()).toEqual(png(3, 2));
    expect(upload.head(4)).toEqual(png(3, 2).subarray(0, 4));
    expect(await (await one("a.txt", text("hello"))).text()).toBe("hello");
    await expect((await one("a.txt", Uint8Array.of(0xff))).text()).rejects.toThrow(TypeError);
  });

  test("comes through whole, whatever its size", async () => {
    for (const size of [0, 1, 4095, 4096, 4097, 65_536, 65_537, 300_000, 3_000_000]) {
      const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 7919) >>> 3);
      const { uploads, receiver } = await receive([["x.bin", bytes]]);
      expect(Buffer.compare(await (uploads[0] as Upload).bytes(), bytes), String(size)).toBe(0);
      await receiver.dispose();
    }
  });

  test("R38 is accepted only where bytes, name and list agree", async () => {
    const rows: readonly (readonly [string, Uint8Array, boolean])[] = [
      ["cat.png", png(1, 1), true],
      ["cat.jpeg", jpeg(1, 1), true],
      ["cat.gif", gif(1, 1), true],
      ["cat.webp", webp(1, 1), true],
      ["cat.avif", avif(1, 1), true],
      ["cat.jpg", png(1, 1), false],
      ["cat", png(1, 1), false],
      ["cat.png.html", png(1, 1), false],
      ["cat.png", text("<html><script>alert(1)</script>"), false],
      ["cat.png", text("<svg onload=alert(1)>"), false],
      ["cat.svg", text("<svg onload=alert(1)>"), false],
      ["cat.png", text(`${" ".repeat(1024)}<svg onload=alert(1)>`), false],
      ["cat.gif", text("GIF8<script>alert(1)</script>"), false],
      ["cat.png", join(png(1, 1).subarray(0, 8), text("<script>alert(1)</script>")), false],
      ["cat.pdf", pdf, false],
      ["cat.png", pdf, false],
      ["cat.png", join(text("%PDF-1.4\n<html>"), png(1, 1)), false],
      ["cat.png", new Uint8Array(0), false],
      ["cat.js", gif(1, 1), false],
    ];
    for (const [name, bytes, accepted] of rows) {
      const storage = new MemoryStorage();
      const stored = (await one(name, bytes, "image/png")).store(storage, { types: IMAGES });
      if (accepted) expect((await stored).type).toMatch(/^image\//);
      else
        await expect(stored, `${name} ${Buffer.from(bytes).toString("latin1").slice(0, 20)}`).rejects.toMatchObject({
          status: 415,
          code: "upload_type",
        });
      expect(storage.size > 0).toBe(accepted);
    }
    expect((await one("cat.svg", text("<svg/>"))).is(["image/*"])).toBe(false);
    expect((await one("cat.svg", text("<svg/>"))).is(["image/svg+xml"])).toBe(true);
    expect((await one("cat.png", png(1, 1))).is(["image/*"])).toBe(true);
  });

  test("R39 with more pixels than allowed is refused by its header, at any place of the form", async () => {
    for (const [name, bytes] of [
      ["a.png", png(50_000, 50_000)],
      ["a.gif", gif(65_535, 65_535)],
      ["a.webp", webp(16_000, 16_000)],
      ["a.avif", avif(50_000, 50_000)],
      ["a.jpg", jpeg(50_000, 50_000)],
      ["a.jpg", jpeg(50_000, 50_000, 200_000)],
    ] as const) {
      await expect(
        receive([
          ["ok.png", png(1, 1)],
          [name, join(bytes, new Uint8Array(10))],
        ]),
      ).rejects.toMatchObject({ status: 413, limit: "imagePixels", value: 50_000_000 });
    }
    expect((await receive([["a.png", png(1000, 1000)]], { imagePixels: 1_000_000 })).uploads).toHaveLength(1);
  });

  test("R03 larger than allowed is refused while it comes", async () => {
    await expect(receive([["a.bin", new Uint8Array(1001)]], { fileSize: 1000 })).rejects.toMatchObject({
      status: 413,
      limit: "fileSize",
    });
  });
});

describe("R15 the file in which a large upload waits", () => {
  test("has a random name, is for this user only, and is made new", async () => {
    const folder = joinPath(base, "spool");
    mkdirSync(folder);
    const { uploads, receiver } = await receive(
      [
        ["../../evil.html", new Uint8Array(200_000)],
        ["b", new Uint8Array(200_000)],
      ],
      {},
      folder,
    );
    const names = readdirSync(folder);
    expect(names).toHaveLength(2);
    for (const name of names) {
      expect(name).toMatch(/^[\w-]{22}\.upload$/);
      expect(statSync(joinPath(folder, name)).mode & 0o777).toBe(0o600);
    }
    expect(uploads).toHaveLength(2);
    await receiver.dispose();
    expect(readdirSync(folder)).toEqual([]);
    await expect(uploads[0]?.bytes()).rejects.toThrow(/gone/);
  });

  test("R11 is gone after each way that a request can end", async () => {
    const folder = joinPath(base, "ends");
    mkdirSync(folder);
    const big = new Uint8Array(200_000);
    for (const [files, limits] of [
      [
        [
          ["a", big],
          ["b", big],
          ["c", big],
        ],
        { fileCount: 2 },
      ],
      [
        [
          ["a", big],
          ["b", new Uint8Array(300_000)],
        ],
        { fileSize: 250_000 },
      ],
      [
        [
          ["a", big],
          ["b.png", join(png(50_000, 50_000), big)],
        ],
        {},
      ],
    ] as const) {
      await expect(receive(files, limits, folder)).rejects.toBeInstanceOf(HttpError);
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  test("R11 is gone when the client breaks off, a hundred times", async () => {
    const folder = joinPath(base, "broken");
    mkdirSync(folder);
    const head = '--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\n';
    for (let i = 0; i < 100; i++) {
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
        start(controller) {
          controller.enqueue(Uint8Array.from(Buffer.concat([Buffer.from(head), Buffer.alloc(100_000)])));
          setTimeout(() => controller.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" })), 1);
        },
      });
      const request = new Request("http://h/", {
        method: "POST",
        body,
        headers: { "content-type": "multipart/form-data; boundary=b" },
        duplex: "half",
      } as RequestInit);
      const read = openForm(request, resolveLimits({})).read(new UploadReceiver({ directory: folder }));
      await expect(read).rejects.toMatchObject({ status: 400, code: "client_disconnected" });
    }
    expect(readdirSync(folder)).toEqual([]);
    if (existsSync("/proc/self/fd")) expect(readdirSync("/proc/self/fd").length).toBeLessThan(200);
  });
});

describe("storing", () => {
  const storages: readonly (readonly [string, () => UploadStorage])[] = [
    ["in memory", () => new MemoryStorage()],
    ["in a folder", () => new DiskStorage(joinPath(base, "stored"))],
  ];
  for (const [where, make] of storages) {
    test(`R14 R37 ${where}: a random key with the extension of the proven type, whatever the client's name`, async () => {
      const storage = make();
      const keys = new Set<string>();
      for (const name of [
        "../../x",
        "C:\\x",
        "/etc/x",
        "NUL",
        "a\0.png".replace("\0", ""),
        "x.php",
        "x.png.html",
        ".htaccess",
        "__proto__",
      ]) {
        for (const [bytes, extension] of [
          [png(1, 1), "png"],
          [join(text("<html>"), text("x".repeat(100_000))), "html"],
          [Uint8Array.of(1, 2, 0), "bin"],
          [mp3, "mp3"],
        ] as const) {
          const stored = await (await one(name, bytes)).store(storage);
          expect(stored.key).toMatch(new RegExp(`^[\\w-]{22}\\.${extension}$`));
          expect(isUploadKey(stored.key)).toBe(true);
          keys.add(stored.key);
          const file = await storage.open(stored.key);
          expect(file?.size).toBe(bytes.length);
          await file?.close();
        }
      }
      expect(keys.size).toBe(9 * 4);
      const [key = ""] = keys;
      expect(await storage.delete(key)).toBe(true);
      expect(await storage.delete(key)).toBe(false);
      expect(await storage.open(key)).toBeNull();
    });

    test(`R14 ${where}: a key that is none opens, deletes and finds nothing`, async () => {
      const storage = make();
      writeFileSync(joinPath(base, "secret.png"), "secret");
      for (const key of [
        "../secret.png",
        "..",
        "",
        "a",
        "/etc/passwd",
        `${"a".repeat(22)}.png/..`,
        `${"a".repeat(22)}.PNG`,
        `../${"a".repeat(19)}.png`,
        `${"a".repeat(22)}.png\0`,
        "__proto__",
        `${"a".repeat(22)}.`,
      ]) {
        expect(isUploadKey(key), key).toBe(false);
        expect(await storage.open(key)).toBeNull();
        expect(await storage.delete(key)).toBe(false);
        await expect(sendUpload(storage, { key }, new Request("http://h/"))).rejects.toMatchObject({ status: 404 });
      }
      expect(() => createUploadKey("../x")).toThrow(RangeError);
      expect(existsSync(joinPath(base, "secret.png"))).toBe(true);
    });
  }

  test("on the same file system copies nothing, and the upload can still be read, and stored again", async () => {
    const storage = new DiskStorage(joinPath(base, "linked-in"));
    const bytes = new Uint8Array(300_000).fill(7);
    const { uploads, receiver } = await receive([["a.bin", bytes]], {}, storage.folder);
    const upload = uploads[0] as Upload;
    const [first, second] = [await upload.store(storage), await upload.store(storage)];
    expect(statSync(joinPath(storage.folder, first.key)).ino).toBe(statSync(joinPath(storage.folder, second.key)).ino);
    expect(Buffer.compare(await upload.bytes(), bytes)).toBe(0);
    await receiver.dispose();
    expect(new Set(readdirSync(storage.folder))).toEqual(new Set([first.key, second.key]));
    expect(statSync(joinPath(storage.folder, first.key)).mode & 0o777).toBe(0o600);
    expect(Buffer.compare(readFileSync(joinPath(storage.folder, first.key)), bytes)).toBe(0);
    const type = "application/octet-stream";
    expect(first).toEqual({ key: first.key, name: "a.bin", type, claimedType: type, size: 300_000 });
  });

  test("a link in the folder is not followed", async () => {
    const storage = new DiskStorage(joinPath(base, "linked"));
    const key = createUploadKey("png");
    writeFileSync(joinPath(base, "outside"), "secret");
    symlinkSync(joinPath(base, "outside"), joinPath(storage.folder, key));
    expect(await storage.open(key)).toBeNull();
  });

  test("the memory storage has an end", async () => {
    const storage = new MemoryStorage({ limit: 10 });
    await expect((await one("a", new Uint8Array(11))).store(storage)).rejects.toThrow(RangeError);
    expect(storage.size).toBe(0);
  });
});

describe("D10 sending what somebody uploaded", () => {
  const storage = new MemoryStorage();
  const headers = compileHeaders();

  /** The headers that a browser gets. */
  async function sent(
    bytes: Uint8Array,
    name: string,
    options: SendUploadOptions = {},
    unguarded = false,
    request = new Request("http://h/"),
  ) {
    const stored = await (await one(name, bytes, unguarded ? "text/html; charset=utf-8" : "image/png")).store(storage);
    const reply = await sendUpload(storage, stored, request, options, unguarded);
    const all: Record<string, string> = {
      ...headers.headersFor(reply.kind, undefined, true),
      ...Object.fromEntries(reply.headers.entries()),
      "content-type": reply.contentType ?? "",
    };
    return { reply, all };
  }

  const dangerous: readonly (readonly [string, Uint8Array, string])[] = [
    ["page.html", text("<!doctype html><script>alert(1)</script>"), "application/octet-stream"],
    ["page.png", text("<!doctype html><script>alert(1)</script>"), "application/octet-stream"],
    ["image.svg", text('<svg onload="alert(1)"/>'), "application/octet-stream"],
    ["feed.xml", text("<?xml version='1.0'?><x/>"), "application/octet-stream"],
    ["doc.pdf", pdf, "application/pdf"],
    ["notes.txt", text("plain <b>text</b>"), "text/plain; charset=utf-8"],
    ["notes.txt", text("<script>alert(1)</script>"), "application/octet-stream"],
    ["song.mp3", mp3, "audio/mpeg"],
    ["data.bin", Uint8Array.of(0, 1, 2), "application/octet-stream"],
  ];
  for (const [name, bytes, type] of dangerous) {
    test(`${name} (${type}) is saved, not shown`, async () => {
      const { all } = await sent(bytes, name);
      expect(all["content-disposition"]).toBe(`attachment; filename="${name}"`);
      expect(all["content-type"]).toBe(type);
      expect(all["x-content-type-options"]).toBe("nosniff");
      expect(all["content-security-policy"]).toContain("sandbox");
      expect(all["content-security-policy"]).toContain("default-src 'none'");
      expect(all["cross-origin-resource-policy"]).toBe("same-origin");
    });
  }

  test("images whose bytes prove them are shown, under the same policy", async () => {
    for (const [bytes, type] of [
      [png(1, 1), "image/png"],
      [gif(1, 1), "image/gif"],
      [jpeg(1, 1), "image/jpeg"],
      [webp(1, 1), "image/webp"],
      [avif(1, 1), "image/avif"],
    ] as const) {
      const { all } = await sent(bytes, "cat.html");
      expect([all["content-type"], all["content-disposition"]]).toEqual([type, 'inline; filename="cat.html"']);
      expect(all["content-security-policy"]).toContain("sandbox");
      expect((await sent(bytes, "cat", { inline: "never" })).all["content-disposition"]).toBe(
        'attachment; filename="cat"',
      );
    }
    expect((await sent(mp3, "song.mp3", { inline: "media" })).all["content-disposition"]).toBe(
      'inline; filename="song.mp3"',
    );
  });

  test("the record cannot make an image of what is none", async () => {
    const stored = await (await one("x.html", text("<script>alert(1)</script>"))).store(storage);
    const reply = await sendUpload(
      storage,
      { ...stored, claimedType: "image/png", name: "cat.png" },
      new Request("http://h/"),
    );
    expect([reply.contentType, reply.headers.get("content-disposition")]).toEqual([
      "application/octet-stream",
      'attachment; filename="cat.png"',
    ]);
  });

  test("with the guard off it is shown, as what its sender claims: the attack works", async () => {
    const { all, reply } = await sent(text("<script>alert(1)</script>"), "page.html", {}, true);
    expect([all["content-type"], all["content-disposition"]]).toEqual(["text/html", 'inline; filename="page.html"']);
    expect(all["content-security-policy"]).not.toContain("sandbox");
    expect(reply.kind).toBe("static");
    const claimed = await (await one("page.txt", text("<script>"), "unknown/unknown")).store(storage);
    expect((await sendUpload(storage, claimed, new Request("http://h/"), {}, true)).contentType).toBe(
      "unknown/unknown",
    );
  });

  test("is conditional, in parts, and kept by the visitor's browser only", async () => {
    const bytes = png(1, 1);
    const stored = await (await one("cat.png", bytes)).store(storage);
    const ask = (headers: Record<string, string>, method = "GET") =>
      sendUpload(storage, stored, new Request("http://h/", { headers, method }));
    const whole = await ask({});
    expect([whole.headers.get("cache-control"), whole.headers.get("etag")]).toEqual([
      "private, max-age=3600",
      `"${stored.key}"`,
    ]);
    expect((await ask({ "if-none-match": `"${stored.key}"` })).status).toBe(304);
    const part = await ask({ range: "bytes=1-3" });
    expect([part.status, Buffer.from(part.body as Uint8Array).toString()]).toEqual([206, "PNG"]);
    expect((await ask({ range: "bytes=0-1,3-4" })).status).toBe(200);
    expect((await ask({ range: "bytes=9999-" })).status).toBe(416);
    expect((await ask({}, "HEAD")).status).toBe(200);
  });
});
