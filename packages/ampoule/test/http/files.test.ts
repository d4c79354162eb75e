import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { HttpError } from "../../src/errors.ts";
import { createStatic, type FileOptions, type StaticOptions, sendFile } from "../../src/http/files.ts";
import type { Reply } from "../../src/reply.ts";

const base = realpathSync(mkdtempSync(join(tmpdir(), "ampoule-static-")));
const root = join(base, "www");
afterAll(() => rmSync(base, { recursive: true, force: true }));

mkdirSync(join(root, "css"), { recursive: true });
mkdirSync(join(root, ".git"));
mkdirSync(join(base, "www-backup"));
writeFileSync(join(root, "site.css"), "body{}");
writeFileSync(join(root, "css/a.css"), "a{}");
writeFileSync(join(root, "big.txt"), "0123456789".repeat(20_000));
writeFileSync(join(root, ".env"), "SECRET=1");
writeFileSync(join(root, ".git/config"), "x");
writeFileSync(join(root, "app.js.map"), "{}");
writeFileSync(join(root, "noextension"), "x");
writeFileSync(join(root, "a%2eb.txt"), "literal");
writeFileSync(join(base, "secret.txt"), "secret");
writeFileSync(join(base, "www-backup/secret.txt"), "secret");
symlinkSync(join(base, "secret.txt"), join(root, "link.txt"));
symlinkSync(join(base, "www-backup"), join(root, "linked"));
symlinkSync(root, join(base, "current"));
utimesSync(join(root, "site.css"), new Date("2026-01-02T03:04:05Z"), new Date("2026-01-02T03:04:05Z"));

const get = (headers: Record<string, string> = {}, method = "GET") => new Request("http://h/", { method, headers });

async function text(reply: Reply): Promise<string> {
  return new Response(reply.body).text();
}

async function status(name: string, options: Partial<StaticOptions> = {}, folder = root): Promise<number> {
  try {
    const reply = await createStatic({ root: folder, ...options })(name, get());
    await text(reply);
    return reply.status;
  } catch (error) {
    expect(error).toBeInstanceOf(HttpError);
    return (error as HttpError).status;
  }
}

describe("static files", () => {
  test("are sent with type, validators and length", async () => {
    const reply = await createStatic({ root })("site.css", get());
    expect([reply.status, reply.kind, reply.contentType, await text(reply)]).toEqual([
      200,
      "static",
      "text/css; charset=utf-8",
      "body{}",
    ]);
    expect(reply.headers.get("last-modified")).toBe("Fri, 02 Jan 2026 03:04:05 GMT");
    expect(reply.headers.get("etag")).toMatch(/^"[\w-]+"$/);
    expect(reply.headers.get("cache-control")).toBe("public, no-cache");
    expect(reply.headers.get("accept-ranges")).toBe("bytes");
    const aged = await createStatic({ root, maxAge: 60 })("css/a.css", get());
    expect(aged.headers.get("cache-control")).toBe("public, max-age=60");
    expect((await createStatic({ root, immutable: true })("css/a.css", get())).headers.get("cache-control")).toBe(
      "public, max-age=31536000, immutable",
    );
  });

  test("D05 D06 D09 no name leads out of the folder", async () => {
    for (const name of [
      "../secret.txt",
      "css/../../secret.txt",
      "..",
      ".",
      "",
      "/",
      "//",
      "/secret.txt",
      "css//a.css",
      "css/./a.css",
      "css/../site.css",
      "..\\secret.txt",
      "css\\a.css",
      "..\\..\\secret.txt",
      "\0",
      "site.css\0",
      "site.css\0.txt",
      "%2e%2e/secret.txt",
      "..%2fsecret.txt",
      "..%5csecret.txt",
      `${root}/site.css`,
      "C:site.css",
      "C:\\site.css",
      "file:///etc/passwd",
      "site.css/",
      "site.css/x",
      "\ud800.txt",
      "a".repeat(5000),
    ]) {
      expect(await status(name), JSON.stringify(name.slice(0, 40))).toBe(404);
    }
    expect(await status("a%2eb.txt")).toBe(200);
  });

  test("D25 the folder's name as a beginning of another is not enough", async () => {
    expect(await status("../www-backup/secret.txt")).toBe(404);
    expect(await status("-backup/secret.txt")).toBe(404);
  });

  test("D07 the spelling must be the one on the disk", async () => {
    for (const name of ["SITE.CSS", "Site.css", "CSS/a.css"]) expect(await status(name)).toBe(404);
  });

  test("D08 names that are devices somewhere are none here", async () => {
    for (const name of [
      "CON",
      "con.txt",
      "NUL ",
      "nul.css",
      "css/NUL",
      "COM¹.txt",
      "LPT³.x",
      "CONIN$",
      "NUL:",
      "site.css::$DATA",
      "site.css.",
      "site.css ",
    ]) {
      expect(await status(name, { extensions: "all" }), name).toBe(404);
    }
  });

  test("D12 dot files, source maps and what has no known extension stay here", async () => {
    for (const name of [".env", ".git/config", "app.js.map", "noextension", "css/.hidden"])
      expect(await status(name), name).toBe(404);
    expect(await status("app.js.map", { extensions: ["map"] })).toBe(200);
    expect(await status("noextension", { extensions: "all" })).toBe(200);
    expect(await status(".env", { extensions: "all" })).toBe(404);
    expect(await status("site.css", { extensions: ["map"] })).toBe(404);
  });

  test("D13 links out of the folder are not followed, unless that is asked for", async () => {
    for (const name of ["link.txt", "linked/secret.txt"]) {
      expect(await status(name)).toBe(404);
      expect(await status(name, { followSymlinks: true })).toBe(200);
    }
    expect(await status("site.css", {}, join(base, "current"))).toBe(200);
  });

  test("D14 a folder is never listed", async () => {
    for (const name of ["css", "css/"]) expect(await status(name, { extensions: "all" })).toBe(404);
    expect(() => createStatic({ root: join(base, "none") })).toThrow();
  });

  test("what is known already is a 304 without a body", async () => {
    const serve = createStatic({ root });
    const first = await serve("site.css", get());
    for (const headers of [
      { "if-none-match": first.headers.get("etag") ?? "" },
      { "if-modified-since": first.headers.get("last-modified") ?? "" },
    ]) {
      const reply = await serve("site.css", get(headers));
      expect([reply.status, reply.body, reply.headers.get("etag")]).toEqual([304, null, first.headers.get("etag")]);
    }
    expect((await serve("site.css", get({ "if-none-match": '"other"' }))).status).toBe(200);
    expect((await serve("site.css", get({ "if-match": '"other"' }))).status).toBe(412);
  });

  test("D15 one range is a 206, several are the whole, one behind the end is a 416", async () => {
    const serve = createStatic({ root });
    const part = await serve("big.txt", get({ range: "bytes=5-14" }));
    expect([part.status, part.headers.get("content-range"), await text(part)]).toEqual([
      206,
      "bytes 5-14/200000",
      "5678901234",
    ]);
    const long = await serve("big.txt", get({ range: "bytes=100000-" }));
    expect([long.status, (await text(long)).length]).toEqual([206, 100_000]);
    const several = await serve("big.txt", get({ range: "bytes=0-1,3-4" }));
    expect([several.status, (await text(several)).length]).toEqual([200, 200_000]);
    const behind = await serve("big.txt", get({ range: "bytes=200000-" }));
    expect([behind.status, behind.headers.get("content-range"), behind.body]).toEqual([416, "bytes */200000", null]);
    const changed = await serve("big.txt", get({ range: "bytes=0-1", "if-range": '"other"' }));
    expect(changed.status).toBe(200);
    await text(changed);
  });

  test("HEAD opens no stream and promises the same length", async () => {
    const { createResponse } = await import("../../src/http/response.ts");
    const reply = await createStatic({ root })("big.txt", get({}, "HEAD"));
    const response = createResponse(reply.body, reply.status, {});
    expect(response.headers.get("content-length")).toBe("200000");
  });

  test("HEAD has no ranges: it is told about the whole", async () => {
    const serve = createStatic({ root });
    for (const range of ["bytes=0-9", "bytes=999999-"]) {
      const reply = await serve("big.txt", get({ range }, "HEAD"));
      expect([reply.status, reply.headers.get("content-range")]).toEqual([200, null]);
    }
  });
});

describe("sendFile", () => {
  test.each(["static/app.js", "./secret.txt", "../secret.txt", "", new URL("https://example.org/app.js")])(
    "%s is no place of a file",
    async (path) => {
      await expect(sendFile(path, {}, get())).rejects.toThrow(/is no absolute path/);
    },
  );

  test("sends a file of the application, saved under a name", async () => {
    const options: FileOptions = { attachment: true, downloadName: 'Bericht "1".txt' };
    const reply = await sendFile(join(base, "secret.txt"), options, get());
    expect(reply.headers.get("content-disposition")).toBe(
      `attachment; filename="Bericht _1_.txt"; filename*=UTF-8''Bericht%20%221%22.txt`,
    );
    expect(await text(reply)).toBe("secret");
    const fromUrl = await sendFile(pathToFileURL(join(root, "site.css")), { attachment: true }, get());
    expect(fromUrl.headers.get("content-disposition")).toBe('attachment; filename="site.css"');
    await text(fromUrl);
    await expect(sendFile(join(base, "none"), {}, get())).rejects.toMatchObject({ status: 404 });
    await expect(sendFile(base, {}, get())).rejects.toMatchObject({ status: 404 });
  });
});
