import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { HttpError } from "../../src/errors.ts";
import { type BodySource, bodySource, readBytes, readChunks, readText } from "../../src/http/body.ts";
import { LimitError } from "../../src/http/limits.ts";

const encoder = new TextEncoder();

/** A request whose body comes in chunks, without a Content-Length unless one is claimed. */
function post(chunks: readonly (string | Uint8Array)[], headers: Record<string, string> = {}) {
  let pulled = 0;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        const chunk = chunks[pulled++];
        if (chunk === undefined) controller.close();
        else controller.enqueue((typeof chunk === "string" ? encoder.encode(chunk) : chunk) as Uint8Array<ArrayBuffer>);
      },
      cancel() {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const request = new Request("http://h/", { method: "POST", body, headers, duplex: "half" } as RequestInit);
  return { request, state: () => ({ pulled, cancelled }) };
}

async function status(promise: Promise<unknown>): Promise<number> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HttpError);
  return (error as HttpError).status;
}

describe("reading a body", () => {
  test("joins the chunks", async () => {
    expect(await readText(post(["a", "b", "ć"]).request, 10)).toBe("abć");
    expect(await readBytes(new Request("http://h/", { method: "POST" }), 10)).toHaveLength(0);
  });

  test("R17 the limit is in the byte stream: chunked, and with a Content-Length that lies either way", async () => {
    expect(await status(readBytes(post(["12345", "6"]).request, 5))).toBe(413);
    expect(await status(readBytes(post(["12345", "6"], { "content-length": "1" }).request, 5))).toBe(413);
    expect(await status(readBytes(post(["1"], { "content-length": "6" }).request, 5))).toBe(413);
    expect(await readText(post(["12345"]).request, 5)).toBe("12345");
    const endless = post(Array.from({ length: 1000 }, () => "x".repeat(1000)));
    await expect(readBytes(endless.request, 5000)).rejects.toThrow(LimitError);
    expect(endless.state().pulled).toBeLessThan(8);
    expect(endless.state().cancelled).toBe(true);
  });

  test("R31 R32 text is UTF-8 or a 400", async () => {
    expect(await status(Promise.resolve(readText(post([Uint8Array.of(0xff)]).request, 10)))).toBe(400);
    expect(await status(Promise.resolve(readText(post([Uint8Array.of(0xc0, 0xae)]).request, 10)))).toBe(400);
    expect(await readText(post([Uint8Array.of(0xc3), Uint8Array.of(0xa9)]).request, 10)).toBe("é");
  });

  test("R33 a compressed body is refused, however it is called", async () => {
    const bytes = gzipSync("hello");
    for (const encoding of ["gzip", "br", "deflate", "gzip, gzip", "x"]) {
      expect(await status(readBytes(post([bytes], { "content-encoding": encoding }).request, 1e6))).toBe(415);
    }
    expect(await readText(post(["plain"], { "content-encoding": "identity" }).request, 10)).toBe("plain");
  });

  test("a body is read once", async () => {
    const { request } = post(["a"]);
    await readBytes(request, 10);
    await expect(readBytes(request, 10)).rejects.toThrow(/read already/);
  });

  test("R10 a client that goes away is a 400, not an error of ours", async () => {
    const gone = Object.assign(new Error("aborted"), { code: "ECONNRESET" });
    const source: BodySource = {
      collect: () => Promise.reject(gone),
      chunks: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(gone) }) }),
    };
    const request = Object.assign(new Request("http://h/", { method: "POST" }), { [bodySource]: source });
    expect(await status(readBytes(request, 10))).toBe(400);
    expect(await status(readChunks(request).next())).toBe(400);
  });

  test("leaving the loop early cancels the source", async () => {
    const endless = post(Array.from({ length: 1000 }, () => "x"));
    for await (const _ of readChunks(endless.request)) break;
    expect(endless.state()).toEqual({ pulled: 1, cancelled: true });
  });
});
