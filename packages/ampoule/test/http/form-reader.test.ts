import { describe, expect, test } from "vitest";
import { HttpError } from "../../src/errors.ts";
import { type FileReceiver, openForm } from "../../src/http/form-reader.ts";
import { DEFAULT_LIMITS, resolveLimits } from "../../src/http/limits.ts";

const encoder = new TextEncoder();

function request(contentType: string, chunks: readonly string[]) {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        const chunk = chunks[pulled++];
        if (chunk === undefined) controller.close();
        else controller.enqueue(encoder.encode(chunk));
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { "content-type": contentType };
  return {
    request: new Request("http://h/", { method: "POST", body, headers, duplex: "half" } as RequestInit),
    pulled: () => pulled,
  };
}

const field = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (name: string, filename: string, content: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: text/plain\r\n\r\n${content}\r\n`;
const END = "--b--\r\n";
const MULTIPART = "multipart/form-data; boundary=b";
const FORM = "application/x-www-form-urlencoded";

/** Keeps files in memory, and remembers which were discarded. */
class Memory implements FileReceiver<string> {
  readonly kept = new Set<string>();
  readonly discarded: string[] = [];
  stopAfter = Number.POSITIVE_INFINITY;

  async receive(head: { filename: string | undefined }, chunks: AsyncIterable<Uint8Array>): Promise<string> {
    let text = `${head.filename}:`;
    let count = 0;
    for await (const chunk of chunks) {
      if (++count > this.stopAfter) break;
      text += new TextDecoder().decode(chunk);
    }
    this.kept.add(text);
    return text;
  }

  discard(text: string): Promise<void> {
    this.kept.delete(text);
    this.discarded.push(text);
    return Promise.resolve();
  }
}

describe("a form", () => {
  test("is read from urlencoded and multipart bodies alike", async () => {
    const plain = await openForm(request(FORM, ["a=1&b", "=2&a=3"]).request, DEFAULT_LIMITS).read();
    const multi = await openForm(
      request(MULTIPART, [field("a", "1"), field("b", "2"), field("a", "3"), END]).request,
      DEFAULT_LIMITS,
    ).read();
    expect([...plain.fields]).toEqual([
      ["a", "1"],
      ["b", "2"],
      ["a", "3"],
    ]);
    expect([...multi.fields]).toEqual([...plain.fields]);
    expect(multi.files.size).toBe(0);
  });

  test("F01 F03 R22 the type is parsed once: case and parameters change nothing, anything else is a 415", async () => {
    for (const type of ["APPLICATION/X-WWW-Form-Urlencoded", `${FORM}; charset=UTF-8`, `${FORM};`]) {
      expect((await openForm(request(type, ["a=1"]).request, DEFAULT_LIMITS).read()).fields.get("a")).toBe("1");
    }
    for (const type of [
      "text/plain",
      "",
      `${FORM} x`,
      ` ${FORM}x`,
      `${FORM}; charset=utf-16`,
      "application/json",
      "multipart/mixed; boundary=b",
    ]) {
      expect(() => openForm(request(type, ["a=1"]).request, DEFAULT_LIMITS), type).toThrow(HttpError);
    }
  });

  test("a field is found without reading a byte of the files after it", async () => {
    const sent = request(MULTIPART, [field("csrf_token", "t"), file("f", "x", "content"), END]);
    const reader = openForm(sent.request, DEFAULT_LIMITS);
    expect(await reader.field("csrf_token")).toBe("t");
    expect(sent.pulled()).toBe(2); // the boundary that ends the field comes with the next chunk
    const memory = new Memory();
    const { fields, files } = await reader.read(memory);
    expect(fields.get("csrf_token")).toBe("t");
    expect(files.get("f")).toBe("x:content");
  });

  test("a field that is not before the first file counts as absent, and no file byte was taken", async () => {
    const sent = request(MULTIPART, [file("f", "x", "con"), "tent", field("csrf_token", "t"), END]);
    const reader = openForm(sent.request, DEFAULT_LIMITS);
    expect(await reader.field("csrf_token")).toBeUndefined();
    expect(sent.pulled()).toBe(1);
    const { fields, files } = await openForm(
      request(MULTIPART, [file("f", "x", "1"), field("a", "t"), END]).request,
      DEFAULT_LIMITS,
    ).read(new Memory());
    expect([fields.get("a"), files.get("f")]).toEqual(["t", "x:1"]);
  });

  test("F33 a field that was asked for by itself may not come twice, wherever the second is", async () => {
    const twice = [field("csrf_token", "a"), file("f", "x", "1"), field("csrf_token", "b"), END];
    const reader = openForm(request(MULTIPART, twice).request, DEFAULT_LIMITS);
    expect(await reader.field("csrf_token")).toBe("a");
    await expect(reader.read(new Memory())).rejects.toMatchObject({ status: 400, code: "repeated_field" });
    await expect(
      openForm(request(FORM, ["csrf_token=a&csrf_token=b"]).request, DEFAULT_LIMITS).field("csrf_token"),
    ).rejects.toMatchObject({ status: 400 });
  });

  test("a file where none is expected is a 400; a file input without a choice is nothing", async () => {
    await expect(
      openForm(request(MULTIPART, [file("f", "x", "1"), END]).request, DEFAULT_LIMITS).read(),
    ).rejects.toMatchObject({ status: 400, code: "unexpected_file" });
    const { fields, files } = await openForm(
      request(MULTIPART, [file("f", "", ""), field("a", "1"), END]).request,
      DEFAULT_LIMITS,
    ).read();
    expect([fields.size, files.size, fields.has("f")]).toEqual([1, 0, false]);
  });

  test("without a receiver the body has the limit of a body without files", async () => {
    const limits = resolveLimits({ bodySize: 200, multipartSize: 1000 });
    const body = [field("a", "x".repeat(100)), field("b", "y".repeat(100)), END];
    await expect(openForm(request(MULTIPART, body).request, limits).read()).rejects.toMatchObject({
      limit: "bodySize",
    });
    expect((await openForm(request(MULTIPART, body).request, limits).read(new Memory())).fields.size).toBe(2);
  });

  test("what a receiver leaves is skipped, and the parts after it are found", async () => {
    const memory = new Memory();
    memory.stopAfter = 1;
    const body = [file("f", "x", "one"), "two", `three\r\n${field("a", "1")}`, END];
    const sent = request(MULTIPART, [body[0]?.slice(0, -2) ?? "", ...body.slice(1)]);
    const { fields, files } = await openForm(sent.request, DEFAULT_LIMITS).read(memory);
    expect(files.get("f")).toBe("x:one");
    expect(fields.get("a")).toBe("1");
  });

  test("R11 an error discards the files that were already stored", async () => {
    for (const rest of ["--b\r\ngarbage\r\n\r\n", file("g", "y", "2"), field("a", "\0"), "--b\r\n"]) {
      const memory = new Memory();
      const limits = resolveLimits({ fileCount: 1 });
      const read = openForm(
        request(MULTIPART, [file("f", "x", "1"), rest.slice(0, 5), rest.slice(5)]).request,
        limits,
      ).read(memory);
      await expect(read).rejects.toBeInstanceOf(HttpError);
      expect(memory.kept.size).toBe(0);
      expect(memory.discarded).toEqual(["x:1"]);
    }
  });

  test("R11 a file that turns out too long after its receiver stopped is discarded as well", async () => {
    const memory = new Memory();
    memory.stopAfter = 1;
    const limits = resolveLimits({ fileSize: 10 });
    const read = openForm(
      request(MULTIPART, [file("f", "x", "12345").slice(0, -2), "678901", `\r\n${END}`]).request,
      limits,
    ).read(memory);
    await expect(read).rejects.toMatchObject({ limit: "fileSize" });
    expect(memory.kept.size).toBe(0);
  });

  test("R31 fields are UTF-8 without NUL", async () => {
    const bytes = encoder.encode(field("a", "X") + END);
    bytes[bytes.lastIndexOf(0x58)] = 0xff;
    const broken = new Request("http://h/", { method: "POST", body: bytes, headers: { "content-type": MULTIPART } });
    await expect(openForm(broken, DEFAULT_LIMITS).read()).rejects.toMatchObject({ status: 400 });
    const charset = `--b\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=utf-16\r\n\r\n1\r\n${END}`;
    await expect(openForm(request(MULTIPART, [charset]).request, DEFAULT_LIMITS).read()).rejects.toMatchObject({
      status: 415,
    });
  });

  test("a urlencoded form has its own limits", async () => {
    const limits = resolveLimits({ fieldsSize: 20, fieldSize: 5, fieldCount: 3, nameSize: 4 });
    for (const [body, limit] of [
      [`a=${"x".repeat(19)}`, "fieldsSize"],
      ["a=123456", "fieldSize"],
      ["a&b&c&d", "fieldCount"],
      ["abcde=1", "nameSize"],
    ] as const) {
      await expect(openForm(request(FORM, [body]).request, limits).read()).rejects.toMatchObject({
        status: 413,
        limit,
      });
    }
  });
});
