import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { createStatic } from "../../src/http/files.ts";
import { acceptedCodings } from "../../src/http/precompressed.ts";
import { App } from "../../src/index.ts";
import { serve } from "../../src/node/index.ts";

const base = realpathSync(mkdtempSync(join(tmpdir(), "ampoule-precompressed-")));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const CSS = "body { color: black }\n".repeat(200);
const root = join(base, "static");
mkdirSync(root);
/** @param time seconds since 1970 */
function write(name: string, content: string | Uint8Array, time = 1_700_000_000): void {
  writeFileSync(join(root, name), content);
  utimesSync(join(root, name), time, time);
}
write("site.css", CSS);
write("site.css.br", brotliCompressSync(CSS));
write("site.css.gz", gzipSync(CSS));
write("only.css", CSS);
write("only.css.gz", gzipSync(CSS), 1_700_000_001);
write("stale.css", CSS);
write("stale.css.br", brotliCompressSync("old"), 1_600_000_000);
write("plain.css", CSS);
write("linked.css", CSS);
writeFileSync(join(base, "outside"), "secret");
symlinkSync(join(base, "outside"), join(root, "linked.css.br"));

async function ask(
  name: string,
  acceptEncoding: string | null,
  headers: Readonly<Record<string, string>> = {},
  precompressed = true,
) {
  const all = { ...headers, ...(acceptEncoding === null ? {} : { "accept-encoding": acceptEncoding }) };
  const reply = await createStatic({ root, precompressed })(name, new Request("http://h/", { headers: all }));
  const body = new Uint8Array(await new Response(reply.body).arrayBuffer());
  return { reply, body, coding: reply.headers.get("content-encoding"), vary: reply.headers.get("vary") };
}

describe("files that were compressed ahead of time", () => {
  test.each([
    ["site.css", "gzip, deflate, br, zstd", "br"],
    ["site.css", "gzip", "gzip"],
    ["site.css", "x-gzip", "gzip"],
    ["site.css", "gzip;q=1, br;q=0.5", "gzip"],
    ["site.css", "*", "br"],
    ["site.css", "*;q=0, gzip", "gzip"],
    ["site.css", "br;q=0, *", "gzip"],
    ["only.css", "br, gzip", "gzip"],
    ["site.css", "identity", null],
    ["site.css", "deflate", null],
    ["site.css", "", null],
    ["site.css", null, null],
    ["site.css", "br;q=oops", null],
    ["plain.css", "br, gzip", null],
  ])("%s for Accept-Encoding %j: %s", async (name, header, coding) => {
    const found = await ask(name, header);
    expect(found.coding).toBe(coding);
    expect(found.vary).toBe("Accept-Encoding");
    expect(found.reply.contentType).toBe("text/css; charset=utf-8");
    if (coding === null) expect(new TextDecoder().decode(found.body)).toBe(CSS);
    else expect(found.body.length).toBeLessThan(CSS.length);
  });

  test("have an entity tag of their own, so that no cache mixes them up", async () => {
    const tags = await Promise.all(
      ["br", "gzip", null].map(async (coding) => (await ask("site.css", coding)).reply.headers.get("etag")),
    );
    expect(new Set(tags).size).toBe(3);
    const again = await ask("site.css", "br", { "if-none-match": tags[0]! });
    expect([again.reply.status, again.vary]).toEqual([304, "Accept-Encoding"]);
    expect((await ask("site.css", "gzip", { "if-none-match": tags[0]! })).reply.status).toBe(200);
  });

  test("are not taken when they are older than what they stand for", async () => {
    expect((await ask("stale.css", "br")).coding).toBeNull();
  });

  test("D07 are not taken from outside of the folder by a link", async () => {
    const found = await ask("linked.css", "br");
    expect(found.coding).toBeNull();
    expect(new TextDecoder().decode(found.body)).toBe(CSS);
  });

  test("have to be asked for, by name of the file that they stand for", async () => {
    expect((await ask("site.css", "br", {}, false)).coding).toBeNull();
    await expect(ask("site.css.br", "br")).rejects.toMatchObject({ status: 404 });
  });

  test("are read by a client over a socket", async () => {
    const app = new App({ mode: "test", root: base, static: { folder: "static", precompressed: true } });
    const server = await serve(app, { port: 0, signals: false });
    try {
      const response = await fetch(`${server.url}/static/site.css`, { headers: { "accept-encoding": "br" } });
      expect(response.headers.get("content-encoding")).toBe("br");
      expect(await response.text()).toBe(CSS);
    } finally {
      await server.close();
    }
  });
});

describe("what a client takes", () => {
  test("a coding that is named decides over the star", () => {
    expect(acceptedCodings("*;q=0.5, gzip;q=0.8, br;q=0").map(({ name }) => name)).toEqual(["gzip", "zstd"]);
  });

  test("R36 a header without end is read up to a bound", () => {
    expect(acceptedCodings(`${"x,".repeat(100_000)}br`)).toEqual([]);
  });
});
